"""People whom a scene calls by no name: a girl knocks, a man opens, and so they talk for a whole prologue."""

import bisect
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from narrate.attribution.lexicon import (
    BODY,
    FEMALE_NOUNS,
    INDEFINITE,
    MALE_NOUNS,
    PERSON_NOUNS,
    SUBJECTS,
    Sex,
)
from narrate.attribution.people.names import Phrase, base_of
from narrate.attribution.people.nouns import FUNCTION_WORDS, nominal_phrase, noun_with_looks
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading, Stretch

_SHOWING = INDEFINITE | {"the", "this", "that", "one"}
_REACH = 5  # words from an article to its noun
_AHEAD = 150  # tokens in which a name may follow
_NOUNS_OF: dict[Sex, frozenset[str]] = {"M": MALE_NOUNS, "F": FEMALE_NOUNS}


def find_unnamed(reading: Reading, named: Iterable[tuple[int, Sex]]) -> dict[Phrase, list[Stretch]]:
    """Nouns that stand for he or she beside a quote, where the scene has named nobody of that gender.

    Nor names somebody soon after: a girl who says her name has one. `named` are the tokens at which somebody
    is named, and whether that is a man or a woman (neither: it may be both). Returns where such nouns stand,
    with their articles and what describes them.
    """
    found: defaultdict[Phrase, list[Stretch]] = defaultdict(list)
    names = sorted(named)
    spoken = {reading.paragraph_at(reading.quoted(quote).begin) for quote in range(len(reading.quotes))}
    for scene in reading.scenes:
        first, last = (bisect.bisect_left(names, (token, "")) for token in (scene.begin, scene.end))
        here = names[first:last]
        for sex in _NOUNS_OF:
            fitting = (at - _AHEAD for at, own in here if own in (sex, ""))
            for noun in _nouns(reading, Stretch(scene.begin, next(fitting, scene.end)), sex, spoken):
                phrase = noun_with_looks(reading, noun.begin, base_of(reading.lower[noun.end - 1]))
                found[phrase].append(noun)
    return dict(found)


def _nouns(reading: Reading, scene: Stretch, sex: Sex, spoken: Container[int]) -> Iterable[Stretch]:
    """The nouns that he or she in the `spoken` paragraphs may stand for: the last before them.

    These are the paragraphs of quotes. The child, or the doctor, only where there is no woman.
    """
    last: Stretch | None = None
    meant: dict[Stretch, None] = {}
    for at in range(scene.begin, scene.end):
        if reading.quote_of[at]:
            continue
        if reading.lower[at] in _SHOWING:
            last = _noun(reading, at, _NOUNS_OF[sex]) or last or _noun(reading, at, PERSON_NOUNS)
        elif last and SUBJECTS.get(reading.lower[at]) == sex and reading.paragraph_at(at) in spoken:
            meant[last] = None
    return meant


def _noun(reading: Reading, at: int, nouns: Container[str]) -> Stretch | None:
    """The noun for somebody behind an article: the girl, a tall old woman's voice; not the king's road."""
    for end, word in enumerate(reading.lower[at + 1 : at + _REACH], at + 2):
        if word in nouns or (base_of(word) in nouns and BODY.issuperset(reading.lower[end : end + 1])):
            return Stretch(at, end)
        if not word.isalpha() or word in FUNCTION_WORDS:
            break
    return None


def introductions(reading: Reading, people: Sequence[Person]) -> dict[int, list[int]]:
    """The tokens at which "a" or "another" introduces the noun of a person: another guard came in."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        for noun in {form[-1] for form in person.forms if form[0] == "the"}:
            bearers[noun].append(index)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(reading.lower):
        if word in INDEFINITE and not reading.quote_of[at]:
            phrase = nominal_phrase(reading, at, reading.paragraph_of(at).end)
            for index in bearers.get(phrase[0], ()) if phrase else ():
                found[index].append(at)
    return found
