"""How like what is known of somebody something is: naive Bayes on anything that can be counted."""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from narrate.attribution.rows import Floats, Indices, Rows

LIMIT = 4.0
UNKNOWN = -1

Counted = tuple[Indices, Floats]  # things by number, and how often each is there


def likeness(
    things: Sequence[Sequence[Hashable]], rows: Rows, shares: Floats, smoothing: float, least: float = 0
) -> Floats:
    """For each row, how much more frequent its utterance's things are with its person than with everybody.

    A mean log ratio. `things` are those of each utterance; `shares` says for each row how far they count as
    its person's. An utterance's own are left out. `smoothing` is the number of everybody's things that are
    added to each person's; whoever has less than `least` of their own is like nobody (0).
    """
    counted, kinds = _numbered(things)
    lengths = np.array([times.sum() for _, times in counted], np.float32)
    sizes = np.bincount(rows.person, shares * lengths[rows.utterance]).astype(np.float32)
    known = np.flatnonzero((sizes > 0) & (sizes >= least))
    everybody, own = np.zeros(kinds, np.float32), np.zeros((len(known), kinds), np.float32)
    place = np.searchsorted(known, rows.person)
    place[~np.isin(rows.person, known)] = UNKNOWN
    for mine, (which, times) in _utterances(rows, counted):
        everybody[which] += times
        sure = mine[(shares[mine] > 0) & (place[mine] != UNKNOWN)]
        own[np.ix_(place[sure], which)] += shares[sure, None] * times
    total = max(1.0, float(everybody.sum()))
    found = np.zeros(len(shares), np.float32)
    for utterance, (which, times) in _utterances(rows, counted):
        mine = utterance[place[utterance] != UNKNOWN]
        usual = (everybody[which] - times + 0.5) / total
        size = sizes[rows.person[mine]] - shares[mine] * times.sum()
        count = np.maximum(own[np.ix_(place[mine], which)] - shares[mine, None] * times, 0)
        ratio = (count + smoothing * usual) / (size + smoothing)[:, None] / usual
        score = np.log(ratio) @ times / math.sqrt(times.sum())
        found[mine] = np.where(size >= least, np.clip(score, -LIMIT, LIMIT), 0)
    return found


def _numbered(things: Sequence[Sequence[Hashable]]) -> tuple[list[Counted], int]:
    """Each utterance's things that occur more than once, as numbers with their counts."""
    often = Counter(thing for some in things for thing in some)
    number = {thing: index for index, thing in enumerate(t for t, count in often.items() if count > 1)}
    counted = []
    for some in things:
        times = Counter(number[thing] for thing in some if thing in number)
        counted.append((np.array(list(times), np.int64), np.array(list(times.values()), np.float32)))
    return counted, len(number)


def _utterances(rows: Rows, counted: Sequence[Counted]) -> Iterator[tuple[Indices, Counted]]:
    """The rows of each utterance that has any, with what is counted in it."""
    bounds = np.searchsorted(rows.utterance, np.arange(rows.utterances + 1))
    for index, (which, times) in enumerate(counted):
        if len(which) and bounds[index + 1] > bounds[index]:
            yield np.arange(bounds[index], bounds[index + 1]), (which, times)


def beside_rivals(likely: Floats, rows: Rows) -> Floats:
    """By how much each row's likeness surpasses that of the best other candidate of its utterance."""
    starts = rows.starts
    lengths = np.diff(np.append(starts, len(likely)))
    known = np.where(likely == 0, np.float32(-1), likely)
    highest = np.repeat(np.maximum.reduceat(known, starts), lengths)
    is_highest = known >= highest
    second = np.maximum.reduceat(np.where(is_highest, np.float32(-LIMIT), known), starts)
    found: Floats = np.where(is_highest, known - np.repeat(second, lengths), known - highest)
    return found
