"""What a command costs: wall clock, processor time and memory of all the processes that it starts."""

import contextlib
import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

_PR_SET_CHILD_SUBREAPER = 36
_SAMPLE_S = 0.25  # to look takes up to 20 ms of a core that the command could use


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of processors, and the most memory at once (PSS of all processes)."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str

    def times(self, factor: float) -> "Cost":
        """What more of the same would cost."""
        return replace(self, wall_s=self.wall_s * factor, cpu_s=self.cpu_s * factor)


def adopt_orphans() -> None:
    """Have processes whose parent has ended come to this one, so that their time counts (Linux)."""
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("orphaned processes cannot be adopted here")


def cost_of(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Cost:
    """Run a command to its end, and to that of every process that it has left behind.

    Raises CalledProcessError with the log's text when it fails.
    """
    before = _children_cpu_s()
    with log.open("w") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        peak = 0
        while process.returncode is None:
            peak = max(peak, _memory())
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_SAMPLE_S)
        wall_s = time.perf_counter() - began
    while psutil.Process().children():
        os.wait()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, log.read_text())
    return Cost(wall_s, _children_cpu_s() - before, peak / 1e6, log.read_text())


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory() -> int:
    """Bytes of all descendants, shared pages counted once."""
    total = 0
    for process in psutil.Process().children(recursive=True):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:  # it has just ended
            continue
    return total
