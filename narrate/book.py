"""A story as read: its text, and the blocks (headings, paragraphs, breaks, notes) that tile it."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from narrate.errors import Place


class BlockKind(StrEnum):
    """What a block of the text is."""

    TITLE = "title"  # the book's own title or byline, before the story
    HEADING = "heading"  # opens a chapter
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
class Chapter:
    """A chapter's number (from 1), its title, and the stretch of text that it covers."""

    number: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One source file of the book, and where its text begins in the book's."""

    path: Path
    start: int


@dataclass(frozen=True, slots=True)
class Book:
    """The whole story: `blocks` tile `text`, `chapters` tile it too."""

    text: str
    title: str
    author: str | None
    language: str
    chapters: tuple[Chapter, ...]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]

    def paragraphs(self) -> Iterator[Block]:
        """The paragraphs of the story, in order: what is told, without headings and notes."""
        return (block for block in self.blocks if block.kind is BlockKind.PARAGRAPH)

    def place(self, offset: int) -> Place:
        """The file and line of an offset into `text`."""
        index = max(0, bisect.bisect_right([part.start for part in self.parts], offset) - 1)
        part = self.parts[index]
        return Place(part.path, self.text.count("\n", part.start, offset) + 1)
