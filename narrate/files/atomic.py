"""Files that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import current_process, parent_process
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place under `path` when all is written and flushed, or never.

    What was there keeps its permissions; a symbolic link stays one. Raises OSError where the folder
    cannot be written.
    """
    with replacing_path(path) as aside, aside.open("wb") as file:
        yield file


@contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """As `replacing`, for libraries that open files themselves: the path of the file to write."""
    target = path.resolve()
    aside = target.with_name(f".{target.name}.{_build()}.part")  # another build has its own
    try:
        yield aside
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def clear_asides(folder: Path) -> None:
    """Remove what workers of this build were writing in a folder, or below it, when they were ended."""
    for aside in folder.rglob(f".*.{_build()}.part"):
        aside.unlink(missing_ok=True)


def _build() -> int | None:
    """The process of the build, of which this one may be a worker."""
    return (parent_process() or current_process()).pid
