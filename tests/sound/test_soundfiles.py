"""Sound files of every kind, and files that are none."""

import pytest

from narrate.errors import NarrateError
from narrate.sound.soundfiles import read_sound
from tests.sounds import level_db, tone, write_sound


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz", "channels"),
    [
        ("bell.wav", "pcm_s16le", 22_050, 1),
        ("bell.flac", "flac", 44_100, 2),
        ("bell.mp3", "mp3", 44_100, 2),
        ("bell.m4a", "aac", 48_000, 1),
        ("bell.ogg", "libopus", 48_000, 2),
    ],
)
def test_sound_files_of_any_kind_are_read_and_mixed(tmp_path, name, codec, rate_hz, channels):
    bell = tone(880, 1, rate_hz, -12, channels)
    path = tmp_path / name
    write_sound(path, bell, rate_hz, codec)

    recording = read_sound(path)

    assert recording.rate_hz == rate_hz
    assert recording.samples.shape[1] == channels
    assert len(recording.samples) == pytest.approx(rate_hz, abs=3000)
    assert level_db(recording.samples / 32768) == pytest.approx(-15, abs=0.6)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.wav", b""),
        ("text.wav", b"Once upon a time"),
        ("cut.mp3", b"ID3\x03\0\0\0\0\0\x7f"),
        ("list.wav", b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nbell.wav\n#EXT-X-ENDLIST\n"),
        ("concat.wav", b"ffconcat version 1.0\nfile bell.wav\n"),
    ],
)
def test_what_is_no_sound_is_one_clear_error(tmp_path, name, content):
    write_sound(tmp_path / "bell.wav", tone(880, 0.2, 22_050), 22_050, "pcm_s16le")
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(NarrateError, match=f"{name}: this file cannot be read as sound"):
        read_sound(path)


def test_a_comment_in_an_old_encoding_is_no_reason_to_refuse_a_sound(tmp_path):
    path = tmp_path / "bell.wav"
    write_sound(path, tone(880, 1, 22_050), 22_050, "pcm_s16le")
    path.write_bytes(path.read_bytes().replace(b"Lavf", b"Zo\xeb\xa9"))  # who wrote it

    assert len(read_sound(path).samples) == 22_050


def test_a_sound_of_a_kind_that_nothing_here_decodes_is_one_clear_error(tmp_path):
    path = tmp_path / "bell.wav"
    write_sound(path, tone(880, 1, 22_050), 22_050, "pcm_s16le")
    data = path.read_bytes()
    path.write_bytes(data[:20] + b"\xee\xee" + data[22:])  # the kind of its samples

    with pytest.raises(NarrateError, match=r"bell\.wav: there is no sound in this file"):
        read_sound(path)


def test_a_sound_of_more_than_ten_minutes_is_refused(tmp_path):
    """And no more of it is decoded than it takes to know that: nobody finds out that its end is damaged."""
    path = tmp_path / "ocean.flac"
    write_sound(path, tone(440, 605, 8000, -20), 8000, "flac")
    path.write_bytes(path.read_bytes()[:-2000] + bytes(2000))

    with pytest.raises(NarrateError, match="ten minutes at most"):
        read_sound(path)


def test_a_sound_that_has_changed_is_read_again(tmp_path):
    path = tmp_path / "bell.wav"
    lengths = []
    for seconds in (0.5, 1.0):
        write_sound(path, tone(880, seconds, 22_050), 22_050, "pcm_s16le")
        lengths.append(len(read_sound(path).samples) / 22_050)

    assert lengths == [0.5, 1.0]
