"""Finished files as a stranger measures them, and what is said of those that break their profile."""

import numpy as np
import pytest

from narrate.errors import NarrateError
from narrate.files.encoding import encode_mp3
from narrate.files.formats import MP3_FORMATS
from narrate.proof.auditing import audit
from narrate.settings import Master
from narrate.sound.loudness import block_frames
from narrate.sound.mastering import PROFILES, master
from tests.sounds import babble, blocks, tone

RATE_HZ = 44_100


def encode(path, sound, kind="acx"):
    encode_mp3(blocks(sound, block_frames(RATE_HZ)), RATE_HZ, sound.shape[1], path, MP3_FORMATS[kind])
    return path


def with_silence(sound, head_s, tail_s):
    return np.pad(sound, ((round(head_s * RATE_HZ), round(tail_s * RATE_HZ)), (0, 0)))


def test_a_tone_measures_what_it_is(tmp_path):
    sound = with_silence(tone(997, 4, RATE_HZ, -20), 0.7, 1.3)

    measured = audit(encode(tmp_path / "1.mp3", sound))

    assert (measured.channels, measured.rate_hz, measured.kbps) == (1, RATE_HZ, 192)
    assert measured.seconds == pytest.approx(6, abs=0.001)
    assert measured.lufs == pytest.approx(-23.3, abs=0.1)  # the blocks at its edges are half silence
    assert [measured.peak_db, measured.true_peak_dbtp] == pytest.approx([-20, -20], abs=0.2)
    assert measured.rms_db == pytest.approx(-23 + 10 * np.log10(4 / 6), abs=0.1)
    assert measured.floor_db < -90
    assert [measured.head_s, measured.tail_s] == pytest.approx([0.7, 1.3], abs=0.02)


@pytest.mark.parametrize("profile", [Master.PODCAST, Master.ACX])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_mastered_for_a_profile_keeps_it(tmp_path, profile, channels):
    chapter = with_silence(np.repeat(babble(20, RATE_HZ, peak=0.2), channels, axis=1), 0.7, 2.5)
    parts = blocks(chapter, block_frames(RATE_HZ))
    sound = np.concatenate(list(master(lambda: parts, RATE_HZ, channels, PROFILES[profile])))

    assert list(audit(encode(tmp_path / "1.mp3", sound)).faults(profile)) == []


TOO_QUIET = ["the loudness, counted for mono, is -33.0 LUFS, under -19.5"]
FOR_NO_SHOP = [
    "the RMS is -4.1 dB, over -18",
    "the peak is -1.0 dB, over -3",
    "the noise floor is -6.2 dB, over -60",
    "the room tone before the first word is 0.2 s, under 0.5",
    "the room tone after the last word is 0.2 s, under 1",
    "the bit rate is 128.0 kbit/s, under 192",
]


@pytest.mark.parametrize(
    ("profile", "level_db", "expected"),
    [(Master.PODCAST, -30, TOO_QUIET), (Master.ACX, -1, FOR_NO_SHOP), (Master.NONE, 0, [])],
)
def test_what_is_wrong_is_said(tmp_path, profile, level_db, expected):
    sound = with_silence(tone(997, 20, RATE_HZ, level_db), 0.2, 0.2)

    assert list(audit(encode(tmp_path / "1.mp3", sound, "standard")).faults(profile)) == expected


def test_noise_in_the_pauses_is_a_fault_for_acx(tmp_path):
    hiss = 10 ** (-50 / 20) * np.random.default_rng(0).standard_normal((RATE_HZ * 8, 1))
    sound = (hiss + with_silence(tone(300, 4.5, RATE_HZ, -15), 1, 2.5)).astype(np.float32)

    faults = list(audit(encode(tmp_path / "1.mp3", sound)).faults(Master.ACX))

    assert faults == ["the noise floor is -50.5 dB, over -60"]


@pytest.mark.parametrize("content", [b"", b"no sound at all"])
def test_what_cannot_be_decoded_is_an_error_with_its_file(tmp_path, content):
    path = tmp_path / "1.mp3"
    path.write_bytes(content)

    with pytest.raises(
        NarrateError, match=r"1\.mp3: cannot be decoded: Invalid data found when processing input\n"
    ):
        audit(path)
