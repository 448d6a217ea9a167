"""Bytes of a text file → its text, or one clear error."""

import codecs
import logging
import re
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.manuscripts.opening.mending import IN_WINDOWS, mended

log = logging.getLogger(__name__)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXTS = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))
_LARGEST_BYTES = 32_000_000  # of one text or marked-up file; the Bible has four million letters
_LINE_END = re.compile("\r{0,2}\n|[\r\v\u2028]")  # the last two are word processors' inside a paragraph
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_UNSAYABLE = (
    (_CONTROL, "a control character", "control characters"),
    (re.compile("\ufffd"), "a letter that some program has lost", "letters that some program has lost"),
)
_BINARY_SHARE = 0.02  # more control characters than this: not a text
_ASCII = bytes(range(0x80))
_ODD = bytes(range(32)).translate(None, b"\t\n\x0b\x0c\r\x1a\x1b")  # what no text is written with
_FEW = 4  # stray control characters that a text may have, however short it is
_OLD_MAC = re.compile(rb"[a-z]\xd5[a-z]|\xd2[A-Z]")  # don’t, “No: no such letters there in others
_WINDOWS = re.compile(rb"[a-z]\x92[a-z]|\x93[A-Z]")  # the same in these
_POLISH = re.compile(rb"[a-z][\xb9\xb3\xbf][a-z]")  # ą, ł and ż of cp1250: Western ¹, ³ and ¿
_WESTERN_SHARE = 0.1
_WIDE_SHARE = 0.7
_DAMAGED_SHARE = 0.01  # of the letters beyond ASCII: a text in UTF-8 that has lost no more than these
_SAMPLE_BYTES = 200_000  # enough to recognise an encoding
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def decode(raw: bytes, path: Path, encoding: str | None = None, declared: str | None = None) -> str:
    r"""The text of a file: decoded, without byte-order mark, line ends as \n.

    UTF-8 and byte-order marks are believed, then what the file itself has `declared`; anything else is
    decided by charset-normalizer. `encoding` overrules them all. A few broken bytes become U+FFFD. Raises
    NarrateError for an empty, binary, undecidable or far too large file.
    """
    if len(raw) > _LARGEST_BYTES:
        what = f"{len(raw) // 1_000_000} MB of text are no story"
        raise NarrateError(what, place=Place(path), hint="Split the file into chapters.")
    if not raw.strip():
        raise NarrateError("the file is empty", place=Place(path), hint="Is it the right file?")
    text = _decoded(raw, path, encoding, declared).translate(IN_WINDOWS)
    text = _mended(text, path).lstrip("\ufeff")
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    check_not_blank(text, path)
    _check_letters(text, path)
    return text


def _mended(text: str, path: Path) -> str:
    whole = mended(text)
    if whole != text:
        log.warning("%s: letters such as donâ€™t and cafÃ© are read as don’t and café", path)
    return whole


def check_not_blank(text: str, path: Path) -> None:
    """Raise NarrateError for a text without anything to read."""
    if not _CONTROL.sub("", text.replace("\ufeff", "")).strip():
        raise NarrateError("the file holds only white space", place=Place(path), hint="Is it the right file?")


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that the head of a marked-up file names."""
    found = _DECLARED.search(raw, 0, 4096)
    return found[1].decode("ascii", "replace") if found else None


def _decoded(raw: bytes, path: Path, encoding: str | None, declared: str | None) -> str:
    marked = next((name for bom, name in _BOMS if raw.startswith(bom)), None) or _wide(raw)
    if encoding is None and marked is None and _looks_binary(raw):
        raise NarrateError(
            "this is not a text file",
            place=Place(path),
            hint="narrate reads text, Markdown, HTML, EPUB and DOCX. Save the story as one of these.",
        )
    for name in filter(None, (encoding, marked, None if encoding else "utf-8")):
        try:
            return _read_as(name, raw)
        except LookupError:
            raise NarrateError(
                f"unknown encoding {name!r}", hint="Try --encoding utf-8, cp1252 or latin-1."
            ) from None
        except UnicodeDecodeError as error:
            if name == encoding:
                raise NarrateError(
                    f"the file is not in the encoding {name}: byte {error.start} does not fit",
                    place=Place(path, raw.count(b"\n", 0, error.start) + 1),
                    hint="Leave --encoding out to have it guessed, or name the right one.",
                ) from None
    if marked is not None and marked != "utf-8-sig":  # no other encoding has such bytes: a letter is cut
        return raw.decode(marked, "replace")
    return _as_declared(raw, path, declared) or _guessed(raw.removeprefix(codecs.BOM_UTF8), path)


def _read_as(encoding: str, raw: bytes) -> str:
    """Raises LookupError where files have no such encoding, UnicodeDecodeError where this one has another."""
    try:
        known = codecs.lookup(encoding).name
    except ValueError:  # odd letters in the name
        raise LookupError(encoding) from None
    if known in _NO_TEXTS:
        raise LookupError(encoding)
    return raw.decode(encoding)


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of a Western text is NUL."""
    sample = raw[: _SAMPLE_BYTES - _SAMPLE_BYTES % 2]
    first, second = (sample[at::2].count(0) / max(1, len(sample) // 2) for at in (0, 1))
    if max(first, second) < _WIDE_SHARE or min(first, second) > _BINARY_SHARE or len(raw) % 2:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _as_declared(raw: bytes, path: Path, declared: str | None) -> str | None:
    try:
        return _read_as(declared, raw) if declared else None
    except (LookupError, UnicodeDecodeError):
        log.warning("%s: the file says that it is in %s, and it is not", path, declared)
        return None


def _guessed(raw: bytes, path: Path) -> str:
    encoding = _western(raw)
    if encoding is None and (damaged := _damaged(raw)):
        return damaged
    encoding = encoding or _recognised(raw)
    try:
        text = raw.decode(encoding or "ascii")
    except UnicodeDecodeError:
        raise NarrateError(
            "the encoding of the file cannot be decided",
            place=Place(path),
            hint="Name it: --encoding cp1252 (Windows), --encoding shift_jis … or save the file as UTF-8.",
        ) from None
    log.warning("%s: read as %s, since it is not UTF-8. Wrong letters? Use --encoding.", path, encoding)
    return text


def _western(raw: bytes) -> str | None:
    """Windows' own encoding, or an old Mac's, for a text in English or its neighbours: nearly all is ASCII.

    Such a text has too few other bytes for a statistical guess: charset-normalizer takes it for cp1250.
    """
    sample = raw[:_SAMPLE_BYTES]
    if len(sample.translate(None, _ASCII)) >= _WESTERN_SHARE * len(sample) or _POLISH.search(sample):
        return None
    return "mac_roman" if _OLD_MAC.search(sample) and not _WINDOWS.search(sample) else "cp1252"


def _damaged(raw: bytes) -> str | None:
    """A text in UTF-8 of which a few bytes are lost; None where it is in another encoding."""
    text = raw.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= _DAMAGED_SHARE * beyond else None


def _recognised(raw: bytes) -> str | None:
    """The encoding in which the text reads like some language; None where it reads like none."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - UTF-8, which most texts are in, does without

    found = from_bytes(raw[:_SAMPLE_BYTES])
    best = found.best()
    western = next((each for each in found if each.encoding == "cp1252"), None)
    if best and western and western.percent_coherence > best.percent_coherence:
        best = western  # a text of a few lines, in which rarer encodings look tidier
    return best.encoding if best is not None and best.percent_coherence > 0 else None


def _looks_binary(raw: bytes) -> bool:
    """Is this a picture, an archive, a program? A stray NUL in a story does not make it one."""
    sample = raw[:_SAMPLE_BYTES]
    odd = len(sample) - len(sample.translate(None, _ODD))
    return odd > max(_FEW, _BINARY_SHARE * len(sample))


def _check_letters(text: str, path: Path) -> None:
    """Warn of what is in a text that nobody can say."""
    for pattern, one, several in _UNSAYABLE:
        if found := pattern.search(text):
            count = len(pattern.findall(text))
            log.warning(
                "%s: %s (U+%04X) in the text: %s not spoken",
                Place(path, text.count("\n", 0, found.start()) + 1),
                one if count == 1 else f"{count} {several}",
                ord(found.group()),
                "it is" if count == 1 else "they are",
            )
