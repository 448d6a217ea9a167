"""What a file is, seen from its bytes; its name decides only where these leave it open."""

import logging
import re
import shlex
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.manuscripts.opening.archive import Archive

log = logging.getLogger(__name__)

FORMATS = {  # the module that reads a format, and how its files are called
    "text": (".txt", ".text", ".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "epub": (".epub",),
    "docx": (".docx",),
}

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FOREIGN = (  # how files begin that people take for manuscripts, and what to do with them
    (
        rb"%PDF",
        "a PDF, whose lines know nothing of paragraphs",
        "Export it as text, DOCX or EPUB and read that.",
    ),
    (rb"{\\rtf", "a rich-text file (RTF)", "Save it as DOCX or plain text."),
    (
        rb"\xd0\xcf\x11\xe0.*E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
        "a Word file that is locked with a password",
        "Open it in Word, take the password away (File, Info, Protect Document) and save it.",
    ),
    (rb"\xd0\xcf\x11\xe0", "an old Word file", "Save it as DOCX."),
    (rb"\x1f\x8b", "compressed with gzip", "Unpack it first."),
    (rb"7z\xbc\xaf", "a 7z archive", "Unpack it first."),
    (rb"Rar!", "a RAR archive", "Unpack it first."),
    (rb"<\?xml[^>]*>.{0,500}?<FictionBook\b", "a FictionBook (FB2)", "Convert it to EPUB with calibre."),
    (
        rb"<\?xml\b",
        "XML that is no web page",
        "Open it in the program that wrote it, and save it as DOCX, HTML or EPUB.",
    ),
    (
        rb"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,20}Content-Type: multipart/related",
        "a web archive (MHTML)",
        "Save the page anew, as HTML only.",
    ),
    (
        rb"(?:%[^\n]*\s+)*\\(?:documentclass|PassOptionsToPackage|RequirePackage)\b",
        "a LaTeX file",
        "Convert it: pandoc story.tex -o story.epub. Or save what is told in it as plain text.",
    ),
)
_TEXTS_OF_CALIBRE = ("index.html", "index.txt")  # in its HTMLZ and TXTZ
_MARKED_UP = {  # text whose marks nothing here knows, by its name, and what makes a manuscript of it
    **dict.fromkeys((".adoc", ".asciidoc"), "asciidoctor {file}"),
    **dict.fromkeys((".org", ".rst", ".tex", ".textile"), "pandoc {file} -o {stem}.epub"),
}
_KINDLE = (b"BOOKMOBI", b"TEXtREAd")


def format_of(raw: bytes, path: Path) -> str:
    """The name of the format that a file is in. Raises NarrateError for formats that are not read."""
    text = raw.removeprefix(b"\xef\xbb\xbf")
    is_page = _HTML.match(text[:4000]) is not None
    for beginning, what, hint in () if is_page else _FOREIGN:
        if re.match(beginning, text.lstrip(b"\r\n"), re.DOTALL):
            raise NarrateError(f"this is {what}", place=Place(path), hint=hint)
    if raw[60:68] in _KINDLE:
        raise NarrateError(
            "this is a Kindle book", place=Place(path), hint="Convert it to EPUB with calibre."
        )
    if raw.startswith(b"PK"):
        return _format_inside(Archive(raw, path))
    if path.suffix.lower() in (".epub", ".docx"):
        raise NarrateError(
            f"this is no {path.suffix[1:].upper()} file: it is damaged, or has the wrong name",
            place=Place(path),
            hint="Download or save it again.",
        )
    if is_page or path.suffix.lower() in FORMATS["html"] or _is_fragment(text):
        return "html"
    if command := _MARKED_UP.get(path.suffix.lower()):
        log.warning(
            "%s: this is read as plain text, and its marks aloud; convert it first: %s",
            path,
            command.format(file=shlex.quote(str(path)), stem=shlex.quote(str(path.with_suffix("")))),
        )
    return "text"


def _is_fragment(text: bytes) -> bool:
    """Are these the paragraphs of a page, without its head?"""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    return b"</p>" in text and sum(line.lstrip().startswith(b"<") for line in lines) > len(lines) / 2


def _format_inside(archive: Archive) -> str:
    """What a zip file is, by what lies in it."""
    story = next((name for name in _TEXTS_OF_CALIBRE if name in archive), None)
    packed = story is None and any(name.endswith(".opf") for name in archive.names)
    if packed or "META-INF/container.xml" in archive:
        return "epub"
    if any(name.startswith("word/") for name in archive.names):
        return "docx"
    if "content.xml" in archive:
        raise NarrateError(
            "this is an OpenDocument file", place=Place(archive.path), hint="Save it as DOCX or EPUB."
        )
    raise NarrateError(
        "this archive holds neither an EPUB nor a DOCX",
        place=Place(archive.path),
        hint=f"Unpack it and name {story or 'the file of the story'}.",
    )
