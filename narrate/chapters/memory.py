"""What a book remembers in its folder: voices, chapters, what its feed has promised."""

import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from narrate.chapters.release import Promise, Release
from narrate.files.atomic import replacing

MEMORY_FILE = "narrate.json"
_VERSION_DIGITS = 10
_ANY_NAME = "surrogateescape"  # a file's name may be no UTF-8

Stored = TypeVar("Stored", "Made", Promise)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: the key of all that went into it, and how it was when it was finished.

    `digest` is the hash of its content, `planned` the key of what was known of it before its takes were
    there, "" if that is not known.
    """

    file: str
    key: str
    size: int
    mtime_ns: int
    digest: str = ""
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
    """What was remembered in a book's folder; nothing where it is new, or damaged, with a warning."""
    path = folder / MEMORY_FILE
    try:
        return _memory(json.loads(path.read_text(encoding="utf-8", errors=_ANY_NAME)))
    except OSError:
        return Memory()
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        log.warning("%s: this file is damaged: voices are chosen anew, and all chapters written again", path)
        return Memory()


def _memory(stored: Mapping[str, Any]) -> Memory:
    return Memory(
        cast={name: _text(voice) for name, voice in stored["cast"].items()},
        year=int(stored["year"]),
        cover=_text(stored["cover"]),
        chapters={int(number): _made(made) for number, made in stored["chapters"].items()},
        release=_release(stored.get("release", {})),
        files={made["file"]: _made(made) for made in stored.get("files", ())},
        sources=tuple(map(_text, stored.get("sources", ()))),
    )


def _made(stored: Mapping[str, Any]) -> Made:
    """A finished file; ValueError for one outside the book's folder, which nothing here may touch."""
    made = _of_its_types(Made(**stored))
    if made.file in ("", "..") or Path(made.file).name != made.file:
        raise ValueError(made.file)
    return made


def _release(stored: Mapping[str, Any]) -> Release:
    seed, guid = _text(stored.get("seed", "")), _text(stored.get("guid", ""))
    promises = tuple(_of_its_types(Promise(**promise)) for promise in stored.get("promises", ()))
    for each in filter(None, (seed, guid)):
        uuid.UUID(each)
    for promise in promises:
        datetime.fromtimestamp(promise.published_s, UTC)
    return Release(seed, guid, promises)


def _text(stored: object) -> str:
    """A text; TypeError for anything else, which somebody has written there."""
    if not isinstance(stored, str):
        raise TypeError(stored)
    return stored


def _of_its_types(value: Stored) -> Stored:
    """The value itself; TypeError where a field is not what it should be, ValueError for no readable text."""
    for each in fields(value):
        stored = getattr(value, each.name)
        if not (isinstance(each.type, type) and isinstance(stored, each.type)):
            raise TypeError(each.name)
        if isinstance(stored, str) and not stored.isprintable():
            raise ValueError(each.name)
    return value


def remember(folder: Path, memory: Memory) -> None:
    """Keep a memory in the book's folder, whole or not at all."""
    stored = {
        "cast": dict(memory.cast),
        "year": memory.year,
        "cover": memory.cover,
        "chapters": dict(sorted(memory.chapters.items())),
        "sources": memory.sources,
        "release": memory.release,
        "files": [made for _, made in sorted(memory.files.items())],
    }
    with replacing(folder / MEMORY_FILE) as file:
        file.write(json.dumps(stored, ensure_ascii=False, default=_facts).encode(errors=_ANY_NAME))


def _facts(value: Made | Promise | Release) -> dict[str, object]:
    """What is written of a value: with asdict and indents a serial is remembered four times as slowly."""
    return {each.name: getattr(value, each.name) for each in fields(value)}
