"""He or she: a person's gender from titles, and from the pronouns that follow their name.

How often "she" follows a man's name depends on whose story it is, so the rates are estimated for
each book by expectation maximisation, with the people whose titles tell as anchors.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrate.attribution.lexicon import HE, SHE
from narrate.attribution.reading import Reading

REACH = 18  # tokens after a name in which pronouns are counted
CONTEXTS = 5  # he/she near, he/she later, his/her or him, himself/herself, his/her or him later
EXPECTED = np.array([0.80, 0.70, 0.72, 0.95, 0.66])  # how often they fit the name before them
TRUST = np.array([20.0, 20.0, 20.0, 50.0, 20.0])  # pronouns that such an expectation is worth
ROUNDS = 12
PRIOR = {"M": 5.0, "F": -5.0, "R": 1.5, "": 0.0}  # log odds that a title gives
DAMPING, LIMIT = 0.6, 4.0  # pronouns after one name depend on each other
Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in narration: its tokens, and the person's index."""

    begin: int
    end: int
    person: int


def maleness(reading: Reading, titled: Sequence[str], named: Sequence[Named]) -> list[float]:
    """For each person the log odds of he against she; `titled` is M, F, R (a rank) or nothing."""
    counts = _count(reading, len(titled), named)
    prior = np.array([PRIOR[gender] for gender in titled])
    odds = prior.copy()
    for _ in range(ROUNDS):
        male = 1 / (1 + np.exp(-odds))
        anchored = np.where(np.abs(odds) > 0.5, 1.0, 0.0)
        rate_m = _rate(counts, male * anchored, EXPECTED)
        rate_f = _rate(counts, (1 - male) * anchored, 1 - EXPECTED)
        evidence = counts[:, :, 0] @ np.log(rate_m / rate_f) + counts[:, :, 1] @ np.log(
            (1 - rate_m) / (1 - rate_f)
        )
        odds = prior + np.clip(DAMPING * evidence, -LIMIT, LIMIT)
    return [float(value) for value in odds]


def _rate(counts: Counts, weight: npt.NDArray[np.float64], expected: npt.NDArray[np.float64]) -> Counts:
    """How often "he" follows the names of people of a gender, by context."""
    he, she = weight @ counts[:, :, 0], weight @ counts[:, :, 1]
    rate = (he + TRUST * expected) / (he + she + TRUST)
    clipped: Counts = np.clip(rate, 0.02, 0.98)
    return clipped


def _count(reading: Reading, people: int, named: Sequence[Named]) -> Counts:
    """Pronouns after each person's names: [person, context, he or she]."""
    counts = np.zeros((people, CONTEXTS, 2))
    for index, name in enumerate(named):
        limit = named[index + 1].begin if index + 1 < len(named) else len(reading)
        limit = min(limit, name.end + REACH, len(reading))
        sentence = 0
        seen: set[int] = set()
        for at in range(name.end, limit):
            word = reading.lower[at]
            if reading.quote_of[at]:
                break
            sentence += reading.tokens[at] in ".!?"
            if word not in HE and word not in SHE:
                continue
            if word in ("himself", "herself"):
                context = 3
            elif word in ("he", "she"):
                context = min(sentence, 1)
            else:
                context = 4 if sentence else 2
            if context not in seen:
                seen.add(context)
                counts[name.person, context, 0 if word in HE else 1] += 1
            if context < 2:
                break
    return counts
