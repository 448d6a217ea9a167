"""Train the attribution's network on novels with gold speakers.

    python benchmarks/attribution_training.py CORPUS

writes narrate/attribution/weights.npz: five networks, each of which has not seen the novels of a fifth of
the authors. Needs torch and scipy (`pip install narrate[train]`). Seeded: the same corpus gives the same
weights on the same machine. Each novel is read twice, without and with its cast.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import torch
from attribution_corpus import Novel, load
from attribution_lessons import Lesson, lesson
from torch import nn

from narrate.attribution.model import OFFSETS, RIVALS, Network

WEIGHTS = Path(__file__).parents[1] / "narrate" / "attribution" / "weights.npz"
WIDTH, HIDDEN, LAYERS = 48, 64, 3
EPOCHS, RATE, DECAY, DROPOUT = 6, 3e-3, 0.02, 0.15
CHUNK = 220  # utterances of a book that are learned from at a time
REVEALED = 0.5  # share of the steps in which some answers are given, as a person's corrections would be
FOLDS, SEED = 5, 0


class Learner(nn.Module):
    """The network of narrate.attribution.model, to be trained: the arrays have the same names."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.outer, self.inner = nn.Linear(inputs + 2, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        seen = WIDTH * (1 + len(RIVALS) + len(OFFSETS))
        self.wide = nn.ModuleList(nn.Linear(seen, HIDDEN) for _ in range(LAYERS))
        self.narrow = nn.ModuleList(nn.Linear(HIDDEN, WIDTH) for _ in range(LAYERS))
        self.norm = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(LAYERS + 1))
        self.score, self.drop = nn.Linear(WIDTH, 1), nn.Dropout(DROPOUT)

    def forward(self, chunk: "Chunk", known: torch.Tensor) -> torch.Tensor:
        """A score for each row."""
        hints = torch.stack([(known > 0).float(), (known < 0).float()], 1)
        state = torch.cat([self.drop(chunk.inputs), hints], 1)
        state = self.inner(self.drop(torch.relu(self.outer(state))))
        for wide, narrow, norm in zip(self.wide, self.narrow, self.norm, strict=False):
            seen = _look_around(norm(state), chunk)
            state = state + self.drop(narrow(torch.relu(wide(seen))))
        return self.score(self.norm[-1](state))[:, 0]


@dataclass(frozen=True)
class Chunk:
    """A stretch of a lesson as tensors."""

    inputs: torch.Tensor
    utterance: torch.Tensor
    same: torch.Tensor
    right: torch.Tensor
    utterances: int


def _look_around(state: torch.Tensor, chunk: Chunk) -> torch.Tensor:
    where = chunk.utterance[:, None].expand(-1, state.shape[1])
    best = torch.full((chunk.utterances, state.shape[1]), -1e4).scatter_reduce(0, where, state, "amax")
    nothing = torch.zeros(1, state.shape[1])
    best = torch.cat([nothing, torch.where(best < -9e3, torch.zeros(()), best), nothing])
    padded = torch.cat([state, nothing])
    rivals = [best[chunk.utterance + 1 + shift] for shift in RIVALS]
    return torch.cat([state, *rivals, *(padded[chunk.same[:, i]] for i in range(len(OFFSETS)))], 1)


def chunks(
    learned: Lesson, mean: npt.NDArray[np.float32], deviation: npt.NDArray[np.float32]
) -> Iterator[Chunk]:
    """Cut a lesson into stretches of about CHUNK utterances."""
    rows = learned.study.rows
    bounds = np.linspace(0, rows.utterances, max(1, round(rows.utterances / CHUNK)) + 1).astype(int)
    cuts = np.searchsorted(rows.utterance, bounds)
    for first, last, begin, end in zip(bounds, bounds[1:], cuts, cuts[1:], strict=False):
        if end > begin:
            same = rows.same[begin:end] - begin
            same[(same < 0) | (same >= end - begin)] = end - begin
            inputs = np.clip((rows.inputs[begin:end] - mean) / deviation, -5, 5)
            yield Chunk(
                torch.from_numpy(inputs.astype(np.float32)),
                torch.from_numpy(rows.utterance[begin:end] - first),
                torch.from_numpy(same),
                torch.from_numpy(learned.right[begin:end]),
                int(last - first),
            )


def _loss(learner: Learner, chunk: Chunk, dice: np.random.Generator) -> torch.Tensor:
    """Negative log probability of the right candidates, some of the others revealed."""
    answerable = torch.zeros(chunk.utterances).index_add(0, chunk.utterance, chunk.right) > 0
    share = dice.uniform(0, 0.5) if dice.random() < REVEALED else 0.0
    revealed = torch.from_numpy(dice.random(chunk.utterances) < share) & answerable
    known = torch.where(revealed[chunk.utterance], 2 * chunk.right - 1, torch.zeros(()))
    scores = learner(chunk, known)
    best = torch.full((chunk.utterances,), -1e4).scatter_reduce(0, chunk.utterance, scores, "amax")
    weight = torch.exp(scores - best[chunk.utterance])
    total = torch.zeros(chunk.utterances).index_add(0, chunk.utterance, weight)
    right = torch.zeros(chunk.utterances).index_add(0, chunk.utterance, weight * chunk.right)
    counted = answerable & ~revealed
    return -torch.log(right[counted] / total[counted] + 1e-6).mean()


def train(lessons: Sequence[Lesson], seed: int) -> Network:
    """Train one network."""
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    inputs = np.concatenate([learned.study.rows.inputs for learned in lessons])
    mean, deviation = inputs.mean(axis=0), inputs.std(axis=0) + np.float32(1e-3)
    batches = [chunk for learned in lessons for chunk in chunks(learned, mean, deviation)]
    learner = Learner(inputs.shape[1])
    optimizer = torch.optim.AdamW(learner.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=EPOCHS * len(batches), pct_start=0.15
    )
    for _ in range(EPOCHS):
        for index in dice.permutation(len(batches)):
            loss = _loss(learner, batches[index], dice)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    arrays = {name: value.detach().numpy() for name, value in learner.state_dict().items()}
    return Network({"mean": mean, "deviation": deviation, **arrays}, LAYERS)


def folds(novels: Sequence[Novel], count: int = FOLDS) -> list[list[str]]:
    """Authors dealt out so that each fold holds about as many quotes."""
    quotes: Counter[str] = Counter()
    for novel in novels:
        quotes[novel.author] += len(novel.gold["quotes"])
    dealt: list[list[str]] = [[] for _ in range(count)]
    for author, _ in quotes.most_common():
        min(dealt, key=lambda fold: sum(quotes[other] for other in fold)).append(author)
    return dealt


def save(
    networks: Sequence[Network], unseen: Sequence[Sequence[str]], temperature: float, path: Path
) -> None:
    """Store networks as plain arrays of half precision, with the authors that each has not seen."""
    arrays = {
        f"{number}/{name}": array.astype(np.float16 if name.endswith("weight") else np.float32)
        for number, network in enumerate(networks)
        for name, array in network.arrays.items()
    }
    header = {"networks": len(networks), "layers": LAYERS, "temperature": temperature}
    header |= {f"{number}/unseen": ",".join(authors) for number, authors in enumerate(unseen)}
    np.savez_compressed(path, allow_pickle=False, **arrays, **{k: np.array(v) for k, v in header.items()})


class _Classroom:
    """The lessons in a process of its own; forked, so that they are not copied."""

    lessons: ClassVar[list[Lesson]] = []

    @classmethod
    def enter(cls, lessons: list[Lesson]) -> None:
        cls.lessons = lessons
        torch.set_num_threads(1)

    @classmethod
    def train_without(cls, authors: Sequence[str]) -> Network:
        began = time.monotonic()
        network = train([learned for learned in cls.lessons if learned.novel.author not in authors], SEED)
        print(f"without {', '.join(authors)}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        return network


def main() -> None:
    """Train one network for each fold of authors, on all the others, and store them together."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--temperature", type=float, default=1.35, help="as attribution.py finds it")
    ask.add_argument("--weights", type=Path, default=WEIGHTS)
    given = ask.parse_args()
    novels = load(given.corpus)
    lessons = [lesson(novel, cast=cast) for novel in novels for cast in (False, True)]
    unseen = folds(novels)
    with ProcessPoolExecutor(given.jobs, get_context("fork"), _Classroom.enter, (lessons,)) as pool:
        networks = list(pool.map(_Classroom.train_without, unseen))
    save(networks, unseen, given.temperature, given.weights)
    print(f"{given.weights}: {given.weights.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
