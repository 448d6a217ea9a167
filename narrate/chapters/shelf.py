"""A book's folder in output/: what it and its files are called, and whether they are there, finished."""

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from narrate.chapters.memory import Made, Memory
from narrate.errors import refusals_told
from narrate.files.atomic import replacing
from narrate.once import content_digest
from narrate.story.book import Chapter

COVER_FILE = "cover.jpg"
FEED_FILE = "feed.xml"
PLAYER_FILE = "player.html"
PARTS_FOLDER = ".aac"  # chapters as parts of the M4B: a new one is all that is encoded for a new M4B
_LONGEST_NAME = 60  # characters of a file name's title


def slug(title: str) -> str:
    """A title as a file name that every system and every web address can hold."""
    return uncut_slug(title)[:_LONGEST_NAME].strip("-") or title_digest(title)


def uncut_slug(title: str) -> str:
    """The same, however long."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "")))


def title_digest(title: str) -> str:
    """What tells titles apart whose letters no file name can have."""
    return hashlib.sha256(title.encode()).hexdigest()[:12]


def part_path(folder: Path, key: str) -> Path:
    """Where the chapter of a key is kept as a part of the M4B."""
    return folder / PARTS_FOLDER / f"{key[:32]}.m4a"


def chapter_file(chapter: Chapter) -> str:
    """The name of a chapter's file: by number, so that every player sorts it right."""
    return f"{chapter.number:03d}-{slug(chapter.title)}.mp3"


def is_finished(folder: Path, made: Made | None, key: str) -> bool:
    """Does the file of that key stand in the folder as it was finished, or a copy of it?"""
    if made is None or made.key != key:
        return False
    path = folder / made.file
    try:
        found = path.stat()
        same_time = found.st_mtime_ns == made.mtime_ns
        return found.st_size == made.size and (same_time or content_digest(path) == made.digest)
    except OSError:
        return False


def made(folder: Path, file: str, key: str, duration_ms: int = 0) -> Made:
    """A file that has just been finished, for the memory."""
    found = (folder / file).stat()
    digest = content_digest(folder / file)
    return Made(file, key, found.st_size, found.st_mtime_ns, digest, duration_ms)


def shelve(folder: Path, memory: Memory, name: str, key: str, content: Callable[[], bytes]) -> Memory:
    """Put a small file into the folder, if it does not stand there already; the memory knows of it then."""
    if is_finished(folder, memory.files.get(name), key):
        return memory
    with replacing(folder / name) as file:
        file.write(content())
    return replace(memory, files={**memory.files, name: made(folder, name, key)})


def open_shelf(folder: Path) -> None:
    """Make the book's folder; raises NarrateError where nothing can be written there."""
    hint = "Choose another folder: narrate build -o DIR."
    with refusals_told("nothing can be written here", folder, hint):
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
