"""Sound for engines that know no pitch: the voice speaks slower and is played faster, as from a tape.

It moves the whole voice, formants included, so that one raised by three semitones is also a smaller
person. Up to four it passes for somebody else; beyond, for a cartoon.
"""

import io

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from narrate.engines import EngineError, Request, Speech

_UNKNOWN_SIZE = 0x7FFF_0000  # what is not written to a file says that it is as large as can be


def _tape_speed(request: Request) -> float:
    """How many times as fast the tape is played."""
    return float(2 ** (request.pitch / 12))


def spoken_rate(request: Request) -> float:
    """The rate to speak at, so that the request's comes out once the tape is played."""
    return request.rate / _tape_speed(request)


def play(samples: NDArray[np.floating], rate_hz: int, request: Request) -> Speech:
    """What was said, mono from -1 to 1, at the request's pitch."""
    speed = _tape_speed(request)
    wave = np.asarray(samples, np.float32)
    if speed != 1 and len(wave):
        wave = soxr.resample(wave, rate_hz * speed, rate_hz)
    return Speech(np.round(np.clip(wave, -1, 1) * 32767).astype("<i2").tobytes(), rate_hz)


def read_sound(data: bytes, engine: str) -> tuple[NDArray[np.float32], int]:
    """The samples and the rate of a sound file (WAV, FLAC, MP3, OGG); of several channels the first.

    EngineError where it is none, or only the beginning of one.
    """
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise EngineError(f"{engine} left no sound: {error.error_string}") from error
    if data.startswith(b"RIFF") and len(data) + 1 < _riff_size(data) < _UNKNOWN_SIZE:
        raise EngineError(f"{engine} broke off: {len(data)} of {_riff_size(data)} bytes of sound")
    if not np.isfinite(samples).all():
        raise EngineError(f"{engine} left no sound: its samples are no numbers")
    return samples[:, 0], rate_hz


def _riff_size(data: bytes) -> int:
    return int.from_bytes(data[4:8], "little") + 8
