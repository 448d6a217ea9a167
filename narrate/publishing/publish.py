"""What is made of all chapters together is written anew where something in it has changed."""

import logging
import time
from dataclasses import replace

from narrate.chapters.memory import Memory, remember
from narrate.chapters.release import Release, released
from narrate.chapters.shelf import FEED_FILE, PLAYER_FILE, shelve
from narrate.publishing.edition import Edition

log = logging.getLogger(__name__)

_REVISION = 7  # part of every file's key: raise it when the same book becomes another feed or page


def publish(edition: Edition) -> Memory:
    """Write the feed and the page to listen with; returns what is to be remembered.

    What writes a file is imported only when there is something to write: a build with nothing to do is
    quick.
    """
    edition = _released(edition)
    edition = replace(edition, memory=_player(edition))
    return _feed(edition)


def _released(edition: Edition) -> Edition:
    """Give every new chapter its date, and remember it before anybody can read of it."""
    url = f"{edition.folder_url}/{FEED_FILE}" if edition.settings.podcast.url else None
    before = edition.memory.release
    if not before.promises and (edition.folder / FEED_FILE).is_file():
        before = _recovered(edition)
    now_s = int(time.time())
    release = released(before, edition.book, url, now_s)
    if any(promise.published_s > now_s for promise in release.promises):
        log.warning("this computer's clock is behind the feed's dates: players may hide the last chapters")
    if release == edition.memory.release:
        return edition
    memory = replace(edition.memory, release=release)
    remember(edition.folder, memory)
    return replace(edition, memory=memory)


def _recovered(edition: Edition) -> Release:
    from narrate.publishing.episodes import recovered  # noqa: PLC0415 - see publish

    return recovered(edition.folder / FEED_FILE)


def _player(edition: Edition) -> Memory:
    def content() -> bytes:
        from narrate.publishing.player import player_page  # noqa: PLC0415 - see publish

        return player_page(edition)

    memory = edition.memory
    key = edition.key(_REVISION, memory.release, memory.cover)
    return shelve(edition.folder, memory, PLAYER_FILE, key, content)


def _feed(edition: Edition) -> Memory:
    def content() -> bytes:
        from narrate.publishing.episodes import checked_feed  # noqa: PLC0415 - see publish

        return checked_feed(edition)

    memory = edition.memory
    said = (edition.settings.podcast, edition.folder_url, edition.cast)
    key = edition.key(_REVISION, memory.release, memory.cover, *said)
    return shelve(edition.folder, memory, FEED_FILE, key, content)
