"""A story as read: its text, and the blocks (headings, paragraphs, breaks, notes) that tile it."""

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape
from pathlib import Path

from narrate.errors import Place

_HASHES = re.compile(r"^#+\s*|(?<!\s)\s+#+$")  # Markdown's, before a heading and behind it
TAGS = (  # of HTML, and of forums
    r"<[/a-z][^<>]*>|\[(b|i|u|center|size)(?:=[^\[\]]*)?\](?=.{0,500}\[/\1\])|\[/(?:b|i|u|center|size)\]"
)
_MARKS = re.compile(  # tags, links, footnotes, emphasis, backslashes before signs
    rf"{TAGS}|\[(?=[^\[\]]*\]\()|\]\([^()\s]*\)|\[\^[\w-]+\]"
    r"|(?<!\w)[*_]+|(?<![*_])[*_]+(?!\w)|\\(?=[^\w\s])",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&#?\w{2,8};")  # a & alone is no entity: R&D
_STOP = re.compile(r"(?<!\.)(?<!\.\w)[.:]$")  # no stop of U.S.A. or Wait...


class BlockKind(StrEnum):
    """What a block of the text is."""

    TITLE = "title"  # the book's own title or byline, before the story
    HEADING = "heading"  # opens a chapter
    SECTION = "section"  # a heading inside a chapter: opens a scene
    PARAGRAPH = "paragraph"
    BREAK = "break"  # a scene break: ornament, rule, or a wide gap
    NOTE = "note"  # the author speaking outside the story
    SKIPPED = "skipped"  # front and end matter that nobody reads aloud
    BLANK = "blank"  # empty lines between the others


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text of one kind.

    `start` and `end` count code points. `chapter` and `scene` count from 1, the scene anew in each
    chapter; `paragraph` counts paragraphs through the whole book and is 0 for other blocks.
    """

    start: int
    end: int
    kind: BlockKind
    why: str = ""
    chapter: int = 0
    scene: int = 0
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of a source file that is not part of the story's text: a stage direction, half of `{{`.

    `at` is where it stood: an offset into the text without any removed piece. Of a guess that is to be made
    anew, `raw` is empty. `place` is where a person finds it, if it comes from another file.
    """

    at: int
    raw: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The series that the book belongs to, and its number there, which need not be whole."""

    name: str
    number: str = ""

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """Its tags under the names that audiobookshelf and Mp3tag use."""
        return (("SERIES", self.name), *((("SERIES-PART", self.number),) if self.number else ()))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One source file as its format's reader understands it: `blocks`, not yet numbered, tile `text`.

    `emphasis` are the stretches (start, end) that the author stressed, without their marks; `cover` is the
    picture that the file brings along, as JPEG, PNG, GIF or WebP.
    """

    path: Path
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    language: str | None = None
    series: Series | None = None
    removed: tuple[Removed, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    cover: bytes | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's number (from 1), its title, and the stretch of text that it covers."""

    number: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One source file of the book: where its text begins and ends in the book's.

    `line_starts` and what is `removed` count from the start of the part; its first line is not listed.
    """

    path: Path
    start: int
    end: int
    line_starts: tuple[int, ...]
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The whole story: `blocks` tile `text`, and so do `chapters`.

    `emphasis` are the stressed stretches (start, end) of `text`; `cover` is a picture from a manuscript.
    """

    text: str
    title: str
    author: str | None
    language: str
    chapters: tuple[Chapter, ...]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    emphasis: tuple[tuple[int, int], ...] = ()
    cover: bytes | None = None
    series: Series | None = None

    def paragraphs(self) -> Iterator[Block]:
        """The paragraphs of the story, in order: what is told, without headings and notes."""
        return (block for block in self.blocks if block.kind is BlockKind.PARAGRAPH)

    def block_at(self, offset: int) -> Block:
        """The block that an offset into `text` is in."""
        return self.blocks[max(0, bisect.bisect_right(self.blocks, offset, key=lambda b: b.start) - 1)]

    def part_at(self, offset: int) -> Part:
        """The source file that an offset into `text` comes from."""
        index = bisect.bisect_right(self.parts, offset, key=lambda part: part.start) - 1
        return self.parts[max(0, index)]

    def place(self, offset: int) -> Place:
        """The file and line that an offset into `text` comes from."""
        part = self.part_at(offset)
        return Place(part.path, 1 + bisect.bisect_right(part.line_starts, offset - part.start))

    def removed(self) -> Iterator[Removed]:
        """What was taken out of the source files: its offset into `text`, and where a person finds it."""
        for part in self.parts:
            for at, group in itertools.groupby(part.removed, key=lambda piece: piece.at):
                here = [(piece, piece.raw.count("\n")) for piece in group]
                line = 1 + bisect.bisect_right(part.line_starts, at) - sum(lines for _, lines in here)
                for piece, lines in here:
                    yield replace(piece, at=part.start + at, place=piece.place or Place(part.path, line))
                    line += lines


def heading_title(raw: str) -> str:
    """A heading without its marks and its stop: `## The _Lamp_. ##` is "The Lamp", `# C#` is "C#"."""
    written = _ENTITY.sub(lambda found: unescape(found.group()), raw)
    lines = (_STOP.sub("", _unmarked(line)).strip() for line in written.splitlines())
    return " ".join(line for line in lines if line)


def _unmarked(line: str) -> str:
    return _MARKS.sub("", _HASHES.sub("", line.strip())).strip("*_=~–—- \t\f\v")
