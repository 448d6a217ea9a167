"""How well doubt is placed: python benchmarks/attribution_doubt.py CORPUS.

Each novel is read by networks that have seen nothing of its author, without and with its cast, and so are
the first pages of every third chapter, each as a story of its own, with and without people's names. Fits how
the network's probability is to be corrected by the kind of evidence and the length of the story
(narrate/attribution/confidence.py), and shows, with corrections fitted without that author, how many lines
are unmarked at which confidence, and how many of those are right. Needs scipy.

A line is right if the speaker is the entry of the gold speaker, or is called by one of their names, or by the
noun that its tag has.
"""

import argparse
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from narrate.attribution.confidence import CORRECTIONS, evidence, log_odds, shortness
from narrate.attribution.people.cast import display
from novels.corpus import Novel, load
from novels.gold import gold_quotes, normal
from novels.lessons import Lesson, lesson
from novels.pieces import pieces
from novels.strangers import read_as_strangers
from novels.unnamed import few_unnamed_pages

KINDS = list(CORRECTIONS)
ONE_PERSON = (  # listed twice in the corpus, and not told apart by the text
    {"Bounderby", "Josiah Bounderby"},
    {"Christopher Robin - Story", "Christopher Robin - External"},
    {"Christopher Robin", "Christopher Robin - Story"},
    {"Christopher Robin", "Christopher Robin - External"},
)
STORIES = ("novels", "a few pages", "a few pages without names")
EVERY, COPY = 3, 9  # of which chapter the first pages are read by themselves, and how names are taken away
LEVELS = (0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.98)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Guess:
    """An utterance's likeliest speaker, in a `story` of one of STORIES; `short` is 1 in a few pages."""

    author: str
    story: str
    cast: bool
    kind: int
    short: float
    log_odds: float
    right: bool


def stories(novel: Novel, *, cast: bool) -> Iterator[tuple[str, Lesson]]:
    """A novel, and its first pages, with and without names; the kind of each is one of STORIES."""
    told = lesson(novel, cast=cast)
    unnamed = few_unnamed_pages(told, COPY)[::EVERY]
    yield STORIES[0], told
    yield from ((STORIES[1], lesson(story, cast=cast)) for story in pieces(novel, EVERY))
    yield from ((STORIES[2], story) for story in unnamed)


def guesses(story: str, learned: Lesson) -> Iterator[Guess]:
    """The guesses of networks that are strangers to a novel's author, where there is a gold speaker.

    Of a few pages only people whom they name count; a story would name them.
    """
    ((learned, probability),) = read_as_strangers([learned])
    seen = learned.study
    short = shortness(len(seen.utterances))
    names = {p["name"]: {normal(name) for name in p["aliases"]} for p in learned.novel.gold["characters"]}
    for index, quote in enumerate(gold_quotes(seen, learned.novel)):
        here = seen.rows.of(index, index + 1)
        if quote is None or here.start == here.stop:
            continue
        if story != STORIES[0] and not learned.right[here].any():
            continue
        gold = quote["speaker"]
        best = here.start + int(np.argmax(probability[here]))
        person = int(seen.rows.person[best])
        called = display(seen.people[person])[0]
        named = normal(called) in names.get(gold, ()) or {called, gold} in ONE_PERSON
        named |= seen.people[person].nominal and seen.utterances[index].is_tagged(person)
        kind = KINDS.index(evidence(seen.utterances[index], person, seen.people[person]))
        right = bool(learned.right[best]) or named
        odds = log_odds(float(probability[best]))
        yield Guess(learned.novel.author, story, learned.cast, kind, short, odds, right)


def fit(told: Floats, right: npt.NDArray[np.bool_]) -> Floats:
    """The weights of what is told of each guess that make the log odds honest."""
    signs = 2.0 * right - 1
    surprise = lambda w: float(np.logaddexp(0, -signs * (told @ w)).mean())  # noqa: E731
    found: Floats = minimize(surprise, [0.0, 1.0, 0.0, 0.0], method="BFGS").x
    return found


def corrected(found: Sequence[Guess]) -> Floats:
    """The confidence of each guess, corrected as all the other authors' guesses say."""
    authors = np.array([guess.author for guess in found])
    kinds = np.array([guess.kind for guess in found])
    told = np.array([(1, g.log_odds, g.short, g.short * g.log_odds) for g in found])
    right = np.array([guess.right for guess in found])
    sure = np.zeros(len(found))
    for author in sorted(set(authors)):
        for kind in range(len(KINDS)):
            rest, here = (kinds == kind) & (authors != author), (kinds == kind) & (authors == author)
            sure[here] = 1 / (1 + np.exp(-told[here] @ fit(told[rest], right[rest])))
    for kind, name in enumerate(KINDS):
        weights = " ".join(f"{weight:+.2f}" for weight in fit(told[kinds == kind], right[kinds == kind]))
        print(f"{' '.join(name):20} {weights}   {np.mean(kinds == kind):.0%} of the lines")
    return sure


def main() -> None:
    """Measure."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    novels = load(ask.parse_args().corpus)
    found = [
        guess
        for novel in novels
        for cast in (False, True)
        for kind, story in stories(novel, cast=cast)
        for guess in guesses(kind, story)
    ]
    sure = corrected(found)
    right = np.array([guess.right for guess in found])
    with_cast = np.array([guess.cast for guess in found])
    kinds = np.array([guess.story for guess in found])
    for story, cast in itertools.product(STORIES, (False, True)):
        mine = (kinds == story) & (with_cast == cast)
        name = f"{story} {'with the cast listed' if cast else 'from raw text'}"
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
