"""The store of takes: every line as it was spoken, found again by the hash of all that its sound depends on.

A take is a file `ab/cdef….take`: its samples, packed without loss, its word times, and a trailer of 24 bytes
(lengths, rate and a checksum), so that looking a take up costs one small read and a truncated or damaged
one is noticed.
"""

import contextlib
import dataclasses
import hashlib
import json
import os
import struct
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numcodecs import Blosc, blosc
from numpy.typing import NDArray

from narrate.engines import Request, Speech, WordTime
from narrate.errors import NarrateError

_TRAILER = struct.Struct("<4sIIIII")  # magic, rate, frames, bytes of sound, words, CRC-32 of all before it
_MAGIC = b"take"
_FORMAT = 2  # part of every key: a take that is trimmed or stored otherwise is another take

# A quarter of FLAC's processor time, for two thirds of the bytes of the sound instead of half.
_BLOSC = Blosc("lz4", clevel=1, shuffle=Blosc.BITSHUFFLE)
blosc.use_threads = False  # they would put its blocks in the order in which they are done

_REQUEST_FIELDS = tuple(
    field.name for field in dataclasses.fields(Request)
)  # asdict takes five times as long

_FRAME_S = 0.005
_QUIET_DB = -50.0  # below the take's loudest sound; soft consonants begin at about -40
_MARGIN_S = 0.010
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Take:
    """A line as spoken: mono int16 `samples` without silence at either end, word times from their start."""

    rate_hz: int
    samples: NDArray[np.int16]
    words: tuple[WordTime, ...] = ()


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


def take_key(engine: str, version: str, request: Request) -> str:
    """The name of a take: a hash of the engine, its version, and the whole request, and of nothing else."""
    facts = [_FORMAT, engine, version, *(getattr(request, name) for name in _REQUEST_FIELDS)]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:40]


def trim(speech: Speech) -> Take:
    """Take the silence off both ends of what an engine said, all but 10 ms, and move the word times along.

    Silence is what stays 50 dB below the loudest 5 ms of the same speech: voices differ by 20 dB, and a
    limit against full scale would cut the soft consonants of a quiet one.
    """
    samples = np.frombuffer(speech.pcm, "<i2").astype(np.int16)
    size = max(1, round(_FRAME_S * speech.rate_hz))
    padded = np.pad(samples.astype(np.float32), (0, -len(samples) % size)).reshape(-1, size)
    power = np.square(padded).mean(axis=1)
    loud = np.flatnonzero(power > max(1.0, power.max(initial=0.0) * 10 ** (_QUIET_DB / 10)))
    if not len(loud):
        return Take(speech.rate_hz, samples[:0])
    margin = round(_MARGIN_S * speech.rate_hz)
    start = max(0, int(loud[0]) * size - margin)
    end = min(len(samples), (int(loud[-1]) + 1) * size + margin)
    start_ms = start * 1000 / speech.rate_hz
    words = tuple(WordTime(word.start, max(0, round(word.at_ms - start_ms))) for word in speech.words)
    return Take(speech.rate_hz, samples[start:end], words)


def encode(take: Take) -> bytes:
    """A take as the bytes of its file."""
    sound = _pack(take.samples)
    words = np.array([(word.start, word.at_ms) for word in take.words], "<u4").tobytes()
    facts = _TRAILER.pack(_MAGIC, take.rate_hz, len(take.samples), len(sound), len(take.words), 0)
    body = sound + words + facts[:-4]
    return body + zlib.crc32(body).to_bytes(4, "little")


def decode(data: bytes) -> Take | None:
    """The take of a file's bytes; None when they are damaged."""
    info = _read_whole(data)
    if info is None:
        return None
    return Take(info.rate_hz, _unpack(data[: info.sound_bytes]), _words(data, info))


def _pack(samples: NDArray[np.int16]) -> bytes:
    """The steps from sample to sample are small, so most of their higher bits are alike."""
    if not len(samples):
        return b""
    steps = np.diff(samples.astype("<i2"), prepend=np.zeros(1, "<i2"))
    return bytes(_BLOSC.encode(steps))


def _unpack(sound: bytes) -> NDArray[np.int16]:
    steps = np.frombuffer(_BLOSC.decode(sound) if sound else b"", "<i2")
    return np.cumsum(steps, dtype=np.int16)


@dataclass(frozen=True, slots=True)
class _Trailer:
    rate_hz: int
    frames: int
    sound_bytes: int
    checksum: int


def _read_trailer(tail: bytes, size: int) -> _Trailer | None:
    """The trailer of a file of `size` bytes, if it is whole and fits that size."""
    if len(tail) != _TRAILER.size:
        return None
    magic, rate_hz, frames, sound_bytes, words, checksum = _TRAILER.unpack(tail)
    if magic != _MAGIC or sound_bytes + 8 * words + _TRAILER.size != size:
        return None
    return _Trailer(rate_hz, frames, sound_bytes, checksum)


def _words(data: bytes, info: _Trailer) -> tuple[WordTime, ...]:
    times = np.frombuffer(data[info.sound_bytes : -_TRAILER.size], "<u4").reshape(-1, 2).tolist()
    return tuple(WordTime(start, at_ms) for start, at_ms in times)


def _read_whole(data: bytes) -> _Trailer | None:
    """The trailer of a file's bytes, if they are undamaged."""
    info = _read_trailer(data[-_TRAILER.size :], len(data))
    return info if info is not None and zlib.crc32(data[:-4]) == info.checksum else None


class TakeStore:
    """Takes in a folder, which any number of builds may share at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where a take is or would be."""
        return self.folder / key[:2] / f"{key[2:]}.take"

    def find(self, key: str) -> TakeInfo | None:
        """Rate and length of a take, read from its last 24 bytes; None when it is absent or cut short."""
        path = f"{self.folder}{os.sep}{key[:2]}{os.sep}{key[2:]}.take"
        try:
            file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return None
        try:
            stat = os.fstat(file)
            os.lseek(file, max(0, stat.st_size - _TRAILER.size), os.SEEK_SET)
            trailer = _read_trailer(os.read(file, _TRAILER.size), stat.st_size)
        finally:
            os.close(file)
        if trailer is None:
            return None
        if time.time() - stat.st_mtime > _DAY_S:  # its time says when it was last of use
            os.utime(path)
        return TakeInfo(trailer.rate_hz, trailer.frames)

    def load(self, key: str) -> Take | None:
        """A take; None when it is absent or damaged (a damaged one is removed, so that it is made again)."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        take = decode(data)
        if take is None:
            path.unlink(missing_ok=True)
        return take

    def words(self, key: str) -> tuple[WordTime, ...]:
        """When the words of a take are heard, without decoding it; none where it is absent or damaged."""
        try:
            data = self.path(key).read_bytes()
        except OSError:
            return ()
        info = _read_whole(data)
        return _words(data, info) if info else ()

    def save(self, key: str, take: Take | bytes) -> None:
        """Keep a take, or the bytes of one: written aside, then renamed, so it is there whole or not at all.

        There is no fsync: after a power cut the checksum tells, and the line is recorded again. Raises
        NarrateError when the folder cannot be written or the disk is full.
        """
        data = take if isinstance(take, bytes) else encode(take)
        path = self.path(key)
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            try:
                aside.write_bytes(data)
            except FileNotFoundError:  # the first of its folder, or the cache was emptied
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.write_bytes(data)
            aside.replace(path)
        except OSError as error:
            _forget(aside)
            raise NarrateError(
                f"a take cannot be saved in {self.folder}: {error.strerror}",
                hint="Make room (`narrate clean` shows what can go) and build again; what is there is kept.",
            ) from error

    def usage(self) -> Usage:
        """All takes, and the bytes that they take up."""
        return _total(stat for _, stat in self._files())

    def remove_unused(self, days: float) -> Usage:
        """Remove the takes that no build has used for so many days."""
        limit = time.time() - days * _DAY_S
        return _remove((path, stat) for path, stat in self._files() if stat.st_mtime < limit)

    def shrink(self, limit_bytes: int) -> Usage:
        """Remove the takes that were used least recently until the rest fits into so many bytes."""
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


def _remove(files: Iterable[tuple[Path, os.stat_result]]) -> Usage:
    removed = []
    for path, stat in files:
        _forget(path)
        removed.append(stat)
    return _total(removed)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):  # gone already, or held by another build
        path.unlink()


def _total(stats: Iterable[os.stat_result]) -> Usage:
    sizes = [stat.st_size for stat in stats]
    return Usage(len(sizes), sum(sizes))
