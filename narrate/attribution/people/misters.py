"""Who is "Mr. Lowe" to those who speak: his son too, whom the narrator calls John."""

from collections.abc import Sequence
from dataclasses import replace

from narrate.attribution.lexicon import PEERS, RANKS, TITLES
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.names import base_of
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading

_REACH = 4000  # words since the narrator named somebody: about a chapter
_MALE = 1.0  # log odds of he against she
_GRANDER = RANKS | PEERS  # than a mister


def misters(
    reading: Reading, people: Sequence[Person], maleness: Sequence[float], mentions: Sequence[Mention]
) -> list[Mention]:
    """The mentions, those of a mister in speech given to whom of his name the narrator named last.

    Miss Lowe is the eldest of the sisters, and stays so. On the 20 novels of PDNC, with their casts listed,
    28 more lines of 23,839 were right by this, and as many as before from raw text.
    """
    families: dict[str, list[int]] = {}
    told: dict[int, int] = {}  # where the narrator named each person last
    meant = []
    for mention in mentions:
        person = mention.person
        if mention.told:
            told[person] = mention.begin
        elif reading.lower[mention.begin] == "mr" and not mention.others:
            name = base_of(reading.lower[mention.end - 1])
            if name not in families:
                families[name] = _family(people, maleness, name)
            near = (p for p in (person, *families[name]) if mention.begin - told.get(p, -_REACH) < _REACH)
            person = max(near, key=told.__getitem__, default=person)
        meant.append(replace(mention, person=person))
    return meant


def _family(people: Sequence[Person], maleness: Sequence[float], name: str) -> list[int]:
    """The men who have a last name, and a first one, and nothing grander before them than Mr."""
    return [i for i, person in enumerate(people) if maleness[i] > _MALE and _may_be(person, name)]


def _may_be(person: Person, name: str) -> bool:
    full = any(len(form) == 2 and form[1] == name and form[0] not in TITLES for form in person.forms)
    return full and not person.nominal and all(form[0] not in _GRANDER for form in person.forms)
