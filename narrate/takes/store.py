"""The store of takes: every line as it was spoken, found again by the hash of all that its sound depends on.

A take is a file `ab/cdef….take`; narrate.takes.take says what is in it.
"""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from narrate.counting import count
from narrate.engines import WordTime
from narrate.errors import NarrateError, Place
from narrate.takes.take import TRAILER_BYTES, Take, decode, read_trailer, read_words

_DAY_S = 86_400
_ATTEMPTS = 50  # to save a take, whose folder may not be there yet, or is just being removed


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """What is known of a take without decoding it."""

    rate_hz: int
    frames: int


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of the store something takes up."""

    takes: int
    size_bytes: int


class TakeStore:
    """Takes in a folder, which any number of builds may share at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where a take is or would be."""
        return Path(self._address(key))

    def _address(self, key: str) -> str:  # a build asks for each of its takes, and a Path takes its time
        return f"{self.folder}{os.sep}{key[:2]}{os.sep}{key[2:]}.take"

    def find(self, key: str) -> TakeInfo | None:
        """Rate and length of a take, read from its last 28 bytes; None when it is absent or cut short."""
        path = self._address(key)
        try:
            file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return None
        try:
            stat = os.fstat(file)
            os.lseek(file, max(0, stat.st_size - TRAILER_BYTES), os.SEEK_SET)
            trailer = read_trailer(os.read(file, TRAILER_BYTES), stat.st_size)
        finally:
            os.close(file)
        if trailer is None:
            return None
        if time.time() - stat.st_mtime > _DAY_S:  # its time says when it was last of use
            with contextlib.suppress(OSError):  # just removed by another build, or not ours to write
                os.utime(path)
        return TakeInfo(trailer.rate_hz, trailer.frames)

    def load(self, key: str) -> Take | None:
        """A take; None when it is absent or damaged (a damaged one is removed, so that it is made again)."""
        try:
            with open(self._address(key), "rb") as file:  # noqa: PTH123 - see there
                data = file.read()
        except OSError:
            return None
        take = decode(data)
        if take is None:
            _forget(self.path(key))
        return take

    def discard_damaged(self, keys: Iterable[str]) -> None:
        """Remove those of the takes that are damaged, so that they are missed."""
        for key in keys:
            self.load(key)

    def words(self, key: str) -> tuple[WordTime, ...]:
        """When the words of a take are heard, its sound left unread; none where it is absent or damaged."""
        try:
            with self.path(key).open("rb") as file:
                return read_words(file, os.fstat(file.fileno()).st_size) or ()
        except OSError:
            return ()

    def save(self, key: str, data: bytes) -> None:
        """Keep an encoded take: written aside, then renamed, so that it is there whole or not at all.

        There is no fsync: after a power cut the checksum tells, and the line is recorded again. Raises
        NarrateError when the folder cannot be written or the disk is full.
        """
        path = self.path(key)
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            for _ in range(_ATTEMPTS):
                with contextlib.suppress(FileNotFoundError):
                    _put(data, aside, path)
                    return
                with contextlib.suppress(FileNotFoundError):
                    path.parent.mkdir(parents=True, exist_ok=True)
            _put(data, aside, path)
        except OSError as error:
            _forget(aside)
            raise NarrateError(
                f"a take cannot be saved in {self.folder}: {error.strerror}",
                hint="Make room (`narrate clean` shows what can go), or set NARRATE_CACHE to a folder that"
                " you may write to, and build again; what is there is kept.",
            ) from error

    def usage(self) -> Usage:
        """All takes, and the bytes that they take up."""
        return _total(stat for _, stat in self._files())

    def remove_unused(self, days: float) -> Usage:
        """Remove the takes that no build has used for so many days; NarrateError where some stay."""
        limit = time.time() - days * _DAY_S
        return _remove((path, stat) for path, stat in self._files() if stat.st_mtime < limit)

    def shrink(self, limit_bytes: int) -> Usage:
        """Remove the takes used least recently until the rest fits into so many bytes; errors as above."""
        files = sorted(self._files(), key=lambda file: file[1].st_mtime)
        excess = sum(stat.st_size for _, stat in files) - limit_bytes
        doomed = []
        for path, stat in files:
            if excess <= 0:
                break
            doomed.append((path, stat))
            excess -= stat.st_size
        return _remove(doomed)

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Everything in the store, with what an interrupted build left half written."""
        for path in self.folder.glob("??/*.take*"):
            try:
                yield path, path.stat()
            except OSError:  # another build has just finished or removed it
                continue


def _put(data: bytes, aside: Path, path: Path) -> None:
    aside.write_bytes(data)
    aside.replace(path)


def _remove(files: Iterable[tuple[Path, os.stat_result]]) -> Usage:
    """Remove files; returns what has gone. NarrateError, once all have been tried, for what stays."""
    removed: list[os.stat_result] = []
    refused: list[OSError] = []
    for path, stat in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            refused.append(error)
        else:
            removed.append(stat)
    if refused:
        takes = count(len(refused) + len(removed), "take")
        raise NarrateError(
            f"{len(refused)} of {takes} cannot be removed: {refused[0].strerror}",
            place=Place(Path(refused[0].filename)),
            hint="May you write there? Does a build use them at the moment?",
        )
    return _total(removed)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):  # gone already, or held by another build
        path.unlink()


def _total(stats: Iterable[os.stat_result]) -> Usage:
    sizes = [stat.st_size for stat in stats]
    return Usage(len(sizes), sum(sizes))
