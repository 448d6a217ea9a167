"""A book whose chapters are finished: what feed, page and whole-book files are made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from narrate.chapters.memory import Memory
from narrate.chapters.shelf import FEED_FILE
from narrate.chapters.telling import Telling
from narrate.chapters.transcripts import JSON, beside, read_telling
from narrate.errors import NarrateError, Place
from narrate.files.tagging import UNKNOWN_AUTHOR
from narrate.settings import Settings
from narrate.story.book import Book, Chapter
from narrate.story.cast import Cast

_LOCAL_URL = "http://127.0.0.1:8000"  # where `narrate serve` is found unless told otherwise


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished book and what is remembered of it; `tellings` are of chapters that this build laid out."""

    book: Book
    settings: Settings
    cast: Cast
    folder: Path
    memory: Memory
    tellings: Mapping[int, Telling]

    @property
    def folder_url(self) -> str:
        """The address of the book's folder; without one in voices.yaml, that of `narrate serve`."""
        url = self.settings.podcast.url or f"{_LOCAL_URL}/{self.folder.name}"
        return url.rstrip("/").removesuffix(f"/{FEED_FILE}")

    @property
    def author(self) -> str:
        """Who wrote the book, for whatever must name somebody."""
        return self.book.author or UNKNOWN_AUTHOR

    @property
    def description(self) -> str:
        """What the book is, in a sentence or as voices.yaml says it."""
        by = f" by {self.book.author}" if self.book.author else ""
        told = f"{self.book.title}{by}, told by a narrator and a full cast of voices."
        return self.settings.podcast.description or told

    def chapters(self) -> list[Chapter]:
        """The chapters that have a finished file."""
        return [chapter for chapter in self.book.chapters if chapter.number in self.memory.chapters]

    def telling(self, number: int) -> Telling:
        """What is heard in a chapter, as this build laid it out or as an earlier one wrote it down."""
        audio = self.folder / self.memory.chapters[number].file
        telling = self.tellings.get(number) or read_telling(audio)
        if telling is None:
            raise NarrateError(
                "this file is damaged or gone",
                place=Place(audio.with_name(beside(audio.name, JSON))),
                hint="Build again without --only.",
            )
        return telling

    def key(self, *facts: object) -> str:
        """The hash of what a file of the whole book depends on: its chapters, and further facts."""
        book = (self.book.title, self.book.author, self.book.language)
        chapters = [
            (chapter, self.memory.chapters[chapter.number], self._told(chapter.number))
            for chapter in self.chapters()
        ]
        return hashlib.sha256(repr((book, chapters, facts)).encode()).hexdigest()

    def _told(self, number: int) -> str:
        made = self.memory.files.get(beside(self.memory.chapters[number].file, JSON))
        return made.key if made else ""
