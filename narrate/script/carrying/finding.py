"""Where a script's directions belong in a changed text: by their quotes, and by the words around them."""

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from narrate.script.carrying.aligning import Versions, Words
from narrate.story.book import Book
from narrate.story.directions import ENDS, OF_SPEAKERS, Direction, Order
from narrate.story.quotes import Quote, find_quotes

_STANDS = 0.5  # share of a quote's words that must be left for it to be the same
_TELLING = 4  # words of a quote that is the same wherever it stands
_AROUND = 6  # words on each side of a shorter one
_STRAY = 0.2  # share of them below which it is chance


def find_again(finder: "Finder", directions: Sequence[Direction]) -> list[int | None]:
    """The offset in the new text of each direction of the old one; None if its text is gone."""
    found: list[int | None] = []
    claims: defaultdict[int, list[tuple[float, int, int]]] = defaultdict(list)  # of quotes: how well who fits
    for number, direction in enumerate(directions):
        quote = finder.directed(direction)
        at, share = finder.quote(quote) if quote else (finder.spot(direction), 0.0)
        found.append(at)
        if quote and at is not None:
            claims[at].append((share, -quote.start, number))
    for claim in claims.values():
        for _, _, number in sorted(claim)[:-1]:  # who fits best keeps it, of several the first in the text
            found[number] = None
    for begin, end in _passages(directions):
        first, last = found[begin], found[end]
        if first is None or last is None or first >= last:
            found[begin] = found[end] = None
    return found


def _passages(directions: Iterable[Direction]) -> Iterator[tuple[int, int]]:
    """The directions, by number, that begin and end a passage."""
    begun: dict[Order, int] = {}  # by how they end
    for number, direction in enumerate(directions):
        if direction.order in ENDS:
            begun[ENDS[direction.order]] = number
        elif direction.order in begun:
            yield begun.pop(direction.order), number


class Finder:
    """Two versions of a book, and the quotes in them."""

    def __init__(self, versions: Versions, old: Book, new: Book) -> None:
        self._old, self._new, self._pairs = versions.old, versions.new, versions.pairs
        self.old_quotes, self.new_quotes = find_quotes(old), find_quotes(new)
        self._begins = {block.paragraph: block.start for block in old.paragraphs()}
        here, there = _once(self._old, self.old_quotes), _once(self._new, self.new_quotes)
        self._same = {
            here[said].start: there[said].start
            for said in here.keys() & there.keys()
            if len(said) >= _TELLING or self._are_alike(here[said], there[said])
        }

    def _are_alike(self, quote: Quote, again: Quote) -> bool:
        """Whether some of the words around a quote of the old text stand around one of the new text again."""
        old = self._old.between(quote.start, quote.end)
        new = self._new.between(again.start, again.end)
        around = (*range(old.start - _AROUND, old.start), *range(old.stop, old.stop + _AROUND))
        there = range(new.start - _AROUND, new.stop + _AROUND)
        return any(self._pairs.get(at) in there for at in around)

    def directed(self, direction: Direction) -> Quote | None:
        """The quote of the old text whose speaker a direction names: the next one in its paragraph.

        Italics right behind it are no quote without it, and found as other words are.
        """
        if direction.order not in OF_SPEAKERS:
            return None
        index = _from(self.old_quotes, direction.at)
        quote = self.old_quotes[index] if index < len(self.old_quotes) else None
        if quote is None or direction.at < self._begins[quote.paragraph]:
            return None
        return None if self._old.text[direction.at : quote.start].startswith(("*", "_")) else quote

    def quote(self, quote: Quote) -> tuple[int | None, float]:
        """Where a quote of the old text starts in the new one, and the share of its words that is left."""
        words = self._old.between(quote.start, quote.end)
        if quote.start in self._same:
            return self._same[quote.start], 1.0
        if not words:
            return self._wordless(quote), 1.0
        again = [self._quote_of(self._pairs[at]) for at in words if at in self._pairs]
        said = Counter(found for found in again if found is not None)
        share = said.total() / len(words)
        if share < _STANDS:
            return None, share
        paragraph = said.most_common(1)[0][0].paragraph
        same = (q.start for q in said if q.paragraph == paragraph and said[q] >= _STRAY * len(words))
        return min(same, default=None), share

    def _quote_of(self, word: int) -> Quote | None:
        """The quote of the new text that a word stands in."""
        at = self._new.starts[word]
        index = _from(self.new_quotes, at + 1) - 1
        return self.new_quotes[index] if index >= 0 and at < self.new_quotes[index].end else None

    def _wordless(self, quote: Quote) -> int | None:
        """Where a quote such as "…?" starts, if as many stand between the same words again."""
        after = self._old.first_from(quote.start)
        before = self._pairs.get(after - 1, self._pairs.get(after, 0) - 1 if after in self._pairs else None)
        if before is None:
            return None
        number = _from(self.old_quotes, quote.start) - _from(self.old_quotes, self._old.gap(after - 1)[0])
        begin, end = self._new.gap(before)
        index = _from(self.new_quotes, begin) + number
        again = self.new_quotes[index] if index < len(self.new_quotes) else None
        return again.start if again and again.end <= end else None

    def spot(self, direction: Direction) -> int | None:
        """Where a direction that is about no quote belongs: before a word, or behind the one before it."""
        after = self._old.first_from(direction.at)
        begin, end = self._old.gap(after - 1)
        behind, ahead = self._old.text[begin : direction.at], self._old.text[direction.at : end]
        here, there = self._pairs.get(after - 1), self._pairs.get(after)
        if here is None and there is None:
            return None
        hangs = ahead[:1].isspace() and not behind[-1:].isspace()  # on the word before
        if direction.order in ENDS.values() or hangs or after == len(self._old):
            return self._after((there or 0) - 1 if here is None else here, _marks(behind))
        return self._before((here or 0) + 1 if there is None else there, _marks(ahead[::-1]))

    def _after(self, word: int, marks: int) -> int:
        """A spot after a word of the new text, behind so many marks if they are there."""
        begin, end = self._new.gap(word)
        return begin + min(marks, _marks(self._new.text[begin:end]))

    def _before(self, word: int, marks: int) -> int:
        """A spot before a word of the new text, in front of so many marks if they are there."""
        begin, end = self._new.gap(word - 1)
        return end - min(marks, _marks(self._new.text[begin:end][::-1]))


def _from(quotes: Sequence[Quote], offset: int) -> int:
    """Which quote is the first that starts at or after an offset."""
    return bisect.bisect_left(quotes, offset, key=lambda quote: quote.start)


def _once(words: Words, quotes: Iterable[Quote]) -> dict[tuple[str, ...], Quote]:
    """The quotes by their words, without those whose words are said twice."""
    said: defaultdict[tuple[str, ...], list[Quote]] = defaultdict(list)
    for quote in quotes:
        inside = words.between(quote.start, quote.end)
        said[words.folded[inside.start : inside.stop]].append(quote)
    return {inside: found[0] for inside, found in said.items() if inside and len(found) == 1}


def _marks(gap: str) -> int:
    """How much punctuation a gap between words begins with."""
    return next((at for at, letter in enumerate(gap) if letter.isspace()), len(gap))
