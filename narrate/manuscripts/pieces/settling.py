"""The last decisions about pieces, whatever format they come from: headings, notes, breaks, licences."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.manuscripts.pieces import gutenberg, headings, notes
from narrate.manuscripts.pieces.apparatus import TAGS, mark_apparatus
from narrate.manuscripts.pieces.chapters import mark_headings
from narrate.manuscripts.pieces.front import mark_front, mark_known
from narrate.manuscripts.pieces.gaps import mark_gaps
from narrate.manuscripts.pieces.looks import mark_by_looks
from narrate.manuscripts.pieces.matter import mark_matter
from narrate.manuscripts.pieces.ornaments import is_ornament
from narrate.manuscripts.pieces.piece import Piece, plain
from narrate.spoken import has_words
from narrate.story.book import BlockKind

_LICENCE_ENDS = re.compile(gutenberg.BEFORE_STORY, re.IGNORECASE)
_LICENCE_BEGINS = re.compile(gutenberg.AFTER_STORY, re.IGNORECASE)


def settle(
    pieces: Sequence[Piece], *, title: str | None, author: str | None, chapters_known: bool
) -> list[Piece]:
    """Decide what the markup left open.

    `title` and `author` are what the file says of itself elsewhere. Where the chapters are known (by an
    archive's markup, by a table of contents), every other heading opens a section; else headings are chosen
    by their levels and forms.
    """
    settled = mark_apparatus(_without_licence(list(pieces)))
    if any(piece.kind is BlockKind.HEADING for piece in settled) and not chapters_known:
        settled = [_section(piece) for piece in settled]
    else:
        settled = mark_known(settled, title, author)
        if chapters_known:
            settled = [_section(piece) for piece in settled]
        else:
            settled = mark_headings(mark_by_looks(settled))
        settled = mark_matter(mark_front(settled)[0])
    settled = _without_echoes(_without_title(_works_headed(settled, title), title))
    noted = any(piece.kind is BlockKind.NOTE and piece.why != TAGS for piece in settled)
    return list(_without_idle_breaks(mark_gaps(notes.mark_notes(_labels(settled), authors_only=noted))))


def _without_idle_breaks(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Breaks between scenes of a chapter; a rule around a chapter or its notes parts none."""
    waiting: Piece | None = None
    told = False
    for piece in pieces:
        if piece.kind is BlockKind.BREAK and not has_words(piece.text):
            waiting = piece if told else None
            continue
        if piece.kind is BlockKind.HEADING:
            waiting, told = None, False
        elif piece.kind in (BlockKind.PARAGRAPH, BlockKind.SECTION):
            told = told or piece.kind is BlockKind.PARAGRAPH
            if waiting:
                yield waiting
                waiting = None
        yield piece


def _labels(pieces: list[Piece]) -> list[Piece]:
    """A paragraph such as "Notes for the Chapter:" right before notes is one of them."""
    for i in range(len(pieces) - 2, -1, -1):
        following = pieces[i + 1]
        told = pieces[i].kind in (BlockKind.PARAGRAPH, BlockKind.SECTION)
        if told and following.kind is BlockKind.NOTE and notes.is_note_heading(pieces[i].text):
            pieces[i] = pieces[i].marked_as(BlockKind.NOTE, pieces[i].text.strip(" *_:.").lower())
            if following.why == "notes":
                pieces[i + 1] = replace(following, why=pieces[i].why)
    return pieces


def _section(piece: Piece) -> Piece:
    if piece.kind is not BlockKind.PARAGRAPH:
        return piece
    if is_ornament(piece.text):
        return piece.marked_as(BlockKind.BREAK, "ornament")
    return piece.marked_as(BlockKind.SECTION, "heading") if piece.level else piece


def _works_headed(pieces: list[Piece], title: str | None) -> list[Piece]:
    """Where one file holds several works, their titles head their first chapters."""
    works = [i for i, piece in enumerate(pieces) if piece.kind is BlockKind.TITLE and piece.why == "title"]
    for i in works if len(works) > 1 else ():
        if plain(pieces[i].text) != plain(title or ""):
            pieces[i] = replace(pieces[i], kind=BlockKind.HEADING)
    return pieces


def _without_title(pieces: list[Piece], title: str | None) -> list[Piece]:
    """Where pages have the book's title above the heading of their chapter, it is left out."""
    for i, (piece, after) in enumerate(itertools.pairwise(pieces)):
        headed = piece.kind is after.kind is BlockKind.HEADING and headings.names_chapter(after.text)
        if headed and title and plain(piece.text) == plain(title):
            pieces[i] = piece.marked_as(BlockKind.SKIPPED, "the book's title again")
    return pieces


def _without_echoes(pieces: list[Piece]) -> list[Piece]:
    """A heading that only repeats the chapter's is left out."""
    kept: list[Piece] = []
    last = ""
    for piece in pieces:
        words = plain(piece.text)
        if piece.kind is BlockKind.HEADING:
            last = words
        heads = piece.kind is BlockKind.SECTION or (piece.kind is BlockKind.PARAGRAPH and piece.prominent)
        echoes = heads and last and (last in (words, f"chapter {words}") or words == f"chapter {last}")
        kept.append(piece.marked_as(BlockKind.SKIPPED, "the chapter's heading again") if echoes else piece)
        if piece.kind is BlockKind.PARAGRAPH and not echoes:
            last = ""
    return kept


def _without_licence(pieces: list[Piece]) -> list[Piece]:
    opening = next((i for i, piece in enumerate(pieces) if _LICENCE_ENDS.search(piece.text)), -1)
    closing = next(
        (i for i, piece in enumerate(pieces) if i > opening and _LICENCE_BEGINS.match(piece.text)), None
    )
    if opening < 0 and closing is None:
        return pieces
    return [
        piece
        if piece.kind is BlockKind.SKIPPED or (opening < i and (closing is None or i < closing))
        else piece.marked_as(BlockKind.SKIPPED, gutenberg.LICENCE)
        for i, piece in enumerate(pieces)
    ]
