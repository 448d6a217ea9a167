"""Sound files: effects, music, ambience of any usual format, read once and kept while they are needed."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from narrate.errors import NarrateError, Place
from narrate.sound.timeline import frames_at

LONGEST_SOUND_S = 600  # a sound is held whole: 10 minutes are 100 MB
_KEPT = 4  # sounds; a scene break's is heard all the time

FORMATS = "aac,aiff,ac3,asf,au,caf,flac,matroska,webm,mov,mp4,mp3,ogg,w64,wav"


class Sound(Protocol):
    """Samples that can be put on a timeline: a take, or a sound that was read from a file."""

    @property
    def samples(self) -> NDArray[np.int16]:
        """Signed 16-bit: (frames,) for mono, (frames, channels) otherwise."""

    @property
    def rate_hz(self) -> int:
        """Frames per second."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A sound read from a file: `samples` are (frames, 1 or 2 channels)."""

    samples: NDArray[np.int16]
    rate_hz: int


def read_sound(path: Path) -> Recording:
    """A sound file of any usual kind at its own rate; anything beyond stereo is mixed down.

    Raises NarrateError for a file that is no sound, or a sound of more than ten minutes.
    """
    state = path.stat()
    return _read(path, state.st_size, state.st_mtime_ns)


def at_rate(sound: Sound, rate_hz: int) -> NDArray[np.int16]:
    """The sound as (frames, channels) at a rate: exactly as many frames as `frames_at` counts."""
    samples = sound.samples.reshape(len(sound.samples), -1)
    if sound.rate_hz == rate_hz:
        return samples
    frames = frames_at(rate_hz, len(samples), sound.rate_hz)
    resampled = soxr.resample(samples, sound.rate_hz, rate_hz, quality="HQ")[:frames]
    return np.pad(resampled, ((0, frames - len(resampled)), (0, 0)))


@functools.lru_cache(_KEPT)
def _read(path: Path, size: int, mtime_ns: int) -> Recording:
    """The same for a file in the state that it is in.

    The demuxers are named: a playlist that calls itself a .wav would otherwise be followed to wherever
    it points.
    """
    del size, mtime_ns
    try:
        with path.open("rb") as file, av.open(file, "r", options={"format_whitelist": FORMATS}) as source:
            if not source.streams.audio:
                raise NarrateError("there is no sound in this file", place=Place(path))
            chunks, rate_hz = _decoded(source, path)
    except av.error.FFmpegError as error:
        raise NarrateError(
            f"this file cannot be read as sound ({error.strerror})",
            place=Place(path),
            hint="WAV, MP3, FLAC, Ogg and M4A are sure to work.",
        ) from error
    if not chunks:
        raise NarrateError("there is no sound in this file", place=Place(path))
    return Recording(np.concatenate(chunks), rate_hz)


def _decoded(source: av.container.InputContainer, path: Path) -> tuple[list[NDArray[np.int16]], int]:
    """Everything that the first audio stream holds, as (frames, channels) chunks, and its rate."""
    stream = source.streams.audio[0]
    channels = min(stream.channels, 2)
    resampler = av.AudioResampler(
        format="s16", layout="mono" if channels == 1 else "stereo", rate=stream.rate
    )
    chunks = []
    frames = 0
    for decoded in (*source.decode(stream), None):
        for frame in resampler.resample(decoded):
            chunks.append(frame.to_ndarray().astype(np.int16, copy=False).reshape(-1, channels))
            frames += frame.samples
        if frames > LONGEST_SOUND_S * stream.rate:
            raise NarrateError("a sound may last ten minutes at most", place=Place(path))
    return chunks, stream.rate
