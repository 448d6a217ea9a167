"""A take: a line as it was spoken, and the bytes of its file.

They are its samples, packed without loss, its word times, and a trailer of 28 bytes (lengths, rate,
checksums), so that looking a take up costs one small read, its words another, and damage is noticed.
"""

import dataclasses
import hashlib
import json
import struct
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from fastcrc import crc32
from numcodecs import Blosc, blosc
from numpy.typing import NDArray

from narrate.engines import Request, Speech, WordTime

# Magic, rate, frames, bytes of sound, words, CRC-32 of the sound, CRC-32 of all that stands between.
_TRAILER = struct.Struct("<4sIIIIII")
_MAGIC = b"take"
_FORMAT = 4  # part of every key: a take that is trimmed or stored otherwise is another take
TRAILER_BYTES = _TRAILER.size

# A sixth of FLAC's processor time, for two thirds of the bytes of the sound instead of half: the higher
# bytes of speech are much alike.
_BLOSC = Blosc("lz4", clevel=5, shuffle=Blosc.SHUFFLE)
blosc.use_threads = False  # they would put its blocks in the order in which they are done
# Without threads its lock between processes is of no use, and a worker that is ended would leak it, with a
# warning of Python's in the user's face. This says that it has been made, and is none.
blosc._MUTEX_IS_INIT = True  # noqa: SLF001

# asdict takes five times as long.
_REQUEST_FIELDS = tuple(field.name for field in dataclasses.fields(Request))

_FRAME_S = 0.005
_QUIET_DB = -50.0  # below the take's loudest sound; soft consonants begin at about -40
_MARGIN_S = 0.010


@dataclass(frozen=True, slots=True)
class Take:
    """A line as spoken: mono int16 `samples` without silence at either end, word times from their start."""

    rate_hz: int
    samples: NDArray[np.int16]
    words: tuple[WordTime, ...] = ()


def take_key(engine: str, version: str, request: Request) -> str:
    """The name of a take: a hash of the engine, its version, and the whole request, and of nothing else."""
    facts = [_FORMAT, engine, version, *(getattr(request, name) for name in _REQUEST_FIELDS)]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:40]


def trim(speech: Speech) -> Take:
    """Take the silence off both ends of what an engine said, all but 10 ms, and move the word times along.

    Silence is what stays 50 dB below the loudest 5 ms of the same speech: voices differ by 20 dB, and a
    limit against full scale would cut the soft consonants of a quiet one.
    """
    samples = np.frombuffer(speech.pcm, "<i2").astype(np.int16, copy=False)
    size = max(1, round(_FRAME_S * speech.rate_hz))
    frames = np.zeros((-(-len(samples) // size), size), np.float32)
    frames.ravel()[: len(samples)] = samples
    power = np.einsum("ij,ij->i", frames, frames) / size
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
    sound = bytes(_BLOSC.encode(take.samples.astype("<i2", copy=False))) if len(take.samples) else b""
    words = np.array([(word.start, word.at_ms) for word in take.words], "<u4").tobytes()
    lengths = (take.rate_hz, len(take.samples), len(sound), len(take.words))
    tail = words + _TRAILER.pack(_MAGIC, *lengths, crc32.iso_hdlc(sound), 0)[:-4]
    return sound + tail + crc32.iso_hdlc(tail).to_bytes(4, "little")


def decode(data: bytes) -> Take | None:
    """The take of a file's bytes; None when they are damaged."""
    trailer = read_trailer(data[-TRAILER_BYTES:], len(data))
    if trailer is None:
        return None
    sound, tail = memoryview(data)[: trailer.sound_bytes], data[trailer.sound_bytes :]
    words = _words(tail, trailer)
    if words is None or crc32.iso_hdlc(sound) != trailer.sound_checksum:
        return None
    pcm = _BLOSC.decode(sound) if trailer.frames else b""
    return Take(trailer.rate_hz, np.frombuffer(pcm, "<i2").astype(np.int16, copy=False), words)


def read_words(file: BinaryIO, size: int) -> tuple[WordTime, ...] | None:
    """The word times of a take's file of `size` bytes, its sound left unread; None when they are damaged."""
    file.seek(max(0, size - TRAILER_BYTES))
    trailer = read_trailer(file.read(), size)
    if trailer is None:
        return None
    file.seek(trailer.sound_bytes)
    return _words(file.read(), trailer)


@dataclass(frozen=True, slots=True)
class Trailer:
    """What the last bytes of a take's file say."""

    rate_hz: int
    frames: int
    sound_bytes: int
    sound_checksum: int
    checksum: int


def read_trailer(data: bytes, size: int) -> Trailer | None:
    """The trailer of a file of `size` bytes, if it is whole and fits that size."""
    if len(data) != TRAILER_BYTES:
        return None
    magic, rate_hz, frames, sound_bytes, words, sound_checksum, checksum = _TRAILER.unpack(data)
    if magic != _MAGIC or sound_bytes + 8 * words + TRAILER_BYTES != size:
        return None
    return Trailer(rate_hz, frames, sound_bytes, sound_checksum, checksum)


def _words(tail: bytes, trailer: Trailer) -> tuple[WordTime, ...] | None:
    """The words of all that follows the sound; None when it is damaged."""
    if crc32.iso_hdlc(tail[:-4]) != trailer.checksum:
        return None
    times = np.frombuffer(tail[:-TRAILER_BYTES], "<u4").reshape(-1, 2).tolist()
    return tuple(WordTime(start, at_ms) for start, at_ms in times)
