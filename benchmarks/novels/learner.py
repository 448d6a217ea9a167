"""The network of narrate.attribution.weighing in PyTorch, to be trained: the arrays have the same names."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from narrate.attribution.weighing.network import CERTAIN, KEPT, OFFSETS, RIVALS, SEEN, scaled
from narrate.attribution.weighing.rows import WINDOW, Floats, best
from novels.lessons import Lesson

WIDTH, HIDDEN, LAYERS = 48, 64, 3
DROPOUT = 0.15
CHUNK = 220  # utterances of a book that are learned from at a time
REVEALED = 0.5  # share of the steps in which some answers are given, as a person's corrections would be
ASIDE = 0.2  # weight of what is learned beside: the layers' early verdicts, who is spoken to, and of
MISTAKEN = 0.02  # chance that the gold is wrong: what cannot be learned is not learned by heart


@dataclass(frozen=True)
class Scale:
    """How inputs are made comparable, and what weighs them before the network does."""

    mean: Floats
    deviation: Floats
    sieve: Floats

    def __call__(self, inputs: Floats) -> Floats:
        """Inputs in standard deviations from their means."""
        return scaled(inputs, self.mean, self.deviation)


@dataclass(frozen=True)
class Chunk:
    """A stretch of a lesson as tensors.

    `rivals` says for each row in turn which utterances' best rows it sees (0: none), `same` is [row, WINDOW].
    """

    inputs: Tensor
    utterance: Tensor
    rivals: Tensor
    same: Tensor
    right: Tensor
    spoken_to: Tensor
    spoken_of: Tensor
    utterances: int

    def sums(self, values: Tensor) -> Tensor:
        """The sum over the candidates of each utterance."""
        return torch.zeros(self.utterances).index_add(0, self.utterance, values)

    def shares(self, scores: Tensor) -> Tensor:
        """Scores made into probabilities within each utterance."""
        lowest = torch.full((self.utterances,), -1e4)
        highest = lowest.scatter_reduce(0, self.utterance, scores.detach(), "amax")
        weights = torch.exp(scores - highest.index_select(0, self.utterance))
        return weights / self.sums(weights).index_select(0, self.utterance)


class Learner(nn.Module):  # type: ignore[misc] # PyTorch is typed by half
    """The network, with two more scores that are only trained: whether a candidate is spoken to, and of."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.outer, self.inner = nn.Linear(inputs + 2, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        seen = WIDTH * (1 + len(RIVALS) + len(OFFSETS)) + 1 + len(WINDOW)
        self.wide = nn.ModuleList(nn.Linear(seen, HIDDEN) for _ in range(LAYERS))
        self.narrow = nn.ModuleList(nn.Linear(HIDDEN, WIDTH) for _ in range(LAYERS))
        self.norm = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(LAYERS + 1))
        self.score, self.drop = nn.Linear(WIDTH, 3), nn.Dropout(DROPOUT)

    def forward(self, chunk: Chunk, known: Tensor) -> list[Tensor]:
        """Scores [row, spoken by, to or of] before each layer, and at last."""
        hints = torch.stack([(known > 0).float(), (known < 0).float()], 1)
        present = torch.ones(chunk.inputs.shape[1])
        present = nn.functional.dropout(present, DROPOUT, self.training)  # of whole columns
        state = torch.cat([chunk.inputs * present, hints], 1)
        state = self.inner(self.drop(torch.relu(self.outer(state))))
        scores = []
        for wide, narrow, norm in zip(self.wide, self.narrow, self.norm, strict=False):
            now = norm(state)
            scores.append(self.score(now))
            likely = chunk.shares(scores[-1][:, 0] + CERTAIN * known)
            again = torch.cat([likely, torch.zeros(1)]).index_select(0, chunk.same.flatten())
            seen = [_look_around(now, chunk), likely[:, None], again.view(len(now), -1)]
            state = state + self.drop(narrow(torch.relu(wide(torch.cat(seen, 1)))))
        return [*scores, self.score(self.norm[-1](state))]


def _look_around(state: Tensor, chunk: Chunk) -> Tensor:
    count, width = state.shape
    where = chunk.utterance[:, None].expand(-1, width)
    strongest = torch.full((chunk.utterances, width), -1e4).scatter_reduce(0, where, state, "amax")
    nothing = torch.zeros(1, width)
    strongest = torch.cat([nothing, torch.where(strongest < -9e3, torch.zeros(()), strongest), nothing])
    rivals = strongest.index_select(0, chunk.rivals).view(count, -1)
    beside = torch.cat([state, nothing]).index_select(0, chunk.same[:, SEEN].flatten())
    return torch.cat([state, rivals, beside.view(count, -1)], 1)


def chunks(learned: Lesson, scale: Scale) -> Iterator[Chunk]:
    """Cut a lesson into stretches of about CHUNK utterances, through the sieve."""
    inputs = scale(learned.study.rows.inputs)
    kept = best(inputs @ scale.sieve, learned.study.rows, KEPT)
    rows = learned.study.rows.only(kept)
    inputs, right = inputs[kept], learned.right[kept]
    spoken_to, spoken_of = learned.spoken_to[kept], learned.spoken_of[kept]
    bounds = np.linspace(0, rows.utterances, max(1, round(rows.utterances / CHUNK)) + 1).astype(int)
    for first, last in pairwise(bounds.tolist()):
        here, some = rows.of(first, last), rows.between(first, last)
        if here.start < here.stop:
            yield Chunk(
                torch.from_numpy(inputs[here]),
                torch.from_numpy(some.utterance),
                torch.from_numpy((some.utterance[:, None] + 1 + np.array(RIVALS)).ravel()),
                torch.from_numpy(some.same),
                torch.from_numpy(right[here]),
                torch.from_numpy(spoken_to[here]),
                torch.from_numpy(spoken_of[here]),
                some.utterances,
            )


def surprise(chunk: Chunk, scores: Tensor, right: Tensor, counted: Tensor) -> Tensor:
    """Mean negative log probability of the right candidates in the utterances that count."""
    likely = chunk.sums(chunk.shares(scores) * right)[counted]
    return -torch.log(MISTAKEN + (1 - MISTAKEN) * likely).sum() / max(1, len(likely))


def loss(learner: Learner, chunk: Chunk, dice: np.random.Generator) -> Tensor:
    """How much the right candidates surprise a learner, some of the answers revealed."""
    answerable = chunk.sums(chunk.right) > 0
    share = dice.uniform(0, 0.5) if dice.random() < REVEALED else 0.0
    revealed = torch.from_numpy(dice.random(chunk.utterances) < share) & answerable
    known = torch.where(revealed[chunk.utterance], 2 * chunk.right - 1, torch.zeros(()))
    *early, last = learner(chunk, known)
    counted = answerable & ~revealed
    total = surprise(chunk, last[:, 0], chunk.right, counted)
    for scores in early:
        total = total + ASIDE * surprise(chunk, scores[:, 0], chunk.right, counted)
    heard = chunk.sums(chunk.spoken_to) > 0
    total = total + ASIDE * surprise(chunk, last[:, 1], chunk.spoken_to, heard)
    return total + ASIDE * binary_cross_entropy_with_logits(last[:, 2], chunk.spoken_of)
