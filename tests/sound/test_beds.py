"""Beds: where they lie, how loud they are, and that nothing clicks."""

from dataclasses import replace

import numpy as np
import pytest

from narrate.sound.mixing import mix
from narrate.sound.timeline import BedCue, Clip, lay_out
from tests.sounds import Take, level_db, tone, write_sound

RATE_HZ = 22_050
SILENT = Take(np.zeros(2 * RATE_HZ, np.int16), RATE_HZ)  # somebody speaks, and only the bed is heard


def hum(folder, seconds, channels=1):
    path = folder / "hum.flac"
    write_sound(path, tone(500.3, seconds, RATE_HZ, -20, channels), RATE_HZ, "flac")
    return path


def clip(start, pause_ms):
    return Clip("a", None, 2 * RATE_HZ, RATE_HZ, pause_before_ms=pause_ms, start=start)


def chapter(channels=1):
    """Three speeches at 5, 7.3 and 14.3 s: the second follows soon."""
    clips = [clip(0, 5000), clip(10, 300), clip(20, 5000)]
    return lay_out(clips, ["One"], RATE_HZ, channels, tail_ms=4000)


def heard(bed, channels=1):
    """What is heard of a bed under the chapter."""
    blocks = mix(replace(chapter(channels), beds=(bed,)), lambda _: SILENT)
    return np.concatenate(list(blocks))


def level_at(sound, second):
    return level_db(sound[round(second * RATE_HZ) - 1000 : round(second * RATE_HZ) + 1000])


def test_a_bed_is_quieter_while_somebody_speaks_and_comes_up_in_long_pauses(tmp_path):
    sound = heard(BedCue(hum(tmp_path, 30), 0, 20 * RATE_HZ, gain_db=-3, duck_db=-12))

    levels = [level_at(sound, second) for second in (3, 6, 7.1, 8.5, 12, 15)]
    pause, speech = -20 - 3 - 3, -20 - 3 - 3 - 12  # a sine has 3 dB less than its peak
    assert levels == pytest.approx([pause, speech, speech, speech, pause, speech], abs=0.1)


def test_a_bed_fades_in_and_out_repeats_without_a_seam_and_nothing_clicks(tmp_path):
    sound = heard(BedCue(hum(tmp_path, 1.7003), RATE_HZ, 19 * RATE_HZ, gain_db=0, duck_db=-12))

    assert not sound[:RATE_HZ].any()
    assert not sound[19 * RATE_HZ :].any()
    assert level_at(sound, 1.2) < level_at(sound, 1.8) < level_at(sound, 2.6)
    steps = np.abs(np.diff(sound[:, 0]))
    assert (
        steps.max() <= 2 * np.pi * 500.3 / RATE_HZ * 0.1 * 1.45
    )  # two waves in step are 3 dB louder at most


@pytest.mark.parametrize("channels", [1, 2])
def test_a_stereo_bed_lies_under_any_chapter(tmp_path, channels):
    sound = heard(BedCue(hum(tmp_path, 20, channels=2), 0, 10 * RATE_HZ, gain_db=0, duck_db=0), channels)

    assert sound.shape[1] == channels
    assert level_at(sound, 4) == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 30, (3, 19.3)),  # from two seconds before the first word to three after the last
        (10, 20, (7, 12.3)),  # begins in the short pause before it
        (10, 11, (7, 12.3)),
        (15, 18, None),
    ],
)
def test_a_bed_begins_and_ends_in_pauses(start, end, expected):
    room = chapter().room_under(start, end)

    assert (room and tuple(round(frame / RATE_HZ, 1) for frame in room)) == expected
