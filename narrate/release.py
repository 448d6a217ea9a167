"""What must stay as it is once a feed is published: its identity, and each chapter's GUID and date."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from narrate.book import Book

# The namespace of podcast:guid: https://podcasting2.org/docs/podcast-namespace/tags/guid
_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_BOOKS = uuid.uuid5(_PODCASTS, "narrate")  # of books that have no address yet

SPACING_S = 60  # players order chapters by date, some to the minute
# New chapters are dated this long ago, so that there is room for the next one: AntennaPod drops what is
# dated in the future.
_BEHIND_S = 3600


@dataclass(frozen=True, slots=True)
class Release:
    """What a feed has promised.

    `seed` is what GUIDs are made from, `guid` the podcast's, once it has an address. `dates` are when the
    chapters came out, in seconds since 1970, also of those that are not made yet.
    """

    seed: str = ""
    guid: str = ""
    dates: Mapping[int, int] = field(default_factory=dict)

    @property
    def podcast_guid(self) -> str:
        """The feed's own identity, wherever it moves to."""
        return self.guid or self.seed

    def episode_guid(self, chapter: int) -> str:
        """A chapter's identity: it stays through new titles, new voices and new addresses."""
        return str(uuid.uuid5(uuid.UUID(self.seed), f"chapter {chapter}"))


def released(before: Release, book: Book, feed_url: str | None, now_s: int) -> Release:
    """The release with what a build adds to it; what it has promised before stays."""
    seed = before.seed or str(uuid.uuid5(_BOOKS, f"{book.title}\0{book.author or ''}"))
    guid = before.guid or (podcast_guid(feed_url) if feed_url else "")
    return Release(seed, guid, dated(before.dates, [chapter.number for chapter in book.chapters], now_s))


def podcast_guid(feed_url: str) -> str:
    """The podcast:guid of an address: UUIDv5 of it without scheme and without slashes at its end."""
    return str(uuid.uuid5(_PODCASTS, re.sub(r"^[a-z]+://", "", feed_url).rstrip("/")))


def dated(known: Mapping[int, int], chapters: Iterable[int], now_s: int) -> dict[int, int]:
    """A date for every chapter, rising with its number; known ones stay, new ones lie in the past.

    New chapters follow the last by a minute, or come an hour before now, whichever is later. Where a
    minute would reach into the future, they share the time that there is.
    """
    dates = dict(known)
    last = max(dates, default=0)
    missing = sorted(set(chapters) - dates.keys())
    for number in reversed([number for number in missing if number < last]):
        dates[number] = _between(dates, number)
    new = [number for number in missing if number > last]
    latest_s = dates.get(last, 0)
    step_s = SPACING_S
    first_s = max(latest_s + step_s, now_s - _BEHIND_S - step_s * (len(new) - 1))
    if new and first_s + step_s * (len(new) - 1) > now_s:
        step_s = max(1, (now_s - latest_s) // len(new))
        first_s = latest_s + step_s
    return dates | {number: first_s + at * step_s for at, number in enumerate(new)}


def _between(dates: Mapping[int, int], number: int) -> int:
    """A date for a chapter that a damaged memory has lost: between those of its neighbours."""
    later_s = min(date for other, date in dates.items() if other > number)
    earlier_s = max((date for other, date in dates.items() if other < number), default=0)
    return max(later_s - SPACING_S, (earlier_s + later_s) // 2)
