"""The cover in the book's folder: where it comes from, and whether it stands there already."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from narrate.chapters.memory import Memory
from narrate.chapters.shelf import COVER_FILE, is_finished, made
from narrate.errors import NarrateError
from narrate.files.atomic import replacing
from narrate.publishing.cover import fit_cover, make_cover, read_cover
from narrate.story.book import Book

log = logging.getLogger(__name__)

Picture = Callable[[], bytes]


def cover_key(book: Book, own: Path | None) -> str:
    """The hash of what the cover is made of; `own` is the picture that voices.yaml names."""
    facts = own.read_bytes() if own else book.cover or f"{book.title}\0{book.author}".encode()
    return hashlib.sha256(facts).hexdigest()[:16]


def is_shelved(folder: Path, key: str, memory: Memory) -> bool:
    """Does the cover of that key stand in the book's folder?"""
    return is_finished(folder, memory.files.get(COVER_FILE), key)


def with_cover(folder: Path, memory: Memory, key: str) -> Memory:
    """The memory of a book in whose folder the cover of that key stands."""
    if is_shelved(folder, key, memory):
        return memory
    return replace(memory, cover=key, files={**memory.files, COVER_FILE: made(folder, COVER_FILE, key)})


def find_cover(book: Book, own: Path | None) -> Picture:
    """How to come by the cover's picture; NarrateError where the one of voices.yaml cannot be read."""
    picture = read_cover(own) if own else _brought_along(book)
    return (lambda: picture) if picture else partial(make_cover, book.title, book.author)


def _brought_along(book: Book) -> bytes | None:
    """The manuscript's own cover, if it has one that can be read."""
    if not book.cover:
        return None
    try:
        return fit_cover(book.cover, book.parts[0].path)
    except NarrateError as error:
        log.warning("%s; a cover is made instead", error.message)
        return None


def shelve_cover(folder: Path, painted: bytes) -> None:
    """Put a cover into the book's folder."""
    with replacing(folder / COVER_FILE) as file:
        file.write(painted)
