"""The people whom a story names, found in its text and merged: who acts, speaks or is spoken to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from narrate.attribution.lexicon import ANYBODY, Sex
from narrate.attribution.people.answering import first_names, noun_bearers, unite
from narrate.attribution.people.bearers import Names, usual_bearer
from narrate.attribution.people.evidence import Evidence
from narrate.attribution.people.genders import Named, maleness
from narrate.attribution.people.merging import merge
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.nominals import find_nominals
from narrate.attribution.people.nouns import as_written, told_apart
from narrate.attribution.people.person import Person, gender_of
from narrate.attribution.people.somebody import names_of_people
from narrate.attribution.people.unnamed import find_unnamed
from narrate.attribution.reading import Reading, Stretch

_SHORT = 6000  # words of a story
_CLEAR = 1.5  # log odds of he against she that keep two names apart


def discover(reading: Reading, names: dict[Phrase, Evidence]) -> list[Person]:
    """The people of a story nobody has listed, those mentioned most first."""
    persons = names_of_people(names, short=len(reading) <= _SHORT)
    genders = _genders(reading, names)
    people = merge(Names(persons, genders, first_names(reading, persons, genders)))
    people = unite(reading, people, persons)
    named = [(at, genders[phrase]) for phrase, name in persons.items() for at, _ in name.told]
    named += [
        (at, genders[phrase]) for phrase, name in persons.items() if genders[phrase] for at in name.named
    ]
    _add_nouns(reading, people, persons, _nominals(reading, named))
    return sorted(people, key=lambda person: -person.count)


def _add_nouns(
    reading: Reading,
    people: list[Person],
    names: Mapping[Phrase, Evidence],
    nominals: Mapping[Phrase, list[Stretch]],
) -> None:
    """Nouns as further names of the people whom they mean, or as people of their own."""
    nouns = {p: [at.begin for at in places] for p, places in nominals.items() if p[0] != "my"}
    bearers = noun_bearers(reading, people, names, nouns)
    for phrase, places in nominals.items():
        anybody = phrase[-1] in ANYBODY and phrase in nouns
        bearer = None if anybody else usual_bearer(people, phrase) or bearers.get(phrase)
        if bearer is None:
            bearer = Person(Counter(), gender=gender_of(phrase), nominal=True)
            people.append(bearer)
        bearer.forms[phrase] += len(places)
        bearer.spelling[phrase] = as_written(reading, phrase, places[0].begin)
        bearer.introduced += places if phrase in nouns else ()


def _nominals(reading: Reading, named: Iterable[tuple[int, Sex]]) -> dict[Phrase, list[Stretch]]:
    """Nouns that speak, or stand for people without a name, with the places where they are."""
    found: defaultdict[Phrase, list[Stretch]] = defaultdict(list)
    for nouns in (find_nominals(reading), find_unnamed(reading, named)):
        for phrase, places in nouns.items():
            found[phrase] += places
    name_of = told_apart({phrase: len(places) for phrase, places in found.items()})
    meant: defaultdict[Phrase, dict[int, Stretch]] = defaultdict(dict)  # by first token: some are found twice
    for phrase, places in found.items():
        meant[name_of.get(phrase, phrase)].update((place.begin, place) for place in places)
    return {phrase: [by_token[at] for at in sorted(by_token)] for phrase, by_token in meant.items()}


def _genders(reading: Reading, names: dict[Phrase, Evidence]) -> dict[Phrase, Sex]:
    """M, F or nothing for each name, by titles and the pronouns that follow it."""
    phrases = list(names)
    named = sorted(
        (
            Named(begin, end, index)
            for index, phrase in enumerate(phrases)
            for begin, end in names[phrase].told
        ),
        key=lambda name: name.begin,
    )
    odds = maleness(reading, [gender_of(phrase) for phrase in phrases], named)
    return {
        phrase: "M" if value > _CLEAR else "F" if value < -_CLEAR else ""
        for phrase, value in zip(phrases, odds, strict=True)
    }
