"""What the feed says of a book and its chapters, and what it must never change."""

import time
from email.utils import parsedate_to_datetime
from pathlib import Path

from lxml import etree

from narrate.book import Chapter
from narrate.edition import Edition
from narrate.errors import NarrateError, Place
from narrate.publishing.feed import Episode, Person, Show, feed_xml
from narrate.publishing.rules import faults
from narrate.release import Release
from narrate.shelf import COVER_FILE, FEED_FILE, PLAYER_FILE
from narrate.transcripts import AUTHOR, NARRATOR, Telling


def checked_feed(edition: Edition) -> bytes:
    """The feed of an edition; raises NarrateError where it breaks a rule of the directories."""
    show = _show(edition)
    xml = feed_xml(show, [_episode(edition, show, chapter) for chapter in edition.chapters()])
    for fault in faults(xml, edition.folder, time.time()):
        raise NarrateError(
            f"no player would take this feed: {fault}", place=Place(edition.folder / FEED_FILE)
        )
    return xml


def recovered(path: Path) -> Release:
    """What a feed has promised, read from itself; an empty release where there is none."""
    try:
        items = etree.parse(path).findall("channel/item")
        dates = {int(_number(item)): _date_s(item) for item in items}
    except (OSError, ValueError, TypeError, etree.XMLSyntaxError):
        return Release()
    return Release(dates=dates)


def _number(item: etree._Element) -> str:
    return item.findtext("{*}episode") or ""


def _date_s(item: etree._Element) -> int:
    return round(parsedate_to_datetime(item.findtext("pubDate") or "").timestamp())


def _show(edition: Edition) -> Show:
    podcast, book = edition.settings.podcast, edition.book
    author = [Person(book.author, "author", "writing")] if book.author else []
    return Show(
        title=book.title,
        author=edition.author,
        language=book.language,
        folder_url=edition.folder_url,
        guid=edition.memory.release.podcast_guid,
        description=edition.description,
        category=podcast.category,
        explicit=podcast.explicit,
        email=podcast.email,
        cover=f"{COVER_FILE}?v={edition.memory.cover}",
        link=PLAYER_FILE,
        people=(*author, _narrator(edition)),
    )


def _episode(edition: Edition, show: Show, chapter: Chapter) -> Episode:
    memory, telling = edition.memory, edition.telling(chapter.number)
    made = memory.chapters[chapter.number]
    return Episode(
        number=chapter.number,
        title=chapter.title,
        file=made.file,
        version=made.version,
        size=made.size,
        duration_ms=made.duration_ms,
        guid=memory.release.episode_guid(chapter.number),
        published_s=memory.release.dates[chapter.number],
        scenes=telling.scenes,
        people=(*show.people, *_cast(edition, telling)),
    )


def _narrator(edition: Edition) -> Person:
    return Person(f"{NARRATOR} ({edition.cast.narrator.described})", "narrator")


def _cast(edition: Edition, telling: Telling) -> list[Person]:
    """Who speaks in a chapter, each with the voice."""
    voices = {**edition.cast.characters, AUTHOR: edition.cast.author or edition.cast.narrator}
    return [
        Person(f"{name} ({voices[name].described})" if name in voices else name, "voice actor")
        for name in telling.speakers()
    ]
