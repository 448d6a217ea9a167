"""Manuscript formats, one a file: each turns a source into its text and the blocks that tile it."""

import re
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from narrate.book import Manuscript
from narrate.directions import take_out
from narrate.errors import NarrateError, Place
from narrate.manuscripts import text
from narrate.manuscripts.decoding import decode

SCRIPT_SUFFIX = ".script"
SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".epub", ".docx", SCRIPT_SUFFIX,
)  # fmt: skip
STANDARD_INPUT = Path("-")

_LARGEST_BYTES = 200_000_000
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FOREIGN = (  # how files begin that people take for manuscripts, and what to do with them
    (
        b"%PDF",
        "a PDF, whose lines know nothing of paragraphs",
        "Export it as text, DOCX or EPUB and read that.",
    ),
    (b"{\\rtf", "a rich-text file (RTF)", "Save it as DOCX or plain text."),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "Save it as DOCX."),
    (b"\x1f\x8b", "compressed with gzip", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
)
_KINDLE = (b"BOOKMOBI", b"TEXtREAd")


def read_manuscript(path: Path, encoding: str | None = None) -> Manuscript:
    """Read one source file, `-` for standard input; a `.script`'s stage directions are kept beside the text.

    The format is recognised by what the file holds. Raises NarrateError where it cannot be read as a story.
    """
    raw = _bytes_of(path)
    if path.suffix.lower() == SCRIPT_SUFFIX:
        story, removed = take_out(decode(raw, path, encoding), path)
        return replace(text.read(story, path), removed=removed)
    reader = _reader(raw, path)
    # lxml and python-docx take a while to import: only where such a file is read.
    return (
        import_module(f"{__name__}.{reader}").read(raw, path, encoding)
        if reader
        else _text(raw, path, encoding)
    )


def _text(raw: bytes, path: Path, encoding: str | None) -> Manuscript:
    return text.read(decode(raw, path, encoding), path)


def _bytes_of(path: Path) -> bytes:
    try:
        if path == STANDARD_INPUT:
            raw = sys.stdin.buffer.read(_LARGEST_BYTES + 1)
        else:
            with path.open("rb") as file:
                raw = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise NarrateError(f"cannot be read: {error.strerror}", place=Place(path)) from None
    if len(raw) > _LARGEST_BYTES:
        raise NarrateError(
            f"more than {_LARGEST_BYTES // 1_000_000} MB are no story",
            place=Place(path),
            hint="Split it into chapters, or leave its pictures out.",
        )
    return raw


def _reader(raw: bytes, path: Path) -> str | None:
    """The module that reads such a file; None for plain text. Raises NarrateError for foreign formats."""
    for beginning, what, hint in _FOREIGN:
        if raw.startswith(beginning):
            raise NarrateError(f"this is {what}", place=Place(path), hint=hint)
    if raw[60:68] in _KINDLE:
        raise NarrateError(
            "this is a Kindle book", place=Place(path), hint="Convert it to EPUB with calibre."
        )
    if raw.startswith(b"PK"):
        return "zipped"
    if path.suffix.lower() in (".epub", ".docx"):
        raise NarrateError(
            f"this is no {path.suffix[1:].upper()} file: it is damaged, or has the wrong name",
            place=Place(path),
            hint="Download or save it again.",
        )
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or _HTML.match(
        raw.removeprefix(b"\xef\xbb\xbf")[:4000]
    ):
        return "html"
    return None
