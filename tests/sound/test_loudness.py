"""The meter against the EBU's tones and ffmpeg's meter."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import soxr
from av.filter import Graph

from narrate.sound.loudness import SILENCE_DB, block_frames, measure, true_peaks
from tests.sounds import babble, blocks, tone


def lufs(samples, rate_hz):
    return measure(blocks(samples, block_frames(rate_hz)), rate_hz).lufs


@pytest.fixture
def ebur128_lufs(tmp_path, monkeypatch):
    """The integrated loudness by ffmpeg's meter, which is not ours."""
    monkeypatch.chdir(tmp_path)  # ffmpeg's filters want a file name without a drive

    def metered(samples, rate_hz):
        layout = "mono" if samples.shape[1] == 1 else "stereo"
        graph = Graph()
        filters = [
            graph.add_abuffer(sample_rate=rate_hz, format="flt", layout=layout, time_base=f"1/{rate_hz}"),
            graph.add("ebur128", "metadata=1"),
            graph.add("ametadata", "mode=print:key=lavfi.r128.I:file=loudness.txt:direct=1"),
            graph.add("abuffersink"),
        ]
        for before, after in pairwise(filters):
            before.link_to(after)
        graph.configure()
        for at, block in enumerate(blocks(samples, rate_hz)):
            interleaved = np.ascontiguousarray(block).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(interleaved, format="flt", layout=layout)
            frame.sample_rate = rate_hz
            frame.pts = at * rate_hz
            graph.push(frame)
            pull_all(graph)
        graph.push(None)
        pull_all(graph)
        return float(Path("loudness.txt").read_text(encoding="ascii").split("=")[-1])

    return metered


def pull_all(graph):
    """Let what was pushed flow through the filters."""
    while True:
        try:
            graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def tones(*parts):
    """A 1 kHz stereo tone at each level for each time."""
    return np.concatenate([tone(1000, seconds, 48_000, peak_db, channels=2) for peak_db, seconds in parts])


# EBU Tech 3341, table 1, cases 1 to 5.
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ],
)
def test_ebu_reference_tones_measure_what_they_must(parts, expected):
    assert lufs(tones(*parts), 48_000) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 44_100])
def test_speech_measures_as_an_independent_meter_says(ebur128_lufs, rate_hz):
    speech = babble(20, rate_hz)

    assert lufs(speech, rate_hz) == pytest.approx(ebur128_lufs(speech, rate_hz), abs=0.1)


@pytest.mark.parametrize("hz", [60, 100, 250, 1000, 4000, 9000])
def test_each_pitch_is_weighted_as_an_independent_meter_does(ebur128_lufs, hz):
    sound = tone(hz, 5, 44_100, -20)

    assert lufs(sound, 44_100) == pytest.approx(ebur128_lufs(sound, 44_100), abs=0.1)


def test_silence_and_nothing_measure_as_silence():
    assert lufs(np.zeros((48_000, 1), np.float32), 48_000) == SILENCE_DB
    assert lufs(np.zeros((0, 1), np.float32), 48_000) == SILENCE_DB


def test_a_sound_shorter_than_the_meter_s_window_measures_something():
    assert -33 < lufs(tone(1000, 0.15, 22_050, -20), 22_050) < -20


def test_rms_counts_the_pauses_and_every_frame():
    sound = np.concatenate([tone(441, 1.05, 22_050, -6.0), np.zeros((23_152, 1), np.float32)])

    levels = measure(blocks(sound, block_frames(22_050)), 22_050)

    assert levels.rms_db == pytest.approx(-6 - 3.01 - 3.01, abs=0.01)
    assert levels.peaks.max() == pytest.approx(10 ** (-6 / 20), rel=5e-3)


@pytest.mark.parametrize("hz", [997.0, 3000.0, 5512.5, 9000.0])
def test_true_peaks_between_the_samples_are_seen(hz):
    sound = tone(hz, 0.5, 22_050, phase=np.pi / 4)

    peaks = true_peaks(sound, np.arange(4096, 8192))

    expected = np.abs(soxr.resample(sound, 22_050, 22_050 * 16, "VHQ"))[4096 * 16 : 8192 * 16].max()
    assert 20 * np.log10(peaks.max() / expected) == pytest.approx(0, abs=0.25)
