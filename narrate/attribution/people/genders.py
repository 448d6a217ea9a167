"""He or she: a person's gender from titles, and from the pronouns that follow their name.

How often "she" follows a man's name depends on whose story it is, so the rates are estimated for
each book by expectation maximisation, with the people whose titles tell as anchors.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import (
    DETERMINERS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TAG_VERBS,
    Sex,
    Titled,
)
from narrate.attribution.reading import Reading

_REACH = 18  # tokens of narration after a name in which pronouns are counted
_NEAR, _BEYOND, _OWN, _SELF, _ACTS = 0, 1, 2, 3, 4  # he/she, he/she behind a quote, his/her, himself/herself
_EXPECTED = np.array(  # how often each fits the name before it; the same (+ _ACTS) for the subject of a verb
    [0.66, 0.70, 0.76, 0.85, 0.82, 0.92, 0.87, 0.97]
)
_TRUST = np.array([20.0, 20.0, 20.0, 50.0] * 2)  # pronouns that such an expectation is worth
_AFTER_OBJECT = (  # told her and …, gave her the …
    PREPOSITIONS | DETERMINERS | frozenset("and or but as when if so then again up down away out off".split())
)
_ROUNDS = 12
_PRIOR: Mapping[Titled, float] = {"M": 5.0, "F": -5.0, "R": 1.5, "": 0.0}  # log odds that a title gives
_DAMPING, _LIMIT = 0.8, 4.0  # pronouns after one name depend on each other
Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in narration: its tokens, and the person's index."""

    begin: int
    end: int
    person: int


def maleness(reading: Reading, titled: Sequence[Titled], named: Sequence[Named]) -> list[float]:
    """For each person the log odds of he against she."""
    counts = _count(reading, len(titled), named)
    prior = np.array([_PRIOR[gender] for gender in titled])
    odds = prior.copy()
    for _ in range(_ROUNDS):
        male = 1 / (1 + np.exp(-odds))
        anchored = np.where(np.abs(odds) > 0.5, 1.0, 0.0)
        rate_m = _rate(counts, male * anchored, _EXPECTED)
        rate_f = _rate(counts, (1 - male) * anchored, 1 - _EXPECTED)
        evidence = counts[:, :, 0] @ np.log(rate_m / rate_f) + counts[:, :, 1] @ np.log(
            (1 - rate_m) / (1 - rate_f)
        )
        odds = prior + np.clip(_DAMPING * evidence, -_LIMIT, _LIMIT)
    return [float(value) for value in odds]


def _kin(reading: Reading, at: int) -> Sex:
    """What the noun before a name tells: her brother Marcus."""
    word = reading.lower[at] if at >= 0 and not reading.quote_of[at] else ""
    return "M" if word in MALE_NOUNS else "F" if word in FEMALE_NOUNS else ""


def _rate(counts: Counts, weight: npt.NDArray[np.float64], expected: npt.NDArray[np.float64]) -> Counts:
    """How often "he" follows the names of people of a gender, by context."""
    he, she = weight @ counts[:, :, 0], weight @ counts[:, :, 1]
    rate = (he + _TRUST * expected) / (he + she + _TRUST)
    clipped: Counts = np.clip(rate, 0.02, 0.98)
    return clipped


def _count(reading: Reading, people: int, named: Sequence[Named]) -> Counts:
    """Pronouns after each person's names: [person, context, he or she]."""
    counts = np.zeros((people, len(_EXPECTED), 2))
    for index, name in enumerate(named):
        limit = named[index + 1].begin if index + 1 < len(named) else len(reading)
        limit = min(limit, reading.paragraph_of(name.begin).end)
        spoke = reading.lower[name.begin - 1] in TAG_VERBS
        acts = _ACTS * (spoke or is_subject(reading, name.begin, name.end))
        sex = reading.sex_of(name.begin - 1) or reading.sex_of(name.end) or _kin(reading, name.begin - 1)
        if sex:  # as sure as "himself"
            counts[name.person, _ACTS + _SELF, 0 if sex == "M" else 1] += 1
        told = (at for at in range(name.end, limit) if not reading.quote_of[at])
        seen: set[int] = set()
        for count, at in enumerate(itertools.islice(told, _REACH)):
            word = reading.lower[at]
            sign = PRONOUNS.get(word)
            if sign is None or _is_object(reading, at):
                continue
            if word in ("he", "she"):
                context = _NEAR if at == name.end + count else _BEYOND
            else:
                context = _SELF if word.endswith("self") else _OWN
            if context not in seen:
                seen.add(context)
                counts[name.person, acts + context, 0 if sign > 0 else 1] += 1
            if context in (_NEAR, _BEYOND):
                break
    return counts


def _is_object(reading: Reading, at: int) -> bool:
    """Whether a pronoun means somebody else than the subject before it: Emma told him, but: his hat."""
    word = reading.lower[at]
    following = reading.lower[at + 1] if at + 1 < len(reading) else "."
    return word in ("him", "hers") or (
        word == "her" and (following in _AFTER_OBJECT or not following.isalpha())
    )
