"""The network's inputs: each candidate of each utterance is a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WINDOW = (*range(-12, 0), *range(1, 13))  # utterances away in which a row finds its person again
_CLASSES = {"tag_kind": 4, "tag_place": 5}  # features that name a class, with how many there are
_EXACT = {  # features of which single values matter by themselves
    "tag_last": (1, 2, 3),
    "tag_next": (1, 2, 3),
    "rank_near": (0, 1),
    "rank_fitting": (0, 1),
    "after_distance": (0, 1),
    "before_distance": (0, 1),
    "tag_core": (0, 1),
    "tag_first_person": (0, 1),
}
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Column = npt.NDArray[np.int8] | npt.NDArray[np.float16] | npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """All candidates of all utterances.

    `features` is what the text tells, feature by feature [row]; `habits`, what is known of people's, are
    [row, column]; `utterance` and `person` are [row]; `same` is [row, WINDOW]: the row of the same person in
    the utterance so far away, or the number of rows if there is none.
    """

    features: Mapping[str, Column]
    habits: Floats
    utterance: Indices
    person: Indices
    same: Places
    utterances: int

    @property
    def inputs(self) -> Floats:
        """What the network sees of each row: [row, input]."""
        return np.column_stack([*_encode(self.features), self.habits])

    @property
    def starts(self) -> Indices:
        """The first row of each utterance that has any."""
        return np.flatnonzero(np.diff(self.utterance, prepend=-1))

    @property
    def lengths(self) -> Indices:
        """How many rows each of these utterances has."""
        return np.diff(self.starts, append=len(self.utterance))

    def only(self, kept: Mask) -> "Rows":
        """Some of the rows, as far as they see each other: what the text tells of them is left behind."""
        count = int(kept.sum())
        renumbered = np.full(len(kept) + 1, count, np.int32)
        renumbered[:-1][kept] = np.arange(count)
        same = renumbered[self.same[kept]]
        who = self.utterance[kept], self.person[kept]
        return Rows({}, self.habits[kept], *who, same, self.utterances)

    def of(self, first: int, last: int) -> slice:
        """Where the rows of the utterances from `first` up to `last` are."""
        begin, end = self.utterance.searchsorted((first, last))
        return slice(int(begin), int(end))

    def between(self, first: int, last: int) -> "Rows":
        """The rows of the utterances from `first` up to `last`, which are counted from 0 again."""
        here = self.of(first, last)
        count = here.stop - here.start
        same = self.same[here] - np.int32(here.start)
        same[(same < 0) | (same > count)] = count
        who = self.utterance[here] - first, self.person[here]
        features = {name: column[here] for name, column in self.features.items()}
        return Rows(features, self.habits[here], *who, same, last - first)


def rows_of(features: Mapping[str, Column], candidates: Sequence[Sequence[int]]) -> Rows:
    """The rows of some candidates, of whom the text tells this; no habits are known yet."""
    utterance = np.array([i for i, persons in enumerate(candidates) for _ in persons], np.int64)
    person = np.array([p for persons in candidates for p in persons], np.int64)
    habits = np.zeros((len(person), 0), np.float32)
    return Rows(features, habits, utterance, person, _same(utterance, person), len(candidates))


def _same(utterance: Indices, person: Indices) -> Places:
    """For each row those of its person in the utterances around: [row, WINDOW]."""
    count = len(person)
    people = int(person.max(initial=0)) + 1
    key = utterance * people + person
    order = np.append(np.argsort(key), count)
    ordered = np.append(key[order[:-1]], -1)
    found = np.empty((count, len(WINDOW)), np.int32)
    for column, shift in enumerate(WINDOW):
        wanted = key + people * shift
        place = np.searchsorted(ordered[:-1], wanted)
        found[:, column] = np.where(ordered[place] == wanted, order[place], count)
    return found


def columns(features: Floats, names: Sequence[str]) -> dict[str, Column]:
    """Features one by one, each in as few bytes as hold it exactly: most are small whole numbers."""
    with np.errstate(over="ignore", invalid="ignore"):
        return {name: _narrow(column) for name, column in zip(names, features.T, strict=False)}


def _narrow(column: Floats) -> Column:
    whole, half = column.astype(np.int8), column.astype(np.float16)
    if (whole == column).all():
        return whole
    return half if (half == column).all() else column.copy()


def joined(blocks: Sequence[dict[str, Column]]) -> dict[str, Column]:
    """The columns of several blocks of rows, one behind the other; these give up theirs."""
    names = list(blocks[0]) if blocks else []
    return {name: np.concatenate([block.pop(name) for block in blocks]) for name in names}


def _encode(features: Mapping[str, Column]) -> Iterator[npt.NDArray[np.generic]]:
    """Features on a gentler scale, with columns of their own for classes and for values that matter."""
    for name, column in features.items():
        values = column.astype(np.float32)
        if name in _CLASSES:
            yield from (values == number for number in range(_CLASSES[name]))
        else:
            yield np.sign(values) * np.log1p(np.abs(values))
            yield from (values == number for number in _EXACT.get(name, ()))


def best(scores: Floats, rows: Rows, count: int) -> Mask:
    """Which rows are among the `count` with the highest scores of their utterance."""
    order = np.lexsort((-scores, rows.utterance))
    rank = np.empty(len(scores), np.int64)
    rank[order] = np.arange(len(scores)) - np.repeat(rows.starts, rows.lengths)
    return rank < count


def log_softmax(scores: Floats, rows: Rows) -> Floats:
    """Scores made into log probabilities within each utterance."""
    starts, lengths = rows.starts, rows.lengths
    shifted = scores - np.repeat(np.maximum.reduceat(scores, starts), lengths)
    normal: Floats = shifted - np.repeat(np.log(np.add.reduceat(np.exp(shifted), starts)), lengths)
    return normal
