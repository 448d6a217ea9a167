"""The book as EPUB 3 with media overlays: readers light each sentence while it is heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from lxml.builder import ElementMaker

from narrate.atomic import replacing
from narrate.settings import Series
from narrate.shelf import slug
from narrate.transcripts import Sentence, Telling, paragraphs
from narrate.xmltext import legal

_OPF, _OPS = "http://www.idpf.org/2007/opf", "http://www.idpf.org/2007/ops"
_DC, _XHTML = "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1999/xhtml"
_SMIL, _OCF = "http://www.w3.org/ns/SMIL", "urn:oasis:names:tc:opendocument:xmlns:container"
_LIT = "-epub-media-overlay-active"
_TYPE = f"{{{_OPS}}}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_opf = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
_dc = ElementMaker(namespace=_DC, nsmap={None: _OPF, "dc": _DC})
_html = ElementMaker(namespace=_XHTML, nsmap={None: _XHTML, "epub": _OPS})
_smil = ElementMaker(namespace=_SMIL, nsmap={None: _SMIL, "epub": _OPS})
_ocf = ElementMaker(namespace=_OCF, nsmap={None: _OCF})

_STYLE = f"""body {{ line-height: 1.5; }}
h1 {{ font-size: 1.4em; line-height: 1.25; text-align: start; }}
p {{ margin: 0 0 0.8em; }}
hr {{ border: 0; margin: 2em auto; }}
hr::before {{ content: "\\2042"; display: block; text-align: center; }}
.{_LIT} {{ background-color: #ffe9a8; color: #000; }}
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter to read along: what is told, and the MP3 that tells it; `duration_ms` is the MP3's."""

    telling: Telling
    audio: Path
    duration_ms: int

    @property
    def name(self) -> str:
        """The stem of the chapter's files in the EPUB."""
        return f"chapter{self.telling.number:04}"

    def clips(self) -> Iterator[tuple[str, Sentence, int, int]]:
        """Every sentence with its id and its stretch of the MP3; the stretches tile it.

        Readers play only what belongs to a text: a gap would be a pause cut out.
        """
        held = list(self.telling.held())
        for number, (sentence, start_ms, end_ms) in enumerate(held, 1):
            begin_ms = 0 if number == 1 else start_ms
            yield f"s{number}", sentence, begin_ms, self.duration_ms if number == len(held) else end_ms


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """A book to read along; `identifier` is a UUID, `cover` a JPEG, `modified_s` counts from 1970."""

    identifier: str
    title: str
    author: str
    narrator: str
    language: str
    description: str
    series: Series | None
    modified_s: int
    cover: bytes
    chapters: tuple[Chapter, ...]


def write_epub(path: Path, book: ReadAlong) -> None:
    """Write the EPUB, whole or not at all; the same book gives the same bytes."""
    with replacing(path) as file, ZipFile(file, "w") as archive:
        _store(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
        _store(archive, "META-INF/container.xml", _xml(_container()))
        _store(archive, "EPUB/package.opf", _xml(_package(book)))
        _store(archive, "EPUB/nav.xhtml", _xml(_contents(book), doctype="<!DOCTYPE html>"))
        _store(archive, "EPUB/style.css", (_STYLE + _colours(book)).encode())
        _store(archive, "EPUB/cover.jpg", book.cover, ZIP_STORED)
        for chapter in book.chapters:
            _store(
                archive, f"EPUB/{chapter.name}.xhtml", _xml(_page(book, chapter), doctype="<!DOCTYPE html>")
            )
            _store(archive, f"EPUB/{chapter.name}.smil", _xml(_overlay(chapter)))
            with (
                chapter.audio.open("rb") as audio,
                archive.open(_entry(f"EPUB/{chapter.name}.mp3"), "w") as copy,
            ):
                while data := audio.read(1 << 20):
                    copy.write(data)


def _store(archive: ZipFile, name: str, data: bytes, how: int = ZIP_DEFLATED) -> None:
    archive.writestr(_entry(name, how), data)


def _entry(name: str, how: int = ZIP_STORED) -> ZipInfo:
    entry = ZipInfo(name)  # dated 1980: the same book gives the same bytes
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    return entry


def _xml(root: etree._Element, doctype: str | None = None) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype)
    return data


def _container() -> etree._Element:
    root = _ocf.rootfile({"full-path": "EPUB/package.opf", "media-type": "application/oebps-package+xml"})
    return _ocf.container(_ocf.rootfiles(root), version="1.0")


def _package(book: ReadAlong) -> etree._Element:
    attributes = {"version": "3.0", "unique-identifier": "id", _LANG: book.language}
    spine = [_opf.itemref(idref=chapter.name) for chapter in book.chapters]
    return _opf.package(
        attributes, _opf.metadata(*_metadata(book)), _opf.manifest(*_manifest(book)), _opf.spine(*spine)
    )


def _metadata(book: ReadAlong) -> Iterator[etree._Element]:
    def meta(name: str, value: str, **attributes: str) -> etree._Element:
        return _opf.meta(value, property=name, **attributes)

    yield _dc.identifier(f"urn:uuid:{book.identifier}", id="id")
    yield _dc.title(legal(book.title))
    yield _dc.language(book.language)
    yield _dc.creator(legal(book.author))
    yield _dc.description(legal(book.description))
    yield meta(
        "dcterms:modified", datetime.fromtimestamp(book.modified_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    )
    yield meta("media:duration", _seconds(sum(chapter.duration_ms for chapter in book.chapters)))
    for chapter in book.chapters:
        yield meta("media:duration", _seconds(chapter.duration_ms), refines=f"#{chapter.name}-overlay")
    if book.series:
        yield meta("belongs-to-collection", legal(book.series.name), id="series")
        yield meta("collection-type", "series", refines="#series")
        if book.series.number:
            yield meta("group-position", book.series.number, refines="#series")
    yield meta("media:narrator", legal(book.narrator))
    yield meta("media:active-class", _LIT)
    for name, value in (
        ("accessMode", "textual"),
        ("accessMode", "auditory"),
        ("accessModeSufficient", "textual"),
        ("accessModeSufficient", "auditory"),
        ("accessibilityFeature", "synchronizedAudioText"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
    ):
        yield meta(f"schema:{name}", value)


def _manifest(book: ReadAlong) -> Iterator[etree._Element]:
    def item(name: str, file: str, kind: str, **attributes: str) -> etree._Element:
        return _opf.item({"id": name, "href": file, "media-type": kind, **attributes})

    yield item("nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
    yield item("style", "style.css", "text/css")
    yield item("cover", "cover.jpg", "image/jpeg", properties="cover-image")
    for chapter in book.chapters:
        name, overlay = chapter.name, f"{chapter.name}-overlay"
        yield item(name, f"{name}.xhtml", "application/xhtml+xml", **{"media-overlay": overlay})
        yield item(overlay, f"{name}.smil", "application/smil+xml")
        yield item(f"{name}-audio", f"{name}.mp3", "audio/mpeg")


def _document(book: ReadAlong, title: str, body: etree._Element) -> etree._Element:
    head = _html.head(
        _html.title(legal(title)), _html.link(rel="stylesheet", type="text/css", href="style.css")
    )
    return _html.html({"lang": book.language, _LANG: book.language}, head, body)


def _contents(book: ReadAlong) -> etree._Element:
    links = [_html.a(legal(c.telling.title), href=f"{c.name}.xhtml") for c in book.chapters]
    listed = _html.ol(*(_html.li(link) for link in links))
    return _document(
        book, book.title, _html.body(_html.nav({_TYPE: "toc"}, _html.h1(legal(book.title)), listed))
    )


def _page(book: ReadAlong, chapter: Chapter) -> etree._Element:
    """A chapter's text, every sentence in an element of its own."""
    names = {id(sentence): name for name, sentence, _, _ in chapter.clips()}
    section = _html.section({_TYPE: "chapter"})
    scene = 1
    for paragraph in paragraphs(chapter.telling):
        first = paragraph[0][0]
        if first.scene > scene:
            section.append(_html.hr())
        scene = first.scene
        spans = [_span(sentence, names[id(sentence)]) for sentence, _, _ in paragraph]
        for span in spans[:-1]:
            span.tail = " "
        section.append((_html.h1 if first.heading else _html.p)({"dir": "auto"}, *spans))
    return _document(book, chapter.telling.title, _html.body(section))


def _span(sentence: Sentence, name: str) -> etree._Element:
    speaker = {"class": _class(sentence.speaker)} if sentence.speaker else {}
    return _html.span({"id": name, **speaker}, legal(sentence.text))


def _overlay(chapter: Chapter) -> etree._Element:
    pairs = [
        _smil.par(
            _smil.text(src=f"{chapter.name}.xhtml#{name}"),
            _smil.audio(src=f"{chapter.name}.mp3", clipBegin=_seconds(begin_ms), clipEnd=_seconds(end_ms)),
            id=f"p-{name}",
        )
        for name, _, begin_ms, end_ms in chapter.clips()
    ]
    told = _smil.seq({f"{{{_OPS}}}textref": f"{chapter.name}.xhtml", "id": "told"}, *pairs)
    return _smil.smil(_smil.body(told), version="3.0")


def _colours(book: ReadAlong) -> str:
    """A colour for everybody who speaks; neighbours in order of appearance differ most."""
    names = dict.fromkeys(name for chapter in book.chapters for name in chapter.telling.speakers())
    return "".join(
        f".{_class(name)} {{ color: hsl({round(number * 137.5 + 205) % 360}, 70%, 27%); }}\n"
        for number, name in enumerate(names)
    )


def _class(speaker: str) -> str:
    return f"by-{slug(speaker)}"


def _seconds(ms: int) -> str:
    return f"{ms // 1000}.{ms % 1000:03}s"
