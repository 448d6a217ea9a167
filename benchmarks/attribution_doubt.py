"""How well doubt is placed: python benchmarks/attribution_doubt.py CORPUS.

Each novel is read by networks that have seen nothing of its author, without and with its cast. Fits how
the network's probability is to be corrected by the kind of evidence (narrate/attribution/confidence.py),
and shows, with corrections fitted without that author, how many lines are unmarked at which confidence,
and how many of those are right. Needs scipy.

A line is right if the speaker is the entry of the gold speaker, or is called by one of their names.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from narrate.attribution.confidence import CORRECTIONS, evidence
from narrate.attribution.people.cast import display
from novels.corpus import load
from novels.gold import gold_quotes, normal
from novels.lessons import Lesson, lesson
from novels.strangers import read_as_strangers

KINDS = list(CORRECTIONS)
ONE_PERSON = (  # listed twice in the corpus, and not told apart by the text
    {"Bounderby", "Josiah Bounderby"},
    {"Christopher Robin - Story", "Christopher Robin - External"},
    {"Christopher Robin", "Christopher Robin - Story"},
    {"Christopher Robin", "Christopher Robin - External"},
)
LEVELS = (0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.98)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Guess:
    """An utterance's likeliest speaker."""

    author: str
    cast: bool
    kind: int
    log_odds: float
    right: bool


def guesses(learned: Lesson) -> Iterator[Guess]:
    """The guesses of networks that are strangers to a novel's author, where there is a gold speaker."""
    ((learned, probability),) = read_as_strangers([learned])
    seen = learned.study
    names = {p["name"]: {normal(name) for name in p["aliases"]} for p in learned.novel.gold["characters"]}
    for index, quote in enumerate(gold_quotes(seen, learned.novel)):
        begin, end = np.searchsorted(seen.rows.utterance, [index, index + 1])
        if quote is None or begin == end:
            continue
        gold = quote["speaker"]
        best = begin + int(np.argmax(probability[begin:end]))
        person = int(seen.rows.person[best])
        called = display(seen.people[person])[0]
        named = normal(called) in names.get(gold, ()) or {called, gold} in ONE_PERSON
        share = min(max(float(probability[best]), 1e-4), 1 - 1e-4)
        kind = KINDS.index(evidence(seen.utterances[index], person, seen.people[person]))
        right = bool(learned.right[best]) or named
        yield Guess(learned.novel.author, learned.cast, kind, float(np.log(share / (1 - share))), right)


def fit(log_odds: Floats, right: npt.NDArray[np.bool_]) -> Floats:
    """The shift and the slope that make log odds honest."""
    signs = 2.0 * right - 1
    surprise = lambda w: float(np.logaddexp(0, -signs * (w[0] + w[1] * log_odds)).mean())  # noqa: E731
    found: Floats = minimize(surprise, [0.0, 1.0], method="BFGS").x
    return found


def corrected(found: Sequence[Guess]) -> Floats:
    """The confidence of each guess, corrected as all the other authors' guesses say."""
    authors = np.array([guess.author for guess in found])
    kinds = np.array([guess.kind for guess in found])
    log_odds = np.array([guess.log_odds for guess in found])
    right = np.array([guess.right for guess in found])
    sure = np.zeros(len(found))
    for author in sorted(set(authors)):
        for kind in range(len(KINDS)):
            rest, here = (kinds == kind) & (authors != author), (kinds == kind) & (authors == author)
            shift, slope = fit(log_odds[rest], right[rest])
            sure[here] = 1 / (1 + np.exp(-shift - slope * log_odds[here]))
    for kind, name in enumerate(KINDS):
        shift, slope = fit(log_odds[kinds == kind], right[kinds == kind])
        print(f"{' '.join(name):20} {shift:+.2f} {slope:.2f}   {np.mean(kinds == kind):.0%} of the lines")
    return sure


def main() -> None:
    """Measure."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    novels = load(ask.parse_args().corpus)
    found = [g for novel in novels for cast in (False, True) for g in guesses(lesson(novel, cast=cast))]
    sure = corrected(found)
    right = np.array([guess.right for guess in found])
    with_cast = np.array([guess.cast for guess in found])
    for name, mine in (("from raw text", ~with_cast), ("with the cast listed", with_cast)):
        tenth = np.clip((10 * sure).astype(int), 0, 9)
        error = sum(abs(float((sure - right)[mine & (tenth == n)].sum())) for n in range(10)) / mine.sum()
        print(f"\n{name}: {right[mine].mean():.1%} right, calibration error {error:.1%}")
        for level in LEVELS:
            unmarked = mine & (sure >= level)
            share = unmarked.sum() / mine.sum()
            print(
                f"  confidence {level:.2f}: {share:.0%} unmarked, {right[unmarked].mean():.1%} of them right"
            )


if __name__ == "__main__":
    main()
