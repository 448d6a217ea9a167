"""Chapter headings that are none by their style or words: lines in bold, centred, or far below others."""

import itertools
from collections import Counter
from dataclasses import replace

from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.matter import by_title
from narrate.manuscripts.pieces.piece import Piece, plain, words_in
from narrate.story.book import BlockKind

_LONGEST = 80  # characters
_MOST = 0.75
_CHAPTER = 100  # words at least between most of them: signs and letters are set so, too


def mark_by_looks(pieces: list[Piece]) -> list[Piece]:
    """Give prominent lines a heading's level where nothing else heads the chapters."""
    if any(piece.level for piece in pieces) or any(headings.names_chapter(piece.text) for piece in pieces):
        return pieces
    prominent = [i for i, piece in enumerate(pieces) if _is_head(piece)]
    heads = [i for i in prominent if by_title(pieces[i].text) is None]
    parts = itertools.pairwise([*heads, len(pieces)])
    told = ((p for p in pieces[here + 1 : end] if p.kind is BlockKind.PARAGRAPH) for here, end in parts)
    long = [words_in(part) >= _CHAPTER for part in told]
    if sum(long) < 2:
        return pieces
    first, last = long.index(True), len(long) - 1 - long[::-1].index(True)  # without title and "The End"
    if sum(long) < _MOST * (last + 1 - first):
        return pieces
    marked = list(pieces)
    for head in (*heads[first : last + 1], *(i for i in prominent if i not in heads)):
        marked[head] = replace(pieces[head], level=2)
    return marked


def mark_apart(pieces: list[Piece]) -> list[Piece]:
    """Find the headings of a plain text whose chapters have nothing but titles, with wide gaps above them."""
    gaps = Counter(piece.gap for piece in pieces[1:])
    usual = gaps.most_common(1)[0][0] if gaps else 0
    marked = [replace(piece, prominent=i > 0 and piece.gap > usual) for i, piece in enumerate(pieces)]
    times = Counter(plain(piece.text) for piece in marked if _is_head(piece))
    headed = any(headings.heading(piece.text) for piece in pieces)
    told_by_turns = max(times.values(), default=0) > 1
    return pieces if headed or told_by_turns else mark_by_looks(marked)


def _is_head(piece: Piece) -> bool:
    line = piece.text.strip(" *_\t\n")
    told = piece.kind is BlockKind.PARAGRAPH and piece.prominent
    short = len(line) <= _LONGEST and "\n" not in line
    return told and short and headings.is_title_like(line.rstrip("!?"))
