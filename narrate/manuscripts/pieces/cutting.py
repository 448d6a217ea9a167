"""Cutting a plain text into its paragraphs and lines."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.downloads import KEYED
from narrate.manuscripts.pieces.ornaments import is_ornament
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.asides import PAGE
from narrate.story.book import BlockKind
from narrate.story.pages import goes_on, page_lines

# What an empty line may hold: > alone parts a quotation's paragraphs, web pages leave spaces of all widths.
_NOTHING = " \t\r\f\v>\xa0\u3000\u200b\u200c\u200d\u2060\ufeff"
_SENTENCE_END = re.compile(r"[.!?…:*_)\]\"”’'»—–-]\s*$")
_NO_PROSE = re.compile(  # Pandoc's divisions, Jekyll's attributes, what an archive says above chapters
    r"\s*(?::{3,}.*|\{:[^{}]*\}|Chapter Text)\s*"
)
_FULL = 45  # characters of a line that goes on in the next, in the narrowest of texts


def cut(text: str, start: int, end: int) -> list[Piece]:
    """Cut the story into paragraphs: at empty lines and, where it is not hard-wrapped, at every line."""
    lines = list(_over_pages(text, list(_lines(text, start, end))))
    begun = [i for i, line in enumerate(lines) if line.gap or i == 0 or _is_of_page(lines[i - 1], line)]
    groups = [lines[first:end] for first, end in itertools.pairwise([*begun, len(lines)])]
    if not _is_wrapped(groups):
        return lines
    pieces = []
    for group in groups:
        for part in _split_group(group):
            body = text[part[0].start : part[-1].end]
            pieces.append(replace(part[0], end=part[-1].end, text=body))
    return pieces


def _lines(text: str, start: int, end: int) -> Iterator[Piece]:
    """The lines with anything on them, each with how many empty ones stand before it."""
    at, gap = start, 0
    for line in text[start:end].split("\n"):
        if line.strip(_NOTHING):
            yield Piece(at, at + len(line), line, gap)
            gap = 0
        else:
            gap += 1
        at += len(line) + 1


def _over_pages(text: str, lines: Sequence[Piece]) -> Iterator[Piece]:
    """The lines; one in which a page ends amid a sentence holds the next one, too, and what parts them."""
    pages = {start for start, _ in page_lines(text)}
    before: Piece | None = None
    aside: list[Piece] = []
    for line in lines:
        if line.start in pages:
            aside.append(line.marked_as(BlockKind.SKIPPED, PAGE))
        elif before and aside and goes_on(before.text.strip()):
            before, aside = replace(before, end=line.end, text=text[before.start : line.end]), []
        else:
            yield from filter(None, [before, *aside])
            before, aside = line, []
    yield from filter(None, [before, *aside])


def _is_of_page(*lines: Piece) -> bool:
    return any(line.kind is BlockKind.SKIPPED for line in lines)


def _is_wrapped(groups: Sequence[Sequence[Piece]]) -> bool:
    """Are neighbouring lines one paragraph? Lines that end in mid-sentence say so.

    Where lines are indented, full ones count before those that are not: an indented one begins a paragraph.
    """
    pairs = [pair for group in groups for pair in itertools.pairwise(group)]
    going_on = [(line, after) for line, after in pairs if len(line.text) >= _FULL and not _is_indented(after)]
    indented = any(_is_indented(after) for _, after in pairs)
    inner = [line.text for line, _ in (going_on if indented and going_on else pairs)]
    ended = sum(_SENTENCE_END.search(line[-4:]) is not None for line in inner)
    return not inner or ended < 0.6 * len(inner)


def _split_group(group: list[Piece]) -> Iterator[list[Piece]]:
    """Take headings and ornaments out of a run of lines; cut the rest where lines are indented anew."""
    if len(group) == 1:
        yield group
        return
    underline = headings.UNDERLINE.fullmatch(group[1].text)
    if len(group) == 2 and underline and headings.is_title_like(group[0].text):
        yield group
        return
    keyed = sum(_is_keyed(line.text) for line in group) > 1  # values may be indented
    under = not keyed and _is_wrapped_under_indents(group)
    flush = not keyed and sum(not _is_indented(line) for line in group) > len(group) / 2
    part: list[Piece] = []
    for index, line in enumerate(group):
        alone = (
            is_ornament(line.text)
            or _NO_PROSE.fullmatch(line.text) is not None
            or ((index == 0 or headings.is_markdown(line.text)) and _surely_heading(line.text))
            or ((under or flush) and _stands_apart(group, index) and _surely_heading(line.text))
        )
        anew = _is_indented(line) and not line.text.lstrip()[:1].islower()
        indented = anew and part and (under or (flush and not _is_indented(part[-1])))
        if part and (alone or indented):
            yield part
            part = []
        part.append(line)
        if alone:
            yield part
            part = []
    if part:
        yield part


def _is_keyed(line: str) -> bool:
    return KEYED.match(line) is not None and not headings.names_chapter(line)


def _stands_apart(group: list[Piece], index: int) -> bool:
    """Is it flush between paragraphs that are indented?"""
    ended = index > 0 and _SENTENCE_END.search(group[index - 1].text) is not None
    begun = index + 1 < len(group) and _is_indented(group[index + 1])
    return ended and begun and not _is_indented(group[index])


def _is_indented(line: Piece) -> bool:
    return line.text[:1].isspace()


def _is_wrapped_under_indents(group: Sequence[Piece]) -> bool:
    """Do indented lines go on in flush ones because they are full? In verse they are not."""
    wrapped = [before for before, line in itertools.pairwise(group) if not _is_indented(line)]
    return bool(wrapped) and _is_indented(group[0]) and all(len(line.text) >= _FULL for line in wrapped)


def _surely_heading(line: str) -> bool:
    found = headings.heading(line)
    return found is not None and found.number is None
