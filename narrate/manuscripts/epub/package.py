"""An EPUB's package: what it says of the book, which files it is made of, and in which order they are read.

EPUB 3.3, https://www.w3.org/TR/epub-33/#sec-package-doc, and OPF 2.0.1.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.errors import NarrateError, Place
from narrate.manuscripts.markup.tree import words_of
from narrate.manuscripts.opening.archive import Archive
from narrate.manuscripts.opening.xmlparts import Element, named, parse_xml

log = logging.getLogger(__name__)

_FONTS = re.compile(r"\.(?:otf|ttf|woff2?)$", re.IGNORECASE)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF")
_Refined = Mapping[tuple[str | None, str | None], str | None]
_DOCUMENTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A file of the book: its name in the archive, its media type, and its properties ("nav")."""

    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Package:
    """What the package file says.

    `spine` are the files in reading order, `aside` those of them that are outside it (linear="no"),
    `guide` what kinds of pages some files are, `missing` the files that the archive does not hold,
    `unlisted` the pages that it holds and the spine does not list.
    """

    title: str | None
    author: str | None
    language: str | None
    series: str | None
    spine: tuple[ManifestItem, ...]
    aside: frozenset[str]
    guide: dict[str, str]
    nav: str | None
    ncx: str | None
    cover: bytes | None
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]


def read_package(archive: Archive) -> Package:
    """Read an EPUB's package file. Raises NarrateError where it has none, or is locked."""
    _check_unlocked(archive)
    where, tree = _package(archive)
    items, missing = _items(tree, archive, where)
    guide = _guide(tree, archive, where)
    references = [(entry.get("idref") or "", entry.get("linear") == "no") for entry in named(tree, "itemref")]
    listed = [(items[key], aside) for key, aside in references if key in items and _is_page(items[key])]
    spine = {item.name: item for item, _ in listed}  # a file listed twice is read once
    if not spine:
        spine = {item.name: item for item in items.values() if item.media_type in _DOCUMENTS}
    toc = next((element.get("toc") for element in named(tree, "spine")), None)
    ncx = items.get(toc or "") or next((i for i in items.values() if i.name.lower().endswith(".ncx")), None)
    metas = list(named(tree, "meta"))
    refined = {  # what EPUB 3 adds to an element, by its id
        ((meta.get("refines") or "").lstrip("#"), meta.get("property")): _text(meta) for meta in metas
    }
    return Package(
        title=_title(tree, refined),
        author=_author(tree, refined),
        language=_text(next(named(tree, "language"), None)),
        series=_series(metas, refined),
        spine=tuple(spine.values()),
        aside=frozenset(item.name for item, aside in listed if aside),
        guide=guide,
        nav=next((item.name for item in items.values() if "nav" in item.properties), None),
        ncx=ncx.name if ncx else None,
        cover=_cover(metas, items, guide, archive),
        missing=tuple(missing.get(key, key) for key, _ in references if key not in items),
        unlisted=tuple(
            item.name
            for item in items.values()
            if _is_page(item) and not (item.name in spine or item.name in guide or item.properties)
        ),
    )


def _is_page(item: ManifestItem) -> bool:
    return item.media_type in _DOCUMENTS or item.name.lower().endswith((".xhtml", ".html", ".htm"))


def _check_unlocked(archive: Archive) -> None:
    if "META-INF/encryption.xml" not in archive:
        return
    tree = parse_xml(archive.read("META-INF/encryption.xml"))
    locked = [r.get("URI") or "" for r in named(tree, "cipherreference")] if tree is not None else []
    if any(not _FONTS.search(name) for name in locked):
        raise NarrateError(
            "this EPUB is locked by its seller (DRM)",
            place=Place(archive.path),
            hint="narrate reads only books that are not locked.",
        )


def _package(archive: Archive) -> tuple[str, Element]:
    names = []
    if "META-INF/container.xml" in archive:
        container = parse_xml(archive.read("META-INF/container.xml"))
        if container is not None:
            names = [archive.find(root.get("full-path") or "") for root in named(container, "rootfile")]
    names += [name for name in archive.names if name.endswith(".opf")]
    for name in filter(None, names):
        tree = parse_xml(archive.read(name))
        if tree is not None:
            return name, tree
    raise NarrateError(
        "the EPUB has no readable package file (.opf)", place=Place(archive.path), hint="Download it again."
    )


def _items(tree: Element, archive: Archive, where: str) -> tuple[dict[str, ManifestItem], dict[str, str]]:
    """The book's files by their ids, and the names of those that the archive does not hold."""
    items: dict[str, ManifestItem] = {}
    missing: dict[str, str] = {}
    for entry in named(tree, "item"):
        href, key = entry.get("href") or "", entry.get("id") or ""
        name = archive.find(href, where)
        if name is None:
            missing[key] = href
        else:
            properties = frozenset((entry.get("properties") or "").split())
            items[key] = ManifestItem(name, (entry.get("media-type") or "").lower(), properties)
    return items, missing


def _guide(tree: Element, archive: Archive, where: str) -> dict[str, str]:
    """What kinds of pages some files are, as EPUB 2 says it."""
    guide = {}
    for reference in named(tree, "reference"):
        name = archive.find(reference.get("href") or "", where)
        if name and reference.get("type"):
            guide[name] = reference.get("type").lower()
    return guide


def _text(element: Element | None) -> str | None:
    return (words_of(element) or None) if element is not None else None


def _title(tree: Element, refined: _Refined) -> str | None:
    titles = [element for element in named(tree, "title") if _text(element)]
    main = (title for title in titles if refined.get((title.get("id"), "title-type")) == "main")
    return _text(next(main, titles[0] if titles else None))


def _author(tree: Element, refined: _Refined) -> str | None:
    authors: dict[str, None] = {}
    for creator in named(tree, "creator"):
        role = refined.get((creator.get("id"), "role")) or creator.get("{http://www.idpf.org/2007/opf}role")
        name = _text(creator)
        if name and role in (None, "", "aut"):
            authors[name] = None
    return ", ".join(authors) or None


def _series(metas: Sequence[Element], refined: _Refined) -> str | None:
    """The series and the book's number there, as "Lamps [2]": as EPUB 3 says it, or calibre."""
    for meta in metas:
        key = meta.get("id")
        is_series = refined.get((key, "collection-type"), "series") == "series"  # no set of something else
        if meta.get("property") == "belongs-to-collection" and is_series:
            return _numbered(_text(meta), refined.get((key, "group-position")))
    said = {meta.get("name"): meta.get("content") for meta in metas}
    return _numbered(said.get("calibre:series"), said.get("calibre:series_index"))


def _numbered(name: str | None, number: str | None) -> str | None:
    return f"{name} [{number}]" if name and number else name


def _cover(
    metas: Sequence[Element], items: dict[str, ManifestItem], guide: dict[str, str], archive: Archive
) -> bytes | None:
    """The cover: as EPUB 3 marks it, as EPUB 2 does, the picture of the cover page, or the file's name."""
    marked = next((meta.get("content") for meta in metas if meta.get("name") == "cover"), None)
    pages = (page for page, kind in guide.items() if kind == "cover")
    names = [item.name for item in items.values()]
    candidates = (
        *(item.name for item in items.values() if "cover-image" in item.properties),
        *([items[marked].name] if marked in items else []),
        *filter(None, (_picture_of(page, archive) for page in pages)),
        *(name for name in names if re.search(r"cover[^/]*\.(?:jpe?g|png)$", name, re.IGNORECASE)),
    )
    found = (_dispensable(name, archive) for name in dict.fromkeys(candidates))
    return next((data for data in found if data.startswith(_PICTURES)), None)


def _picture_of(page: str, archive: Archive) -> str | None:
    markup = _dispensable(page, archive)
    found = re.search(rb"""<(?:img|image)\b[^>]*?(?:src|href)\s*=\s*["']([^"']+)""", markup)
    return archive.find(found[1].decode("utf-8", "replace"), page) if found else None


def _dispensable(name: str, archive: Archive) -> bytes:
    """A file without which there is only no cover: nothing where it is damaged, with a warning."""
    try:
        return archive.read(name)
    except NarrateError as error:
        log.warning("%s: the cover is sought elsewhere: %s", archive.path, error.message)
        return b""
