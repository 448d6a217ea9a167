"""The networks that come with the package, and their vote."""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from narrate.attribution.network import Network
from narrate.attribution.rows import Floats, Rows, log_softmax


@dataclass(frozen=True, slots=True)
class Model:
    """Networks that vote."""

    networks: tuple[Network, ...]

    @property
    def first(self) -> "Model":
        """One network alone, which is enough for a first reading."""
        return replace(self, networks=self.networks[:1])

    def stranger_to(self, author: str) -> "Model":
        """The networks that have not seen an author's novels; all, if every one has seen none of them."""
        strangers = tuple(network for network in self.networks if author in network.unseen)
        return replace(self, networks=strangers or self.networks)

    def probabilities(self, rows: Rows, known: Floats) -> Floats:
        """For each row the probability that this candidate is the speaker."""
        if not len(rows.utterance):
            return np.zeros(0, np.float32)
        votes = [np.exp(log_softmax(network.scores(rows, known), rows)) for network in self.networks]
        shares: Floats = np.mean(votes, axis=0)
        return shares


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
