"""Scenes that nothing parts but empty lines."""

from collections import Counter

from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import BlockKind


def mark_gaps(pieces: list[Piece]) -> list[Piece]:
    """Take a gap wider than the usual one for a scene break, where such gaps are rare."""
    both = [i for i in range(1, len(pieces)) if pieces[i].kind is pieces[i - 1].kind is BlockKind.PARAGRAPH]
    gaps = Counter(pieces[i].gap for i in both)
    if not gaps:
        return pieces
    usual, _ = gaps.most_common(1)[0]
    wide = {i for i in both if pieces[i].gap > usual}
    if len(wide) > (0.15 if usual else 0.35) * len(both):  # without empty lines any gap is meant
        return pieces
    marked: list[Piece] = []
    for i, piece in enumerate(pieces):
        if i in wide:
            marked.append(Piece(pieces[i - 1].end, piece.start, "", 0, BlockKind.BREAK, "gap"))
        marked.append(piece)
    return marked
