"""Which words of a text are stressed: `*so*`, `_so_`, `**so**`."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from narrate.story.book import Block, BlockKind

_MARK = re.compile(r"\*+|_+")
_LONGEST_MARK = 3  # more of them in a row are a line
_OUTSIDE = " \n\t\"“”„«»‘’'‚‹›([)]{}"  # quotation marks stay outside, where the finder of quotes looks
_WORD = re.compile(r"[^\W_]")


def find_emphasis(text: str, blocks: Iterable[Block]) -> tuple[tuple[int, int], ...]:
    """The stressed stretches (start, end) of a text's paragraphs, without their marks."""
    told = (block for block in blocks if block.kind is BlockKind.PARAGRAPH)
    pairs = (pair for block in told for pair in _pairs(text, block.start, block.end))
    return tuple(sorted((start, end) for start, end in pairs if _WORD.search(text, start, end)))


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Match each closing mark with the last opening one of its form; a mark inside a word is none."""
    opened: dict[str, int] = {}
    for mark in _MARK.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        form = mark.group()
        if len(form) > _LONGEST_MARK:
            opened.clear()
        elif form in opened and not before.isspace() and not after.isalnum():
            yield opened.pop(form), mark.start()
        elif not after.isspace() and not before.isalnum():
            opened[form] = mark.end()


def with_marks(runs: Sequence[tuple[str, bool]]) -> str:
    """A line of plain and stressed runs as text with `*` around what is stressed.

    Stress inside a word, or on something that holds no word, is let go.
    """
    grouped = itertools.groupby((run for run in runs if run[0]), key=lambda run: run[1])
    merged = [("".join(words for words, _ in group), stressed) for stressed, group in grouped]
    written: list[str] = []
    for i, (run, stressed) in enumerate(merged):
        following = merged[i + 1][0] if i + 1 < len(merged) else " "
        before = written[-1][-1:] if written else " "
        written.append(_marked(run, before, following[:1]) if stressed else run)
    return "".join(written)


def _marked(run: str, before: str, after: str) -> str:
    inner = run.strip(_OUTSIDE)
    lead = run[: len(run) - len(run.lstrip(_OUTSIDE))]
    trail = run[len(lead) + len(inner) :]
    inside_word = (not lead and _glued(before)) or (not trail and _glued(after))
    if inside_word or not _WORD.search(inner) or "*" in inner or "_" in (inner[0], inner[-1]):
        return run
    return f"{lead}*{inner}*{trail}"


def _glued(neighbour: str) -> bool:
    return neighbour.isalnum() or neighbour in ("*", "_")
