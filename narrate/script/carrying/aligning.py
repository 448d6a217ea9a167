"""Two versions of a text, word by word: which word of the new one is which of the old.

Punctuation and capitals do not count: a text that was retyped, wrapped anew or cut into other paragraphs is
the same. Paragraphs and runs of words that occur once in both are found first, in their place or moved; they
hold in place what is between them (the idea of Bram Cohen's patience diff).
"""

import bisect
import difflib
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"\n[^\S\n]*\n")  # between paragraphs
_RUNS = (6, 4)  # words of the runs that are known again wherever they stand
_TELLING = 3  # words of a paragraph by which it is known again
_SMALL = 300_000  # pairs of words that are compared one by one
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded so that the same words are equal, and where each starts and ends."""

    text: str
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)

    def first_from(self, offset: int) -> int:
        """The first word that starts at or after an offset."""
        return bisect.bisect_left(self.starts, offset)

    def between(self, start: int, end: int) -> range:
        """The words that start between two offsets."""
        return range(self.first_from(start), self.first_from(end))

    def gap(self, word: int) -> Pair:
        """What lies between a word and the next: from its end, or the text's beginning if it is -1."""
        begin = self.ends[word] if word >= 0 else 0
        return begin, self.starts[word + 1] if word + 1 < len(self) else len(self.text)


def words_of(text: str) -> Words:
    """Split a text into words."""
    found = list(_WORD.finditer(text))
    return Words(
        text,
        tuple(match.group().casefold().replace("’", "'") for match in found),
        tuple(match.start() for match in found),
        tuple(match.end() for match in found),
    )


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a text: which words of the old one are which of the new, by index."""

    old: Words
    new: Words
    pairs: Mapping[int, int]


def versions_of(old: str, new: str) -> Versions:
    """Pair the words of two texts."""
    before, after = words_of(old), words_of(new)
    here, there = _paragraphs(before), _paragraphs(after)
    whole = {
        here[said] + at: there[said] + at for said in here.keys() & there.keys() for at in range(len(said))
    }
    return Versions(before, after, align(before.folded, after.folded, whole))


def _paragraphs(words: Words) -> dict[tuple[str, ...], int]:
    """Where the paragraphs begin that occur once in a text, by their words, but for very short ones."""
    ends = [*(words.first_from(gap.end()) for gap in _GAP.finditer(words.text)), len(words)]
    said = [(words.folded[start:end], start) for start, end in itertools.pairwise([0, *ends])]
    times = Counter(paragraph for paragraph, _ in said)
    return {
        paragraph: start for paragraph, start in said if times[paragraph] == 1 and len(paragraph) >= _TELLING
    }


def align(old: Sequence[str], new: Sequence[str], whole: Mapping[int, int]) -> dict[int, int]:
    """Which words of `old` are which of `new`, by index; `whole` are those of which it is known."""
    pairs = dict(whole)
    taken = set(pairs.values())
    for length in _RUNS:
        here = _once(old, (at for at in range(len(old)) if at not in pairs), length)
        there = _once(new, (at for at in range(len(new)) if at not in taken), length)
        for run, place in here.items():
            for at in range(length) if run in there else ():
                if place + at not in pairs and there[run] + at not in taken:
                    pairs[place + at] = there[run] + at
                    taken.add(there[run] + at)
    chain = _longest_rising(sorted(pairs.items()))
    for (a, b), (c, d) in itertools.pairwise([(-1, -1), *chain, (len(old), len(new))]):
        mine = [at for at in range(a + 1, c) if at not in pairs]
        theirs = [at for at in range(b + 1, d) if at not in taken]
        pairs.update(_compared(old, new, mine, theirs))
    return pairs


def _once(words: Sequence[str], at: Iterable[int], length: int) -> dict[tuple[str, ...], int]:
    """The runs of so many words, all of them among `at`, that occur there once, and where."""
    seen: dict[tuple[str, ...], int] = {}
    places = list(at)
    for first, last in zip(places, places[length - 1 :], strict=False):
        if last - first == length - 1:
            run = tuple(words[first : last + 1])
            seen[run] = -1 if run in seen else first
    return {run: place for run, place in seen.items() if place >= 0}


def _longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The most of the pairs, which rise in their first parts, that rise in both."""
    ends: list[int] = []  # of the best chain of each length, the last second part
    tails: list[int] = []  # and its pair
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        length = bisect.bisect_left(ends, there)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [there]
        tails[length : length + 1] = [index]
    chain = []
    index = tails[-1] if tails else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _compared(
    old: Sequence[str], new: Sequence[str], mine: Sequence[int], theirs: Sequence[int]
) -> Iterator[Pair]:
    """Pairs of words between two places that are held: from both ends first, then the longest runs."""
    short = min(len(mine), len(theirs))
    first = next((at for at in range(short) if old[mine[at]] != new[theirs[at]]), short)
    short -= first
    last = next((at for at in range(short) if old[mine[-1 - at]] != new[theirs[-1 - at]]), short)
    yield from zip(mine[:first], theirs[:first], strict=True)
    yield from zip(mine[len(mine) - last :], theirs[len(theirs) - last :], strict=True)
    mine, theirs = mine[first : len(mine) - last], theirs[first : len(theirs) - last]
    if 0 < len(mine) * len(theirs) <= _SMALL:
        a, b = [old[at] for at in mine], [new[at] for at in theirs]
        for i, j, size in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            yield from zip(mine[i : i + size], theirs[j : j + size], strict=True)
