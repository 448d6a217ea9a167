"""Which chapter of a book is which of an earlier one: known by their sentences, however they are numbered."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain, pairwise
from zlib import crc32

_SAMPLE = 32  # sentences that stand for a chapter
_DIGITS = 8  # of each one's hash
_ALIKE = 1 / 8  # of them in common, of those that only one chapter has
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")


def trace(text: str) -> str:
    """What a chapter is known by: the smallest hashes of its sentences, a sample that edits hardly change."""
    sentences = {" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text)}
    hashes = {crc32(sentence.encode("utf-8", "replace")) for sentence in sentences if sentence}
    return "".join(f"{each:0{_DIGITS}x}" for each in nsmallest(_SAMPLE, hashes))


def pair(
    before: Sequence[str], now: Sequence[str], gone: Container[int] = ()
) -> Iterator[tuple[int | None, int | None]]:
    """Both books' chapters side by side in the order of the story, as indices of their traces.

    None stands where a book has no such chapter. What was rewritten beyond recognition is paired by its
    place between the others; earlier chapters that are `gone` come back only if they are recognised. One
    that has moved past another is in neither's place: what stands there now is new, or the one that went
    from there when it moved before.
    """
    partners = dict(_partners(before, now, gone))
    at = 0
    for index in range(len(before)):
        if index in partners:
            yield from ((None, new) for new in range(at, partners[index]))
            at = partners[index] + 1
        yield index, partners.get(index)
    yield from ((None, new) for new in range(at, len(now)))


def _partners(before: Sequence[str], now: Sequence[str], gone: Container[int]) -> Iterator[tuple[int, int]]:
    """Earlier chapters and those that they are now, both in the order of the story."""
    found = _recognised(before, now, gone)
    missed = set(range(len(before))) - set(found)
    kept = _in_order(_places(before, found, gone))
    for (last, at), (index, new) in pairwise([(-1, -1), *kept, (len(before), len(now))]):
        lost = (each for each in range(last + 1, index) if each in missed and each not in gone)
        unknown = (each for each in range(at + 1, new) if found[each] < 0)
        yield from zip(lost, unknown, strict=False)
        if new < len(now):
            yield index, new


def _places(
    before: Sequence[str], found: Sequence[int], gone: Container[int]
) -> Iterator[tuple[int, int, int]]:
    """Each chapter (now) with the places of the earlier book that it may have, and what each one weighs.

    To be where it stood outweighs all places that chapters had gone from before.
    """
    left = defaultdict(list)
    for index, known in enumerate(before):
        if index in gone:
            left[known].append(index)
    for at, earlier in enumerate(found):
        if earlier >= 0:
            places = {earlier, *left[before[earlier]]}
            yield from (
                (at, index, 1 if index in gone else len(before)) for index in sorted(places, reverse=True)
            )


def _in_order(places: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Those of such places that rise in both books and weigh most together, as (earlier, now)."""
    ends, weights = [(-1, -1)], [0]  # of the best choices so far: a later end only where it weighs more
    links: dict[tuple[int, int], tuple[int, int]] = {}
    for at, index, weight in places:
        here = bisect_left(ends, (index, -1))
        total = weights[here - 1] + weight
        after = bisect_right(weights, total, lo=here)
        links[index, at] = ends[here - 1]
        ends[here:after], weights[here:after] = [(index, at)], [total]
    kept, place = [], ends[-1]
    while place in links:
        kept.append(place)
        place = links[place]
    return kept[::-1]


def akin(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether two books have a chapter in common, by their traces."""
    return any(index >= 0 for index in _recognised(before, now, ()))


def _recognised(before: Sequence[str], now: Sequence[str], gone: Container[int]) -> list[int]:
    """For each chapter the earlier one that it is, -1 where it is like none.

    A chapter that has moved is listed twice, where it stands and where it is gone from: the former is it.
    """
    same: dict[str, deque[int]] = defaultdict(deque)
    for index in sorted(range(len(before)), key=lambda index: index in gone):
        same[before[index]].append(index)
    found = [same[known].popleft() if same[known] else -1 for known in now]
    old, new = _distinctive(before, gone), _distinctive(now)
    left = {index for indices in same.values() for index in indices}
    holders: dict[str, list[int]] = defaultdict(list)
    for index in left:
        for each in old[index]:
            holders[each].append(index)
    likeness = []
    for at in (at for at, earlier in enumerate(found) if earlier < 0):
        common = Counter(index for each in new[at] for index in holders.get(each, ()))
        likeness += [
            (shared, index not in gone, -abs(index - at), index, at)
            for index, shared in common.items()
            if shared >= _ALIKE * min(len(old[index]), len(new[at]))
        ]
    for *_, index, at in sorted(likeness, reverse=True):
        if index in left and found[at] < 0:
            found[at] = index
            left.remove(index)
    return found


def _distinctive(traces: Sequence[str], gone: Container[int] = ()) -> list[frozenset[str]]:
    """Each chapter's sentences, without those that several chapters have which are there (“said Nora”)."""
    hashes = [{known[at : at + _DIGITS] for at in range(0, len(known), _DIGITS)} for known in traces]
    seen = Counter(chain.from_iterable(mine for index, mine in enumerate(hashes) if index not in gone))
    return [frozenset(each for each in mine if seen[each] <= 1) for mine in hashes]
