"""Whom each "he" and "she" of the narration means, by a walk through the text with a fading memory."""

import math
from collections.abc import Sequence
from itertools import pairwise

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import HE, REPLY_NOUNS, SHE
from narrate.attribution.people.mentions import Mention, Mentions
from narrate.attribution.people.persons import Person
from narrate.attribution.reading import Reading

MEMORY = 800  # words after which a person is forgotten
PARAGRAPH = 10  # words that the end of a paragraph counts as
FADING = 80.0  # words in which the memory of a person fades to a third
SUBJECT, OBJECT, OWNER = 1.3, 1.0, 0.8  # how strongly a name brings somebody to mind: Emma rose; Emma's
CALLED, ONLY_CALLED = 0.6, 1.3  # the same for a name in speech: of one whom narration names, and does not
HE_DOES, OF_HIM = 1.3, 1.2  # the same for pronouns: he and she; him, his, her
FAMILIAR = 0.1  # the same for somebody of whom everything is told
UNLIKELY, DOUBTFUL = 0.02, 0.2  # weights of people of the other, and of unknown gender


def resolve(reading: Reading, people: Sequence[Person], mentions: Mentions) -> dict[int, int]:
    """The likeliest person for each subject pronoun in narration, by token."""
    meant: dict[int, int] = {}
    memory = _Memory(people, mentions)
    for paragraph, (first, end) in enumerate(pairwise(reading.opens)):
        for at in range(first, end):
            word, mention = reading.lower[at], mentions.at.get(at)
            now = at + PARAGRAPH * paragraph
            if mention is not None:
                if mention.begin == at:
                    memory.bring(mention.person, now, _strength(reading, mentions, mention))
            elif (word in HE or word in SHE) and not reading.quote_of[at]:
                person = memory.likeliest(at, now, 1 if word in HE else -1)
                does = word in ("he", "she") or _is_answer(reading, at)
                if person is not None:
                    memory.bring(person, now, HE_DOES if does else OF_HIM)
                    if does:
                        meant[at] = person
    return meant


class _Memory:
    """Whom a reader has in mind, and how strongly: it fades as the text goes on."""

    def __init__(self, people: Sequence[Person], mentions: Mentions) -> None:
        self.people = people
        self.maleness = mentions.maleness
        told = [len(begins) for begins in mentions.told_of]
        everybody = max(1, sum(told))
        self.familiar = [FAMILIAR * count / everybody for count in told]
        self.last: dict[int, tuple[int, float]] = {}  # person → when, and how strongly

    def bring(self, person: int, now: int, strength: float) -> None:
        """Bring somebody to mind, unless they are there more strongly."""
        if strength > self._faded(person, now):
            self.last[person] = now, strength

    def likeliest(self, token: int, now: int, sex: int) -> int | None:
        """Whom he (1) or she (-1) means."""
        weights = {
            person: (self._faded(person, now) + self.familiar[person])
            * _agreement(sex * self.maleness[person])
            for person, (then, _) in self.last.items()
            if now - then < MEMORY and not self.people[person].narrates(token)
        }
        return max(weights, key=weights.__getitem__, default=None)

    def _faded(self, person: int, now: int) -> float:
        then, strength = self.last.get(person, (now, 0.0))
        return strength * math.exp((then - now) / FADING)


def _strength(reading: Reading, mentions: Mentions, mention: Mention) -> float:
    """How strongly a name brings its person to mind."""
    if reading.quote_of[mention.begin]:
        if not _is_vocative(reading, mention):
            return 0.0
        return CALLED if mentions.told_of[mention.person] else ONLY_CALLED
    if mention.owns:
        return OWNER
    return SUBJECT if is_subject(reading, mention.begin, mention.end) else OBJECT


def _is_answer(reading: Reading, at: int) -> bool:
    """Was her answer: it means somebody as "she answered" does."""
    lower = reading.lower
    if lower[at] not in ("his", "her") or at == 0 or at + 1 >= len(reading):
        return False
    return lower[at - 1] in ("was", "came") and lower[at + 1] in REPLY_NOUNS


def _is_vocative(reading: Reading, mention: Mention) -> bool:
    """Whether a name inside a quote calls somebody: Hello, Martha."""
    before = reading.lower[mention.begin - 1]
    after = reading.lower[mention.end] if mention.end < len(reading) else "."
    return before in (",", '"', "“", "dear", "my") and after in (",", ".", "!", "?", "-", "—", '"', "”")


def _agreement(maleness: float) -> float:
    if maleness < -0.4:
        return UNLIKELY
    return 1.0 if maleness > 0.4 else DOUBTFUL
