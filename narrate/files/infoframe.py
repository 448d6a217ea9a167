"""The Info frame that opens an MP3: with it, decoders give back exactly the frames that went in.

lameenc leaves it out. Layout: the Xing header, then LAME's own part, "Mp3 Info Tag rev 1"
(gabriel.mp3-tech.org/mp3infotag.html).
"""

import struct
from dataclasses import dataclass

from fastcrc import crc16

_ENCODER_DELAY = 576  # frames that LAME puts before the sound; decoders add 529 of their own and know it

_MPEG1, _MPEG2 = 3, 2  # as the two bits of a frame header say it
_KBPS = {
    _MPEG1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    _MPEG2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {_MPEG1: (44_100, 48_000, 32_000), _MPEG2: (22_050, 24_000, 16_000)}
_FRAMES_PER_MP3_FRAME = {_MPEG1: 1152, _MPEG2: 576}


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What the four bytes say that every MP3 frame begins with."""

    word: int
    version: int
    kbps: int
    rate_hz: int
    mono: bool

    @classmethod
    def parse(cls, first4: bytes) -> "FrameHeader":
        """Read the header of a layer III frame of MPEG 1 or 2."""
        word = int.from_bytes(first4, "big")
        version = word >> 19 & 3
        kbps, rate_hz = _KBPS[version][word >> 12 & 15], _RATES_HZ[version][word >> 10 & 3]
        return cls(word, version, kbps, rate_hz, mono=word >> 6 & 3 == 3)

    @property
    def frames(self) -> int:
        """Frames of sound in an MP3 frame."""
        return _FRAMES_PER_MP3_FRAME[self.version]

    @property
    def side_info(self) -> int:
        """Bytes of side information after the header."""
        return {_MPEG1: (32, 17), _MPEG2: (17, 9)}[self.version][self.mono]


def frame_size(rate_hz: int, kbps: int) -> int:
    """Bytes in an MP3 frame without padding: so many has the Info frame."""
    return (1152 if rate_hz >= 32_000 else 576) * kbps * 125 // rate_hz


def info_frame(header: FrameHeader, music_size: int, frames: int, music_crc: int) -> bytes:
    """The frame to put before `music_size` bytes of constant bit rate that hold `frames` frames of sound.

    `music_crc` is their CRC-16/ARC.
    """
    count = round(music_size * header.rate_hz / (header.frames * header.kbps * 125))  # padding evens out
    padding = count * header.frames - _ENCODER_DELAY - frames
    if not 0 <= padding < 4096:
        raise ValueError(f"{count} MP3 frames do not hold {frames} frames of sound")
    size = frame_size(header.rate_hz, header.kbps)
    total = size + music_size
    word = header.word & ~(1 << 9) | 1 << 16  # no padding byte, no CRC of its own
    toc = bytes(step * 256 // 100 for step in range(100))  # constant bit rate: time is position
    xing = struct.pack(">4sIII", b"Info", 0b1111, count, total) + toc + struct.pack(">I", 50)
    lame = struct.pack(
        ">9sBB8xBB3sBBHIH",
        b"LAME3.100",
        0x01,  # revision 0, constant bit rate
        0,  # low-pass unknown
        0,  # no flags
        min(255, header.kbps),
        (_ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
        (header.rate_hz >= 44_100) << 6 | (0 if header.mono else 3) << 2,  # source rate; mono or joint stereo
        0,  # no gain applied
        0,  # no preset
        total,
        music_crc,
    )
    frame = word.to_bytes(4, "big") + bytes(header.side_info) + xing + lame
    return (frame + struct.pack(">H", crc16.arc(frame))).ljust(size, b"\0")
