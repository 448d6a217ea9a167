"""Word files (DOCX): paragraphs by their styles, with what a reader of the page sees and nothing else.

Macros are never run and links never followed: only the text of the document's body is looked at.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError as _XMLError

from narrate.book import BlockKind, Manuscript
from narrate.errors import NarrateError, Place
from narrate.manuscripts.importing import About, manuscript_of
from narrate.manuscripts.opening.archive import Archive
from narrate.manuscripts.opening.xmlparts import parse_xml
from narrate.manuscripts.pieces.piece import Piece
from narrate.manuscripts.pieces.telling import Role, Telling, gapless

Element = Any  # python-docx's elements are lxml's, without types

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset(
    (f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText", f"{_W}delText", f"{_W}rPrChange")
)
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_FOOTNOTES = {"word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes"}
_PROGRAMS = ("python-docx", "user", "author", "microsoft office user", "unknown", "admin")


@dataclass(frozen=True, slots=True)
class _Word:
    """The parts of a Word file that are looked at, and what its properties say."""

    body: Element
    styles: Element
    about: About


def read(raw: bytes, path: Path, _encoding: str | None = None) -> Manuscript:
    """Read a DOCX file as a story. Raises NarrateError where it is damaged, has macros or holds none."""
    archive = Archive(raw, path)
    archive.check()
    word = _open(archive, path)
    return manuscript_of([*gapless(_Walk(word).pieces()), *_footnotes(archive)], path, "docx", word.about)


def _open(archive: Archive, path: Path) -> _Word:
    try:
        document = docx.Document(io.BytesIO(archive.raw))
        styles, properties = document.styles.element, document.core_properties
        language = next((found.get(f"{_W}val") for found in styles.iter(f"{_W}lang")), None)
        signed = properties.author if properties.author.lower() not in _PROGRAMS else None
        return _Word(
            body=next(document.element.iter(f"{_W}body")),
            styles=styles,
            about=About(properties.title or None, signed or None, properties.language or language),
        )
    except ValueError:
        hint = "Save it as a Word document (.docx), without macros and not as a template."
        raise NarrateError("this Word file has macros, or is none", place=Place(path), hint=hint) from None
    except (OpcError, LookupError, AttributeError, TypeError, StopIteration, _XMLError, BadZipFile) as error:
        what = f"the Word file is damaged ({type(error).__name__}: {error})"
        raise NarrateError(what, place=Place(path), hint="Open it in Word and save it.") from None


class _Styles:
    """What paragraph and character styles say, looked up once each."""

    def __init__(self, styles: Element) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        self._names: dict[str | None, tuple[str, ...]] = {}

    def names(self, key: str | None) -> tuple[str, ...]:
        """The style's name and those of the ones that it is based on."""
        if key not in self._names:
            names: list[str] = []
            seen: set[str | None] = set()
            current = key
            while current in self._styles and current not in seen:
                seen.add(current)
                name = self._styles[current].find(f"{_W}name")
                names.append((name.get(f"{_W}val") or "").lower() if name is not None else "")
                based = self._styles[current].find(f"{_W}basedOn")
                current = based.get(f"{_W}val") if based is not None else None
            self._names[key] = tuple(names)
        return self._names[key]

    def is_italic(self, key: str | None) -> bool:
        """Does the style itself set its text in italics?"""
        style = self._styles.get(key)
        italic = style.find(f"{_W}rPr/{_W}i") if style is not None else None
        return italic is not None and italic.get(f"{_W}val", "1") not in _OFF


class _Walk:
    """One pass over a document's body, tables and text boxes included."""

    def __init__(self, word: _Word) -> None:
        self._body, self._styles = word.body, _Styles(word.styles)
        self._telling = Telling()

    def pieces(self) -> list[Piece]:
        """Walk, and hand out what was found."""
        for paragraph in _seen(self._body, f"{_W}p"):
            self._paragraph(paragraph)
        return self._telling.finish()

    def _paragraph(self, paragraph: Element) -> None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = style.get(f"{_W}val") if style is not None else None
        self._telling.role = self._role(self._styles.names(key), paragraph)
        italic = self._styles.is_italic(key)
        for run in _runs(paragraph):
            self._run(run, italic=italic)
        told = len(self._telling.pieces)
        self._telling.end_paragraph()
        if paragraph.find(f"{_W}pPr/{_W}pBdr/{_W}bottom") is not None and len(self._telling.pieces) == told:
            self._telling.scene_break()
        elif len(self._telling.pieces) == told:
            self._telling.empty_paragraph()

    def _role(self, names: tuple[str, ...], paragraph: Element) -> Role:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9") in "012345":
            return Role(level=int(outline.get(f"{_W}val")) + 1)
        for name in names:
            found = _HEADING.fullmatch(name)
            if found:
                return Role(level=int(found[1]))
            if name in ("title", "subtitle"):
                return Role(BlockKind.TITLE, name)
            if re.match(r"toc\b|toc heading|table of (?:contents|figures)|index \d", name):
                return Role(BlockKind.SKIPPED, "contents")
            if name in ("footnote text", "endnote text", "header", "footer"):
                return Role(BlockKind.SKIPPED, name)
        return Role()

    def _run(self, run: Element, *, italic: bool) -> None:
        properties = run.find(f"{_W}rPr")
        hidden = _is_on(properties, "vanish", default=False)
        style = properties.find(f"{_W}rStyle") if properties is not None else None
        key = style.get(f"{_W}val") if style is not None else None
        emphatic = any(
            name in ("emphasis", "intense emphasis", "subtle emphasis") for name in self._styles.names(key)
        )
        stressed = _is_on(properties, "i", default=italic or emphatic or self._styles.is_italic(key))
        for part in run:
            words = _words(part)
            if hidden:
                self._telling.drop(words, "hidden text")
            elif part.tag in (f"{_W}br", f"{_W}cr"):
                self._telling.line_break()
            else:
                self._telling.say(words, stressed=stressed)


def _seen(top: Element, tag: str) -> Iterator[Element]:
    """The elements with a tag, in order, without what is deleted or told a second time for old programs."""
    waiting = list(reversed(top))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        if element.tag not in _GONE:
            waiting += reversed(element)


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph itself: those of a text box in it belong to the box's own paragraphs."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}r":
            yield element
        elif element.tag not in _GONE and element.tag != f"{_W}p":
            waiting += reversed(element)


def _words(part: Element) -> str:
    if part.tag == f"{_W}t":
        return part.text or ""
    return {f"{_W}tab": " ", f"{_W}noBreakHyphen": "-", f"{_W}sym": ""}.get(part.tag, "")


def _is_on(properties: Element | None, name: str, *, default: bool) -> bool:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return default if found is None else found.get(f"{_W}val", "1") not in _OFF


def _footnotes(archive: Archive) -> Iterator[Piece]:
    for name, why in _FOOTNOTES.items():
        tree = parse_xml(archive.read(name)) if name in archive else None
        for note in tree if tree is not None else ():
            words = " ".join("".join(part.text or "" for part in note.iter(f"{_W}t")).split())
            if words:
                yield Piece(0, 0, words, 0, BlockKind.SKIPPED, why)
