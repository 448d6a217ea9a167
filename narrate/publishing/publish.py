"""What is made of all chapters together is written anew where something in it has changed."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from narrate.chapters.memory import Memory, remember
from narrate.chapters.release import Release, released
from narrate.chapters.shelf import FEED_FILE, PLAYER_FILE, shelve
from narrate.chapters.telling import Telling
from narrate.chapters.transcripts import JSON, RENDERERS, beside
from narrate.publishing.edition import Edition

log = logging.getLogger(__name__)

_REVISION = 6  # part of every file's key: raise it when the same book becomes another feed or page


def publish(edition: Edition) -> Memory:
    """Write the feed and the page to listen with; returns what is to be remembered.

    What writes a file is imported only when there is something to write: a build with nothing to do is
    quick.
    """
    edition = _released(edition)
    edition = replace(edition, memory=_player(edition))
    return _feed(edition)


def shelve_telling(
    folder: Path, memory: Memory, audio: str, telling: Telling, with_words: Callable[[], Telling]
) -> Memory:
    """Put a chapter's transcripts and its list of scenes beside its audio file.

    `with_words` gives the telling with the times of its words: it is asked only if it is to be written.
    """
    key = hashlib.sha256(repr((_REVISION, telling)).encode()).hexdigest()
    for suffix, render in RENDERERS.items():
        told = with_words if suffix == JSON else lambda: telling
        memory = shelve(folder, memory, beside(audio, suffix), key, partial(_rendered, render, told))
    return memory


def _rendered(render: Callable[[Telling], str], told: Callable[[], Telling]) -> bytes:
    return render(told()).encode()


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
    facts = (
        _REVISION,
        edition.settings.podcast,
        edition.folder_url,
        edition.cast,
        memory.release,
        memory.cover,
    )
    return shelve(edition.folder, memory, FEED_FILE, edition.key(facts), content)
