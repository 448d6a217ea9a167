"""Sounds that programs and servers leave, and what is wrong with them."""

import struct

import numpy as np
import pytest

from narrate.engines import EngineError
from narrate.engines.tape import read_sound

SAMPLES = (8000 * np.sin(np.arange(4410) / 10)).astype("<i2").tobytes()


def wav(data=SAMPLES, rate_hz=22_050, *, channels=1, bits=16, kind=1, size=None):
    """A WAV file, as its header says or not."""
    size = len(data) if size is None else size
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate_hz, rate_hz * frame % 2**32, frame, bits)
    header = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size)
    return b"RIFF" + struct.pack("<I", (size + len(header)) % 2**32) + header + data


@pytest.mark.parametrize(
    ("data", "frames"),
    [(wav(), 4410), (wav(size=0xFFFF_FFFF), 4410), (wav(size=0x7FFF_F000), 4410), (wav(channels=2), 2205)],
)
def test_a_sound_is_read_whether_its_header_knows_its_length_or_not(data, frames):
    samples, rate_hz = read_sound(data, "it")

    assert (samples.shape, rate_hz) == ((frames,), 22_050)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it left no sound: "),
        (b"<html>busy</html>", "it left no sound: Format not recognised."),
        (wav()[:30], "it left no sound: "),
        (wav(rate_hz=0), "it left no sound: "),
        (wav(rate_hz=4_000_000_000), "it left no sound: "),
        (wav()[:5000], "it broke off: 5000 of 8864 bytes of sound"),
        (wav(np.full(99, np.nan, "<f4").tobytes(), bits=32, kind=3), "its samples are no numbers"),
        (wav(np.full(99, np.inf, "<f4").tobytes(), bits=32, kind=3), "its samples are no numbers"),
    ],
)
def test_what_is_no_sound_is_an_error(data, message):
    with pytest.raises(EngineError) as error:
        read_sound(data, "it")

    assert message in str(error.value)
    assert "BytesIO" not in str(error.value)
