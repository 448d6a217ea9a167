"""Finished files measured as a stranger would: decoded by FFmpeg, metered by its EBU R 128 filter."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.filter import Graph

from narrate.errors import NarrateError, Place
from narrate.settings import Master

_TOLERANCE_LU = 1.0
_PODCAST_LUFS = {1: -19.0, 2: -16.0}
_PODCAST_PEAK_DBTP = -1.0
_ACX_PEAK_DB = -3.0
_ACX_LONGEST_S = 120 * 60


@dataclass(frozen=True, slots=True)
class Audit:
    """What a finished file measures."""

    path: Path
    channels: int
    seconds: float
    lufs: float
    true_peak_dbtp: float

    def faults(self, master: Master) -> Iterator[str]:
        """What keeps it from being what `master` promises."""
        if master is Master.PODCAST:
            target = _PODCAST_LUFS[self.channels]
            if abs(self.lufs - target) > _TOLERANCE_LU:
                yield f"{self.lufs:.1f} LUFS, not {target:.0f} ± {_TOLERANCE_LU:.0f}"
            if self.true_peak_dbtp > _PODCAST_PEAK_DBTP:
                yield f"peaks at {self.true_peak_dbtp:.1f} dBTP, over {_PODCAST_PEAK_DBTP:.0f}"
        if master is Master.ACX:
            if self.true_peak_dbtp > _ACX_PEAK_DB:
                yield f"peaks at {self.true_peak_dbtp:.1f} dB, over {_ACX_PEAK_DB:.0f}"
            if self.seconds > _ACX_LONGEST_S:
                yield f"{self.seconds / 60:.0f} minutes long; ACX takes {_ACX_LONGEST_S // 60}"


def audit(path: Path) -> Audit:
    """Measure a file; raises NarrateError where it cannot be decoded."""
    try:
        with av.open(str(path)) as source:
            stream = source.streams.audio[0]
            graph = Graph()
            meter = graph.add("ebur128", "metadata=1:peak=true")
            head, sink = graph.add_abuffer(template=stream), graph.add("abuffersink")
            head.link_to(meter)
            meter.link_to(sink)
            graph.configure()
            seen: dict[str, str] = {}
            frames = 0
            for frame in source.decode(stream):
                frames += frame.samples
                graph.push(frame)
                seen |= _metered(graph)
            graph.push(None)
            seen |= _metered(graph)
    except (av.error.FFmpegError, IndexError) as error:
        raise NarrateError(
            f"cannot be decoded: {error}", place=Place(path), hint="Remove it and build again."
        ) from None
    peak = float(seen.get("lavfi.r128.true_peak", 0))
    return Audit(
        path=path,
        channels=stream.channels,
        seconds=frames / stream.rate,
        lufs=float(seen.get("lavfi.r128.I", "-inf")),
        true_peak_dbtp=20 * math.log10(peak) if peak > 0 else -math.inf,
    )


def _metered(graph: Graph) -> dict[str, str]:
    """What the meter says after the frames that it has let through."""
    seen: dict[str, str] = {}
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return seen
        seen |= dict(frame.metadata)
