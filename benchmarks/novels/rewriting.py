"""Novels with other words in some places, and their gold moved along."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from narrate.manuscripts.text import understand
from narrate.story.assembling import assemble
from novels.corpus import Novel


@dataclass(frozen=True, order=True)
class Change:
    """A stretch of the text, and what stands there instead."""

    start: int
    end: int
    instead: str = " "


def changed(novel: Novel, changes: Sequence[Change]) -> Novel:
    """A novel with all changes that do not overlap, and its gold moved along."""
    text, pieces, end = novel.book.text, list[str](), 0
    made: list[Change] = []
    for change in sorted(changes):
        if change.start >= end:
            pieces += [text[end : change.start], change.instead]
            made.append(change)
            end = change.end
    lost = [0, *accumulate(change.end - change.start - len(change.instead) for change in made)]
    begins = [change.start for change in made]

    def moved(offset: int) -> int:
        index = bisect.bisect_right(begins, offset)
        inside = index and offset < made[index - 1].end
        return begins[index - 1] - lost[index - 1] if inside else offset - lost[index]

    quotes = [
        {**quote, "spans": [(moved(begin), moved(end)) for begin, end in quote["spans"]]}
        for quote in novel.gold["quotes"]
    ]
    book = assemble([understand("".join([*pieces, text[end:]]), novel.book.parts[0].path)])
    return Novel(novel.name, book, {**novel.gold, "quotes": quotes})
