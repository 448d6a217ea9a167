"""A script written again: its confirmed directions find their text in the changed manuscript."""

import bisect
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from narrate.book import BlockKind, Manuscript, Removed, assemble
from narrate.directions import escapes, understand
from narrate.quotes import find_quotes

_KEPT = 0.2  # share of lines by which a story is known again
_SAME = 0.6  # similarity (difflib's ratio) from which a changed text still counts as the same


@dataclass(frozen=True, slots=True)
class Lost:
    """A direction of the old script whose text is gone, with the words that followed it."""

    direction: str
    words: str


def same_story(one: Manuscript, other: Manuscript) -> bool:
    """Can one be a later version of the other? Then a fifth of the shorter one's lines is in both."""
    lines = [{line.strip() for line in told.text.splitlines() if line.strip()} for told in (one, other)]
    return len(lines[0] & lines[1]) >= _KEPT * min(map(len, lines))


def without_guesses(script: Manuscript) -> Manuscript:
    """A script with its confirmed directions alone, so that the doubtful ones are guessed anew."""
    return replace(script, removed=tuple(piece for piece in script.removed if not _is_guess(piece)))


def _is_guess(piece: Removed) -> bool:
    direction = understand(piece)
    return direction is not None and direction.doubtful


def carry_over(old: Manuscript, new: Manuscript) -> tuple[Manuscript, tuple[Lost, ...]]:
    """Put the directions of an old script where their text stands in the new manuscript.

    A direction is found by its quote and what is around it, never by number; doubtful guesses are left
    behind. Returns the manuscript with directions, and those that fit nowhere.
    """
    wanted = [piece for piece in without_guesses(old).removed if understand(piece) is not None]
    if not wanted:
        return new, ()
    places = _Places(old, new)
    carried: list[Removed] = []
    lost: list[Lost] = []
    for piece in wanted:
        at = places.find(piece.at)
        if at is None:
            lost.append(Lost(piece.raw.strip(), " ".join(old.text[piece.at : piece.at + 60].split())))
        else:
            carried.append(replace(piece, at=at))
    carried = sorted([*carried, *escapes(new.text)], key=lambda piece: piece.at)
    return replace(new, removed=tuple(carried)), tuple(lost)


class _Places:
    """Where a spot of the old text is in the new one.

    Paragraphs are paired first: the unchanged ones in order, then the moved, then the most alike.
    Inside a changed paragraph a spot is where the characters around it still are.
    """

    def __init__(self, old: Manuscript, new: Manuscript) -> None:
        self._old, self._new = old, new
        self._old_paragraphs, self._new_paragraphs = _paragraphs(old), _paragraphs(new)
        self._starts = [start for start, _ in self._old_paragraphs]
        self._old_quotes, self._new_quotes = _quotes(old), _quotes(new)
        self._old_words = set(self._old_quotes.values())
        self._said_at: dict[str, list[int]] = {}
        for at, words in self._new_quotes.items():
            self._said_at.setdefault(words, []).append(at)
        old_texts = [old.text[a:b] for a, b in self._old_paragraphs]
        new_texts = [new.text[a:b] for a, b in self._new_paragraphs]
        self._pairs = _pair(old_texts, new_texts)

    def find(self, at: int) -> int | None:
        """The offset in the new text of the spot at offset `at` of the old; None if its text is gone."""
        index = bisect.bisect_right(self._starts, at) - 1
        index = max(0, index)
        if at >= self._old_paragraphs[index][1] and index + 1 < len(self._starts):
            index, at = index + 1, self._starts[index + 1]
        quote = self._old_quotes.get(at)
        partner = self._pairs.get(index)
        found = self._in_pair(index, partner, at) if partner is not None else None
        if quote is None:
            return found
        if found is not None and self._new_quotes.get(found) == quote:
            return found
        again = self._said_at.get(quote, [])
        return again[0] if len(again) == 1 else self._retyped(quote, found)

    def _in_pair(self, index: int, partner: int, at: int) -> int | None:
        old_start, old_end = self._old_paragraphs[index]
        new_start, new_end = self._new_paragraphs[partner]
        before, after = self._old.text[old_start:old_end], self._new.text[new_start:new_end]
        offset = at - old_start
        if before == after:
            return new_start + offset
        for a, b, size in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            if a <= offset < a + size:
                return new_start + b + offset - a
        return None

    def _retyped(self, quote: str, at: int | None) -> int | None:
        """The spot `at`, if what is said there can be the quote in other words, and is no other old one."""
        here = self._new_quotes.get(at) if at is not None else None
        changed = here is not None and here not in self._old_words and _alike(quote, here) >= _SAME
        return at if changed else None


def _paragraphs(manuscript: Manuscript) -> list[tuple[int, int]]:
    return [(b.start, b.end) for b in manuscript.blocks if b.kind is not BlockKind.BLANK]


def _quotes(manuscript: Manuscript) -> dict[int, str]:
    return {q.start: manuscript.text[q.start : q.end] for q in find_quotes(assemble([manuscript]))}


def _pair(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which old paragraph is which new one."""
    pairs: dict[int, int] = {}
    changed: list[tuple[range, range]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(a, b), range(c, d), strict=True))
        else:
            changed.append((range(a, b), range(c, d)))
    free = {i for _, news in changed for i in news}
    moved = {new[i]: i for i in sorted(free, reverse=True)}
    for index in (i for olds, _ in changed for i in olds):
        target = moved.get(old[index])
        if target in free:
            pairs[index] = target
            free.discard(target)
    for olds, news in changed:
        for index in (i for i in olds if i not in pairs):
            likeness = {i: _alike(old[index], new[i]) for i in news if i in free}
            best = max(likeness, key=likeness.__getitem__, default=None)
            if best is not None and likeness[best] >= _SAME:
                pairs[index] = best
                free.discard(best)
    return pairs


def _alike(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME else 0.0
