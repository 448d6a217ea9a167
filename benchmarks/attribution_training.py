"""Train the attribution's networks on novels with gold speakers.

    python benchmarks/attribution_training.py CORPUS

writes narrate/attribution/weights.npz: for each of five folds of authors, networks that have not seen their
novels. Needs torch (`pip install '.[train]'`). Seeded: the same corpus gives the same
weights on the same machine. Each novel is read up to eighteen times: without and with its cast, both twice
more with many of its tags taken out or made vague, three times with beats instead of tags, once with nouns
for the names of some chapters, and twice told by one of its people as I. The beginnings of its chapters are
read as stories of a few pages, as they are, with beats, with nouns for names, and told as I. A first round
of networks learns from that. They guess who says what in the novels that they have not seen, so that
everybody's habits are known as they will be in a second reading; a second round learns from these readings,
and is kept.
"""

import argparse
import gc
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch import nn

from narrate.attribution.weighing.model import Model
from narrate.attribution.weighing.network import Network
from narrate.attribution.weighing.rows import Floats
from novels.corpus import Novel, folds, load
from novels.dressing import in_modern_dress
from novels.first_person import in_first_person
from novels.learner import LAYERS, Learner, Scale, chunks, loss
from novels.lessons import Lesson, few_pages, lesson
from novels.riddles import riddle
from novels.strangers import reread_by_strangers
from novels.unnamed import few_unnamed_pages, some_unnamed

WEIGHTS = Path(__file__).parents[1] / "narrate" / "attribution" / "weights.npz"
EPOCHS, RATE, DECAY = 3, 3e-3, 0.02
SIEVING, SIEVED = (1e-2, 5e-3, 1e-3), 800  # rates of the sieve's epochs, and utterances of a step
SEEDS = 4  # networks that have not seen a fold
RIDDLES, DRESSED = 2, 3  # copies of each lesson with tags taken out, and with beats instead of them
UNNAMED = 1 / 3  # share of the chapters that have nouns for names, in one more copy


def scale_of(lessons: Sequence[Lesson]) -> Scale:
    """The inputs' means and deviations, and a linear sieve that keeps the right candidates."""
    mean, deviation = _moments(lessons)
    scale = Scale(mean, deviation + np.float32(1e-3), np.zeros(len(mean), np.float32))
    torch.manual_seed(0)
    sieve = nn.Linear(len(mean), 1)
    optimizer = torch.optim.Adam(sieve.parameters())
    for epoch, rate in enumerate(SIEVING):
        optimizer.param_groups[0]["lr"] = rate
        for index in np.random.default_rng(epoch).permutation(len(lessons)):
            for values, utterance, right in _stretches(lessons[index], scale):
                weights = torch.exp(sieve(values)[:, 0])
                sums = torch.zeros(2, SIEVED).index_add(1, utterance, torch.stack([weights, weights * right]))
                total, good = sums[:, sums[1] > 0]
                optimizer.zero_grad()
                (-torch.log(good / total).mean()).backward()
                optimizer.step()
    return Scale(scale.mean, scale.deviation, sieve.weight.detach().numpy()[0])


def _moments(lessons: Sequence[Lesson]) -> tuple[Floats, Floats]:
    """The means and standard deviations of the inputs, one lesson at a time in memory."""
    count, total, squares = 0, np.zeros(1), np.zeros(1)
    for learned in lessons:
        inputs = learned.study.rows.inputs.astype(np.float64)
        count, total, squares = count + len(inputs), total + inputs.sum(0), squares + (inputs**2).sum(0)
    mean = total / count
    return mean.astype(np.float32), np.sqrt(np.maximum(squares / count - mean**2, 0)).astype(np.float32)


def _stretches(learned: Lesson, scale: Scale) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Inputs, utterances and right rows of a lesson, SIEVED utterances at a time."""
    rows = learned.study.rows
    for first in range(0, rows.utterances, SIEVED):
        right = learned.right[rows.of(first, first + SIEVED)]
        if right.any():
            some = rows.between(first, first + SIEVED)
            yield (
                torch.from_numpy(scale(some.inputs)),
                torch.from_numpy(some.utterance),
                torch.from_numpy(right),
            )


def train(lessons: Sequence[Lesson], scale: Scale, seed: int) -> Network:
    """Train one network."""
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    batches = [chunk for learned in lessons for chunk in chunks(learned, scale)]
    learner = Learner(len(scale.mean))
    optimizer = torch.optim.AdamW(learner.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(batches)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    for _ in range(EPOCHS):
        for index in dice.permutation(len(batches)):
            optimizer.zero_grad()
            loss(learner, batches[index], dice).backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    arrays = {name: value.detach().numpy() for name, value in learner.state_dict().items()}
    return Network({"mean": scale.mean, "deviation": scale.deviation, "sieve": scale.sieve, **arrays}, LAYERS)


def save(model: Model, path: Path) -> None:
    """Store networks as plain arrays [network, ...], of half precision where that is enough."""
    arrays = {}
    for name in model.networks[0].arrays:
        kind = np.float16 if name.endswith("weight") else np.float32
        arrays[name] = np.stack([network.arrays[name] for network in model.networks]).astype(kind)
    arrays["layers"] = np.array(LAYERS)
    arrays["unseen"] = np.array([",".join(network.unseen) for network in model.networks])
    np.savez_compressed(path, allow_pickle=False, **arrays)


class _Classroom:
    """The lessons in a process of its own; forked, so that they are not copied."""

    lessons: ClassVar[list[Lesson]] = []

    @classmethod
    def enter(cls, lessons: list[Lesson]) -> None:
        cls.lessons = lessons
        torch.set_num_threads(1)

    @classmethod
    def train_without(cls, authors: Sequence[str], seeds: int) -> list[Network]:
        began = time.monotonic()
        lessons = [learned for learned in cls.lessons if learned.novel.author not in authors]
        scale = scale_of(lessons)
        networks = [replace(train(lessons, scale, seed), unseen=tuple(authors)) for seed in range(seeds)]
        print(f"without {', '.join(authors)}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        return networks


def trained_on(lessons: list[Lesson], unseen: Sequence[Sequence[str]], seeds: int, jobs: int) -> Model:
    """Networks for each fold of authors, trained without their novels."""
    gc.freeze()  # so that no process copies the lessons by looking for what can be thrown away
    with ProcessPoolExecutor(jobs, get_context("fork"), _Classroom.enter, (lessons,)) as pool:
        trained = pool.map(_Classroom.train_without, unseen, [seeds] * len(unseen))
        return Model(tuple(network for alike in trained for network in alike))


def read_all(novels: Sequence[Novel], jobs: int) -> list[Lesson]:
    """All lessons, read for the first time."""
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        plain = [pool.submit(lesson, novel, cast=cast) for novel in novels for cast in (False, True)]
        school = [reading.result() for reading in plain]
        others = [pool.submit(riddle, told, copy) for copy in range(RIDDLES) for told in school]
        others += [pool.submit(in_modern_dress, told, copy) for copy in range(DRESSED) for told in school]
        school += [reading.result() for reading in others]
        dressed = school[-len(plain) :]
        school += pool.map(some_unnamed, school[: len(plain)], repeat(UNNAMED))
        school += filter(None, pool.map(in_first_person, school[: len(plain)], repeat(0)))
        told_as_i = list(filter(None, pool.map(in_first_person, dressed, repeat(1))))
        school += told_as_i
        pages_of = [*school[: len(plain)], *dressed, *told_as_i]
        school += itertools.chain.from_iterable(pool.map(few_pages, pages_of))
        school += itertools.chain.from_iterable(pool.map(few_unnamed_pages, dressed))
        return school


def main() -> None:
    """Train networks for each fold of authors on all the others, and store them together."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("--jobs", type=int, default=1)
    ask.add_argument("--weights", type=Path, default=WEIGHTS)
    given = ask.parse_args()
    novels = load(given.corpus)
    unseen = folds(novels)
    school = read_all(novels, given.jobs)
    guessers = trained_on(school, unseen, 1, given.jobs)
    with ProcessPoolExecutor(given.jobs, get_context("fork")) as pool:
        for index, reread in enumerate(pool.map(reread_by_strangers, school, repeat(guessers))):
            school[index] = reread  # all of them twice would not fit into memory
    save(trained_on(school, unseen, SEEDS, given.jobs), given.weights)
    print(f"{given.weights}: {given.weights.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
