"""The C library's heap: what a program drops stays with it, ready for more, unless it is told otherwise."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


@contextmanager
def dropped_memory_returned() -> Iterator[None]:
    """What is dropped in here is there for all threads, and goes back to the system at the end.

    Elsewhere than on Linux with glibc nothing is done.
    """
    _tell("mallopt", _ARENA_MAX, 1)
    try:
        yield
    finally:
        _tell("malloc_trim", 0)


def _tell(function: str, *values: int) -> None:
    with suppress(AttributeError, OSError, TypeError):
        getattr(ctypes.CDLL(None), function)(*values)
