"""Whom "he" and "she" mean in speech: mostly one of whom it is spoken, hardly ever the one who speaks."""

from collections.abc import Mapping, Sequence

from narrate.attribution.lexicon import PRONOUNS
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.people.vocatives import calls
from narrate.attribution.reading import Reading
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.salience import Salience, moments, strength

_DISCUSSED, _CALLED = 1.2, 0.8  # how strongly names in speech bring somebody to mind
_TOLD = 0.15, 0.25, 0.5  # the same for names in narration: of subjects, who are here; of objects, and owners
_SAID, _DONE = 1.5, 0.15  # the same for pronouns, in speech and in narration
_PRESENT = 0.27  # weight of those who speak here, or are called
_LEAST = 0.02  # smaller shares tell nothing
Shares = Mapping[int, float]


def discussed(
    reading: Reading,
    people: Sequence[Person],
    mentions: Mentions,
    utterances: Sequence[Utterance],
    subjects: Mapping[int, int],
) -> Sequence[Shares]:
    """For each utterance how likely each person is one whom a pronoun in it means.

    `subjects` is whom those pronouns of the narration mean that are subjects, by token. Of 12,700 pronouns in
    the speech of PDNC's novels the likeliest person is right in 63%; 1 in 100 means who says it, 9 who is
    spoken to.
    """
    found: list[dict[int, float]] = [{} for _ in utterances]
    index_of = {quote + 1: index for index, here in enumerate(utterances) for quote in here.quotes}
    salience = Salience(people, mentions)
    for at, now in moments(reading):
        mention, quote = mentions.at.get(at), reading.quote_of[at]
        sign = PRONOUNS.get(reading.lower[at])
        if mention is not None:
            if mention.begin == at:
                salience.bring(mention.person, now, _strength(reading, mention))
        elif quote and sign:
            here = index_of.get(quote)
            present = _present(utterances[here]) if here is not None else ()
            meant = {
                person: weight * (_PRESENT if person in present else 1)
                for person, weight in salience.meant(at, now, sign).items()
            }
            if meant:
                salience.bring(max(meant, key=meant.__getitem__), now, _SAID)
            if here is not None:
                _add(found[here], meant)
        elif at in subjects:
            salience.bring(subjects[at], now, _DONE)
    return found


def _strength(reading: Reading, mention: Mention) -> float:
    """How strongly a name brings its person to mind."""
    if not reading.quote_of[mention.begin]:
        return strength(reading, mention, _TOLD)
    return _CALLED if calls(reading, mention.begin, mention.end) else _DISCUSSED


def _present(here: Utterance) -> set[int]:
    """Who says an utterance, as far as that is told, and whom it calls."""
    speaker = set() if here.named_beside is None else {here.named_beside}
    return speaker | here.called


def _add(found: dict[int, float], meant: Mapping[int, float]) -> None:
    """Keep each person's largest share of any pronoun."""
    total = sum(meant.values())
    for person, weight in meant.items():
        if weight > _LEAST * total:
            found[person] = max(found.get(person, 0.0), weight / total)
