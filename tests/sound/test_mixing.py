"""Clips and pauses as one stream of sound."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.sound.loudness import block_frames
from narrate.sound.mixing import mix
from narrate.sound.timeline import Clip, lay_out
from tests.sounds import Take, babble, ints, level_db, tone

RATE_HZ = 22_050


def mixed(clips, takes, *, rate_hz=RATE_HZ, channels=1, head_ms=0, tail_ms=0):
    timeline = lay_out(clips, ["One"], rate_hz, channels, head_ms, tail_ms)
    return timeline, np.concatenate([np.zeros((0, channels), np.float32), *mix(timeline, takes.__getitem__)])


def clip_of(take, key="a", **facts):
    return Clip(key, None, len(take.samples), take.rate_hz, **facts)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 9000), st.sampled_from([16_000, 22_050, 24_000, 44_100]), st.integers(0, 900)
        ),
        max_size=6,
    ),
    st.sampled_from([16_000, 22_050, 44_100]),
    st.sampled_from([1, 2]),
)
def test_the_mix_has_every_frame_of_the_timeline_and_sounds_only_in_its_cues(parts, rate_hz, channels):
    takes = {str(n): Take(np.full(frames, 9000, np.int16), rate) for n, (frames, rate, _) in enumerate(parts)}
    clips = [Clip(str(n), None, *part[:2], pause_before_ms=part[2]) for n, part in enumerate(parts)]

    timeline, sound = mixed(clips, takes, rate_hz=rate_hz, channels=channels, head_ms=50, tail_ms=80)

    assert sound.shape == (timeline.frames, channels)
    silent = np.ones(timeline.frames, bool)
    for cue in timeline.cues:
        silent[cue.start_frame : cue.end_frame] = False
        if cue.frames > rate_hz // 50:
            middle = sound[cue.start_frame + cue.frames // 2]
            assert middle == pytest.approx([9000 / 32768] * channels, rel=0.05)
    assert not sound[silent].any()


def test_a_long_chapter_comes_in_blocks():
    take = Take(ints(babble(2, RATE_HZ)), RATE_HZ)
    timeline = lay_out([clip_of(take, pause_before_ms=3_600_000)] * 2, ["One"], RATE_HZ, 1)

    sizes = [len(block) for block in mix(timeline, {"a": take}.__getitem__)]

    assert set(sizes[:-1]) == {block_frames(RATE_HZ)}
    assert sum(sizes) == timeline.frames


@pytest.mark.parametrize("gain_db", [-30, -6.5, 0, 4, 18])
def test_gain_changes_the_level_and_clips_nothing(gain_db):
    take = Take(ints(babble(3, RATE_HZ, peak=0.9)), RATE_HZ)
    _, plain = mixed([clip_of(take)], {"a": take})

    _, louder = mixed([clip_of(take, gain_db=gain_db)], {"a": take})

    assert louder == pytest.approx(plain * 10 ** (gain_db / 20), abs=1e-6)


@pytest.mark.parametrize(
    ("pan", "left_db", "right_db"), [(0, 0, 0), (-1, 3, -np.inf), (1, -np.inf, 3), (-0.5, 1.5, -4.6)]
)
def test_pan_moves_a_voice_without_making_it_quieter(pan, left_db, right_db):
    take = Take(ints(tone(500, 1, RATE_HZ, -12)), RATE_HZ)
    _, centre = mixed([clip_of(take)], {"a": take}, channels=2)

    _, panned = mixed([clip_of(take, pan=pan)], {"a": take}, channels=2)

    with np.errstate(divide="ignore"):
        moved = [level_db(panned[:, side]) - level_db(centre[:, side]) for side in (0, 1)]
    assert moved == pytest.approx([left_db, right_db], abs=0.1)


def test_a_clip_cut_off_in_the_middle_of_a_wave_does_not_click():
    take = Take(ints(tone(200, 0.5, RATE_HZ, -6, phase=np.pi / 2)), RATE_HZ)
    inside = np.abs(np.diff(take.samples / 32768)).max()

    _, sound = mixed([clip_of(take, pause_before_ms=20)] * 3, {"a": take}, tail_ms=20)

    assert np.abs(np.diff(sound[:, 0])).max() < 1.2 * inside


def test_resampling_keeps_speech_and_makes_no_images():
    take = Take(ints(tone(7000, 1, RATE_HZ, -6)), RATE_HZ)

    _, sound = mixed([clip_of(take)], {"a": take}, rate_hz=44_100)

    middle = sound[8000:40_768, 0] * np.hanning(32_768)
    spectrum = 20 * np.log10(np.abs(np.fft.rfft(middle)) / np.abs(np.fft.rfft(middle)).max() + 1e-9)
    assert spectrum[round(12_000 / 44_100 * 32_768) :].max() < -90


@pytest.mark.parametrize("pan", [0, 0.5])
@pytest.mark.parametrize("rate_hz", [RATE_HZ, 24_000])
def test_a_take_in_which_nothing_is_said_is_nothing_but_its_pause(pan, rate_hz):
    take = Take(np.zeros(0, np.int16), rate_hz)

    _, sound = mixed([clip_of(take, pan=pan, pause_before_ms=100)], {"a": take}, channels=2)

    assert sound.shape == (RATE_HZ // 10, 2)
    assert not sound.any()


def test_a_take_that_is_not_as_laid_out_stops_the_mix():
    take = Take(np.ones(500, np.int16), RATE_HZ)

    with pytest.raises(ValueError, match="a: 500 frames, 600 laid out"):
        mixed([Clip("a", None, 600, RATE_HZ)], {"a": take})


def test_nobody_hears_of_an_ffmpeg_that_is_not_there():
    command = [sys.executable, "-W", "default", "-c", "import narrate.sound.mixing"]

    done = subprocess.run(command, env=os.environ | {"PATH": ""}, stderr=subprocess.PIPE, check=True)

    assert done.stderr == b""
