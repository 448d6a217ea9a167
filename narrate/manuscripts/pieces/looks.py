"""Chapter headings that are none by their style or their words: short lines in bold, or centred."""

import itertools
from dataclasses import replace

from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.piece import Piece, words_in
from narrate.story.book import BlockKind

_LONGEST = 80  # characters
_MOST = 0.75
_CHAPTER = 100  # words at least between most of them: signs and letters are set so, too


def mark_by_looks(pieces: list[Piece]) -> list[Piece]:
    """Give prominent lines a heading's level where nothing else heads the chapters."""
    if any(piece.level for piece in pieces) or any(headings.names_chapter(piece.text) for piece in pieces):
        return pieces
    heads = [i for i, piece in enumerate(pieces) if _is_head(piece)]
    parts = itertools.pairwise([*heads, len(pieces)])
    told = ((p for p in pieces[here + 1 : end] if p.kind is BlockKind.PARAGRAPH) for here, end in parts)
    long = [words_in(part) >= _CHAPTER for part in told]
    if sum(long) < 2:
        return pieces
    first, last = long.index(True), len(long) - 1 - long[::-1].index(True)  # without title and "The End"
    if sum(long) < _MOST * (last + 1 - first):
        return pieces
    marked = list(pieces)
    for head in heads[first : last + 1]:
        marked[head] = replace(pieces[head], level=2)
    return marked


def _is_head(piece: Piece) -> bool:
    line = piece.text.strip(" *_")
    told = piece.kind is BlockKind.PARAGRAPH and piece.prominent
    return told and len(line) <= _LONGEST and headings.is_title_like(line.rstrip("!?"))
