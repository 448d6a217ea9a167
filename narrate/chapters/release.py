"""What must stay as it is once a feed is published: its identity, and each chapter's GUID and date."""

import re
import uuid
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from narrate.chapters.continuity import pair, trace
from narrate.story.book import Book

# The namespace of podcast:guid: https://podcasting2.org/docs/podcast-namespace/tags/guid
_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_BOOKS = uuid.uuid5(_PODCASTS, "narrate")  # of books that have no address yet

_SPACING_S = 60  # players order chapters by date, some to the minute
# New chapters are dated this long ago, so that there is room for the next one: AntennaPod drops what is
# dated in the future.
_BEHIND_S = 3600


@dataclass(frozen=True, slots=True)
class Promise:
    """What listeners have been promised of a chapter; dates count seconds from 1970.

    `trace` tells the chapter by its sentences, "" if that is not known; `chapter` is its number in the
    book as it is now, 0 if it is no longer there.
    """

    guid: str
    published_s: int
    trace: str = ""
    chapter: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """What a feed has promised.

    `seed` is what GUIDs are made from, `guid` the podcast's, once it has an address. `promises` are in the
    order of the story, also those of chapters that are not made yet.
    """

    seed: str = ""
    guid: str = ""
    promises: tuple[Promise, ...] = ()

    @property
    def identity(self) -> str:
        """The feed's own identity, wherever it moves to."""
        return self.guid or self.seed

    def promised(self, chapter: int) -> Promise:
        """What was promised of a chapter of the book as it is now."""
        return next(promise for promise in self.promises if promise.chapter == chapter)


def released(before: Release, book: Book, feed_url: str | None, now_s: int) -> Release:
    """The release with what a build adds to it; what it has promised before stays."""
    seed = before.seed or str(uuid.uuid5(_BOOKS, f"{book.title}\0{book.author or ''}"))
    guid = before.guid or (podcast_guid(feed_url) if feed_url else "")
    now = traces(book)
    promises = [_traced(promise, now) for promise in before.promises]
    return Release(seed, guid, _promises(promises, now, seed, now_s))


def traces(book: Book) -> list[str]:
    """What the chapters of a book are known by: what they tell, where they tell anything.

    Headings are all alike, and a title page belongs to whichever chapter is the first.
    """
    told: defaultdict[int, list[str]] = defaultdict(list)
    for block in book.paragraphs():
        told[block.chapter].append(book.text[block.start : block.end])
    return [
        trace("\n".join(told[chapter.number]) or book.text[chapter.start : chapter.end])
        for chapter in book.chapters
    ]


def podcast_guid(feed_url: str) -> str:
    """The podcast:guid of an address: UUIDv5 of it without scheme and without slashes at its end."""
    return str(uuid.uuid5(_PODCASTS, re.sub(r"^[a-z]+://", "", feed_url).rstrip("/")))


def _traced(promise: Promise, traces: Sequence[str]) -> Promise:
    """A promise of which only the chapter's number is known belongs to the chapter of that number."""
    if promise.trace or not 0 < promise.chapter <= len(traces):
        return promise
    return replace(promise, trace=traces[promise.chapter - 1])


def _promises(before: Sequence[Promise], traces: Sequence[str], seed: str, now_s: int) -> tuple[Promise, ...]:
    """What was promised before, each with its number in the book of now, and new promises in between."""
    gone = {index for index, promise in enumerate(before) if not promise.chapter}
    pairs = list(pair([promise.trace for promise in before], traces, gone))
    dates = dated([None if old is None else before[old].published_s for old, _ in pairs], now_s)
    guids = _unused({promise.guid for promise in before}, seed)
    promises = []
    for (old, new), date_s in zip(pairs, dates, strict=True):
        promise = Promise(next(guids), date_s) if old is None else replace(before[old], chapter=0)
        promises.append(promise if new is None else replace(promise, trace=traces[new], chapter=new + 1))
    return tuple(promises)


def _unused(guids: Container[str], seed: str) -> Iterator[str]:
    made = (str(uuid.uuid5(uuid.UUID(seed), f"chapter {number}")) for number in count(1))
    return (guid for guid in made if guid not in guids)


def dated(known: Iterable[int | None], now_s: int) -> list[int]:
    """A date for every chapter, in the order of the story; known ones stay, new ones (None) lie in the past.

    New chapters follow the last known one by a minute, or come an hour before now, whichever is later.
    Where a minute would reach into the future, and between known ones, they share the time that there is.
    """
    dates: list[int] = []
    new = 0
    for date_s in known:
        if date_s is None:
            new += 1
        else:
            dates += [*_between(dates[-1] if dates else date_s - _SPACING_S * (new + 1), new, date_s), date_s]
            new = 0
    return dates + _after(dates[-1] if dates else 0, new, now_s)


def _between(earlier_s: int, new: int, later_s: int) -> list[int]:
    return [earlier_s + (later_s - earlier_s) * number // (new + 1) for number in range(1, new + 1)]


def _after(latest_s: int, new: int, now_s: int) -> list[int]:
    step_s = _SPACING_S
    first_s = max(latest_s + step_s, now_s - _BEHIND_S - step_s * (new - 1))
    if new and latest_s <= now_s < first_s + step_s * (new - 1):
        step_s = max(1, (now_s - latest_s) // new)
        first_s = latest_s + step_s
    return [first_s + at * step_s for at in range(new)]
