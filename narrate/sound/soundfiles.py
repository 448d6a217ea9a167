"""Sound files: effects, music, ambience of any usual format, read once and kept while they are needed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from narrate.once import read_once
from narrate.sound.loudness import in_channels
from narrate.sound.timeline import frames_at

_KEPT = 4  # sounds; a scene break's is heard all the time


class Audio(Protocol):
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


@read_once(_KEPT)
def read_sound(path: Path) -> Recording:
    """A sound file of any usual kind at its own rate; anything beyond stereo is mixed down.

    Raises NarrateError for a file that is no sound, or a sound of more than ten minutes.
    """
    from narrate.sound.decoding import decoded  # noqa: PLC0415 - FFmpeg, which most builds do without

    return Recording(*decoded(path))


def at_rate(sound: Audio, rate_hz: int) -> NDArray[np.int16]:
    """The sound as (frames, channels) at a rate: exactly as many frames as `frames_at` counts."""
    samples = in_channels(sound.samples)
    if sound.rate_hz == rate_hz:
        return samples
    frames = frames_at(rate_hz, len(samples), sound.rate_hz)
    resampled = soxr.resample(samples, sound.rate_hz, rate_hz, quality="HQ")[:frames]
    return np.pad(resampled, ((0, frames - len(resampled)), (0, 0)))
