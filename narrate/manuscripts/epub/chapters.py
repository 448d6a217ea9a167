"""Where the table of contents says that chapters begin, and which headings these have."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.manuscripts.epub.contents import Entry
from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.piece import Piece, plain
from narrate.story.book import BlockKind

_HEADING_LINES = 3  # "CHAPTER ONE", "The Lamp", "in which a lamp is lit"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the spine and its pieces."""

    name: str
    pieces: list[Piece]


def is_useful(entries: Sequence[Entry], files: Sequence[File]) -> bool:
    """Does the table of contents lead to more than one place of the story, or to the one there is?"""
    told = [file for file in files if any(piece.kind is BlockKind.PARAGRAPH for piece in file.pieces)]
    places = sum(map(len, _starts(told, entries)))
    return places > 1 or (places == 1 and len(told) == 1)


def with_chapters(files: Sequence[File], entries: Sequence[Entry]) -> Iterator[File]:
    """Head chapters where the contents say that they begin, in the page's words or else in theirs."""
    entries = [*entries, *_unlisted(files, entries)]
    for file, starts in zip(files, _starts(files, entries), strict=True):
        pieces = list(file.pieces)
        for at, end in itertools.pairwise([*sorted(starts), len(pieces)]):
            if not any(piece.kind is BlockKind.PARAGRAPH for piece in pieces[at:end]):
                del starts[at]  # a preface of notes, a page that is left out
        for at in sorted(starts, reverse=True):
            _head(pieces, at, starts[at])
        yield File(file.name, pieces)


def moved_on(entries: Sequence[Entry], files: Sequence[File]) -> Iterator[Entry]:
    """The entries; one whose place has no words after it in its file leads to the beginning of the next one.

    So calibre divides files: the mark that is linked to stays behind, its heading opens the next file.
    """
    after = {here.name: following for here, following in itertools.pairwise(files)}
    anchors = {file.name: {name for piece in file.pieces for name in piece.anchors} for file in files}
    for entry in entries:
        following = after.get(entry.file)
        left_behind = entry.anchor and entry.anchor not in anchors.get(entry.file, ())
        opening = [plain(piece.text) for piece in following.pieces[:1]] if following else []
        if left_behind and following and plain(entry.title) in opening:
            yield replace(entry, file=following.name, anchor="")
        else:
            yield entry


def _unlisted(files: Sequence[File], entries: Sequence[Entry]) -> Iterator[Entry]:
    """Entries for the files that begin with a heading as listed chapters do, and that the contents pass over.

    calibre lists of a web page's headings only those that say "chapter", "prologue" and the like.
    """
    listed = list(zip(files, _starts(files, entries), strict=True))
    levels = {file.pieces[at].level for file, starts in listed for at in starts} - {0}
    for file, starts in listed:
        opening = next((piece for piece in file.pieces if piece.kind is not BlockKind.SKIPPED), None)
        tells = any(piece.kind is BlockKind.PARAGRAPH and not piece.level for piece in file.pieces)
        if opening and opening.level in levels and tells and not starts:
            yield Entry(opening.text, file.name, "", depth=1, leaf=True)


def _starts(files: Sequence[File], entries: Sequence[Entry]) -> list[dict[int, list[Entry]]]:
    """Which pieces of each file the entries lead to."""
    of_file: dict[str, list[Entry]] = {}
    for entry in entries:
        of_file.setdefault(entry.file, []).append(entry)
    return [_led_to(file.pieces, of_file.get(file.name, ())) for file in files]


def _led_to(pieces: Sequence[Piece], entries: Sequence[Entry]) -> dict[int, list[Entry]]:
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
        pieces[index] = pieces[index].marked_as(kind, "contents")
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
