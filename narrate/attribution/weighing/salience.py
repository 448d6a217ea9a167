"""Whom a reader has in mind: a memory of people that fades as the text goes on."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from narrate.attribution.acting import is_subject
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading

_MEMORY = 800  # words after which a person is forgotten
_PARAGRAPH = 10  # words that the end of a paragraph counts as
_FADING = 80.0  # words in which the memory of a person fades to a third
_FAMILIAR = 0.1  # how strongly somebody is always in mind of whom everything is told
_UNLIKELY, _DOUBTFUL = 0.02, 0.2  # weights of people of the other, and of unknown gender


def moments(reading: Reading) -> Iterator[tuple[int, int]]:
    """Each token, and when it is read, in words."""
    for paragraph, (first, end) in enumerate(pairwise(reading.opens)):
        for at in range(first, end):
            yield at, at + _PARAGRAPH * paragraph


class Salience:
    """Whom a reader has in mind, and how strongly."""

    def __init__(self, people: Sequence[Person], mentions: Mentions) -> None:
        self.people = people
        self.maleness = mentions.maleness
        told = [len(begins) for begins in mentions.told_of]
        everybody = max(1, sum(told))
        self.familiar = [_FAMILIAR * count / everybody for count in told]
        self.last: dict[int, tuple[int, float]] = {}  # person → when, and how strongly; the latest at the end

    def bring(self, person: int, now: int, strength: float) -> None:
        """Bring somebody to mind, unless they are there more strongly."""
        if strength > self._faded(person, now):
            self.last.pop(person, None)
            self.last[person] = now, strength

    def meant(self, token: int, now: int, sex: int) -> dict[int, float]:
        """The weights of those whom he (1) or she (-1) may mean: who tells the story is no he in it."""
        remembered = takewhile(lambda known: now - known[1][0] < _MEMORY, reversed(self.last.items()))
        return {
            person: (self._faded(person, now) + self.familiar[person])
            * _agreement(sex * self.maleness[person])
            for person, _ in remembered
            if not self.people[person].narrates(token)
        }

    def _faded(self, person: int, now: int) -> float:
        then, strength = self.last.get(person, (now, 0.0))
        return strength * math.exp((then - now) / _FADING)


def _agreement(maleness: float) -> float:
    if maleness < -0.4:
        return _UNLIKELY
    return 1.0 if maleness > 0.4 else _DOUBTFUL


def strength(reading: Reading, mention: Mention, strengths: tuple[float, float, float]) -> float:
    """How strongly a name brings its person to mind: as a subject, as an object, or as an owner (Emma's)."""
    subject, other, owner = strengths
    if mention.owns:
        return owner
    return subject if is_subject(reading, mention.begin, mention.end) else other
