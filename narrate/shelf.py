"""A book's folder in output/, and what is remembered there from one build to the next."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from narrate.atomic import replacing
from narrate.book import Book, Chapter
from narrate.errors import NarrateError, Place

MEMORY_FILE = "narrate.json"
COVER_FILE = "cover.jpg"
_LONGEST_NAME = 60  # characters of a file name's title


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: the key of all that went into it, and how it was when it was finished."""

    file: str
    key: str
    size: int
    mtime_ns: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What a book remembers: the voices that were chosen, its year, its cover's key, its chapters."""

    cast: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    cover: str = ""
    chapters: Mapping[int, Made] = field(default_factory=dict)


def slug(title: str) -> str:
    """A title as a file name that every system and every web address can hold."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    name = "-".join(words)[:_LONGEST_NAME].strip("-")
    return name or hashlib.sha256(title.encode()).hexdigest()[:12]


def book_folder(output: Path, book: Book) -> Path:
    """The folder of a book's finished files."""
    return output / slug(book.title)


def chapter_file(chapter: Chapter) -> str:
    """The name of a chapter's file: by number, so that every player sorts it right."""
    return f"{chapter.number:03d}-{slug(chapter.title)}.mp3"


def recall(folder: Path) -> Memory:
    """What was remembered in a book's folder; nothing where it is new or its memory is damaged."""
    try:
        stored = json.loads((folder / MEMORY_FILE).read_text(encoding="utf-8"))
        chapters = {int(number): Made(**made) for number, made in stored["chapters"].items()}
        return Memory(dict(stored["cast"]), int(stored["year"]), str(stored["cover"]), chapters)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def remember(folder: Path, memory: Memory) -> None:
    """Keep a memory in the book's folder, whole or not at all."""
    stored = {
        "cast": dict(memory.cast),
        "year": memory.year,
        "cover": memory.cover,
        "chapters": {number: asdict(made) for number, made in sorted(memory.chapters.items())},
    }
    with replacing(folder / MEMORY_FILE) as file:
        file.write(json.dumps(stored, indent=1, ensure_ascii=False).encode())


def is_finished(folder: Path, made: Made | None, key: str) -> bool:
    """Does the file of that key stand in the folder as it was finished?"""
    if made is None or made.key != key:
        return False
    try:
        found = (folder / made.file).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (made.size, made.mtime_ns)


def made(folder: Path, file: str, key: str, duration_ms: int) -> Made:
    """A file that has just been finished, for the memory."""
    found = (folder / file).stat()
    return Made(file, key, found.st_size, found.st_mtime_ns, duration_ms)


def open_shelf(folder: Path) -> None:
    """Make the book's folder; raises NarrateError where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / ".writable"):
            pass
        (folder / ".writable").unlink()
    except OSError as error:
        raise NarrateError(
            f"nothing can be written here: {error.strerror}",
            place=Place(folder),
            hint="Choose another folder: narrate build -o DIR.",
        ) from None
