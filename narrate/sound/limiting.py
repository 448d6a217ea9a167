"""A limiter: true peaks are held under a ceiling, and nobody hears how."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from narrate.sound.loudness import TRUE_PEAK_REACH, Block, Series, true_peaks

_BIN_FRAMES = 32  # the limiter's step: 1.5 ms at 22,050 Hz
_LOOK_AHEAD_MS = 6
_RELEASE_MS = 80

# How much of a peak's reduction applies in the 20 ms that lie 60, 40, 20 and 0 ms after it, and before it.
_FORESEEN = np.array([0.15, 0.5, 0.8, 0.95, 0.1])

T = TypeVar("T")


def limit(blocks: Iterable[Block], rate_hz: int, gain_db: float, ceiling_dbtp: float) -> Iterator[Block]:
    """Blocks with a gain, turned down around every true peak that would pass the ceiling.

    Turning down begins before the peak and fades after it (a look-ahead limiter), so the wave is never
    bent. All but the stretches around peaks costs one look at the samples.
    """
    gain = np.float32(10 ** (gain_db / 20))
    before, after = _bins(_LOOK_AHEAD_MS, rate_hz), _bins(_RELEASE_MS, rate_hz)
    fade = np.concatenate(  # how much of a peak's reduction applies to the bins around it
        (np.linspace(0, 1, before + 2)[1:-1], [1.0], np.cos(np.linspace(0, np.pi / 2, after + 2)[1:-1]) ** 2)
    )
    excesses = _with_excess((block * gain for block in blocks), ceiling_dbtp)
    for previous, (block, excess_db), following in _with_neighbours(excesses):
        past = previous[1] if previous else np.zeros(0)
        future = following[1] if following else np.zeros(0)
        around = np.concatenate((_last(past, after + 1), excess_db, _first(future, before + 1)))
        peaks = np.flatnonzero(around)
        if len(peaks):
            reduction_db = np.zeros(len(around) + before + after)
            reach = peaks[:, None] + np.arange(len(fade))  # a bin stands `before` bins further on here
            np.maximum.at(reduction_db, reach, around[peaks, None] * fade)
            _turn_down(block, reduction_db[before + after : before + after + len(excess_db) + 2])
        yield block


def _with_excess(blocks: Iterable[Block], ceiling_dbtp: float) -> Iterator[tuple[Block, Series]]:
    """Each block with the decibels by which each of its bins passes the ceiling (0: it does not)."""
    ceiling = 10 ** (ceiling_dbtp / 20)
    for previous, block, following in _with_neighbours(blocks):
        excess_db = np.zeros(-(-len(block) // _BIN_FRAMES))
        high = np.flatnonzero(np.abs(block) > ceiling * 0.6)  # speech rises 2 dB between samples, not 4
        if len(high):
            silence = np.zeros((TRUE_PEAK_REACH, block.shape[1]), np.float32)
            head = silence if previous is None else previous[-TRUE_PEAK_REACH:]
            tail = silence if following is None else following[:TRUE_PEAK_REACH]
            joined = np.concatenate((head, block, tail, silence))  # the tail may be shorter than its reach
            frame, lead = block.shape[1], TRUE_PEAK_REACH * block.shape[1]
            before, here, after = (np.abs(joined.ravel()[high + lead + step]) for step in (-frame, 0, frame))
            tops = high[(here >= before) & (here >= after)]
            over_db = 20 * np.log10(np.maximum(true_peaks(joined, tops + lead) / ceiling, 1.0))
            np.maximum.at(excess_db, tops // (_BIN_FRAMES * frame), over_db)
        yield block, excess_db


def _turn_down(block: Block, reduction_db: Series) -> None:
    """Lower a block, in place, by a reduction per bin, of which the first and last are the neighbours'.

    Lines from one edge of a bin to the other, each edge as low as the lower of its two bins: so nowhere in
    a bin is the gain above what the bin asks for.
    """
    edges = 10 ** (-np.maximum(reduction_db[:-1], reduction_db[1:]) / 20)
    lowered = np.flatnonzero((edges[:-1] < 1) | (edges[1:] < 1))
    steps = np.arange(_BIN_FRAMES) / _BIN_FRAMES
    in_double = edges[lowered, None] + np.diff(edges)[lowered, None] * steps
    lines = in_double.astype(np.float32)[:, :, None]
    whole, rest = divmod(len(block), _BIN_FRAMES)
    if rest and len(lowered) and lowered[-1] == whole:  # the bin in which the chapter ends
        block[-rest:] *= lines[-1, :rest]
        lowered, lines = lowered[:-1], lines[:-1]
    block[: whole * _BIN_FRAMES].reshape(whole, _BIN_FRAMES, block.shape[1])[lowered] *= lines


def kept_by_limiter(peaks: Series, gain_db: float, ceiling_dbtp: float) -> Series:
    """The share of each 100 ms' power that the limiter leaves, foreseen from the largest samples in it."""
    flat = np.maximum(peaks.ravel(), 1e-9)
    excess_db = np.maximum(20 * np.log10(flat) + gain_db - ceiling_dbtp, 0)
    around = np.pad(excess_db, (len(_FORESEEN) - 2, 1))
    reduction_db = (sliding_window_view(around, len(flat)) * _FORESEEN[:, None]).max(axis=0)
    power = np.square(flat).reshape(peaks.shape)
    kept = power * 10 ** (-reduction_db.reshape(peaks.shape) / 10)
    return np.asarray(kept.sum(axis=1) / power.sum(axis=1), np.float64)


def _bins(ms: int, rate_hz: int) -> int:
    return -(-ms * rate_hz // (1000 * _BIN_FRAMES))


def _first(values: Series, count: int) -> Series:
    return np.pad(values[:count], (0, max(0, count - len(values))))


def _last(values: Series, count: int) -> Series:
    return np.pad(values[-count:], (max(0, count - len(values)), 0))


def _with_neighbours(items: Iterable[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each item with the one before and the one after it, None at the ends."""
    previous: T | None = None
    rest = iter(items)
    current = next(rest, None)
    while current is not None:
        following = next(rest, None)
        yield previous, current, following
        previous, current = current, following
