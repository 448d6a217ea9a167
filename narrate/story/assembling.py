"""Manuscripts become a book: joined, and what is in them numbered."""

import heapq
import itertools
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from narrate.story.book import Block, BlockKind, Book, Chapter, Manuscript, Part, heading_title
from narrate.story.tongues import language_of

_FILE_NAME = re.compile(r"(?:ch(?:apter)?|part)?[ _.-]*\d+[ _.:–-]+([^\W\d_].*)", re.IGNORECASE)

_VERSION = re.compile(  # what browsers, desktops and authors add to the name of a file
    r"(?:\s*\(\d{1,3}\)| - Copy| copy(?: \d+)?|[ _-]v\d+(?:\.\d+)*|[_-](?i:final|draft|edited))+$"
)


def assemble(
    manuscripts: Sequence[Manuscript],
    *,
    title: str | None = None,
    author: str | None = None,
    language: str | None = None,
    name: str | None = None,
) -> Book:
    """Join manuscripts into one book, each beginning a chapter of its own, and number what is in it.

    What is given overrules what the manuscripts say of themselves; `name` is what a book is called of
    which they say no title, or several.
    """
    text, blocks, parts = _join(manuscripts)
    numbered = tuple(_numbered(blocks, {part.start for part in parts}))
    own_titles = _chapter_titles(manuscripts, title)
    titles = {m.title for m, own in zip(manuscripts, own_titles, strict=True) if m.title and own is None}
    shared = titles.pop() if len(titles) == 1 else None
    book_title = title or shared or name or legible(manuscripts[0].path.stem)
    said = (manuscript.language for manuscript in manuscripts)
    opened = {part.start: own for part, own in zip(parts, own_titles, strict=True) if own}
    return Book(
        text=text,
        title=book_title,
        author=author or next(filter(None, (manuscript.author for manuscript in manuscripts)), None),
        language=language or next(filter(None, said), None) or language_of(text) or "en",
        chapters=tuple(_chapters(text, numbered, opened)),
        blocks=numbered,
        parts=tuple(parts),
        emphasis=tuple(
            (part.start + start, part.start + end)
            for part, manuscript in zip(parts, manuscripts, strict=True)
            for start, end in manuscript.emphasis
        ),
        cover=next((manuscript.cover for manuscript in manuscripts if manuscript.cover), None),
        series=next((manuscript.series for manuscript in manuscripts if manuscript.series), None),
    )


def legible(name: str) -> str:
    """The name of a file as a title: "My Story" of "My_Story-final (1)".

    Bytes of it that are no UTF-8, as systems allow them, become a �.
    """
    read = os.fsencode(name).decode("utf-8", "replace")
    return _VERSION.sub("", read).replace("_", " ").strip() or read


def _chapter_titles(manuscripts: Sequence[Manuscript], given: str | None) -> list[str | None]:
    """What each manuscript calls the chapter that it is; None for one that has chapters, or is the book.

    A title with chapters below it is the book's; one without is the chapter's, if others have other titles,
    or if it is the only one and another is `given` to the book. Where no file has one, the names of the files
    may: "07 - The Lamp".
    """
    titles = {m.title for m in manuscripts if m.title}
    own: list[str | None] = [None for _ in manuscripts]
    if len(titles) > 1 or (len(manuscripts) == 1 and given and titles - {given}):
        own = [m.title for m in manuscripts]
    elif len(manuscripts) > 1 and not titles:
        named = (_FILE_NAME.fullmatch(legible(m.path.stem)) for m in manuscripts)
        own = [name and name[1] for name in named]
    return [None if _is_divided(m) else title for m, title in zip(manuscripts, own, strict=True)]


def _is_divided(manuscript: Manuscript) -> bool:
    return any(block.kind is BlockKind.HEADING for block in manuscript.blocks)


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
    """Where the lines of the file begin in its text, also those that only directions in it stand on."""
    told = (match.end() for match in re.finditer("\n", manuscript.text))
    here = (piece for piece in manuscript.removed if not piece.place or piece.place.file == manuscript.path)
    directed = (piece.at for piece in here for _ in range(piece.raw.count("\n")))
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


def _chapters(text: str, blocks: Sequence[Block], opened: Mapping[int, str]) -> Iterator[Chapter]:
    """The chapters by their headings, or else as the files are called that they open (by their start)."""
    for number, group in itertools.groupby(blocks, key=lambda block: block.chapter):
        inside = list(group)
        headings = [text[b.start : b.end] for b in inside if b.kind is BlockKind.HEADING]
        start, end = inside[0].start, inside[-1].end
        title = ": ".join(filter(None, map(heading_title, headings)))
        yield Chapter(number, title or opened.get(start) or f"Chapter {number}", start, end)
