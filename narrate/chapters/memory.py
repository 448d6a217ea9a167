"""What a book remembers in its folder: voices, chapters, what its feed has promised."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from narrate.chapters.release import Promise, Release
from narrate.files.atomic import replacing

MEMORY_FILE = "narrate.json"
_VERSION_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: the key of all that went into it, and how it was when it was finished.

    `planned` is the key of what was known of it before its takes were there, "" if that is not known.
    """

    file: str
    key: str
    size: int
    mtime_ns: int
    duration_ms: int = 0
    planned: str = ""

    @property
    def version(self) -> str:
        """What makes the file's address another one when it has been made anew."""
        return self.key[:_VERSION_DIGITS]


@dataclass(frozen=True, slots=True)
class Memory:
    """What a book remembers: the voices that were chosen, its year, its cover's key, its chapters.

    `release` is what its feed has promised, `files` is what else lies in its folder, by name, `sources`
    are the manuscripts that it was made from.
    """

    cast: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    cover: str = ""
    chapters: Mapping[int, Made] = field(default_factory=dict)
    release: Release = field(default_factory=Release)
    files: Mapping[str, Made] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


def recall(folder: Path) -> Memory:
    """What was remembered in a book's folder; nothing where it is new or its memory is damaged."""
    try:
        stored = json.loads((folder / MEMORY_FILE).read_text(encoding="utf-8"))
        chapters = {int(number): _made(made) for number, made in stored["chapters"].items()}
        files = {made["file"]: _made(made) for made in stored.get("files", ())}
        cast, year, cover = dict(stored["cast"]), int(stored["year"]), str(stored["cover"])
        sources = tuple(stored.get("sources", ()))
        return Memory(cast, year, cover, chapters, _release(stored.get("release", {})), files, sources)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def _made(stored: Mapping[str, Any]) -> Made:
    """A finished file; ValueError for one outside the book's folder, which nothing here may touch."""
    made = Made(**stored)
    if Path(made.file).name != made.file:
        raise ValueError(made.file)
    return made


def _release(stored: Mapping[str, Any]) -> Release:
    promises = tuple(Promise(**promise) for promise in stored.get("promises", ()))
    return Release(str(stored.get("seed", "")), str(stored.get("guid", "")), promises)


def remember(folder: Path, memory: Memory) -> None:
    """Keep a memory in the book's folder, whole or not at all."""
    stored = {
        "cast": dict(memory.cast),
        "year": memory.year,
        "cover": memory.cover,
        "chapters": {number: asdict(made) for number, made in sorted(memory.chapters.items())},
        "sources": memory.sources,
        "release": asdict(memory.release),
        "files": [asdict(made) for _, made in sorted(memory.files.items())],
    }
    with replacing(folder / MEMORY_FILE) as file:
        file.write(json.dumps(stored, indent=1, ensure_ascii=False).encode())
