"""Chapters at their profile's level, their peaks held, nothing else changed."""

import numpy as np
import pytest
import soxr

from narrate.sound.limiting import limit
from narrate.sound.loudness import block_frames, measure
from narrate.sound.mastering import COMMON_LUFS, ENCODER_MARGIN_DB, PROFILES, levelling_gain_db, master
from tests.sounds import babble, blocks, ints, level_db, tone

RATE_HZ = 22_050
BLOCK = block_frames(RATE_HZ)


def mastered(sound, profile, rate_hz=RATE_HZ):
    """The sound after mastering, whole."""
    parts = blocks(sound, block_frames(rate_hz))
    return np.concatenate(list(master(lambda: parts, rate_hz, sound.shape[1], PROFILES[profile])))


def lufs(sound, rate_hz=RATE_HZ):
    return measure(blocks(sound, block_frames(rate_hz)), rate_hz).lufs


def true_peak_db(sound):
    """The highest point of the wave at eight times the rate."""
    return 20 * np.log10(np.abs(soxr.resample(sound, 1, 8, "VHQ")).max())


@pytest.mark.parametrize("level_db", [-45, -23, -3])
def test_a_voice_is_levelled_to_the_common_loudness(level_db):
    voice = babble(8, RATE_HZ, peak=10 ** (level_db / 20))

    gain_db = levelling_gain_db(ints(voice), RATE_HZ)

    assert lufs(voice) + gain_db == pytest.approx(COMMON_LUFS, abs=0.05)


def test_a_stereo_sound_is_as_loud_as_the_same_in_mono():
    mono = ints(babble(4, RATE_HZ))

    stereo = np.stack([mono, mono], axis=1)
    assert levelling_gain_db(stereo, RATE_HZ) == pytest.approx(levelling_gain_db(mono, RATE_HZ), abs=0.02)


@pytest.mark.parametrize("samples", [np.zeros(9000, np.int16), np.zeros(0, np.int16)])
def test_silence_is_left_as_it_is(samples):
    assert levelling_gain_db(samples, RATE_HZ) == 0


@pytest.mark.parametrize(("channels", "expected"), [(1, -19.0), (2, -16.0)])
@pytest.mark.parametrize("peak_db", [-30, -12, -0.5])
def test_podcast_reaches_its_loudness_and_holds_its_peaks(channels, expected, peak_db):
    chapter = np.repeat(babble(40, RATE_HZ, peak=10 ** (peak_db / 20)), channels, axis=1)

    sound = mastered(chapter, "podcast")

    assert lufs(sound) == pytest.approx(expected, abs=0.3)
    assert true_peak_db(sound) <= -1 - ENCODER_MARGIN_DB + 0.1


def test_acx_reaches_its_rms_and_its_pauses_are_a_quiet_room():
    chapter = np.concatenate([np.zeros((RATE_HZ, 1), np.float32), babble(40, RATE_HZ, peak=0.2)])

    sound = mastered(chapter, "acx")

    assert -23 < level_db(sound) < -18
    assert true_peak_db(sound) <= -3 - ENCODER_MARGIN_DB + 0.1
    assert level_db(sound[: RATE_HZ // 2]) == pytest.approx(-68, abs=0.5)


def test_none_changes_nothing_that_stays_below_full_scale():
    chapter = babble(10, RATE_HZ, peak=0.4)

    assert mastered(chapter, "none") == pytest.approx(chapter)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("peak", [0.0, 1e-5])
def test_what_nobody_hears_is_not_made_loud(profile, peak):
    sound = mastered(babble(5, RATE_HZ, peak=peak), profile)

    assert level_db(sound + 1e-9) < -60


def test_the_limiter_bends_no_wave_and_leaves_the_rest_alone():
    quiet, loud = tone(300, 4, RATE_HZ, -12), tone(300, 1, RATE_HZ, 4)
    sound = np.concatenate([quiet, loud, quiet])

    limited = np.concatenate(list(limit(blocks(sound, BLOCK), RATE_HZ, 0.0, -2.0)))

    assert true_peak_db(limited) <= -1.95
    far = RATE_HZ // 5  # the release has ended
    assert (limited[: len(quiet) - far] == quiet[:-far]).all()
    assert (limited[-len(quiet) + far :] == quiet[far:]).all()
    middle = limited[len(quiet) + far : len(quiet) + len(loud) - far, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)))) ** 2
    fundamental = slice(round(250 * len(middle) / RATE_HZ), round(350 * len(middle) / RATE_HZ))
    assert spectrum[fundamental].sum() / spectrum.sum() > 0.9999  # clipping would give 0.97


@pytest.mark.parametrize("at", [BLOCK - 40, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 3, 0, 2 * BLOCK + 99])
def test_a_peak_at_the_edge_of_a_block_is_held_too(at):
    sound = np.full((2 * BLOCK + 100, 1), 0.01, np.float32)
    sound[at] = 1.5

    limited = np.concatenate(list(limit(blocks(sound, BLOCK), RATE_HZ, 0.0, -2.0)))

    assert len(limited) == len(sound)
    assert np.abs(limited).max() <= 10 ** (-2 / 20)
    assert np.abs(np.diff(limited[:, 0] / sound[:, 0])).max() < 0.01  # the gain itself has no step


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("frames", [1, 7, 8, 31, 32, 33])
def test_a_loud_end_in_a_short_last_block_is_limited_as_if_silence_followed(frames, channels):
    loud = np.repeat(tone(300, 4, RATE_HZ, 4)[: BLOCK + frames], channels, axis=1)
    followed = np.pad(loud, ((0, BLOCK - frames), (0, 0)))

    limited, longer = (
        np.concatenate(list(limit(blocks(sound, BLOCK), RATE_HZ, 0.0, -2.0))) for sound in (loud, followed)
    )

    assert np.array_equal(limited, longer[: len(loud)])


def test_the_same_chapter_gives_the_same_samples():
    chapter = babble(6, RATE_HZ, peak=0.7)

    assert (mastered(chapter, "acx") == mastered(chapter, "acx")).all()
