"""Plain text and Markdown: paragraphs, headings, breaks and notes, found by the form of their lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.manuscripts import marked
from narrate.manuscripts.opening.decoding import decode
from narrate.manuscripts.opening.mending import unstyled
from narrate.manuscripts.pieces import gutenberg, notes
from narrate.manuscripts.pieces.apparatus import mark_apparatus, part_attributes
from narrate.manuscripts.pieces.chapters import mark_headings
from narrate.manuscripts.pieces.cutting import cut
from narrate.manuscripts.pieces.front import mark_front
from narrate.manuscripts.pieces.gaps import mark_gaps
from narrate.manuscripts.pieces.looks import mark_apart
from narrate.manuscripts.pieces.matter import mark_matter
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import Block, BlockKind, Manuscript
from narrate.story.tongues import language_code

_MOST_LINES = 500_000  # five million words, hard-wrapped
_LICENCE_ENDS = re.compile(rf"^{gutenberg.BEFORE_STORY}.*\n", re.MULTILINE)
_LICENCE_BEGINS = re.compile(rf"^{gutenberg.AFTER_STORY}", re.MULTILINE)
_FRONT_MATTER = re.compile(  # of Markdown: YAML between dashes, TOML between plus signs
    r"""\A (---|\+\+\+) [ \t]*\n
    (?: [ \t]* (?:\#.*)? \n)*               # empty lines, and comments
    ["']? [\w-]+ ["']? [ \t]* [:=] .*\n      # its first key: a story may begin with a rule, too
    (?: .*\n){0,60}?
    (?: \1 | \.\.\.) [ \t]* (?: \n | \Z)""",
    re.VERBOSE,
)
_TITLE_LINES = re.compile(  # of Pandoc's Markdown
    r"\A%[ \t]+(?P<title>\S.*)\n(?:%[ \t]*(?P<author>.*)\n(?:%.*\n)?)?"
)
_FIELD = re.compile(r"(title|author|lang)(?:s|uage)?\s*[:=]\s*(.*)", re.IGNORECASE)
_ITEM = re.compile(r"\s*-\s+(?:name:\s*)?(\S.*)")
_KEYS = {"lang": "language"}


def read(raw: bytes, path: Path, encoding: str | None = None) -> Manuscript:
    """Read a text file as a story. Raises NarrateError where it is none, or cannot be decoded."""
    return understand(as_meant(decode(raw, path, encoding)), path)


def as_meant(text: str) -> str:
    """A text without Pandoc's marks of style; one that an importer made has none."""
    return text if marked.is_marked(text) else unstyled(text)


def understand(text: str, path: Path) -> Manuscript:
    """Find the blocks of a plain-text or Markdown story; a text that an importer made says what they are.

    Raises NarrateError for more lines than a story has.
    """
    if marked.is_marked(text):
        return marked.read(text, path)
    if text.count("\n") > _MOST_LINES:
        what = f"more than {_MOST_LINES:,} lines are no story"
        raise NarrateError(what, place=Place(path), hint="Split the file into chapters.")
    story_start, story_end, data = _frame(text)
    pieces = mark_apparatus(list(part_attributes(cut(text, story_start, story_end))))
    pieces = mark_headings(mark_apart(pieces))
    pieces, front = mark_front(pieces)
    pieces = mark_gaps(notes.mark_notes(mark_matter(pieces)))
    blocks = tuple(_tiles(text, pieces, story_start, story_end))
    about = {**front, **data}
    language = language_code(about.get("language", ""))  # Project Gutenberg writes "English"
    return replace(marked.manuscript(text, path, blocks, about), language=language)


def _frame(text: str) -> tuple[int, int, dict[str, str]]:
    """Where the story begins and ends in its file, and what the parts around it say about it."""
    start, end = 0, len(text)
    matter = _FRONT_MATTER.match(text)
    opening = _LICENCE_ENDS.search(text, 0, 20_000)
    if opening:
        start = opening.end()
        closing = _LICENCE_BEGINS.search(text, start)
        end = closing.start() if closing else end
    elif matter:
        start = matter.end()
    elif lines := _TITLE_LINES.match(text):
        named = {key: value.replace("; ", ", ") for key, value in lines.groupdict().items() if value}
        return lines.end(), end, named
    return start, end, dict(_fields(text[:start]))


def _fields(head: str) -> Iterator[tuple[str, str]]:
    """The title, author and language that a head names; several authors may stand in a list of any form."""
    values: dict[str, list[str]] = {}
    listed: list[str] = []  # what a line that begins with a dash goes on
    for line in head.splitlines():
        if field := _FIELD.fullmatch(line):
            parts = field[2].strip("[]").split(",") if field[2].startswith("[") else [field[2]]
            listed = values.setdefault(field[1].lower(), [*filter(None, map(_unquoted, parts))])
        elif item := _ITEM.fullmatch(line):
            listed.append(_unquoted(item[1]))
        elif not line[:1].isspace():
            listed = []
    return ((_KEYS.get(key, key), ", ".join(value)) for key, value in values.items() if value)


def _unquoted(value: str) -> str:
    value = value.replace("[[", "").replace("]]", "")  # Obsidian's links
    quoted = re.match(r"""\s*(["'])(.*)\1""", value)
    if quoted is None:
        return value.partition(" #")[0].strip()
    return quoted[2].replace("''" if quoted[1] == "'" else '\\"', quoted[1])  # as YAML writes its own quote


def _tiles(text: str, pieces: Sequence[Piece], start: int, end: int) -> Iterator[Block]:
    """The pieces as blocks, with the blank stretches between them and the skipped ones around them."""
    if start:
        yield Block(0, start, BlockKind.SKIPPED, "front matter of the file")
    told = (Block(piece.start, piece.end, piece.kind, piece.why) for piece in pieces)
    yield from marked.with_blanks(told, start, end)
    if end < len(text):
        yield Block(end, len(text), BlockKind.SKIPPED, gutenberg.LICENCE)
