"""What an MP3 says of itself: an ID3v2.3 tag with cover, lyrics, and the scenes as chapter marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from mutagen import id3
from mutagen.id3 import CTOCFlags, Encoding, PictureType

from narrate.files.text import one_line, plain
from narrate.languages import primary
from narrate.sound.timeline import Mark

UNKNOWN_AUTHOR = "Unknown author"  # players file what has no artist under an empty name

_NO_LANGUAGE = "XXX"
_MOST_CONTENTS = 255  # entries that a CTOC frame can count
_UNKNOWN_OFFSET = 0xFFFFFFFF  # chapters are found by time, not by byte


@dataclass(frozen=True, slots=True)
class Tags:
    """A chapter's tags. `language` is a BCP 47 tag, `cover` a JPEG, `lyrics` the chapter's text.

    `marks` are the scenes in time order. `extra` are further names and values for players that look for
    their own (TXXX), as `("SERIES", "The Keepers")` for audiobookshelf.
    """

    title: str
    album: str
    author: str
    narrator: str
    track: int
    year: int
    language: str
    cover: bytes = b""
    lyrics: str = ""
    marks: Sequence[Mark] = ()
    extra: Sequence[tuple[str, str]] = ()


def id3_tag(tags: Tags) -> bytes:
    """The tag as the bytes that an MP3 begins with.

    ID3v2.3 in UTF-16 is what most players read; unsynchronisation is not used, AntennaPod does not undo it.
    The chapter frames follow the others in time order: mutagen would sort them by their size (its issue
    506), and ffmpeg and players that build on it show them in the order of the file.
    """
    frames = [_frames([frame]) for frame in _chapter_frames(tags.marks)]
    body = b"".join([_frames(_text_frames(tags)), *frames, _frames(_cover_frames(tags.cover))])
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _frames(frames: Iterable[id3.Frame]) -> bytes:
    """The frames as mutagen writes them, without the header of the tag."""
    tag = id3.ID3()
    for frame in frames:
        tag.add(frame)
    if not tag:
        return b""
    file = BytesIO()
    tag.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return file.getvalue()[10:]


def _text_frames(tags: Tags) -> list[id3.Frame]:
    """Everything that is text."""
    language = iso_639_2(tags.language)
    named = {
        id3.TIT2: tags.title,
        id3.TALB: tags.album,
        id3.TPE1: tags.author,
        id3.TPE2: tags.author,
        id3.TCOM: tags.narrator,
        id3.TRCK: str(tags.track),  # not of how many: a new chapter would change every file
        id3.TYER: tags.year and f"{tags.year:04}",
        id3.TCON: "Audiobook",
        id3.TLAN: language if language != _NO_LANGUAGE else None,
        id3.TSSE: "narrate",
    }
    frames = [frame(encoding=Encoding.UTF16, text=one_line(text)) for frame, text in named.items() if text]
    fields = [("NARRATOR", tags.narrator), *tags.extra]  # outside the standard, for those that look
    frames += [
        id3.TXXX(encoding=Encoding.UTF16, desc=name, text=one_line(text)) for name, text in fields if text
    ]
    if tags.lyrics:
        frames.append(id3.USLT(encoding=Encoding.UTF16, lang=language, desc="", text=plain(tags.lyrics)))
    return frames


def _chapter_frames(marks: Sequence[Mark]) -> list[id3.Frame]:
    """A table of contents and the scenes it lists (ID3v2 Chapter Frame Addendum 1.0)."""
    if not marks:
        return []
    chapters = [
        id3.CHAP(
            element_id=f"scene{number}",
            start_time=mark.start_ms,
            end_time=mark.end_ms,
            start_offset=_UNKNOWN_OFFSET,
            end_offset=_UNKNOWN_OFFSET,
            sub_frames=[id3.TIT2(encoding=Encoding.UTF16, text=one_line(mark.title))],
        )
        for number, mark in enumerate(marks, 1)
    ]
    contents = id3.CTOC(
        element_id="toc",
        flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
        child_element_ids=[chapter.element_id for chapter in chapters[:_MOST_CONTENTS]],
        sub_frames=[],
    )
    return [contents, *chapters]


def _cover_frames(cover: bytes) -> list[id3.Frame]:
    """The front cover, last: players that stop at a large frame have read all the rest."""
    if not cover:
        return []
    return [
        id3.APIC(
            encoding=Encoding.LATIN1, mime="image/jpeg", type=PictureType.COVER_FRONT, desc="", data=cover
        )
    ]


def _syncsafe(size: int) -> bytes:
    """A size in four times seven bits (ID3v2.3, section 3.1)."""
    if size >= 1 << 28:
        raise ValueError("an ID3 tag holds 256 MB at most")
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def iso_639_2(language: str) -> str:
    """The three letters that ID3 wants for a BCP 47 tag; XXX, which stands for none, if it is not listed."""
    code = primary(language)
    return code if len(code) == 3 else _ISO_639_2.get(code, _NO_LANGUAGE)


_ISO_639_2 = {
    "af": "afr", "ar": "ara", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan",
    "de": "deu", "el": "ell", "en": "eng", "eo": "epo", "es": "spa", "et": "est", "eu": "eus", "fa": "fas",
    "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun",
    "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "ko": "kor", "la": "lat",
    "lt": "lit", "lv": "lav", "mk": "mkd", "ms": "msa", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor",
    "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp",
    "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd",
    "vi": "vie", "zh": "zho",
}  # fmt: skip
