"""Sound to MP3: streamed into LAME, opened by the frame that makes its length exact, in place all at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import lameenc
import numpy as np
import soxr
from fastcrc import crc16
from numpy.typing import NDArray

from narrate.files.atomic import replacing
from narrate.files.formats import Mp3Format
from narrate.files.infoframe import FrameHeader, frame_size, info_frame
from narrate.sound.loudness import Block

# LAME's -q. At these bit rates 7 puts as little noise above what the voice masks as 5 does, and is half as
# fast again; 2 is worse and takes twice as long (docs/sound.md).
QUALITY = 7
_READY = 4  # blocks that are made before LAME gets them: it leaves the processor's cache to nobody else


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished file: `frames` is how many a decoder gives."""

    path: Path
    frames: int
    rate_hz: int

    @property
    def duration_ms(self) -> int:
        """The length that players show, rounded to the nearest millisecond."""
        return round(self.frames * 1000 / self.rate_hz)


@dataclass(slots=True)
class _Music:
    """The MP3 frames on their way into the file, and what the Info frame says of them."""

    file: BinaryIO
    first: bytes = b""
    size: int = 0
    crc: int = 0

    def write(self, data: bytes) -> None:
        """Write the next bytes."""
        self.first = self.first or bytes(data[:4])
        self.size += len(data)
        self.crc = crc16.arc(data, self.crc)
        self.file.write(data)


def encode_mp3(  # noqa: PLR0913, PLR0917 - what sounds, where it goes, and how
    blocks: Iterable[Block], rate_hz: int, channels: int, path: Path, kind: Mp3Format, tag: bytes = b""
) -> Encoded:
    """Write blocks as an MP3 that begins with `tag`; the file appears whole or not at all.

    The same blocks and tag give the same bytes. Raises ValueError for no sound at all, OSError where the
    file cannot be written.
    """
    encoder = _encoder(channels, kind)
    frames = 0
    with replacing(path) as file:
        file.write(tag)
        file.write(bytes(frame_size(kind.rate_hz, kind.bit_rate_kbps(channels))))  # room for the Info frame
        music = _Music(file)
        pcm = _pcm(blocks, rate_hz, channels, kind)
        while ready := tuple(islice(pcm, _READY)):
            for part in ready:
                music.write(encoder.encode(part))
                frames += len(part)
        if not frames:
            raise ValueError("there is nothing to encode")
        music.write(encoder.flush())
        file.seek(len(tag))
        file.write(info_frame(FrameHeader.parse(music.first), music.size, frames, music.crc))
    return Encoded(path, frames, kind.rate_hz)


def _encoder(channels: int, kind: Mp3Format) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.set_channels(channels)
    encoder.set_in_sample_rate(kind.rate_hz)
    encoder.set_bit_rate(kind.bit_rate_kbps(channels))
    encoder.set_quality(QUALITY)
    encoder.silence()
    return encoder


def _pcm(
    blocks: Iterable[Block], rate_hz: int, channels: int, kind: Mp3Format
) -> Iterator[NDArray[np.int16]]:
    """The blocks at the file's rate, as integers."""
    scale = np.float32(32767 / kind.lame_gain)
    for block in resampled(blocks, rate_hz, channels, kind.rate_hz):
        pcm = block * scale
        np.rint(np.clip(pcm, -32767, 32767, out=pcm), out=pcm)
        yield pcm.astype(np.int16)


def resampled(blocks: Iterable[Block], rate_hz: int, channels: int, file_rate_hz: int) -> Iterator[Block]:
    """The blocks at the file's rate, as one stream: no seam where one block ends."""
    if rate_hz == file_rate_hz:
        yield from blocks
        return
    stream = soxr.ResampleStream(rate_hz, file_rate_hz, channels, dtype="float32", quality="HQ")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros((0, channels), np.float32), last=True)
