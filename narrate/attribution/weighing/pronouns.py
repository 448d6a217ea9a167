"""Whom each "he" and "she" of the narration means, by a walk through the text with a fading memory."""

import math
from collections.abc import Sequence

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import HE, REPLY_NOUNS
from narrate.attribution.people.mentions import Mention, Mentions
from narrate.attribution.people.persons import Person
from narrate.attribution.reading import Reading

MEMORY = 400  # tokens after which a person is forgotten
FADING = 80.0  # tokens in which the memory of a person fades to a third
SUBJECT, OBJECT, PRONOUN, ADDRESSED = (
    1.6,
    1.0,
    1.3,
    1.3,
)  # how strongly each kind of mention brings a person to mind
UNLIKELY, DOUBTFUL = 0.02, 0.4  # weights of people of the other, and of unknown gender


def resolve(reading: Reading, people: Sequence[Person], mentions: Mentions) -> dict[int, int]:
    """The likeliest person for each subject pronoun in narration, by token."""
    meant: dict[int, int] = {}
    memory: dict[int, tuple[int, float]] = {}  # person → token and strength of the last mention
    narrators = {index for index, person in enumerate(people) if person.narrator}
    for at, word in enumerate(reading.lower):
        mention = mentions.at.get(at)
        if reading.quote_of[at]:
            if (
                mention is not None
                and not mentions.told_of[mention.person]
                and _is_vocative(reading, mention)
            ):
                memory[mention.person] = at, ADDRESSED  # somebody whom only the others ever name
            continue
        if mention is not None:
            if mention.begin == at and not mention.owns:
                memory[mention.person] = (
                    at,
                    SUBJECT if is_subject(reading, mention.begin, mention.end) else OBJECT,
                )
        elif word in ("he", "she") or _is_answer(reading, at):
            sign = 1 if word in HE else -1
            weights = {
                person: strength
                * math.exp((seen - at) / FADING)
                * _agreement(sign * mentions.maleness[person])
                for person, (seen, strength) in memory.items()
                if at - seen < MEMORY and person not in narrators
            }
            if weights:
                meant[at] = max(weights, key=weights.__getitem__)
                memory[meant[at]] = at, PRONOUN
    return meant


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
