"""EPUB 2 and 3: the spine gives the order, the table of contents the chapters."""

import itertools
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.manuscripts.epub.chapters import File, is_useful, moved_on, with_chapters
from narrate.manuscripts.epub.contents import Entry, landmarks, read_contents
from narrate.manuscripts.epub.package import Package, read_package
from narrate.manuscripts.epub.pages import is_chapter, why_left_out
from narrate.manuscripts.importing import About, manuscript_of
from narrate.manuscripts.markup import fanfiction, tree
from narrate.manuscripts.markup.footnotes import elsewhere
from narrate.manuscripts.markup.style import StyleSheet, read_style
from narrate.manuscripts.markup.walking import Walk
from narrate.manuscripts.opening.archive import Archive
from narrate.manuscripts.opening.decoding import declared_encoding, decode
from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.builder import Role
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import BlockKind, Manuscript

log = logging.getLogger(__name__)


def read(raw: bytes, path: Path, encoding: str | None = None) -> Manuscript:
    """Read an EPUB as a story. Raises NarrateError where it is locked, damaged or holds none."""
    archive = Archive(raw, path)
    package = read_package(archive)
    for name in package.missing:
        log.warning("%s: the book lists %s, and does not hold it: a chapter may be missing", path, name)
    for name in package.unlisted:
        log.warning("%s: the book holds %s outside its reading order: it is not read", path, name)
    entries = read_contents(package, archive)
    files = _files(package, archive, path, encoding)
    kinds, titles = landmarks(package, archive), _titles(entries, files)
    files = list(_without_front_matter(files, package, kinds, titles))
    entries = list(moved_on(entries, files))
    marked = any(piece.kind is BlockKind.HEADING for file in files for piece in file.pieces)
    listed = not marked and is_useful(entries, files)
    if listed:
        files = list(with_chapters(files, entries))
    pieces = [piece for file in files for piece in (file.pieces if marked or listed else _headed_high(file))]
    about = About(package.title, package.author, package.language, package.series, is_sure=True)
    manuscript = manuscript_of(pieces, path, "epub", about, chapters_known=listed)
    return replace(manuscript, cover=package.cover)


def _files(package: Package, archive: Archive, path: Path, encoding: str | None) -> list[File]:
    """The pages of the spine and their pieces, without the notes that marks in other pages link to."""
    sources = dict(_sources(package, archive, path, encoding))
    role = next((found for source in sources.values() if (found := fanfiction.root(source)).place), Role())
    boxes = itertools.count(1)
    sheets: dict[str, StyleSheet] = {}
    files = []
    marks: dict[tuple[str | None, str], str] = {}
    for name, source in sources.items():
        top = tree.parse(source, path / name)
        style = _style_of(top, name, archive, sheets)
        files.append(File(name, Walk(top, boxes, style, role, roles={}).pieces()))
        marks |= {(archive.find(href, name), href.partition("#")[2]): mark for href, mark in elsewhere(top)}
    return [File(file.name, list(_without_footnotes(file, marks))) for file in files]


def _sources(
    package: Package, archive: Archive, path: Path, encoding: str | None
) -> Iterator[tuple[str, str]]:
    for item in package.spine:
        raw = archive.read(item.name)
        if raw.strip():
            yield item.name, decode(raw, path / item.name, encoding, declared=declared_encoding(raw))


def _style_of(top: Element, name: str, archive: Archive, sheets: dict[str, StyleSheet]) -> StyleSheet:
    """A page's own style with that of the sheets it links to, each of which is read once."""
    style = read_style(tree.style_of(top))
    for sheet in filter(None, (archive.find(href, name) for href in tree.stylesheets(top))):
        if sheet not in sheets:
            sheets[sheet] = read_style(archive.read(sheet).decode("utf-8", "replace"))
        style |= sheets[sheet]
    return style


def _without_footnotes(file: File, marks: Mapping[tuple[str | None, str], str]) -> Iterator[Piece]:
    """Leave out what marks in other files link to, if it begins with the same mark.

    Where that is a heading, as calibre makes of a FictionBook, what follows it is the note.
    """
    headed = False
    for piece in file.pieces:
        linked = (marks[file.name, name] for name in piece.anchors if (file.name, name) in marks)
        marked = any(piece.text.lstrip("([").startswith(mark) for mark in linked)
        headed = marked if piece.level else headed
        is_note = piece.kind is BlockKind.PARAGRAPH and (marked or headed)
        yield piece.marked_as(BlockKind.SKIPPED, "footnote") if is_note else piece


def _titles(entries: Sequence[Entry], files: Sequence[File]) -> dict[str, str]:
    """What the contents call the files that they lead to as a whole; "" where they do not say."""
    titles: dict[str, str] = {}
    for entry in entries:
        titles.setdefault(entry.file, entry.title)
    several = {entry.file for entry in entries if entry.title != titles[entry.file]}
    titles |= dict.fromkeys(several, "")
    return titles if len(titles) > 1 else {file.name: titles.get(file.name, "") for file in files}


def _without_front_matter(
    files: Sequence[File],
    package: Package,
    kinds: Mapping[str, str],
    titles: Mapping[str, str],
) -> Iterator[File]:
    found = list(_why_left_out(files, package, kinds, titles))
    told = [i for i, why in enumerate(found) if why is None]
    for i, (file, why) in enumerate(zip(files, found, strict=True)):
        between = bool(told) and told[0] < i < told[-1] and file.name not in kinds
        if why is None or (between and is_chapter(file.pieces, why[1])):
            yield file
        else:
            yield File(file.name, [_as(piece, *why) for piece in file.pieces if piece.text])


def _why_left_out(
    files: Sequence[File], package: Package, kinds: Mapping[str, str], titles: Mapping[str, str]
) -> Iterator[tuple[BlockKind, str] | None]:
    """Why each file is not the story, as it looks from what stands before it."""
    names = [name for name in (package.title, package.author) if name]
    before_story, unlisted = True, None
    for file in files:
        kind = "toc" if file.name == package.nav else kinds.get(file.name, "")
        title = titles.get(file.name, unlisted)
        found = why_left_out(file.pieces, kind, title, names, before_story=before_story)
        if found is None and file.name in package.aside:
            found = BlockKind.SKIPPED, "outside the reading order"
        if found is None:
            before_story = before_story and not any(len(piece.text) > 200 for piece in file.pieces)
            if file.name in titles and any(piece.text for piece in file.pieces):
                unlisted = ""  # now what the contents pass over is part of a chapter
        yield found


def _as(piece: Piece, kind: BlockKind, why: str) -> Piece:
    decided = piece.kind in (BlockKind.NOTE, BlockKind.SKIPPED, BlockKind.TITLE)
    return piece if decided else piece.marked_as(kind, why)


def _headed_high(file: File) -> Iterator[Piece]:
    """The pieces of a file of which nothing else says where chapters begin: its first heading is high."""
    for index, piece in enumerate(file.pieces):
        low = index == 0 and piece.kind is BlockKind.PARAGRAPH and piece.level > 2
        yield replace(piece, level=2) if low else piece
