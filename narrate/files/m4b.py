"""The whole book as one M4B: chapters encoded as AAC on their own, put together without encoding again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import av
import numpy as np
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from narrate.files.atomic import replacing_path
from narrate.files.encoding import resampled
from narrate.files.formats import Mp3Format
from narrate.files.tagging import iso_639_2
from narrate.files.text import one_line, plain, short
from narrate.sound.loudness import Block
from narrate.sound.timeline import Mark

_LONGEST_TITLE = 255  # bytes: Nero's list counts them in one, and FFmpeg would cut a letter in two
_AUDIOBOOK = 2  # of Apple's media kinds (the atom `stik`)
_FRAME = 1024  # samples of an AAC packet
# FFmpeg's fast coder: twice as fast as its other one, and measured nearer to the original at 96 kbit/s.
_CODER = {"aac_coder": "fast"}
_ALL_PACKETS = {"ignore_editlist": "1"}  # also those that a player skips at the start
_KBPS = {22_050: 56, 44_100: 96}  # a channel: AAC needs a fourth less than MP3 for the same

if TYPE_CHECKING:
    from av.container.core import Chapter

AudioPacket: TypeAlias = "av.Packet[av.AudioStream]"


@dataclass(frozen=True, slots=True)
class M4bChapter:
    """A chapter of an M4B: its title, its sound as `encode_aac` wrote it, and its scenes."""

    title: str
    path: Path
    scenes: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class BookTags:
    """What an M4B says of itself; `cover` is a JPEG, `extra` are further names and values (----)."""

    title: str
    author: str
    narrator: str
    language: str
    year: int
    description: str
    cover: bytes
    extra: Sequence[tuple[str, str]] = ()


def encode_aac(blocks: Iterable[Block], rate_hz: int, channels: int, path: Path, kind: Mp3Format) -> None:
    """Write blocks as AAC, at the rate of the MP3 that the same chapter has."""
    layout = "stereo" if channels == 2 else "mono"
    with replacing_path(path) as aside, av.open(str(aside), "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=kind.rate_hz, layout=layout, options=_CODER)
        stream.bit_rate = _KBPS[kind.rate_hz] * 1000 * channels
        at = 0
        for block in resampled(blocks, rate_hz, channels, kind.rate_hz):
            if not len(block):
                continue
            planes = np.ascontiguousarray(np.clip(block.T, -1, 1), np.float32)
            frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = kind.rate_hz, at, Fraction(1, kind.rate_hz)
            at += len(block)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def is_whole(path: Path, frames: int) -> bool:
    """Does a file hold so many frames of sound, as `encode_aac` wrote it?"""
    try:
        return sum(_FRAME for _ in _packets(path)) >= frames
    except (av.error.FFmpegError, IndexError):
        return False


def write_m4b(path: Path, parts: Sequence[M4bChapter], tags: BookTags) -> None:
    """Put parts together as one file, whole or not at all.

    FFmpeg writes the chapters twice, as the text track that Apple's players and BookPlayer read and as
    Nero's list, which AntennaPod reads and which holds 255. The index lies in front, so that a player can
    begin before it has everything; for that FFmpeg opens the file again, so it needs a path.
    """
    with replacing_path(path) as aside:
        with (
            av.open(str(parts[0].path), options=_ALL_PACKETS) as first,
            av.open(str(aside), "w", format="ipod", options={"movflags": "+faststart"}) as container,
        ):
            sound = first.streams.audio[0]
            stream = container.add_stream_from_template(sound)
            stream.metadata["language"] = iso_639_2(tags.language).lower()
            clock = Fraction(1, sound.rate)
            counts = [sum(1 for _ in _packets(part.path)) for part in parts]
            container.set_chapters(list(_chapters(parts, counts, clock)))
            for number, packet in enumerate(packet for part in parts for packet in _packets(part.path)):
                packet.stream = stream
                packet.pts = packet.dts = number * _FRAME
                packet.duration = _FRAME
                packet.time_base = clock
                container.mux_one(packet)
        _tag(aside, tags)


def _packets(path: Path) -> Iterator[AudioPacket]:
    with av.open(str(path), options=_ALL_PACKETS) as container:
        yield from (packet for packet in container.demux(audio=0) if packet.size)


def _chapters(parts: Sequence[M4bChapter], counts: Sequence[int], clock: Fraction) -> Iterator["Chapter"]:
    """The chapters' places; a book of a single one is divided by its scenes."""
    ends = [count * _FRAME for count in accumulate(counts)]
    titles = [part.title for part in parts]
    if len(parts) == 1 and parts[0].scenes:
        titles = [scene.title for scene in parts[0].scenes]
        ends = [*(round(scene.end_ms / 1000 / clock) for scene in parts[0].scenes[:-1]), *ends]
    for number, (title, start, end) in enumerate(zip(titles, [0, *ends], ends, strict=False)):
        yield {
            "id": number,
            "start": start,
            "end": end,
            "time_base": clock,
            "metadata": {"title": short(one_line(title), _LONGEST_TITLE)},
        }


def _tag(path: Path, tags: BookTags) -> None:
    """Write what players and audiobookshelf look for, and the cover."""
    file = MP4(path)
    for names, text in (
        (("\xa9nam", "\xa9alb"), tags.title),
        (("\xa9ART", "aART"), tags.author),
        (("\xa9wrt",), tags.narrator),
        (("\xa9day",), str(tags.year)),
        (("\xa9gen",), "Audiobook"),
        (("\xa9too",), "narrate"),
        (("desc",), short(one_line(tags.description), 255)),
        (("\xa9cmt",), tags.description),
    ):
        for name in names:
            file.tags[name] = [one_line(text)]
    file.tags["ldes"] = [plain(tags.description)]
    for name, text in (("NARRATOR", tags.narrator), *tags.extra):
        file.tags[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(one_line(text).encode())]
    file.tags["stik"] = [_AUDIOBOOK]
    file.tags["covr"] = [MP4Cover(tags.cover, MP4Cover.FORMAT_JPEG)]
    file.save()
