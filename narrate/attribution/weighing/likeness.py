"""How like what is known of somebody something is: naive Bayes on anything that can be counted."""

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from narrate.attribution.weighing.rows import Floats, Indices, Places, Rows

_LIMIT = 4.0
_UNKNOWN = -1
_STRETCH = 1_000  # rows that are compared at a time


@dataclass(frozen=True, slots=True)
class Counted:
    """The things of each utterance in turn: `which` they are, by number, and how many `times` each is there.

    `starts` says where those of each utterance begin, and where the last one's end.
    """

    which: Places
    times: Floats
    starts: Indices

    @property
    def counts(self) -> Indices:
        """How many things each utterance has."""
        return np.diff(self.starts)

    @property
    def sizes(self) -> Floats:
        """How many each utterance has, a thing that comes twice counted twice."""
        utterance = np.repeat(np.arange(len(self.counts)), self.counts)
        return np.bincount(utterance, self.times, len(self.counts)).astype(np.float32)

    def each(self, utterances: Indices) -> tuple[Indices, Indices]:
        """All things of some utterances: the index of each one's utterance among these, and its own."""
        counts = self.counts[utterances]
        ends = np.cumsum(counts)
        here = np.arange(counts.sum()) + np.repeat(self.starts[utterances] - ends + counts, counts)
        return np.repeat(np.arange(len(utterances)), counts), here

    def of(self, utterances: Indices) -> "Counted":
        """The things of some utterances in their order, which may be others; of -1 none."""
        counts = np.where(utterances < 0, 0, self.counts[utterances])
        _, at = self.each(utterances[utterances >= 0])
        return Counted(self.which[at], self.times[at], np.append(0, np.cumsum(counts)))

    def often(self) -> "Counted":
        """The things that come more than once in all."""
        again = np.bincount(self.which, self.times) > 1
        kept = again[self.which]
        number = np.cumsum(again, dtype=np.int32) - np.int32(1)
        starts = np.append(0, np.cumsum(kept))[self.starts]
        return Counted(number[self.which[kept]], self.times[kept], starts)


def counted(things: Iterable[Iterable[Hashable]]) -> Counted:
    """Count the things of each utterance."""
    number: dict[Hashable, int] = {}
    which, times, starts = array("i"), array("f"), array("i", [0])
    for some in things:
        counts = Counter(some)
        which.extend(number.setdefault(thing, len(number)) for thing in counts)
        times.extend(counts.values())
        starts.append(len(which))
    return Counted(np.array(which, np.int32), np.array(times, np.float32), np.array(starts, np.int64))


def likeness(things: Counted, rows: Rows, shares: Floats, smoothing: float, least: float = 0) -> Floats:
    """For each row, how much more frequent its utterance's things are with its person than with everybody.

    A mean log ratio. `shares` says for each row how far its utterance's things count as its person's; a row's
    own are left out. `smoothing` is the number of everybody's things that are added to each person's; whoever
    has less than `least` of their own is like nobody (0).
    """
    lengths = things.sizes[rows.utterance]
    sizes = np.bincount(rows.person, shares * lengths).astype(np.float32)
    known = np.flatnonzero((sizes > 0) & (sizes >= least))
    place = np.searchsorted(known, rows.person)
    place[~np.isin(rows.person, known)] = _UNKNOWN
    asked = np.flatnonzero((place != _UNKNOWN) & (lengths > 0))
    heard = things.of(rows.utterance[rows.starts])
    kinds = int(heard.which.max(initial=-1)) + 1
    everybody = np.bincount(heard.which, heard.times, kinds).astype(np.float32)
    total = max(1.0, float(everybody.sum()))
    own = np.zeros(len(known) * kinds, np.float32)
    mine = asked[shares[asked] > 0]
    each, at = things.each(rows.utterance[mine])
    np.add.at(own, place[mine][each] * kinds + things.which[at], shares[mine][each] * things.times[at])
    found = np.zeros(len(shares), np.float32)
    for first in range(0, len(asked), _STRETCH):
        mine = asked[first : first + _STRETCH]
        each, at = things.each(rows.utterance[mine])
        which, times = things.which[at], things.times[at]
        usual = (everybody[which] - times + 0.5) / total
        size = sizes[rows.person[mine]] - shares[mine] * lengths[mine]
        count = np.maximum(own[place[mine][each] * kinds + which] - shares[mine][each] * times, 0)
        ratio = (count + smoothing * usual) / (size + smoothing)[each] / usual
        score = np.bincount(each, np.log(ratio) * times) / np.sqrt(lengths[mine])
        found[mine] = np.where(size >= least, np.clip(score, -_LIMIT, _LIMIT), 0)
    return found


def beside_rivals(likely: Floats, rows: Rows) -> Floats:
    """By how much each row's likeness surpasses that of the best other candidate of its utterance."""
    starts, lengths = rows.starts, rows.lengths
    known = np.where(likely == 0, np.float32(-1), likely)
    highest = np.repeat(np.maximum.reduceat(known, starts), lengths)
    is_highest = known >= highest
    second = np.maximum.reduceat(np.where(is_highest, np.float32(-_LIMIT), known), starts)
    found: Floats = np.where(is_highest, known - np.repeat(second, lengths), known - highest)
    return found
