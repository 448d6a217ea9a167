"""The networks that come with the package, and their vote."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files

import numpy as np

from narrate.attribution.weighing.network import Network
from narrate.attribution.weighing.rows import Floats, Rows, log_softmax

_STRETCH = 400  # utterances that are weighed at a time
SIGHT = 36  # utterances beyond them: three layers that each see twelve
_VOTING = 2  # networks that vote at a time: NumPy lets others work meanwhile


@dataclass(frozen=True, slots=True)
class Model:
    """Networks that vote."""

    networks: tuple[Network, ...]

    def half(self) -> "Model":
        """Every second network: enough for a first reading, in half the time."""
        return replace(self, networks=self.networks[::2])

    def probabilities(self, rows: Rows, hints: Floats) -> Floats:
        """For each row the probability that this candidate is the speaker.

        Some hundred utterances are weighed at a time, with all that these can see besides: so a book of forty
        hours takes no more memory than one of two.
        """
        shares = np.zeros(len(hints), np.float32)
        with ThreadPoolExecutor(_VOTING) as booths:
            for first in range(0, rows.utterances, _STRETCH):
                own = rows.of(first, first + _STRETCH)
                if own.start < own.stop:
                    heard = max(0, first - SIGHT), min(first + _STRETCH + SIGHT, rows.utterances)
                    near, around = rows.between(*heard), rows.of(*heard)
                    vote = partial(_vote, inputs=near.inputs, rows=near, hints=hints[around])
                    votes = np.mean(list(booths.map(vote, self.networks)), axis=0)
                    shares[own] = votes[own.start - around.start : own.stop - around.start]
        return shares


def _vote(network: Network, inputs: Floats, rows: Rows, hints: Floats) -> Floats:
    votes: Floats = np.exp(log_softmax(network.scores(inputs, rows, hints), rows))
    return votes


@cache
def trained() -> Model:
    """The model that comes with the package: weights.npz, which cannot hold code."""
    with (files("narrate.attribution") / "weights.npz").open("rb") as file:
        stored = dict(np.load(file, allow_pickle=False))
    layers, unseen = int(stored.pop("layers")), stored.pop("unseen")
    arrays = {name: array.astype(np.float32) for name, array in stored.items()}  # [network, ...]
    networks = []
    for number, authors in enumerate(unseen.tolist()):
        own = {name: array[number] for name, array in arrays.items()}
        networks.append(Network(own, layers, tuple(authors.split(","))))
    return Model(tuple(networks))
