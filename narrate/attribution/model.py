"""The networks that come with the package, and their vote."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from narrate.attribution.network import Network
from narrate.attribution.rows import Floats, Mask, Rows, log_softmax

STRETCH = 500  # utterances that are weighed at a time
SIGHT = 64  # utterances beyond them: three layers that each see twelve, and the rivals beside


@dataclass(frozen=True, slots=True)
class Model:
    """Networks that vote."""

    networks: tuple[Network, ...]

    def stranger_to(self, author: str) -> "Model":
        """The networks that have not seen an author's novels; all, if every one has seen none of them."""
        strangers = tuple(network for network in self.networks if author in network.unseen)
        return replace(self, networks=strangers or self.networks)

    def probabilities(self, rows: Rows, known: Floats) -> Floats:
        """For each row the probability that this candidate is the speaker."""
        shares = np.zeros(len(known), np.float32)
        for own, heard in stretches(rows):
            near, hints = rows.only(heard), known[heard]
            inputs = near.inputs  # put together once, for all networks
            scores = [network.scores(inputs, near, hints) for network in self.networks]
            votes = [np.exp(log_softmax(score, near)) for score in scores]
            shares[own] = np.mean(votes, axis=0)[own[heard]]
        return shares


def stretches(rows: Rows) -> Iterator[tuple[Mask, Mask]]:
    """The rows of some hundred utterances at a time, and those with all that these can see besides.

    So a book of forty hours takes no more memory than one of two.
    """
    for first in range(0, rows.utterances, STRETCH):
        last = first + STRETCH
        own = (first <= rows.utterance) & (rows.utterance < last)
        if own.any():
            yield own, (first - SIGHT <= rows.utterance) & (rows.utterance < last + SIGHT)


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
        return Model(tuple(networks))
