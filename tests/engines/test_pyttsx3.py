"""The operating system's voices, in a process that may die, hang and mistake the pace."""

import contextlib
import os
import signal
import sys
from pathlib import Path

import pytest

from narrate.engines import Request
from narrate.engines.pyttsx3 import Pyttsx3

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def children() -> set[int]:
    found = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # a thread that has just ended
            found |= {int(child) for child in (task / "children").read_text().split()}
    return found


@linux_only
def test_speaks_with_the_wheels_library_where_none_is_installed():
    engine = Pyttsx3(["--wheel"])

    speech = engine.speak(Request("Nothing is installed here.", "gmw/en-us"))

    assert 1.0 < len(speech.pcm) / 2 / speech.rate_hz < 3.0


@linux_only
@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_dies_or_hangs_costs_a_retry(fate: signal.Signals):
    before = children()
    engine = Pyttsx3(patience_s=0.5)
    voice = engine.voices()[0].name
    (child,) = children() - before
    os.kill(child, fate)

    assert engine.speak(Request("Still here.", voice)).pcm
    assert child not in children()


def test_a_changed_rate_is_never_taken_in_too_late():
    engine = Pyttsx3()
    voice = next(voice.name for voice in engine.voices() if voice.language.startswith("en"))

    requests = [Request("Every line at its own pace.", voice, rate=rate) for rate in (1.5, 0.75) * 12]
    lengths = [len(engine.speak(request).pcm) for request in requests]

    assert max(lengths[0::2]) < 1.1 * min(lengths[0::2])
    assert max(lengths[1::2]) < 1.1 * min(lengths[1::2])
    assert lengths[1] > 1.5 * lengths[0]


def test_every_process_speaks_at_the_same_pace():
    request = Request("Every line at its own pace.", Pyttsx3().voices()[0].name)

    lengths = [len(Pyttsx3().speak(request).pcm) for _ in range(4)]

    assert max(lengths) < 1.02 * min(lengths)
