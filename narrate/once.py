"""Files that are read once, and again when they have changed."""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")


def content_digest(path: Path, algorithm: str = "sha256") -> str:
    """What tells a file's bytes from any others, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def read_once(most: int | None = None) -> Callable[[Callable[[Path], Read]], Callable[[Path], Read]]:
    """A decorator that keeps what a function has read of a file for as long as that has its size and time.

    Of `most` files at once; None: of all.
    """

    def decorate(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
        @lru_cache(most)
        def kept(path: Path, _size: int, _mtime_ns: int) -> Read:
            return read(path)

        @wraps(read)
        def read_as_it_is(path: Path) -> Read:
            state = path.stat()
            return kept(path, state.st_size, state.st_mtime_ns)

        return read_as_it_is

    return decorate
