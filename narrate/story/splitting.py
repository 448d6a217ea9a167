"""Chapters that are too long for one file are divided at scenes."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.story.book import Block, Book, Chapter


def split_long(book: Book, longest: int) -> Book:
    """The book with chapters of more than `longest` characters divided into parts of about the same length.

    Parts are chapters like others, numbered through, so that files, tags and feed know of nothing else. A
    scene is never divided, however long it is.
    """
    if all(chapter.end - chapter.start <= longest for chapter in book.chapters):
        return book
    chapters: list[Chapter] = []
    blocks: list[Block] = []
    inside = {number: list(group) for number, group in itertools.groupby(book.blocks, lambda b: b.chapter)}
    for chapter in book.chapters:
        parts = list(_parts(inside[chapter.number], longest))
        for number, part in enumerate(parts, 1):
            title = chapter.title if len(parts) == 1 else f"{chapter.title} (part {number})"
            chapters.append(Chapter(len(chapters) + 1, title, part[0].start, part[-1].end))
            first = part[0].scene
            blocks += [replace(b, chapter=len(chapters), scene=b.scene - first + 1) for b in part]
    return replace(book, chapters=tuple(chapters), blocks=tuple(blocks))


def _parts(blocks: Sequence[Block], longest: int) -> Iterator[list[Block]]:
    """Runs of whole scenes: a part ends with the scene that brings it nearest to its share."""
    start, end = blocks[0].start, blocks[-1].end
    count = -(-(end - start) // longest)
    part: list[Block] = []
    ends = iter([start + (end - start) * n / count for n in range(1, count)] + [float("inf")])
    share = next(ends)
    for _, group in itertools.groupby(blocks, key=lambda block: block.scene):
        scene = list(group)
        if part and (scene[0].start + scene[-1].end) / 2 > share:
            yield part
            part, share = [], next(ends)
        part += scene
    yield part
