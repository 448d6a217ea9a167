"""The text that importers make of EPUB, HTML and DOCX: the story, with a few marks that say what is what.

    ---
    title: "The Harbour Light"
    imported: epub
    ---

    # The Harbour Light

    ## Chapter 1: The Lamp

    [note: chapter notes]
    > I was ill.

    The rain came in sideways.

    * * *

    [left out: footnote]
    > 1. A kind of boat.

A title begins with `#`, a chapter's heading with `##`, a section's with `###`; a paragraph that only looks
like one of these has a backslash before it. Nothing else is guessed, so a script that was written of an
import is read exactly as the import was.
"""

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.manuscripts.pieces.emphasis import find_emphasis
from narrate.manuscripts.pieces.ornaments import is_ornament
from narrate.manuscripts.pieces.piece import Piece
from narrate.manuscripts.series import series_of
from narrate.story.book import Block, BlockKind, Manuscript

ABOUT = "about the file"  # why the head that narrate has written itself is not told
_HEAD = re.compile(r"---\n(?:[^\n:]+:[^\n]*\n)*?imported:[^\n]*\n---\n")
_MARKS = {BlockKind.TITLE: "# ", BlockKind.HEADING: "## ", BlockKind.SECTION: "### "}
_LABELS = {BlockKind.NOTE: "note", BlockKind.SKIPPED: "left out"}
_LABEL = re.compile(r"\[(note|left out)(?:: ([^\n]*))?\]")
_ALONE = re.compile(r"\[(?:note|left out)(?:: [^\n]*)?\]|##[^\n]*")
_NEEDS_ESCAPE = re.compile(r"[#>\\]|\[(?:note|left out)\b")
_BREAK = "* * *"


def is_marked(text: str) -> bool:
    """Did an importer make this text?"""
    return _HEAD.match(text) is not None


def write(pieces: Sequence[Piece], about: Mapping[str, str | None], imported: str) -> str:
    """The text of a story's pieces; `about` holds its title, author, language and series, if known."""
    head = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in about.items() if value]
    chunks = ["\n".join(("---", *head, f"imported: {imported}", "---"))]
    for (kind, why), group in itertools.groupby(pieces, key=_label):
        chunks += _chunks(kind, why, [piece.text for piece in group])
    return "\n\n".join(chunks) + "\n"


def _label(piece: Piece) -> tuple[BlockKind, str]:
    return piece.kind, piece.why if piece.kind in _LABELS else ""


def _chunks(kind: BlockKind, why: str, texts: list[str]) -> Iterator[str]:
    if kind in _LABELS:
        why = " ".join(why.replace("[", "(").replace("]", ")").split())
        quoted = ["> " + text.replace("\n", "\n> ") for text in texts]
        yield "\n".join([f"[{_LABELS[kind]}: {why}]" if why else f"[{_LABELS[kind]}]", quoted[0]])
        yield from quoted[1:]
    elif kind is BlockKind.TITLE:
        yield "# " + "\n".join(texts)
    elif kind in _MARKS:
        yield from (_MARKS[kind] + " ".join(text.split()) for text in texts)
    elif kind is BlockKind.BREAK:
        yield from (text if _is_plainly_break(text) else _BREAK for text in texts)
    else:
        yield from ("\\" + text if _NEEDS_ESCAPE.match(text) else text for text in texts)


def _is_plainly_break(text: str) -> bool:
    """May a break be written as it is? `# # #` would be a title."""
    return is_ornament(text) and not text.startswith(tuple(_MARKS.values()))


def read(text: str, path: Path) -> Manuscript:
    """Read a text that an importer made, or a person in its form."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    return manuscript(text, path, tuple(_tiles(text, start)), dict(_about(text[:start])))


def manuscript(text: str, path: Path, blocks: tuple[Block, ...], about: Mapping[str, str]) -> Manuscript:
    """A text whose blocks are known, with what it says of itself: title, author, language, series."""
    return Manuscript(
        path=path,
        text=text,
        blocks=blocks,
        title=about.get("title"),
        author=about.get("author"),
        language=about.get("language"),
        series=series_of(about.get("series", "")),
        emphasis=find_emphasis(text, blocks),
    )


def _about(head: str) -> Iterator[tuple[str, str]]:
    for line in head.splitlines():
        key, _, value = line.partition(":")
        value = value.strip()
        try:
            yield key, str(json.loads(value))
        except ValueError:
            yield key, value


def _tiles(text: str, start: int) -> Iterator[Block]:
    if start:
        yield Block(0, start, BlockKind.SKIPPED, ABOUT)
    yield from with_blanks(_labelled(text, _paragraphs(text, start)), start, len(text))


def with_blanks(blocks: Iterable[Block], start: int, end: int) -> Iterator[Block]:
    """The blocks, and blank ones for all that is not in them between two offsets."""
    at = start
    for block in blocks:
        if block.start > at:
            yield Block(at, block.start, BlockKind.BLANK)
        yield block
        at = block.end
    if at < end:
        yield Block(at, end, BlockKind.BLANK)


def _paragraphs(text: str, start: int) -> Iterator[Block]:
    """The runs of lines between blank ones; a label or a heading is a run of its own."""
    open_at: int | None = None
    end = at = start
    for line in text[start:].split("\n"):
        if open_at is not None and (not line.strip() or _ALONE.fullmatch(text[open_at:end])):
            yield Block(open_at, end, BlockKind.PARAGRAPH)
            open_at = None
        if line.strip():
            open_at = at if open_at is None else open_at
            end = at + len(line)
        at += len(line) + 1
    if open_at is not None:
        yield Block(open_at, end, BlockKind.PARAGRAPH)


def _labelled(text: str, chunks: Iterable[Block]) -> Iterator[Block]:
    """What each run of lines is; a label goes for the quoted runs after it, and is itself no words."""
    quoted, why = BlockKind.NOTE, ""
    for chunk in chunks:
        words = text[chunk.start : chunk.end]
        label = _LABEL.fullmatch(words)
        if label:
            quoted = BlockKind.NOTE if label[1] == "note" else BlockKind.SKIPPED
            why = label[2] or ""
            yield replace(chunk, kind=BlockKind.BLANK)
        elif words.startswith(">"):
            yield replace(chunk, kind=quoted, why=why)
        else:
            quoted, why = BlockKind.NOTE, ""
            yield _told(chunk, words)


def _told(chunk: Block, words: str) -> Block:
    for kind, mark in _MARKS.items():
        if words.startswith(mark):
            return replace(chunk, kind=kind, why=kind.value)
    if is_ornament(words):
        return replace(chunk, kind=BlockKind.BREAK, why="ornament")
    return chunk
