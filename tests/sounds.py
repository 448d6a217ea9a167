"""Sound made by arithmetic: tones, and noise in syllables that a meter takes for speech."""

import functools
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Take:
    """What a timeline's `load` gives."""

    samples: NDArray[np.int16]
    rate_hz: int


def tone(hz, seconds, rate_hz, peak_db=0.0, channels=1, *, phase=0.0):
    """A sine as float32 (frames, channels)."""
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    wave = 10 ** (peak_db / 20) * np.sin(2 * np.pi * hz * t + phase)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


@functools.cache
def babble(seconds, rate_hz, seed=0, peak=0.5):
    """A buzz with a formant, hissed consonants, four syllables a second and pauses: float32 (frames, 1)."""
    rng = np.random.default_rng(seed)
    frames = round(seconds * rate_hz)
    t = np.arange(frames) / rate_hz
    pitch = 2 * np.pi * np.cumsum(110 + 25 * np.sin(2 * np.pi * 0.4 * t)) / rate_hz
    voiced = sum(np.sin(k * pitch) * np.exp(-((k * 110 - 500) ** 2) / 4e5) for k in range(1, 30))
    hiss = np.diff(rng.standard_normal(frames + 1)) * (np.sin(2 * np.pi * 4 * t + 2) > 0.8)
    syllables = np.clip(np.sin(2 * np.pi * 4 * t), 0, 1) * (np.sin(2 * np.pi * 0.3 * t) > -0.7)
    sound = voiced * syllables * (1 + 0.5 * rng.standard_normal(frames).cumsum() / frames**0.5) + 0.3 * hiss
    samples = (peak * sound / np.abs(sound).max())[:, None].astype(np.float32)
    samples.flags.writeable = False  # several tests share it
    return samples


def ints(samples):
    """Float samples as int16, mono as one dimension."""
    whole = np.rint(samples * 32767).astype(np.int16)
    return whole[:, 0] if whole.shape[1] == 1 else whole


def blocks(samples, frames):
    """Samples in blocks of some frames."""
    return [samples[at : at + frames] for at in range(0, len(samples), frames)]


def level_db(samples):
    """Root mean square in dB."""
    return 10 * np.log10(np.mean(np.square(samples, dtype=np.float64)))


def write_sound(path, samples, rate_hz, codec):
    """Encode float samples (frames, channels) into a file of the kind that its name says."""
    layout = "mono" if samples.shape[1] == 1 else "stereo"
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate_hz, layout=layout)
        frame = av.AudioFrame.from_ndarray(
            np.rint(samples * 32767).astype(np.int16).reshape(1, -1), format="s16", layout=layout
        )
        frame.sample_rate = rate_hz
        resampler = av.AudioResampler(stream.format, layout, rate_hz, 1024)
        for converted in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(converted))
        file.mux(stream.encode(None))
