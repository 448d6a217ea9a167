"""By which words the text may mention people: their names, alone or in part, with and without articles."""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from narrate.attribution.lexicon import DETERMINERS, NOUNS, TITLES
from narrate.attribution.people.names import Phrase, untitled
from narrate.attribution.people.nouns import BEFORE_STRANGER, LATER
from narrate.attribution.people.person import Person

BEFORE_NOUN = ("the", "a", "an", "my", "his", "her")  # with one of these a name is a noun: His Valet


@dataclass(slots=True)
class Forms:
    """The names that begin with some words, by the words that follow in them.

    `name` is the one that has no more words, if there is one, and `persons` are those whom it may mean.
    """

    name: Phrase = ()
    persons: tuple[int, ...] = ()
    longer: dict[str, "Forms"] = field(default_factory=dict)


def forms_of(people: Sequence[Person]) -> Forms:
    """All names of some people."""
    forms = Forms()
    for name, persons in _meanings(people).items():
        here = forms
        for word in name:
            here = here.longer.setdefault(word, Forms())
        here.name, here.persons = name, tuple(sorted(persons))
    return forms


def _meanings(people: Sequence[Person]) -> dict[Phrase, set[int]]:
    """Whom each name may mean."""
    meaning: defaultdict[Phrase, set[int]] = defaultdict(set)
    loose: defaultdict[Phrase, set[int]] = defaultdict(set)
    for index, person in enumerate(people):
        for form in person.forms:
            if form == ("i",):
                continue
            for written in _written(person, form):
                meaning[written].add(index)
            if person.listed and not _has_article(form):
                for part in _parts(form):
                    loose[part].add(index)
    for part, persons in loose.items():
        if part not in meaning and len(persons) == 1:
            meaning[part] |= persons
        elif part in meaning and all(_is_bare(people[p]) for p in meaning[part]):
            # Bounderby, where Josiah Bounderby is listed besides, is he; or one of them, if there are more
            women = {(title, *part) for title in ("mrs", "miss")}
            fuller = {p for p in persons if women.isdisjoint(people[p].forms)}
            alone = len(fuller) == 1 and any(form[-1:] == part for p in fuller for form in people[p].forms)
            meaning[part] = fuller if alone else meaning[part] | fuller
    return meaning


def _has_article(form: Phrase) -> bool:
    return form[0] in BEFORE_NOUN and len(form) > 1


def _written(person: Person, form: Phrase) -> list[Phrase]:
    """A name as the text may write it: The Valet without its article, Little Girl with one.

    The old man, beside a young one, may be the man.
    """
    written = [form]
    if _has_article(form):
        written += [form[1:]] if form[0] != "the" or not person.nominal else []
        written += [("the", form[-1])] if person.nominal and len(form) > 2 and form[1] not in LATER else []
    elif person.listed and len(form) > 1 and form[-1] in NOUNS and form[0] not in TITLES:
        written += [(article, *form) for article in BEFORE_STRANGER]
    parted = [_parted(one) for one in written] if person.listed else []
    return [*written, *(one for one in parted if one not in written)]


def _parted(form: Phrase) -> Phrase:
    """A name with its hyphens as words of their own, as the text has them in small letters: wooden-legged."""
    return tuple(itertools.chain.from_iterable(re.split("(-)", word) for word in form))


def _is_bare(person: Person) -> bool:
    """Whether a person has only a first or a last name."""
    return all(len(untitled(form)) == 1 for form in person.forms)


def _parts(form: Phrase) -> list[Phrase]:
    """Single names in a short full name, by which its bearer may be called as well."""
    if len(form) > 3 or "of" in form:
        return []
    return [(word,) for word in form if word not in TITLES | DETERMINERS and len(word) > 2]
