"""The network that weighs the candidates of all utterances at once, in NumPy.

A sieve keeps the most likely candidates. Then each layer lets a row see the best of its rivals for the
same utterance, and the same person's rows a few utterances before and after; and it sees how likely the
layers so far think its person in each of the dozen utterances either way. So turns are decided together,
whoever and however many the people are. What a person has confirmed is an input beside the features,
and training reveals some answers, so that the network learns to use them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from narrate.attribution.weighing.rows import WINDOW, Floats, Rows, best, log_softmax

OFFSETS = (-4, -3, -2, -1, 1, 2, 3, 4)  # utterances away in which a row sees its person's state
SEEN = [WINDOW.index(offset) for offset in OFFSETS]
RIVALS = (0, -1, 1)  # utterances away whose best rows it sees
KEPT = 7  # candidates that come through the sieve
CERTAIN = 20.0  # what is added to the score of a confirmed speaker
_UNLIKELY = -30.0  # the score of a candidate who does not come through the sieve
_AT_ONCE = 400  # rows that go through the sieve or see their person's states at a time, in the cache
_WILD = 5.0  # standard deviations at which inputs are cut off


@dataclass(frozen=True, slots=True)
class Network:
    """One trained network: its arrays by name, and the authors whose novels it has not seen."""

    arrays: Mapping[str, Floats]
    layers: int
    unseen: tuple[str, ...] = ()

    def scores(self, inputs: Floats, rows: Rows, hints: Floats) -> Floats:
        """A score for each row; `hints` is 1 for a confirmed speaker, -1 for those it rules out, else 0."""
        some = (inputs[first : first + _AT_ONCE] for first in range(0, len(inputs), _AT_ONCE))
        scale = self.arrays["mean"], self.arrays["deviation"]
        sieved = np.concatenate([scaled(few, *scale) @ self.arrays["sieve"] for few in some])
        kept = best(sieved + 1000 * hints, rows, KEPT)
        found = np.full(len(hints), _UNLIKELY, np.float32)
        found[kept] = self._weigh(scaled(inputs[kept], *scale), rows.only(kept), hints[kept])
        return found

    def _weigh(self, inputs: Floats, rows: Rows, hints: Floats) -> Floats:
        inputs = np.hstack([inputs, (hints > 0)[:, None], (hints < 0)[:, None]])
        state = self._linear("inner", self._positive("outer", inputs))
        for layer in range(self.layers):
            now = self._normal(f"norm.{layer}", state)
            score = self._linear("score", now)[:, 0]
            likely = np.exp(log_softmax(score + CERTAIN * hints, rows))
            seen = self._look_around(f"wide.{layer}", now, likely, rows)
            state += self._linear(f"narrow.{layer}", seen)
        return self._linear("score", self._normal(f"norm.{self.layers}", state))[:, 0]

    def _look_around(self, name: str, state: Floats, likely: Floats, rows: Rows) -> Floats:
        """What a layer makes of each row and of all that it sees.

        That is its state, the best of its rivals here and beside, its person's before and after, and how
        likely its person is, here and in each utterance of the WINDOW: six hundred numbers a row. They are
        not put side by side, but each kind is weighed by itself: rivals once for all rows of an utterance.
        """
        width, starts = state.shape[1], rows.starts
        edges = np.cumsum([width, len(RIVALS) * width, len(OFFSETS) * width])
        own, rivals, beside, shares = np.split(self.arrays[f"{name}.weight"].T, edges)
        strongest = np.zeros((rows.utterances + 2, width), np.float32)
        strongest[rows.utterance[starts] + 1] = np.maximum.reduceat(state, starts)
        around = [strongest[1 + away : 1 + away + rows.utterances] for away in RIVALS]
        found: Floats = state @ own + self.arrays[f"{name}.bias"]
        found += (np.hstack(around) @ rivals).take(rows.utterance, 0)
        chances = np.append(likely, np.float32(0)).take(rows.same)
        found += np.column_stack([likely, chances]) @ shares
        states = np.vstack([state, np.zeros((1, width), np.float32)])
        for first in range(0, len(state), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            same = states.take(rows.same[some][:, SEEN], 0)
            found[some] += same.reshape(len(same), -1) @ beside
        return np.maximum(found, 0, out=found)

    def _positive(self, name: str, values: Floats) -> Floats:
        found = self._linear(name, values)
        return np.maximum(found, 0, out=found)

    def _linear(self, name: str, values: Floats) -> Floats:
        found: Floats = values @ self.arrays[f"{name}.weight"].T
        found += self.arrays[f"{name}.bias"]
        return found

    def _normal(self, name: str, values: Floats) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(1e-5))
        normal: Floats = centred / spread * self.arrays[f"{name}.weight"] + self.arrays[f"{name}.bias"]
        return normal


def scaled(inputs: Floats, mean: Floats, deviation: Floats) -> Floats:
    """Inputs in standard deviations from their means."""
    found: Floats = inputs - mean
    found /= deviation
    return np.clip(found, -_WILD, _WILD, out=found)
