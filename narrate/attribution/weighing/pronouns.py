"""Whom each "he" and "she" of the narration means, by a walk through the text with a fading memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from narrate.attribution.lexicon import PRONOUNS, REPLY_NOUNS
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.people.vocatives import calls
from narrate.attribution.reading import Reading
from narrate.attribution.weighing.salience import Salience, moments, strength

_NAMED = 1.3, 1.0, 0.8  # how strongly subjects, objects and owners bring somebody to mind
_CALLED, _ONLY_CALLED = 0.6, 1.3  # the same for a name in speech: of one whom narration names, and does not
_HE_DOES, _OF_HIM = 1.3, 1.2  # the same for pronouns: he and she; him, his, her


@dataclass(frozen=True, slots=True)
class Meant:
    """The likeliest person for pronouns in narration, by token: those that are subjects, and his and her."""

    subjects: dict[int, int] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)


def resolve(reading: Reading, people: Sequence[Person], mentions: Mentions) -> Meant:
    """Whom the pronouns of the narration mean."""
    found, salience = Meant(), Salience(people, mentions)
    for at, now in moments(reading):
        word, mention = reading.lower[at], mentions.at.get(at)
        sign = PRONOUNS.get(word)
        if mention is not None:
            if mention.begin == at:
                salience.bring(mention.person, now, _strength(reading, mentions, mention))
        elif sign and not reading.quote_of[at] and (meant := salience.meant(at, now, sign)):
            person = max(meant, key=meant.__getitem__)
            does = word in ("he", "she") or _is_answer(reading, at)
            salience.bring(person, now, _HE_DOES if does else _OF_HIM)
            if does:
                found.subjects[at] = person
            if word in ("his", "her"):
                found.owners[at] = person
    return found


def _strength(reading: Reading, mentions: Mentions, mention: Mention) -> float:
    """How strongly a name brings its person to mind."""
    if not reading.quote_of[mention.begin]:
        return strength(reading, mention, _NAMED)
    if not calls(reading, mention.begin, mention.end):
        return 0.0
    return _CALLED if mentions.told_of[mention.person] else _ONLY_CALLED


def _is_answer(reading: Reading, at: int) -> bool:
    """Was her answer: it means somebody as "she answered" does."""
    lower = reading.lower
    if lower[at] not in ("his", "her") or at == 0 or at + 1 >= len(reading):
        return False
    return lower[at - 1] in ("was", "came") and lower[at + 1] in REPLY_NOUNS
