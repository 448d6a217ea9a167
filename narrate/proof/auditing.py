"""Finished files measured as a stranger would: decoded by FFmpeg, metered by its EBU R 128 filter."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from narrate.errors import undecodable
from narrate.settings import Master
from narrate.sound.loudness import Series, db

_STEPS_PER_S = 100  # the level is looked at every 10 ms
_HALF_SECOND = _STEPS_PER_S // 2
_HEARD_DB = -45.0  # a story begins where it is louder than this


@dataclass(frozen=True, slots=True)
class Audit:
    """What a finished file measures; levels in dB against full scale.

    `floor_db` is the RMS of its quietest half second, `head_s` and `tail_s` are what lies before the first
    and after the last sound. `kbps` is the lowest bit rate that any of its frames has.
    """

    path: Path
    channels: int
    rate_hz: int
    seconds: float
    kbps: int
    lufs: float
    true_peak_dbtp: float
    rms_db: float
    peak_db: float
    floor_db: float
    head_s: float
    tail_s: float

    def faults(self, master: Master) -> Iterator[str]:
        """What keeps it from being what `master` promises."""
        for limit in _LIMITS[master]:
            if fault := limit.broken_by(self):
                yield fault


@dataclass(frozen=True, slots=True)
class _Limit:
    """A quality that must lie between two values, both included."""

    what: str
    unit: str
    low: float
    high: float
    of: Callable[[Audit], float]

    def broken_by(self, measured: Audit) -> str | None:
        """The fault, if there is one."""
        value = self.of(measured)
        if self.low <= value <= self.high:
            return None
        if value < self.low:
            return f"{self.what} is {value:.1f} {self.unit}, under {self.low:g}"
        return f"{self.what} is {value:.1f} {self.unit}, over {self.high:g}"


# ACX: https://help.acx.com/s/article/what-are-the-acx-audio-submission-requirements
_LIMITS: dict[Master, tuple[_Limit, ...]] = {
    Master.PODCAST: (
        _Limit(
            "the loudness, counted for mono,", "LUFS", -19.5, -18.5, lambda a: a.lufs - 3 * (a.channels - 1)
        ),
        _Limit("the true peak", "dBTP", -math.inf, -1, lambda a: a.true_peak_dbtp),
    ),
    Master.ACX: (
        _Limit("the RMS", "dB", -23, -18, lambda a: a.rms_db),
        _Limit("the peak", "dB", -math.inf, -3, lambda a: a.peak_db),
        _Limit("the noise floor", "dB", -math.inf, -60, lambda a: a.floor_db),
        _Limit("the room tone before the first word", "s", 0.5, 1, lambda a: a.head_s),
        _Limit("the room tone after the last word", "s", 1, 5, lambda a: a.tail_s),
        _Limit("the length", "min", 0, 120, lambda a: a.seconds / 60),
        _Limit("the sampling rate", "Hz", 44_100, 44_100, lambda a: a.rate_hz),
        _Limit("the bit rate", "kbit/s", 192, math.inf, lambda a: a.kbps),
    ),
    Master.NONE: (),
}


def audit(path: Path) -> Audit:
    """Measure a file; raises NarrateError where it cannot be decoded."""
    try:
        with av.open(str(path)) as source:
            return _audit(path, source)
    except (av.error.FFmpegError, IndexError) as error:
        raise undecodable(path, error) from None


def _audit(path: Path, source: av.container.InputContainer) -> Audit:
    stream = source.streams.audio[0]
    meter, envelope, smallest = _Meter(stream), _Envelope(stream.rate), math.inf
    for packet in source.demux(stream):
        if packet.size:
            smallest = min(smallest, packet.size)
        for frame in packet.decode():
            meter.push(frame)
            envelope.push(np.asarray(frame.to_ndarray(), np.float32))
    meter.push(None)
    envelope.end()
    power = np.array(envelope.power)
    heard = np.flatnonzero(power > 10 ** (_HEARD_DB / 10))
    first, last = (int(heard[0]), int(heard[-1]) + 1) if len(heard) else (len(power), 0)
    return Audit(
        path=path,
        channels=stream.channels,
        rate_hz=stream.rate,
        seconds=envelope.frames / stream.rate,
        kbps=_kbps(smallest, stream),
        lufs=meter.lufs,
        true_peak_dbtp=meter.true_peak_dbtp,
        rms_db=db(float(power.mean())),
        peak_db=db(envelope.peak**2),
        floor_db=_floor_db(power),
        head_s=first / _STEPS_PER_S,
        tail_s=(len(power) - last) / _STEPS_PER_S,
    )


def _floor_db(power: Series) -> float:
    """The RMS of the quietest half second."""
    window = min(_HALF_SECOND, len(power))
    return db(float(np.convolve(power, np.full(window, 1 / window), "valid").min()))


def _kbps(packet_bytes: float, stream: av.AudioStream) -> int:
    """The bit rate of a packet of so many bytes: an MP3's frames are a whole byte shorter now and then."""
    frames = stream.codec_context.frame_size or 1152
    return math.ceil(packet_bytes * 8 * stream.rate / frames / 1000)


class _Meter:
    """FFmpeg's ebur128, fed frame by frame."""

    def __init__(self, stream: av.AudioStream) -> None:
        self._graph = Graph()
        meter = self._graph.add("ebur128", "metadata=1:peak=true")
        head, sink = self._graph.add_abuffer(template=stream), self._graph.add("abuffersink")
        head.link_to(meter)
        meter.link_to(sink)
        self._graph.configure()
        self._seen: dict[str, str] = {}

    def push(self, frame: av.AudioFrame | None) -> None:
        """Measure a frame; None is the end."""
        self._graph.push(frame)
        while True:
            try:
                passed = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            self._seen |= dict(passed.metadata)

    @property
    def lufs(self) -> float:
        """Integrated loudness."""
        return float(self._seen.get("lavfi.r128.I", "-inf"))

    @property
    def true_peak_dbtp(self) -> float:
        """The highest true peak."""
        peak = float(self._seen.get("lavfi.r128.true_peak", 0))
        return 20 * math.log10(peak) if peak > 0 else -math.inf


class _Envelope:
    """The mean square of every 10 ms, and the largest sample, of planar float frames."""

    def __init__(self, rate_hz: int) -> None:
        self._step = rate_hz // _STEPS_PER_S
        self._rest = np.zeros((1, 0), np.float32)
        self.power: list[float] = []
        self.peak = 0.0
        self.frames = 0

    def push(self, samples: NDArray[np.float32]) -> None:
        """Take in (channels, frames)."""
        self.frames += samples.shape[1]
        self.peak = max(self.peak, float(np.abs(samples).max(initial=0)))
        self._rest = np.concatenate((self._rest, samples), axis=1) if self._rest.size else samples
        steps = self._rest.shape[1] // self._step
        whole, self._rest = np.split(self._rest, [steps * self._step], axis=1)
        self.power += np.square(whole.reshape(len(whole), steps, self._step)).mean(axis=(0, 2)).tolist()

    def end(self) -> None:
        """Count what is left, less than a step, as one."""
        if self._rest.size or not self.power:
            self.power.append(float(np.square(self._rest).mean()) if self._rest.size else 0.0)
