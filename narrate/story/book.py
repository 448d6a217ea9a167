"""A story as read: its text, and the blocks (headings, paragraphs, breaks, notes) that tile it."""

import bisect
import heapq
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from narrate.errors import Place


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

    `at` is where it stood: an offset into the text without any removed piece.
    """

    at: int
    raw: str


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

    def place_of_direction(self, offset: int) -> Place:
        """The file and line of the first direction that stands right before an offset into `text`."""
        part = self.part_at(offset)
        at = offset - part.start
        lines = sum(piece.raw.count("\n") for piece in part.removed if piece.at == at)
        place = self.place(offset)
        return Place(part.path, (place.line or 1) - lines)


def assemble(
    manuscripts: Sequence[Manuscript],
    *,
    title: str | None = None,
    author: str | None = None,
    language: str | None = None,
) -> Book:
    """Join manuscripts into one book, each beginning a chapter of its own, and number what is in it.

    What is given overrules what the manuscripts say of themselves.
    """
    text, blocks, parts = _join(manuscripts)
    numbered = tuple(_numbered(blocks, {part.start for part in parts}))
    titles = (manuscript.title for manuscript in manuscripts)
    book_title = title or next(filter(None, titles), None) or manuscripts[0].path.stem
    return Book(
        text=text,
        title=book_title,
        author=author or next(filter(None, (manuscript.author for manuscript in manuscripts)), None),
        language=language or next(filter(None, (manuscript.language for manuscript in manuscripts)), "en"),
        chapters=tuple(_chapters(text, numbered)),
        blocks=numbered,
        parts=tuple(parts),
        emphasis=tuple(
            (part.start + start, part.start + end)
            for part, manuscript in zip(parts, manuscripts, strict=True)
            for start, end in manuscript.emphasis
        ),
        cover=next((manuscript.cover for manuscript in manuscripts if manuscript.cover), None),
    )


def _join(manuscripts: Sequence[Manuscript]) -> tuple[str, list[Block], list[Part]]:
    texts: list[str] = []
    blocks: list[Block] = []
    parts: list[Part] = []
    at = 0
    for index, manuscript in enumerate(manuscripts):
        start, end = at, at + len(manuscript.text)
        parts.append(Part(manuscript.path, start, end, _line_starts(manuscript), manuscript.removed))
        texts.append(manuscript.text)
        blocks += [replace(b, start=b.start + start, end=b.end + start) for b in manuscript.blocks]
        at = end
        if index + 1 < len(manuscripts) and not manuscript.text.endswith("\n\n"):
            texts.append("\n\n")
            blocks.append(Block(at, at + 2, BlockKind.BLANK))
            at += 2
    return "".join(texts), blocks, parts


def _line_starts(manuscript: Manuscript) -> tuple[int, ...]:
    """Where the lines of the file begin in its text, also those that only directions stand on."""
    told = (match.end() for match in re.finditer("\n", manuscript.text))
    directed = (piece.at for piece in manuscript.removed for _ in range(piece.raw.count("\n")))
    return tuple(heapq.merge(told, directed))


def _numbered(blocks: Iterable[Block], part_starts: set[int]) -> Iterator[Block]:
    """Give blocks their chapter, scene and paragraph: a heading or a new file opens a chapter.

    Notes and titles before the first heading belong to the chapter that follows; several headings in a
    row ("Part One", "Chapter 1") open one chapter together.
    """
    chapter, scene, paragraph = 1, 1, 0
    told = False  # has the chapter any story yet?
    told_scene = False
    for block in blocks:
        if told and (block.kind is BlockKind.HEADING or block.start in part_starts):
            chapter, scene, told, told_scene = chapter + 1, 1, False, False
        if block.kind in (BlockKind.BREAK, BlockKind.SECTION) and told_scene:
            scene, told_scene = scene + 1, False
        if block.kind is BlockKind.PARAGRAPH:
            told = told_scene = True
            paragraph += 1
        number = paragraph if block.kind is BlockKind.PARAGRAPH else 0
        yield replace(block, chapter=chapter, scene=scene, paragraph=number)


def _chapters(text: str, blocks: Sequence[Block]) -> Iterator[Chapter]:
    for number, group in itertools.groupby(blocks, key=lambda block: block.chapter):
        inside = list(group)
        headings = [text[b.start : b.end] for b in inside if b.kind is BlockKind.HEADING]
        title = ": ".join(filter(None, map(heading_title, headings))) or f"Chapter {number}"
        yield Chapter(number, title, inside[0].start, inside[-1].end)


def heading_title(raw: str) -> str:
    """A heading without its marks: `## _The Lamp_ ##` is "The Lamp"."""
    lines = (line.strip().strip("#*_=~- \t").rstrip(".:").strip() for line in raw.splitlines())
    return " ".join(line for line in lines if line)
