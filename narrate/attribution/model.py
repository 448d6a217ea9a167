"""The network that weighs the candidates of all utterances at once, in NumPy.

Every candidate of every utterance is a row. A layer lets a row see the best of its rivals for the same
utterance, and the same person's rows a few utterances before and after: so turns are decided together,
whoever and however many the people are. What a person has confirmed is an input beside the features,
and training reveals some answers, so that the network learns to use them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

OFFSETS = (-4, -3, -2, -1, 1, 2, 3, 4)  # utterances away in which a row sees its person
RIVALS = (0, -1, 1)  # utterances away whose best rows it sees
CLASSES = {"tag_kind": 4, "tag_place": 5}  # features that name a class, with how many there are
EXACT = {  # features of which single values matter by themselves
    "tag_last": (1, 2, 3),
    "tag_next": (1, 2, 3),
    "rank_near": (0, 1),
    "rank_fitting": (0, 1),
    "after_distance": (0, 1),
    "before_distance": (0, 1),
    "tag_core": (0, 1),
    "tag_first_person": (0, 1),
}
WILD = 5.0  # standard deviations at which inputs are cut off
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """All candidates of all utterances.

    `inputs` is [row, input], `utterance` and `person` are [row]; `same` is [row, offset]: the row of the
    same person in the utterance so far away, or the number of rows if there is none.
    """

    inputs: Floats
    utterance: Indices
    person: Indices
    same: Indices
    utterances: int


def rows_of(features: Floats, names: Sequence[str], candidates: Sequence[Sequence[int]]) -> Rows:
    """Make the network's inputs out of features."""
    utterance = np.array([i for i, persons in enumerate(candidates) for _ in persons], np.int64)
    person = np.array([p for persons in candidates for p in persons], np.int64)
    row = {key: index for index, key in enumerate(zip(utterance.tolist(), person.tolist(), strict=True))}
    none = len(row)
    same = [[row.get((u + offset, p), none) for offset in OFFSETS] for u, p in row]
    inputs = encode(features, names)
    return Rows(
        inputs, utterance, person, np.array(same, np.int64).reshape(-1, len(OFFSETS)), len(candidates)
    )


def encode(features: Floats, names: Sequence[str]) -> Floats:
    """Features on a gentler scale, with columns of their own for classes and for values that matter."""
    columns: list[npt.NDArray[np.generic]] = []
    if not len(features):
        return np.zeros((0, 0), np.float32)
    for index, name in enumerate(names):
        values = features[:, index]
        if name in CLASSES:
            columns += [values == number for number in range(CLASSES[name])]
        else:
            columns.append(np.sign(values) * np.log1p(np.abs(values)))
            columns += [values == number for number in EXACT.get(name, ())]
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Network:
    """One trained network: its arrays by name, and the authors whose novels it has not seen."""

    arrays: Mapping[str, Floats]
    layers: int
    unseen: tuple[str, ...] = ()

    def logits(self, rows: Rows, known: Floats) -> Floats:
        """A score for each row; `known` is 1 for a confirmed speaker, -1 for those it rules out, else 0."""
        array = self.arrays
        inputs = np.clip((rows.inputs - array["mean"]) / array["deviation"], -WILD, WILD)
        inputs = np.hstack([inputs, (known > 0)[:, None], (known < 0)[:, None]]).astype(np.float32)
        state = self._linear("inner", np.maximum(self._linear("outer", inputs), 0))
        for layer in range(self.layers):
            seen = self._normal(f"norm.{layer}", state)
            wide = np.maximum(self._linear(f"wide.{layer}", look_around(seen, rows)), 0)
            state = state + self._linear(f"narrow.{layer}", wide)
        return self._linear("score", self._normal(f"norm.{self.layers}", state))[:, 0]

    def _linear(self, name: str, values: Floats) -> Floats:
        return values @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]

    def _normal(self, name: str, values: Floats) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(1e-5))
        normal: Floats = centred / spread * self.arrays[f"{name}.weight"] + self.arrays[f"{name}.bias"]
        return normal


def look_around(state: Floats, rows: Rows) -> Floats:
    """Each row's state, the best of its rivals here and beside, and its person's before and after."""
    width = state.shape[1]
    best = np.zeros((rows.utterances + 2, width), np.float32)
    starts = np.flatnonzero(np.diff(rows.utterance, prepend=-1))
    best[rows.utterance[starts] + 1] = np.maximum.reduceat(state, starts)
    padded = np.vstack([state, np.zeros((1, width), np.float32)])
    seen = [state, *(best[rows.utterance + 1 + shift] for shift in RIVALS)]
    seen += [padded[rows.same[:, index]] for index in range(len(OFFSETS))]
    return np.hstack(seen)


@dataclass(frozen=True, slots=True)
class Model:
    """Networks that vote, and the temperature at which their confidence is honest."""

    networks: tuple[Network, ...]
    temperature: float

    def stranger_to(self, author: str) -> "Model":
        """The networks that have not seen an author's novels; all, if every one has seen none of them."""
        strangers = tuple(network for network in self.networks if author in network.unseen)
        return Model(strangers or self.networks, self.temperature)

    def probabilities(self, rows: Rows, known: Floats) -> Floats:
        """For each row the probability that this candidate is the speaker."""
        if not len(rows.utterance):
            return np.zeros(0, np.float32)
        mean = np.mean([_log_softmax(net.logits(rows, known), rows) for net in self.networks], axis=0)
        return np.exp(_log_softmax((mean / self.temperature).astype(np.float32), rows))


def _log_softmax(logits: Floats, rows: Rows) -> Floats:
    """Logits made into log probabilities within each utterance."""
    starts = np.flatnonzero(np.diff(rows.utterance, prepend=-1))
    lengths = np.diff(np.append(starts, len(logits)))
    shifted = logits - np.repeat(np.maximum.reduceat(logits, starts), lengths)
    normal: Floats = shifted - np.repeat(np.log(np.add.reduceat(np.exp(shifted), starts)), lengths)
    return normal


@cache
def trained() -> Model:
    """The model that comes with the package: weights.npz, which cannot hold code."""
    with (files("narrate.attribution") / "weights.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        networks = []
        for number in range(int(stored["networks"])):
            prefix = f"{number}/"
            names = [name for name in stored.files if name.startswith(prefix) and name != f"{prefix}unseen"]
            arrays = {name.removeprefix(prefix): stored[name].astype(np.float32) for name in names}
            unseen = tuple(str(stored[f"{prefix}unseen"]).split(","))
            networks.append(Network(arrays, int(stored["layers"]), unseen))
        return Model(tuple(networks), float(stored["temperature"]))
