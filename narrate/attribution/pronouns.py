"""Whom each "he" and "she" of the narration means, by a walk through the text with a fading memory."""

import math
from collections.abc import Sequence

from narrate.attribution.mentions import Mentions
from narrate.attribution.people import Person
from narrate.attribution.reading import Reading

MEMORY = 400  # tokens after which a person is forgotten
FADING = 80.0  # tokens in which the memory of a person fades to a third
SUBJECT, OBJECT, PRONOUN = 1.6, 1.0, 1.3  # how strongly each kind of mention brings a person to mind
UNLIKELY, DOUBTFUL = 0.02, 0.4  # weights of people of the other, and of unknown gender


def resolve(reading: Reading, people: Sequence[Person], mentions: Mentions) -> dict[int, int]:
    """The likeliest person for each subject pronoun in narration, by token."""
    meant: dict[int, int] = {}
    memory: dict[int, tuple[int, float]] = {}  # person → token and strength of the last mention
    narrators = {index for index, person in enumerate(people) if person.narrator}
    for at, word in enumerate(reading.lower):
        if reading.quote_of[at]:
            continue
        mention = mentions.at.get(at)
        if mention is not None:
            if mention.begin == at and not mention.owns:
                memory[mention.person] = at, SUBJECT if is_subject(reading, mention.begin, mention.end) else OBJECT
        elif word in ("he", "she"):
            sign = 1 if word == "he" else -1
            weights = {
                person: strength * math.exp((seen - at) / FADING) * _agreement(sign * mentions.maleness[person])
                for person, (seen, strength) in memory.items()
                if at - seen < MEMORY and person not in narrators
            }
            if weights:
                meant[at] = max(weights, key=weights.__getitem__)
                memory[meant[at]] = at, PRONOUN
    return meant


def is_subject(reading: Reading, begin: int, end: int) -> bool:
    """Whether a name is followed by its verb, as far as the form of the next words tells."""
    if begin and reading.lower[begin - 1] in ("to", "at", "of", "with", "by", "from", "for", "on", "in", "and"):
        return False
    for word in reading.lower[end : end + 2]:
        if word.endswith("ed") or word in VERBS:
            return True
        if not word.endswith("ly"):
            return False
    return False


VERBS = frozenset(
    """was is had has did would could should might must said says made took came went saw knew felt gave got held kept
    left let looked stood sat rose ran fell drew threw put read set shook spoke thought told turned began became
    broke brought caught cut found heard laid led leant lost met paid rang sent sighed smiled laughed struck swung
    withdrew wrote does will shall can may never now then again still only""".split()
)


def _agreement(maleness: float) -> float:
    if maleness < -0.4:
        return UNLIKELY
    return 1.0 if maleness > 0.4 else DOUBTFUL
