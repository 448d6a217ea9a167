"""Novels cut into stories of a few pages, in which little is known of anybody."""

from collections.abc import Iterator
from dataclasses import replace

from narrate.story.book import Chapter
from novels.corpus import Novel

LETTERS = 12_000
FEWEST = 4  # quotes in a piece


def pieces(novel: Novel, every: int) -> Iterator[Novel]:
    """The first pages of every few chapters, each as a story of its own."""
    for chapter in novel.book.chapters[::every]:
        ends = (block.end for block in novel.book.blocks if block.start >= chapter.start)
        piece = _cut(novel, chapter.start, max((e for e in ends if e <= chapter.start + LETTERS), default=0))
        if len(piece.gold["quotes"]) >= FEWEST:
            yield piece


def _cut(novel: Novel, begin: int, end: int) -> Novel:
    """What stands between two offsets of a novel, with its gold."""
    inside = (block for block in novel.book.blocks if begin <= block.start and block.end <= end)
    blocks = tuple(replace(block, start=block.start - begin, end=block.end - begin) for block in inside)
    length = max(0, end - begin)
    text = novel.book.text[begin : begin + length]
    book = replace(novel.book, text=text, blocks=blocks, emphasis=(), chapters=(Chapter(1, "", 0, length),))
    quotes = [
        {**quote, "spans": [(a - begin, b - begin) for a, b in quote["spans"]]}
        for quote in novel.gold["quotes"]
        if all(begin <= a and b <= end for a, b in quote["spans"])
    ]
    return replace(novel, book=book, gold={**novel.gold, "quotes": quotes})
