"""How loud sound is: ITU-R BS.1770 loudness, RMS and true peak, measured while it streams past."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float32]  # (frames, channels), full scale 1.0
Series = NDArray[np.float64]

_HOPS_PER_BLOCK = 32  # longer ones are no faster, and take more memory
_PEAKS_PER_HOP = 5
SILENCE_DB = -120.0  # what silence measures: low enough to be nothing, high enough to calculate with

_GATE_HOPS = 4  # BS.1770 weighs blocks of 400 ms, every 100 ms
_OFFSET_LU = -0.691  # so that a 997 Hz tone measures its own level


def _hop_frames(rate_hz: int) -> int:
    """Frames in 100 ms, the step of the meter: whole fifths."""
    return rate_hz // (10 * _PEAKS_PER_HOP) * _PEAKS_PER_HOP


def block_frames(rate_hz: int) -> int:
    """Frames in a block (3.2 s): whole hops for the meter, whole bins of 32 frames for the limiter."""
    return _HOPS_PER_BLOCK * _hop_frames(rate_hz)


def in_channels(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """Samples as (frames, channels); those of one channel may be (frames,)."""
    return samples[:, None] if samples.ndim == 1 else samples


def db(power: float) -> float:
    """A power (mean square) in decibels."""
    return 10 * float(np.log10(max(power, 10 ** (SILENCE_DB / 10))))


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What a meter saw, per hop of 100 ms.

    `weighted` is the K-weighted mean square, summed over the channels; `power` the mean square over
    them; `peaks` (hops, 5) the largest sample of every 20 ms. `hops` says how many there really were: the
    last is filled up with silence.
    """

    weighted: Series
    power: Series
    peaks: Series
    hops: float

    @property
    def lufs(self) -> float:
        """Integrated loudness, gated."""
        return integrated_lufs(self.weighted)

    @property
    def rms_db(self) -> float:
        """Root mean square over the whole, pauses included."""
        return db(float(self.power.sum()) / max(self.hops, 1e-9))


def measure(blocks: Iterable[Block], rate_hz: int) -> Levels:
    """Measure blocks that follow one another; each but the last holds whole hops.

    The K-weighting is applied to the spectrum of each hop, which costs one FFT and needs no state: on
    speech within 0.05 LU of filtering sample by sample, at a multiple of its speed.
    """
    hop = _hop_frames(rate_hz)
    weights = _k_weights(rate_hz, hop)
    weighted, power, peaks, frames = [], [], [], 0
    for block in blocks:
        hops = _hops(block, hop)
        # Unless it is told to divide by their number, numpy calculates in doubles and rounds the result.
        spectrum = np.fft.rfft(hops, axis=1, norm="forward")
        energy = np.square(spectrum.real) + np.square(spectrum.imag)
        weighted.append(np.einsum("hfc,f->h", energy, weights))
        power.append(np.einsum("hfc,hfc->h", hops, hops) / hops[0].size)
        peaks.append(np.abs(hops).reshape(len(hops), _PEAKS_PER_HOP, -1).max(axis=2))
        frames += len(block)
    return Levels(_joined(weighted), _joined(power), _joined(peaks), frames / hop)


def integrated_lufs(weighted: Series) -> float:
    """Gated loudness (BS.1770-4, Annex 1) of K-weighted mean squares per 100 ms."""
    padded = np.pad(weighted, (0, max(0, _GATE_HOPS - len(weighted))))
    blocks = np.convolve(padded, np.full(_GATE_HOPS, 1 / _GATE_HOPS), "valid")
    heard = blocks[blocks > 10 ** ((-70 - _OFFSET_LU) / 10)]
    if not len(heard):
        return SILENCE_DB
    return _OFFSET_LU + db(float(heard[heard > heard.mean() / 10].mean()))


def true_peaks(samples: Block, places: NDArray[np.intp]) -> NDArray[np.float32]:
    """The largest value on and beside each of some samples, at four times the rate.

    `places` counts through all channels; there are TRUE_PEAK_REACH frames on either side of each.
    """
    around = samples.ravel()[places[:, None] + samples.shape[1] * _TAPS]
    return np.asarray(np.abs(around @ _INTERPOLATOR).max(axis=1))


def _hops(block: Block, hop: int) -> NDArray[np.float32]:
    """The block as (hops, hop, channels), the last hop filled up with silence."""
    missing = -len(block) % hop
    whole = np.pad(block, ((0, missing), (0, 0))) if missing else block
    return whole.reshape(-1, hop, block.shape[1])


def _joined(parts: list[NDArray[np.float32]]) -> Series:
    return np.concatenate(parts).astype(np.float64) if parts else np.zeros(0)


def _k_weights(rate_hz: int, frames: int) -> NDArray[np.float32]:
    """What each bin of a real spectrum adds to the mean square after K-weighting (BS.1770-4, tables 1, 2).

    The spectrum is divided by the number of its frames. The two biquads are given at 48 kHz; their response
    is read off at each bin's frequency.
    """
    frequency_hz = np.fft.rfftfreq(frames, 1 / rate_hz)
    z = np.exp(-2j * np.pi * frequency_hz / 48_000)
    shelf = np.polyval([1.19839281085285, -2.69169618940638, 1.53512485958697], z) / np.polyval(
        [0.73248077421585, -1.69065929318241, 1.0], z
    )
    highpass = np.polyval([1.0, -2.0, 1.0], z) / np.polyval([0.99007225036621, -1.99004745483398, 1.0], z)
    both_sides = np.full(len(frequency_hz), 2.0)  # a real spectrum leaves out the negative frequencies
    both_sides[0] = 1.0
    if frames % 2 == 0:
        both_sides[-1] = 1.0
    return np.asarray(both_sides * np.abs(shelf * highpass) ** 2, np.float32)


TRUE_PEAK_REACH = 8  # frames on either side that an interpolated value is made from
_TAPS = np.arange(-TRUE_PEAK_REACH, TRUE_PEAK_REACH + 1)


def _interpolator() -> NDArray[np.float32]:
    """Windowed sincs that give the values from 3/4 before the middle of 17 frames to 3/4 after it."""
    distance = _TAPS[:, None] - np.arange(-3, 4) / 4
    window = np.cos(np.pi * distance / (2 * TRUE_PEAK_REACH + 2)) ** 2
    return np.asarray(np.sinc(distance) * window, np.float32)


_INTERPOLATOR = _interpolator()
