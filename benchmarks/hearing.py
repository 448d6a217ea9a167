"""A voice as the ear takes it, measured on its sound: its pitch, how lively that is, and its timbre."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_FRAME_S, _STEP_S = 0.046, 0.023
_LOWEST_HZ, _HIGHEST_HZ = 55, 420
_VOICED = 0.5  # of the autocorrelation's peak to its value at 0
_QUIET = 0.2  # of the level of the loud frames: below it nothing is measured
_BANDS, _FROM_HZ, _TO_HZ = 24, 100, 7000
_COEFFICIENTS = 12

Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was measured of a voice.

    `pitch_hz` is the median, `melody` the semitones between its 10th and 90th percentile,
    `voiced` the share of loud frames that have a pitch. `timbre` are
    the first twelve cepstral coefficients of the mean spectrum of voiced sounds on the mel scale, so
    scaled that the distance of two of them is the root mean square difference of the spectra in dB.
    """

    pitch_hz: float
    melody: float
    voiced: float
    timbre: tuple[float, ...]


def hear(pcm: bytes, rate_hz: int) -> Heard:
    """Measure speech: mono signed 16-bit PCM, ten seconds of it at least."""
    frames, window = _loud_frames(pcm, rate_hz)
    period, strength = _periods(frames, window, rate_hz)
    voiced = strength > _VOICED
    semitones = 12 * np.log2(rate_hz / period[voiced])
    return Heard(
        float(2 ** (np.median(semitones) / 12)),
        float(np.percentile(semitones, 90) - np.percentile(semitones, 10)),
        float(voiced.mean()),
        _timbre(frames[voiced], rate_hz),
    )


def melody(pcm: bytes, rate_hz: int) -> Samples:
    """The pitch of one voiced frame after another, in semitones above 1 Hz."""
    period, strength = _periods(*_loud_frames(pcm, rate_hz), rate_hz)
    return np.asarray(12 * np.log2(rate_hz / period[strength > _VOICED]))


def _loud_frames(pcm: bytes, rate_hz: int) -> tuple[Samples, Samples]:
    """The frames that are not quiet, and the window that they were seen through."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float64) / 32768
    size, step = 2 ** round(np.log2(_FRAME_S * rate_hz)), round(_STEP_S * rate_hz)
    window = np.hanning(size)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::step] * window
    level = np.sqrt((frames**2).mean(axis=1))
    return frames[level > _QUIET * np.percentile(level, 90)], window


def timbre_distance(one: Heard, other: Heard) -> float:
    """How far two timbres are apart, in dB."""
    return float(np.linalg.norm(np.subtract(one.timbre, other.timbre)))


def _periods(frames: Samples, window: Samples, rate_hz: int) -> tuple[Samples, Samples]:
    """The period of each frame in samples, and how periodic it is; the shortest of equally good ones."""
    size = len(window)
    unbiased = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)
    likeness = np.fft.irfft(np.abs(np.fft.rfft(frames, 2 * size)) ** 2)
    low, high = rate_hz // _HIGHEST_HZ, rate_hz // _LOWEST_HZ
    curve = likeness[:, low - 1 : high + 1] / unbiased[low - 1 : high + 1] * unbiased[0] / likeness[:, :1]
    peaks = (curve[:, 1:-1] >= curve[:, :-2]) & (curve[:, 1:-1] >= curve[:, 2:])
    good = peaks & (curve[:, 1:-1] >= 0.9 * curve[:, 1:-1].max(axis=1, keepdims=True))
    first = np.where(good.any(axis=1), good.argmax(axis=1), curve[:, 1:-1].argmax(axis=1)) + 1
    rows = np.arange(len(curve))
    before, at, after = (curve[rows, first + offset] for offset in (-1, 0, 1))
    bend = before - 2 * at + after
    between = np.where(bend < 0, 0.5 * (before - after) / np.where(bend < 0, bend, -1), 0)
    return low - 1 + first + np.clip(between, -0.5, 0.5), at


def _timbre(frames: Samples, rate_hz: int) -> tuple[float, ...]:
    spectra = np.abs(np.fft.rfft(frames)) ** 2
    spectra /= spectra.sum(axis=1, keepdims=True)
    envelope = (10 * np.log10(spectra @ _bands(frames.shape[1], rate_hz).T + 1e-7)).mean(axis=0)
    place = np.pi * (np.arange(_BANDS) + 0.5) / _BANDS
    waves = np.cos(np.outer(np.arange(1, _COEFFICIENTS + 1), place))
    return tuple(float(each) for each in np.sqrt(2) / _BANDS * waves @ envelope)


def _bands(size: int, rate_hz: int) -> Samples:
    """Triangular bands, equally wide on the mel scale."""
    mel = _mel(np.arange(size // 2 + 1) * rate_hz / size)
    edges = np.linspace(_mel(np.array(_FROM_HZ)), _mel(np.array(_TO_HZ)), _BANDS + 2)
    step = edges[1] - edges[0]
    bands = np.clip(1 - np.abs(mel - edges[1:-1, None]) / step, 0, None)
    return np.asarray(bands / bands.sum(axis=1, keepdims=True))


def _mel(hz: Samples) -> Samples:
    return np.asarray(2595 * np.log10(1 + hz / 700))
