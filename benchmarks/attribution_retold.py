"""Who says what in novels retold: without names, or as I. python benchmarks/attribution_retold.py CORPUS.

In a third of each novel's chapters all or some people are called by nouns (a woman, the boy) instead of their
names; and so are all in the first pages of chapters, each read as a story, or in their first half, or some of
them, strangers among people with names. And one of its people tells each novel, or its first pages. All are
read by networks that have seen nothing of the author; beside them the novels as they are.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from narrate.attribution.weighing.rows import best
from novels.corpus import Novel, load
from novels.first_person import in_first_person
from novels.lessons import Lesson, few_pages, lesson
from novels.strangers import read_as_strangers
from novels.unnamed import few_pages_with_strangers, few_unnamed_pages, some_unnamed

SHARE, COPY = 1 / 3, 9  # of the chapters; and another copy than those that networks learn from
SURE = 0.93  # share of the networks' votes from which a line counts as sure
Tally = Counter[tuple[str, str]]


def stories(told: Lesson) -> Iterator[tuple[str, Iterable[Lesson]]]:
    """A novel in seven ways."""
    yield "novels", [told]
    yield "novels, a third unnamed", [some_unnamed(told, SHARE, COPY)]
    yield "a few pages", few_pages(told)
    yield "a few pages, unnamed", few_unnamed_pages(told, COPY)
    yield "a few pages, strangers", few_pages_with_strangers(told, COPY)
    told_as_i = in_first_person(told, 0)
    yield "novels, told as I", [told_as_i] if told_as_i else []
    yield "a few pages, told as I", few_pages(told_as_i) if told_as_i else []


def tally(novel: Novel, *, cast: bool) -> Tally:
    """Lines whose speaker is among the candidates, how many are right, sure, and both."""
    found: Tally = Counter()
    for name, lessons in stories(lesson(novel, cast=cast)):
        for learned, probability in read_as_strangers(list(lessons)):
            rows = learned.study.rows
            right = np.maximum.reduceat(learned.right, rows.starts) > 0
            top = np.flatnonzero(best(probability, rows, 1))
            good, sure = learned.right[top] > 0, probability[top] >= SURE
            counts = {"lines": right, "right": good & right, "sure": sure & right, "both": sure & good}
            found.update({(name, kind): int(which.sum()) for kind, which in counts.items()})
    return found


def main() -> None:
    """Measure."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("--jobs", type=int, default=2)
    given = ask.parse_args()
    novels = load(given.corpus)
    with ProcessPoolExecutor(given.jobs, get_context("fork")) as pool:
        for cast, title in ((False, "raw text"), (True, "cast listed")):
            total: Tally = Counter()
            for found in pool.map(partial(tally, cast=cast), novels):
                total += found
            for name in dict.fromkeys(name for name, _ in total):
                lines, right, sure, both = (total[name, kind] for kind in ("lines", "right", "sure", "both"))
                print(
                    f"{title}, {name:24} {lines:6} lines {right / lines:6.1%} right; "
                    f"{sure / lines:4.0%} sure, {both / sure:.1%} of these right",
                    flush=True,
                )


if __name__ == "__main__":
    main()
