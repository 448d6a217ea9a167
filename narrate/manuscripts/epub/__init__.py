"""EPUB 2 and 3: the spine gives the order, the table of contents the chapters."""

import itertools
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.manuscripts.epub.contents import Entry, landmarks, read_contents
from narrate.manuscripts.epub.package import Package, read_package
from narrate.manuscripts.epub.pages import why_left_out
from narrate.manuscripts.importing import About, manuscript_of
from narrate.manuscripts.markup import fanfiction, tree
from narrate.manuscripts.markup.footnotes import elsewhere
from narrate.manuscripts.markup.style import Style, read_style
from narrate.manuscripts.markup.walking import pieces_of
from narrate.manuscripts.opening.archive import Archive
from narrate.manuscripts.opening.decoding import declared_encoding, decode
from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.builder import Role
from narrate.manuscripts.pieces.piece import Piece, plain
from narrate.story.book import BlockKind, Manuscript

log = logging.getLogger(__name__)

_HEADING_LINES = 3  # "CHAPTER ONE", "The Lamp", "in which a lamp is lit"


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the spine and its pieces."""

    name: str
    pieces: list[Piece]


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
    kinds = landmarks(package, archive)
    names = [name for name in (package.title, package.author) if name]
    files = list(_without_front_matter(files, package, kinds, _titles(entries, files), names))
    ruled = any(piece.kind is BlockKind.HEADING for file in files for piece in file.pieces)
    chapters_known = False
    entries = list(_moved_on(entries, files))
    if not ruled and _is_useful(entries, files):
        files, chapters_known = list(_with_chapters(files, entries)), True
    pieces = [piece for file in files for piece in _opened(file, ruled=ruled or chapters_known)]
    about = About(package.title, package.author, package.language, is_sure=True)
    manuscript = manuscript_of(pieces, path, "epub", about, chapters_known=chapters_known)
    return replace(manuscript, cover=package.cover)


def _files(package: Package, archive: Archive, path: Path, encoding: str | None) -> list[_File]:
    sources = {}
    for item in package.spine:
        raw = archive.read(item.name)
        if raw.strip():
            where = path / item.name
            sources[item.name] = decode(raw, where, encoding, declared=declared_encoding(raw))
    role = next((found for source in sources.values() if (found := fanfiction.root(source)).place), Role())
    boxes = itertools.count(1)
    sheets: dict[str, Style] = {}
    files = []
    marks: dict[tuple[str | None, str], str] = {}
    for name, source in sources.items():
        top = tree.parse(source, path / name)
        style = read_style(tree.style_of(top))
        for href in tree.stylesheets(top):
            sheet = archive.find(href, name)
            if sheet and sheet not in sheets:
                sheets[sheet] = read_style(archive.read(sheet).decode("utf-8", "replace"))
            style |= sheets.get(sheet or "", Style())
        files.append(_File(name, pieces_of(top, boxes, style, role)))
        marks |= {(archive.find(href, name), href.partition("#")[2]): mark for href, mark in elsewhere(top)}
    return [_File(file.name, list(_without_footnotes(file, marks))) for file in files]


def _without_footnotes(file: _File, marks: Mapping[tuple[str | None, str], str]) -> Iterator[Piece]:
    """Leave out what marks in other files link to, if it begins with the same mark.

    Where that is a heading, as calibre makes of a FictionBook, what follows it is the note.
    """
    headed = False
    for piece in file.pieces:
        linked = (marks[file.name, name] for name in piece.anchors if (file.name, name) in marks)
        marked = any(piece.text.lstrip("([").startswith(mark) for mark in linked)
        headed = marked if piece.level else headed
        is_note = piece.kind is BlockKind.PARAGRAPH and (marked or headed)
        yield replace(piece, kind=BlockKind.SKIPPED, why="footnote", level=0) if is_note else piece


def _titles(entries: Sequence[Entry], files: Sequence[_File]) -> dict[str, str]:
    """What the contents call the files that they lead to as a whole; "" where they do not say."""
    titles: dict[str, str] = {}
    for entry in entries:
        titles.setdefault(entry.file, entry.title)
    several = {entry.file for entry in entries if entry.title != titles[entry.file]}
    titles |= dict.fromkeys(several, "")
    return titles if len(titles) > 1 else {file.name: titles.get(file.name, "") for file in files}


def _without_front_matter(
    files: Sequence[_File],
    package: Package,
    kinds: Mapping[str, str],
    titles: Mapping[str, str],
    names: Sequence[str],
) -> Iterator[_File]:
    before_story, elsewhere = True, None
    for file in files:
        kind = "toc" if file.name == package.nav else kinds.get(file.name, "")
        title = titles.get(file.name, elsewhere)
        found = why_left_out(file.pieces, kind, title, names, before_story=before_story)
        if found is None and file.name in package.aside:
            found = BlockKind.SKIPPED, "outside the reading order"
        if found is None:
            before_story = before_story and not any(len(piece.text) > 200 for piece in file.pieces)
            if file.name in titles and any(piece.text for piece in file.pieces):
                elsewhere = ""  # now what the contents pass over is part of a chapter
            yield file
        else:
            yield _File(file.name, [_as(piece, *found) for piece in file.pieces if piece.text])


def _as(piece: Piece, kind: BlockKind, why: str) -> Piece:
    decided = piece.kind in (BlockKind.NOTE, BlockKind.SKIPPED, BlockKind.TITLE)
    return piece if decided else replace(piece, kind=kind, why=why, level=0)


def _is_useful(entries: Sequence[Entry], files: Sequence[_File]) -> bool:
    """Does the table of contents lead to more than one place of the story, or to the one there is?"""
    told = [file for file in files if any(piece.kind is BlockKind.PARAGRAPH for piece in file.pieces)]
    places = sum(len(_starts(file.pieces, _of(file, entries))) for file in told)
    return places > 1 or (places == 1 and len(told) == 1)


def _of(file: _File, entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.file == file.name]


def _with_chapters(files: Sequence[_File], entries: Sequence[Entry]) -> Iterator[_File]:
    """Head chapters where the contents say that they begin, in the page's words or else in theirs."""
    for file in files:
        pieces = list(file.pieces)
        starts = _starts(pieces, _of(file, entries))
        for at, end in itertools.pairwise([*sorted(starts), len(pieces)]):
            if not any(piece.kind is BlockKind.PARAGRAPH for piece in pieces[at:end]):
                del starts[at]  # a preface of notes, a page that is left out
        for at in sorted(starts, reverse=True):
            _head(pieces, at, starts[at])
        yield _File(file.name, pieces)


def _moved_on(entries: Sequence[Entry], files: Sequence[_File]) -> Iterator[Entry]:
    """The entries; one whose place has no words after it in its file leads to the beginning of the next one.

    So calibre divides files: the mark that is linked to stays behind, its heading opens the next file.
    """
    after = {here.name: following for here, following in itertools.pairwise(files)}
    anchors = {file.name: {name for piece in file.pieces for name in piece.anchors} for file in files}
    for entry in entries:
        following = after.get(entry.file)
        left_behind = entry.anchor and entry.anchor not in anchors.get(entry.file, ())
        if left_behind and following and following.pieces and _says(following.pieces[0], entry.title):
            yield replace(entry, file=following.name, anchor="")
        else:
            yield entry


def _says(piece: Piece, title: str) -> bool:
    return plain(piece.text) == plain(title)


def _starts(pieces: Sequence[Piece], entries: Sequence[Entry]) -> dict[int, list[Entry]]:
    """Which pieces the entries lead to."""
    anchored: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        for name in piece.anchors:
            anchored.setdefault(name, index)
    first = next((i for i, piece in enumerate(pieces) if piece.kind is not BlockKind.SKIPPED), None)
    starts: dict[int, list[Entry]] = {}
    for entry in entries:
        at = anchored.get(entry.anchor, first) if entry.anchor else first
        if at is not None and pieces[at].kind is not BlockKind.SKIPPED:
            starts.setdefault(at, []).append(entry)
    return starts


def _head(pieces: list[Piece], at: int, entries: Sequence[Entry]) -> None:
    """Mark the heading that stands at a place, or put one there."""
    kind = BlockKind.HEADING if any(_opens_chapter(entry) for entry in entries) else BlockKind.SECTION
    title = plain(entries[-1].title)
    found: list[int] = []
    for index in range(at, min(at + _HEADING_LINES, len(pieces))):
        piece = pieces[index]
        if piece.kind is not BlockKind.PARAGRAPH or not piece.text:
            break
        words = plain(piece.text)
        of_title = f"{title} ".startswith(f"{words} ") or (found and f" {title}".endswith(f" {words}"))
        if not (piece.level or (words and of_title) or (not found and _stands_for(piece.text))):
            break
        found.append(index)
    for index in found:
        pieces[index] = replace(pieces[index], kind=kind, why="contents", level=0)
    if not found:
        heads = [Piece(0, 0, entry.title, 0, kind, "contents") for entry in entries]
        pieces[at:at] = heads


def _stands_for(text: str) -> bool:
    return len(text) < 100 and headings.heading(text) is not None


def _opens_chapter(entry: Entry) -> bool:
    """An entry below another one in the same file is a section, unless it is called a chapter."""
    if entry.depth == 1 or not entry.leaf or entry.file != entry.parent_file:
        return True
    return headings.heading(entry.title) is not None


def _opened(file: _File, *, ruled: bool) -> Iterator[Piece]:
    """The file's pieces; where nothing else says so, a heading that it begins with is high."""
    for index, piece in enumerate(file.pieces):
        if not ruled and index == 0 and piece.kind is BlockKind.PARAGRAPH and piece.level > 2:
            yield replace(piece, level=2)
        else:
            yield piece
