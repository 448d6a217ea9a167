"""MP3s as decoders other than ours give them back."""

import os
import struct

import av
import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from narrate.files.atomic import replacing
from narrate.files.encoding import encode_mp3
from narrate.files.formats import MP3_FORMATS
from narrate.files.infoframe import FrameHeader, frame_size, info_frame
from narrate.sound.loudness import block_frames
from tests.sounds import babble, blocks, tone


def encode(path, sound, rate_hz, kind="standard", tag=b""):
    parts = blocks(sound, block_frames(rate_hz))
    return encode_mp3(parts, rate_hz, sound.shape[1], path, MP3_FORMATS[kind], tag)


def decode(path):
    """What a player hears: float (frames, channels)."""
    with av.open(str(path)) as file:
        return np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1).T


def crc16_bit_by_bit(data):
    """CRC-16/ARC as its definition says it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("kind", MP3_FORMATS)
@pytest.mark.parametrize("frames", [575, 1152, 22_050, 100_003])
def test_decoders_give_back_exactly_the_frames_that_went_in(tmp_path, kind, channels, frames):
    rate_hz = MP3_FORMATS[kind].rate_hz
    sound = np.repeat(babble(5, rate_hz)[:frames], channels, axis=1)

    encoded = encode(tmp_path / "1.mp3", sound, rate_hz, kind)

    assert encoded.frames == frames
    assert decode(encoded.path).shape == sound.shape
    assert MP3(encoded.path).info.length == pytest.approx(frames / rate_hz, abs=1e-4)


@pytest.mark.parametrize("kind", MP3_FORMATS)
def test_the_decoded_sound_lies_where_it_lay_and_is_as_loud(tmp_path, kind):
    rate_hz = MP3_FORMATS[kind].rate_hz
    sound = tone(1000, 2, rate_hz, -10)
    sound[: rate_hz // 2] = 0

    heard = decode(encode(tmp_path / "1.mp3", sound, rate_hz, kind).path)

    steady = slice(rate_hz, rate_hz + rate_hz // 2)
    assert np.abs(heard[steady] - sound[steady]).max() < 0.01


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 48_000])
def test_sound_at_another_rate_keeps_its_length(tmp_path, rate_hz):
    encoded = encode(tmp_path / "1.mp3", babble(7.3, rate_hz), rate_hz)

    assert encoded.duration_ms == pytest.approx(7300, abs=1)
    assert len(decode(encoded.path)) == encoded.frames


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("standard", (44_100, 128_000)), ("compact", (22_050, 64_000)), ("acx", (44_100, 192_000))],
)
def test_formats_are_what_their_names_promise(tmp_path, kind, expected):
    info = MP3(encode(tmp_path / "1.mp3", babble(1, 22_050), 22_050, kind).path).info

    assert (info.sample_rate, round(info.bitrate, -3)) == expected
    assert info.bitrate_mode is BitrateMode.CBR
    assert info.encoder_info.startswith("LAME 3.100")


def test_the_info_frame_says_how_long_the_music_is_and_its_checksums(tmp_path):
    sound = babble(3, 44_100)
    data = encode(tmp_path / "1.mp3", sound, 44_100).path.read_bytes()
    size = frame_size(44_100, 128)
    frame, music = data[:size], data[size:]
    side = 4 + FrameHeader.parse(data[:4]).side_info

    name, flags, mp3_frames, total = struct.unpack_from(">4sIII", frame, side)
    delays, length, music_crc, tag_crc = struct.unpack_from(">21x3s4xIHH", frame, side + 120)

    assert (name, flags, total, length) == (b"Info", 0b1111, len(data), len(data))
    delay, padding = divmod(int.from_bytes(delays, "big"), 4096)
    assert mp3_frames * 1152 - delay - padding == len(sound)
    assert music_crc == crc16_bit_by_bit(music)
    assert tag_crc == crc16_bit_by_bit(frame[: side + 120 + 34])


def test_an_info_frame_that_cannot_be_true_is_refused():
    header = FrameHeader.parse(b"\xff\xfb\x90\xc4")

    with pytest.raises(ValueError, match="10 MP3 frames do not hold 99999 frames of sound"):
        info_frame(header, 4180, 99_999, 0)


def test_the_file_begins_with_its_tag_and_the_same_sound_gives_the_same_bytes(tmp_path):
    one = encode(tmp_path / "1.mp3", babble(2, 22_050), 22_050, tag=b"ID3 and so on")
    two = encode(tmp_path / "2.mp3", babble(2, 22_050), 22_050, tag=b"ID3 and so on")

    data = one.path.read_bytes()
    assert data == two.path.read_bytes()
    assert data.startswith(b"ID3 and so on\xff\xfb")


def test_an_encoder_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path):
    def failing():
        yield babble(3.2, 22_050)
        raise OSError(28, "No space left on device")

    path = tmp_path / "1.mp3"
    path.write_bytes(b"as it was")

    with pytest.raises(OSError, match="No space left"):
        encode_mp3(failing(), 22_050, 1, path, MP3_FORMATS["compact"])

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("1.mp3", b"as it was")]


def test_no_sound_at_all_is_no_file(tmp_path):
    with pytest.raises(ValueError, match="nothing to encode"):
        encode_mp3([], 22_050, 1, tmp_path / "1.mp3", MP3_FORMATS["standard"])

    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_making_is_not_yet_there(tmp_path):
    path = tmp_path / "1.mp3"

    with replacing(path) as file:
        file.write(b"whole")
        assert not path.exists()

    assert os.listdir(tmp_path) == ["1.mp3"]  # noqa: PTH208
    assert path.read_bytes() == b"whole"
