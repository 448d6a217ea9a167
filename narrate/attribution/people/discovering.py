"""The people whom a story names, found in its text and merged: who acts, speaks or is spoken to."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from narrate.attribution.lexicon import ANYBODY, TITLES, Sex
from narrate.attribution.people.answering import first_names, noun_bearers, unite
from narrate.attribution.people.evidence import Evidence
from narrate.attribution.people.genders import Named, maleness
from narrate.attribution.people.merging import Names, merge, usual_bearer
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.nominals import as_written, find_nominals, told_apart
from narrate.attribution.people.persons import TOGETHER, Person, gender_of
from narrate.attribution.people.unnamed import find_unnamed
from narrate.attribution.reading import Reading, Stretch

RARE = 2  # times that two names may stand together by chance
FEW = 3  # mentions that are enough for who acts and is he or she; one less for two names, or in a short story
SHORT = 6000  # words of a story
FEWER_PLACES = 0.1  # share of the mentions of who acts and is he or she: to Coop, from Coop
PLACES, SELDOM = 0.3, 0.1  # share of the mentions of a place that stand where places do, and that speak
SEVERAL = 0.3  # share of the mentions with "the" before them, of a name that ends in s
CLEAR = 1.5  # log odds of he against she that keep two names apart


def discover(reading: Reading, names: dict[Phrase, Evidence]) -> list[Person]:
    """The people of a story nobody has listed, those mentioned most first."""
    few = FEW - (len(reading) <= SHORT)
    persons = {p: e for p, e in names.items() if _is_person(p, e, names, few - (len(p) > 1))}
    places = {word for phrase, evidence in names.items() if _is_place(phrase, evidence) for word in phrase}
    words = {word for phrase in persons for word in phrase} - TITLES - places
    families = words - {phrase[0] for phrase in persons if len(phrase) == 1}  # Finch, of Miss Finch
    persons |= {p: e for p, e in names.items() if len(p) <= 2 and words >= set(p)}  # link Lucy and Miss Snowe
    pairs = {p: e for p, e in names.items() if len(p) == 2 and not e.after_the}
    persons |= {p: e for p, e in pairs.items() if (p[0],) in persons or (p[1] in families and e.subject)}
    persons = {p: e for p, e in persons.items() if not _are_two(p, e, names)}
    genders = _genders(reading, names)
    told = Names(persons, genders, first_names(reading, persons, genders))
    people = unite(reading, merge(told), persons)
    named = [(at, genders[phrase]) for phrase, name in persons.items() for at, _ in name.told]
    named += [(at, genders[p]) for p, name in persons.items() if genders[p] for at in name.named]
    nominals = _nominals(reading, named)
    nouns = {p: [at.begin for at in places] for p, places in nominals.items() if p[0] != "my"}
    bearers = noun_bearers(reading, people, persons, nouns)
    for phrase, places in nominals.items():
        anybody = phrase[-1] in ANYBODY and phrase[0] != "my"
        bearer = None if anybody else usual_bearer(people, phrase) or bearers.get(phrase)
        if bearer is None:
            bearer = Person(Counter(), gender=gender_of(phrase), nominal=True)
            people.append(bearer)
        bearer.forms[phrase] += len(places)
        bearer.spelling[phrase] = as_written(reading, phrase, places[0].begin)
        bearer.introduced += places if phrase[0] != "my" else ()
    return sorted(people, key=lambda person: -person.count)


def _nominals(reading: Reading, named: Iterable[tuple[int, Sex]]) -> dict[Phrase, list[Stretch]]:
    """Nouns that speak, or stand for people without a name, with the places where they are."""
    found: defaultdict[Phrase, list[Stretch]] = defaultdict(list)
    for nouns in (find_nominals(reading), find_unnamed(reading, named)):
        for phrase, places in nouns.items():
            found[phrase] += places
    called = told_apart({phrase: len(places) for phrase, places in found.items()})
    meant: defaultdict[Phrase, dict[int, Stretch]] = defaultdict(dict)  # by first token: some are found twice
    for phrase, places in found.items():
        meant[called.get(phrase, phrase)].update((place.begin, place) for place in places)
    return {phrase: [by_token[at] for at in sorted(by_token)] for phrase, by_token in meant.items()}


def _are_two(phrase: Phrase, evidence: Evidence, names: dict[Phrase, Evidence]) -> bool:
    """Whether a rare phrase is two people side by side: Martha Potter, if they are often in one sentence."""
    parts = [names[word,] for word in phrase if (word,) in names]
    families = any(len(name) > 1 and name[-1] == phrase[-1] for name in names if name != phrase)
    if len(phrase) != 2 or len(parts) != 2 or evidence.count > RARE or families:
        return False
    return len(parts[0].sentences & parts[1].sentences) >= TOGETHER[0]


def _is_person(phrase: Phrase, evidence: Evidence, names: dict[Phrase, Evidence], few: int) -> bool:
    """Whether a capitalised phrase names a person, and not a place or a family; `few` mentions may do."""
    if evidence.after_the > 0.5 * evidence.count and not evidence.tags:
        return False
    last = phrase[-1]
    several = not evidence.tags or evidence.after_the > SEVERAL * evidence.count
    if last.endswith("s") and several and any(other[-1] == last[:-1] for other in names):
        return False  # the Luthors, the Miss Bertrams
    if _is_place(phrase, evidence):
        return False
    if (len(phrase) > 1 and phrase[0] in TITLES) or evidence.tags or evidence.vocative >= 2:
        return True
    if evidence.vocative and evidence.subject and not evidence.placed and not evidence.after_the:
        return True
    animate = evidence.he + evidence.she >= 0.15 * evidence.count
    animate = animate or bool(evidence.acts and not evidence.placed and not evidence.after_the)
    alive = bool(evidence.subject and evidence.he + evidence.she)
    if alive and evidence.placed < FEWER_PLACES * evidence.count and not evidence.after_the:
        return evidence.count >= few
    return evidence.count >= 4 and evidence.placed < 0.3 * evidence.count and animate


def _is_place(phrase: Phrase, evidence: Evidence) -> bool:
    """Whether a name stands where places do: New York, although it "observed" something and is called upon."""
    often = evidence.placed > max(FEW, PLACES * evidence.count)
    return often and phrase[0] not in TITLES and evidence.tags < SELDOM * evidence.count


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
        phrase: "M" if value > CLEAR else "F" if value < -CLEAR else ""
        for phrase, value in zip(phrases, odds, strict=True)
    }
