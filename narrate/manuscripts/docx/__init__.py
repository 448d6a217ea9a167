"""Word files (DOCX): paragraphs by their styles, with what a reader of the page sees and nothing else.

Macros are never run and links never followed: only the text of the document's body is looked at.
"""

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.package import Package
from lxml.etree import XMLSyntaxError as _XMLError

from narrate.errors import NarrateError, Place
from narrate.manuscripts.docx.styles import OUTLINED, Styles, W, is_on, role_of_style, said
from narrate.manuscripts.importing import About, manuscript_of
from narrate.manuscripts.markup.footnotes import looks_like_mark
from narrate.manuscripts.opening.archive import DAMAGE, Archive
from narrate.manuscripts.opening.xmlparts import Element, parse_xml
from narrate.manuscripts.pieces.builder import PieceBuilder, Role
from narrate.manuscripts.pieces.ornaments import PICTURED
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import BlockKind, Manuscript

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset((f"{W}del", f"{W}moveFrom", _FALLBACK, f"{W}rt"))  # rt: readings beside characters (ruby)
_BESIDE = re.compile(r"word/(header|footer|comments|footnotes|endnotes)\d*\.xml")
_WHY = {"header": "running head", "footer": "running foot"}
_MOST_PARAGRAPHS = 200_000  # a story of a million words has a tenth of that
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
_PICTURES = (  # as Word has written them since 2007, and before; with where each file of one is named
    ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", f"{_R}embed"),
    ("{urn:schemas-microsoft-com:vml}imagedata", f"{_R}id"),
)
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PROGRAMS = ("python-docx", "user", "author", "microsoft office user", "admin")
_DAMAGE = (OpcError, LookupError, AttributeError, TypeError, ValueError, StopIteration, _XMLError, *DAMAGE)


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
    if sum(1 for _ in itertools.islice(word.body.iter(f"{W}p"), _MOST_PARAGRAPHS + 1)) > _MOST_PARAGRAPHS:
        what = f"more than {_MOST_PARAGRAPHS:,} paragraphs are no story"
        raise NarrateError(what, place=Place(path), hint="Split the file into chapters.")
    return manuscript_of([*_Walk(word).pieces(), *_beside(archive)], path, "docx", word.about)


def _open(archive: Archive, path: Path) -> _Word:
    try:
        main = Package.open(io.BytesIO(archive.raw)).main_document_part
        if main.content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
            hint = "Save it as a Word document (.docx), without macros and not as a template."
            raise NarrateError("this Word file has macros, or is none", place=Place(path), hint=hint)
        document = main.document
        styles, properties = document.styles.element, document.core_properties
        language = next((found.get(f"{W}val") for found in styles.iter(f"{W}lang")), None)
        signed = properties.author if properties.author.lower() not in _PROGRAMS else None
        return _Word(
            body=next(document.element.iter(f"{W}body")),
            styles=styles,
            about=About(properties.title or None, signed or None, properties.language or language),
        )
    except _DAMAGE as error:
        what = f"the Word file is damaged ({type(error).__name__}: {error})"
        raise NarrateError(what, place=Place(path), hint="Open it in Word and save it.") from None


class _Walk:
    """One pass over a document's body, tables and text boxes included."""

    def __init__(self, word: _Word) -> None:
        self._body, self._styles = word.body, Styles(word.styles)
        self._builder = PieceBuilder()
        self._pictures = Counter(_pictures(word.body))

    def pieces(self) -> list[Piece]:
        """Walk, and hand out what was found."""
        for paragraph in _seen(self._body, f"{W}p"):
            self._paragraph(paragraph)
        return self._builder.finish()

    def _paragraph(self, paragraph: Element) -> None:
        key = said(paragraph, "pPr", "pStyle")
        self._builder.role = self._role(key, paragraph)
        for run in _seen(paragraph, f"{W}r", beside=f"{W}p"):
            self._run(run, key)
        told = len(self._builder.pieces)
        self._builder.end_paragraph()
        if len(self._builder.pieces) == told and next(paragraph.iterancestors(f"{W}tc"), None) is None:
            self._without_words(paragraph)

    def _without_words(self, paragraph: Element) -> None:
        """A rule or an ornament, which is a picture that comes again; another picture; or a gap."""
        pictures = list(_pictures(paragraph))
        told_of = " ".join(found.get("descr") or "" for found in paragraph.iter(_DESCRIBED)).strip()
        ruled = paragraph.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None or any(
            element.get(_RULE) for element in paragraph.iter()
        )
        if ruled or PICTURED.search(told_of) or any(self._pictures[name] > 1 for name in pictures):
            self._builder.scene_break()
        elif told_of:
            self._builder.add(" ".join(told_of.split()), BlockKind.SKIPPED, "picture")
        elif not pictures and next(paragraph.iter(f"{W}txbxContent"), None) is None:
            self._builder.empty_paragraph()

    def _role(self, key: str | None, paragraph: Element) -> Role:
        outline = said(paragraph, "pPr", "outlineLvl")
        if outline in OUTLINED:
            return Role(level=int(outline) + 1)
        roles = filter(None, map(role_of_style, self._styles.names(key)))
        return next(
            roles, Role(level=self._styles.level(key), centred=said(paragraph, "pPr", "jc") == "center")
        )

    def _run(self, run: Element, of_paragraph: str | None) -> None:
        properties, own = run.find(f"{W}rPr"), said(run, "rPr", "rStyle")

        def has(name: str) -> bool:
            on = is_on(properties, name)
            return any(self._styles.sets(key, name) for key in (own, of_paragraph)) if on is None else on

        stressed, hidden, bold = has("i"), has("vanish"), has("b")
        for part in run:
            words = _words(part)
            if hidden:
                self._builder.drop(words, "hidden text")
            elif self._builder.is_begun and _is_mark(run.getparent()):
                self._builder.drop(words, "footnote marks")
            elif part.tag in (f"{W}br", f"{W}cr"):
                self._builder.line_break()
            else:
                self._builder.say(words, stressed=stressed, bold=bold)


def _seen(top: Element, tag: str, *, beside: str = "") -> Iterator[Element]:
    """The elements with a tag, in order, without what is deleted or told a second time for old programs.

    What stands in an element `beside` is not looked at: a text box in a paragraph has paragraphs of its own.
    """
    waiting = list(reversed(top))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        if element.tag not in _GONE and element.tag != beside:
            waiting += reversed(element)


def _pictures(top: Element) -> Iterator[str]:
    """The names of the files of the pictures inside, as the document knows them."""
    return (element.get(at) or "" for tag, at in _PICTURES for element in _seen(top, tag))


def _is_mark(link: Element) -> bool:
    """Is it a footnote's mark that a program has made a link to another place of the document?"""
    return link.tag == f"{W}hyperlink" and bool(link.get(f"{W}anchor")) and looks_like_mark(link)


def _words(part: Element) -> str:
    if part.tag == f"{W}t":
        return part.text or ""
    return {f"{W}tab": " ", f"{W}noBreakHyphen": "-"}.get(part.tag, "")


def _beside(archive: Archive) -> Iterator[Piece]:
    """What stands beside the text: notes, comments, running heads."""
    for part in filter(None, map(_BESIDE.fullmatch, archive.names)):
        tree = parse_xml(archive.read(part[0]))
        for note in tree if tree is not None else ():
            words = " ".join("".join(found.text or "" for found in note.iter(f"{W}t")).split())
            if words:
                yield Piece(0, 0, words, 0, BlockKind.SKIPPED, _WHY.get(part[1], part[1]))
