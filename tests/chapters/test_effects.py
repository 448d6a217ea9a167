"""Sound files among the takes and under them: measured once, in little memory."""

import os
import tracemalloc

from narrate.chapters.effects import measured
from narrate.sound.soundfiles import read_sound
from tests.sounds import babble, tone, write_sound


def test_a_sound_is_measured_once_until_its_file_changes(tmp_path):
    path = tmp_path / "bell.wav"
    write_sound(path, babble(1, 22_050), 22_050, "pcm_s16le")
    first = measured(path)

    os.utime(path, ns=(1, path.stat().st_mtime_ns))
    assert measured(path) is first

    write_sound(path, babble(2, 22_050, peak=0.1), 22_050, "pcm_s16le")
    assert (measured(path).frames, measured(path).rate_hz) == (2 * first.frames, 22_050)
    assert measured(path).level_db > first.level_db
    assert measured(path).digest != first.digest


def test_a_sound_is_measured_in_less_memory_than_it_takes(tmp_path):
    path = tmp_path / "rain.wav"
    write_sound(path, tone(440, 200, 22_050), 22_050, "pcm_s16le")
    read_sound(path)
    tracemalloc.start()
    try:
        measured(path)
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size
    finally:
        tracemalloc.stop()
