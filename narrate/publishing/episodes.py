"""What the feed says of a book and its chapters, and what it must never change."""

import time
from email.utils import parsedate_to_datetime
from pathlib import Path

from lxml import etree

from narrate.chapters.release import Promise, Release
from narrate.chapters.shelf import COVER_FILE, FEED_FILE, PLAYER_FILE
from narrate.chapters.telling import AUTHOR_SHOWN, Telling
from narrate.chapters.transcripts import NARRATOR
from narrate.errors import NarrateError, Place
from narrate.publishing.edition import Edition
from narrate.publishing.feed import NAMESPACES, Contributor, Episode, Show, feed_xml
from narrate.publishing.feedrules import faults
from narrate.story.book import Chapter
from narrate.story.cast import AUTHOR


def checked_feed(edition: Edition) -> bytes:
    """The feed of an edition; raises NarrateError where it breaks a rule of the directories."""
    show = _show(edition)
    episodes = [_episode(edition, show, chapter) for chapter in edition.chapters()]
    xml = feed_xml(show, episodes)
    promised_s = max((episode.published_s for episode in episodes), default=0)
    for fault in faults(xml, edition.folder, max(promised_s, time.time())):  # the clock may be behind
        raise NarrateError(
            f"no player would take this feed: {fault}", place=Place(edition.folder / FEED_FILE)
        )
    return xml


def recovered(path: Path) -> Release:
    """What a feed has promised, read from itself; an empty release where there is none."""
    try:
        channel = etree.parse(path).getroot()[0]
        promises = [_promise(item) for item in channel.findall("item")]
    except (OSError, ValueError, TypeError, IndexError, etree.XMLSyntaxError):
        return Release()
    told = sorted(promises, key=lambda promise: promise.published_s)
    return Release(guid=channel.findtext("podcast:guid", "", NAMESPACES), promises=tuple(told))


def _promise(item: etree._Element) -> Promise:
    return Promise(
        guid=item.findtext("guid", ""),
        published_s=round(parsedate_to_datetime(item.findtext("pubDate", "")).timestamp()),
        chapter=int(item.findtext("itunes:episode", "", NAMESPACES)),
    )


def _show(edition: Edition) -> Show:
    podcast, book = edition.settings.podcast, edition.book
    author = [Contributor(book.author, "author", "writing")] if book.author else []
    return Show(
        title=book.title,
        author=edition.author,
        language=book.language,
        folder_url=edition.folder_url,
        guid=edition.memory.release.identity,
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
    made, promise = memory.chapters[chapter.number], memory.release.promised(chapter.number)
    return Episode(
        number=chapter.number,
        title=chapter.title,
        file=made.file,
        version=made.version,
        size=made.size,
        duration_ms=made.duration_ms,
        guid=promise.guid,
        published_s=promise.published_s,
        scenes=telling.scenes,
        people=(*show.people, *_cast(edition, telling)),
    )


def _narrator(edition: Edition) -> Contributor:
    return Contributor(f"{NARRATOR} ({edition.cast.narrator.described})", "narrator")


def _cast(edition: Edition, telling: Telling) -> list[Contributor]:
    """Who speaks in a chapter, each with the voice."""
    voices = {**edition.cast.characters, AUTHOR_SHOWN: edition.cast.voice_of(AUTHOR)}
    return [
        Contributor(f"{name} ({voices[name].described})" if name in voices else name, "voice actor")
        for name in telling.speakers()
    ]
