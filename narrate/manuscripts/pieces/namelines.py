"""Names that stand alone above long stretches: Nate, then Ivy, then Nate, who tell a story by turns."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from narrate.manuscripts.pieces.piece import Piece, words_in
from narrate.story.book import BlockKind

_NAME = re.compile(r"[*_]*([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?)[*_]*")  # one word or two, no stop
_FEWEST_WORDS = 80  # between such lines: in a play they lie closer
_FEWEST = 3  # lines in a story, of two names at least


def name_lines(pieces: Sequence[Piece], headings: Collection[int]) -> list[int]:
    """Which pieces head what somebody tells, where nothing but a name says so; `headings` are other ones."""
    named = {i: name for i, piece in enumerate(pieces) if i not in headings and (name := _name(piece))}
    bounds = sorted({*named, *headings, len(pieces)})
    words = {i: words_in(pieces[i + 1 : end]) for i, end in pairwise(bounds) if i in named}
    first = min(named, default=0)
    if words.get(first, _FEWEST_WORDS) < _FEWEST_WORDS and [*named.values()].count(named[first]) == 1:
        del named[first], words[first]  # a title, with no more than the byline under it
    times = Counter(named.values())
    if len(named) < _FEWEST or not 1 < len(times) < len(named):
        return []
    return sorted(named) if median(words.values()) >= _FEWEST_WORDS else []


def _name(piece: Piece) -> str:
    """The capitalised words that are all of a paragraph; nothing for other pieces."""
    found = _NAME.fullmatch(piece.text.strip()) if piece.kind is BlockKind.PARAGRAPH else None
    return found[1] if found and all(word[0].isupper() for word in found[1].split()) else ""
