"""The EPUB's files: package, pages, overlays and sound in one archive."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from lxml.builder import ElementMaker

from narrate.files.atomic import replacing
from narrate.files.text import legal
from narrate.languages import primary
from narrate.publishing.readalong import LANG, LIT, ReadAlong, contents, overlay, page, seconds, style

_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_OCF = "urn:oasis:names:tc:opendocument:xmlns:container"

_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}  # languages whose pages turn so

_opf = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
_dc = ElementMaker(namespace=_DC, nsmap={None: _OPF, "dc": _DC})
_ocf = ElementMaker(namespace=_OCF, nsmap={None: _OCF})


def write_epub(path: Path, book: ReadAlong) -> None:
    """Write the EPUB, whole or not at all; the same book gives the same bytes."""
    with replacing(path) as file, ZipFile(file, "w") as archive:
        _store(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
        _store(archive, "META-INF/container.xml", _xml(_container()))
        _store(archive, "EPUB/package.opf", _xml(_package(book)))
        _store(archive, "EPUB/nav.xhtml", _xml(contents(book), doctype="<!DOCTYPE html>"))
        _store(archive, "EPUB/style.css", style(book).encode())
        _store(archive, "EPUB/cover.jpg", book.cover, ZIP_STORED)
        for chapter in book.chapters:
            _store(
                archive, f"EPUB/{chapter.name}.xhtml", _xml(page(book, chapter), doctype="<!DOCTYPE html>")
            )
            _store(archive, f"EPUB/{chapter.name}.smil", _xml(overlay(chapter)))
            with (
                chapter.audio.open("rb") as audio,
                archive.open(_entry(f"EPUB/{chapter.name}.mp3"), "w") as copy,
            ):
                shutil.copyfileobj(audio, copy, 1 << 20)


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
    attributes = {"version": "3.0", "unique-identifier": "id", LANG: book.language}
    pages = [_opf.itemref(idref=chapter.name) for chapter in book.chapters]
    leftwards = primary(book.language) in _RIGHT_TO_LEFT
    turning = {"page-progression-direction": "rtl"} if leftwards else {}
    return _opf.package(
        attributes,
        _opf.metadata(*_metadata(book)),
        _opf.manifest(*_manifest(book)),
        _opf.spine(turning, *pages),
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
    yield meta("media:duration", seconds(sum(chapter.duration_ms for chapter in book.chapters)))
    for chapter in book.chapters:
        yield meta("media:duration", seconds(chapter.duration_ms), refines=f"#{chapter.name}-overlay")
    if book.series:
        yield meta("belongs-to-collection", legal(book.series.name), id="series")
        yield meta("collection-type", "series", refines="#series")
        if book.series.number:
            yield meta("group-position", book.series.number, refines="#series")
    yield meta("media:narrator", legal(book.narrator))
    yield meta("media:active-class", LIT)
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
        name, spoken = chapter.name, f"{chapter.name}-overlay"
        yield item(name, f"{name}.xhtml", "application/xhtml+xml", **{"media-overlay": spoken})
        yield item(spoken, f"{name}.smil", "application/smil+xml")
        yield item(f"{name}-audio", f"{name}.mp3", "audio/mpeg")
