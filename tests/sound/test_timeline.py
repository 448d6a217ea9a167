"""What sounds when, exact to the frame."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.sound.timeline import Clip, Mark, frames_at, lay_out, working_rate_hz

RATES = st.sampled_from([11_025, 16_000, 22_050, 24_000, 44_100, 48_000])

clips = st.lists(
    st.builds(
        Clip,
        key=st.text("abcdef0123456789", min_size=1, max_size=4),
        file=st.none(),
        frames=st.integers(1, 2_000_000),
        rate_hz=RATES,
        pause_before_ms=st.integers(0, 10_000),
    ),
    max_size=40,
)


def clip(frames, pause_before_ms=0, scene=1, rate_hz=1000):
    return Clip("k", None, frames, rate_hz, pause_before_ms=pause_before_ms, scene=scene)


@given(clips, RATES, st.integers(0, 5000), st.integers(0, 5000))
def test_every_clip_sounds_once_in_order_after_at_least_its_pause(clips, rate_hz, head_ms, tail_ms):
    timeline = lay_out(clips, ["One"], rate_hz, 1, head_ms, tail_ms)

    assert [cue.clip for cue in timeline.cues] == clips
    end = frames_at(rate_hz, head_ms, 1000)
    for cue in timeline.cues:
        assert (cue.start_frame - end) * 1000 >= cue.clip.pause_before_ms * rate_hz
        assert cue.frames * cue.clip.rate_hz >= cue.clip.frames * rate_hz
        assert (cue.frames - 1) * cue.clip.rate_hz < cue.clip.frames * rate_hz
        end = cue.end_frame
    assert (timeline.frames - end) * 1000 >= tail_ms * rate_hz


@given(clips, RATES, st.data())
def test_the_marks_tile_the_chapter(clips, rate_hz, data):
    scenes = sorted(data.draw(st.lists(st.integers(1, 9), min_size=len(clips), max_size=len(clips))))
    numbered = [clip(c.frames, c.pause_before_ms, s, c.rate_hz) for c, s in zip(clips, scenes, strict=True)]
    timeline = lay_out(numbered, [f"Scene {n}" for n in range(1, 10)], rate_hz, 1)

    assert [mark.title for mark in timeline.marks] == [f"Scene {n}" for n in dict.fromkeys(scenes)]
    assert all(before.end_ms == after.start_ms for before, after in pairwise(timeline.marks))
    if timeline.marks:
        assert (timeline.marks[0].start_ms, timeline.marks[-1].end_ms) == (0, timeline.duration_ms)


def test_a_pause_after_a_clip_is_silence_and_lengthens_the_chapter():
    clips = [replace(clip(1000), pause_after_ms=300), replace(clip(500, 200), pause_after_ms=4000)]

    timeline = lay_out(clips, ["Dawn"], 1000, 1, tail_ms=100)

    assert ([cue.start_frame for cue in timeline.cues], timeline.frames) == ([0, 1500], 6100)


def test_a_mark_lies_just_before_its_scene_sounds_but_in_the_pause():
    clips = [clip(1000), clip(500, 2000, scene=2), clip(500, 100, scene=3)]

    marks = lay_out(clips, ["Dawn", "Noon", "Dusk"], 1000, 1, head_ms=300, tail_ms=700).marks

    assert marks == (Mark("Dawn", 0, 3100), Mark("Noon", 3100, 3800), Mark("Dusk", 3800, 5100))


def test_a_chapter_without_sound_has_no_marks():
    timeline = lay_out([], ["One"], 1000, 1, head_ms=100, tail_ms=100)

    assert (timeline.cues, timeline.marks, timeline.duration_ms) == ((), (), 200)


@pytest.mark.parametrize(
    ("rates", "file_rate_hz", "expected"),
    [
        ([22_050, 22_050], 44_100, 22_050),
        ([22_050, 24_000], 44_100, 24_000),
        ([22_050, 48_000], 44_100, 44_100),
        ([24_000], 22_050, 22_050),
        ([], 44_100, 44_100),
    ],
)
def test_sound_is_mixed_at_the_lowest_rate_that_loses_nothing(rates, file_rate_hz, expected):
    assert working_rate_hz(rates, file_rate_hz) == expected
