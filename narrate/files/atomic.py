"""Files that appear whole or not at all."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process, parent_process
from pathlib import Path
from typing import BinaryIO

_ASIDE = re.compile(r"\..+\.(\d+)\.part", re.DOTALL)  # with the number of its build
_ABANDONED_S = 3600
_LONGEST_BYTES = 230  # of a name, to which more is added: file systems take 255


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
    name = target.name.encode(errors="ignore")[:_LONGEST_BYTES].decode(errors="ignore")
    aside = target.with_name(f".{name}.{_build()}.part")  # another build has its own
    try:
        yield aside
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    except OSError as error:
        if error.filename in (None, str(aside)):  # where a disk is full, Python does not say
            error.filename = str(path)
        raise
    finally:
        aside.unlink(missing_ok=True)


def clear_asides(folder: Path) -> None:
    """Remove what was being written in a folder, or below it, by workers of this build when they were ended.

    What a build of another time has left, killed with all its workers, goes too: nobody writes for an hour
    without adding to the file.
    """
    for aside in folder.rglob(".*.part"):
        of = _ASIDE.fullmatch(aside.name)
        with suppress(FileNotFoundError):  # another build has just finished it
            if of and (of[1] == str(_build()) or aside.stat().st_mtime < time.time() - _ABANDONED_S):
                aside.unlink()


def _build() -> int | None:
    """The process of the build, of which this one may be a worker."""
    return (parent_process() or current_process()).pid
