"""Where people are named: each mention with the person it most likely means."""

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import ABBREVIATED, ANYBODY, DETERMINERS, INDEFINITE, KIN_TITLES, LIVING
from narrate.attribution.people.forms import BEFORE_NOUN, Forms, forms_of
from narrate.attribution.people.genders import Named, maleness
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.misters import misters
from narrate.attribution.people.names import Phrase, base_of
from narrate.attribution.people.nouns import BEFORE_STRANGER, nominal_phrase
from narrate.attribution.people.person import Person
from narrate.attribution.people.unnamed import introductions
from narrate.attribution.reading import Reading
from narrate.attribution.spelling import is_capital

_RECENT = 400  # words: an ambiguous name means the one who was named last, if that was so near
_NEWCOMER = INDEFINITE | {"my"}  # said a girl: nobody who has been named
_DESCRIBED = 2  # words of "the attendant", who may be anybody: "the beach attendant" who is listed is not
_OF_PEOPLE = ("man", "maid", "er", "or", "ist", "ian", "ant", "smith")  # endings of nouns


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions in order, by token and by person."""

    all: list[Mention]
    begins: list[int]
    at: dict[int, Mention]  # by each of its tokens
    told_of: list[list[int]]  # person → first tokens of the mentions in narration
    of: list[list[int]]  # person → first tokens of all mentions
    maleness: list[float]  # person → log odds of he against she
    arrivals: Mapping[int, Sequence[int]]  # person → tokens at which "a" introduces who is called by a noun

    def between(self, begin: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch of tokens."""
        return self.all[bisect.bisect_left(self.begins, begin) : bisect.bisect_left(self.begins, end)]


def find_mentions(reading: Reading, people: Sequence[Person]) -> Mentions:
    """Find every name of every person in the text."""
    found = list(_mentions(reading, people))
    named = [Named(m.begin, m.end, m.person) for m in found if m.told]
    sexes = maleness(reading, [person.gender for person in people], named)
    found = misters(reading, people, sexes, found)
    told_of: list[list[int]] = [[] for _ in people]
    of: list[list[int]] = [[] for _ in people]
    for mention in found:
        of[mention.person].append(mention.begin)
        if mention.told:
            told_of[mention.person].append(mention.begin)
    at_token = {token: mention for mention in found for token in range(mention.begin, mention.end)}
    begins = [mention.begin for mention in found]
    return Mentions(found, begins, at_token, told_of, of, sexes, introductions(reading, people))


def _mentions(reading: Reading, people: Sequence[Person]) -> Iterator[Mention]:
    """All mentions in order: the longest name at each token, or a noun that stands for somebody."""
    forms = forms_of(people)
    nouns = {place.begin: (place.end, (i,)) for i, p in enumerate(people) for place in p.introduced}
    last_named = _LastNamed([person.count for person in people])
    at = 0
    while at < len(reading):
        hit = _match(reading, forms, at) or nouns.get(at)
        if hit is None:
            at += 1
            continue
        end, persons = hit
        words = tuple(base_of(word) for word in reading.lower[at:end])
        meant = last_named.meant(persons, words, at)
        who = people[meant]
        others = tuple(other for other in persons if other != meant)
        yield Mention(
            at,
            end,
            meant,
            told=not reading.quote_of[at],
            owns=_owns(reading, end),
            others=others,
            by_name=_is_by_name(reading, at, words, who),
            nominal=who.nominal,
        )
        at = end


class _LastNamed:
    """When the people, of whom the names occur so often (`counts`), were last named by which words."""

    def __init__(self, counts: Sequence[int]) -> None:
        self.counts = counts
        self.token: dict[tuple[int, str], int] = {}  # by person and word of the name

    def meant(self, persons: Sequence[int], words: Sequence[str], at: int) -> int:
        """Whom a name at a token means: who was named so last, if that was near, or is named the most."""
        seen = {p: max(self.token.get((p, word), -_RECENT) for word in words) for p in persons}
        recent = [p for p in persons if seen[p] > at - _RECENT]
        meant = max(recent, key=seen.__getitem__) if recent else max(persons, key=self.counts.__getitem__)
        self.token.update(((meant, word), at) for word in words)
        return meant


def _owns(reading: Reading, end: int) -> bool:
    """Whether a name that ends before a token is a possessive: Emma's."""
    return reading.lower[end - 1].endswith("'s") or (end < len(reading) and reading.lower[end] in ("s", "'s"))


def _is_by_name(reading: Reading, at: int, words: Phrase, who: Person) -> bool:
    """Whether the words at a token name a person, and are none for anybody: the girl."""
    kin = _is_kin(reading, at, reading.lower[at])
    listed = len(words) > _DESCRIBED and who.is_listed_as(words)
    new = reading.lower[at] in _NEWCOMER
    own = kin or listed or new or _is_capital(reading, at, at + len(words))
    return own or not _is_anybody(who, reading.lower[at + len(words) - 1])


def _match(reading: Reading, forms: Forms, at: int) -> tuple[int, tuple[int, ...]] | None:
    """The longest name that begins at a token: one past its end, and whom it may mean."""
    for form, end in reversed(list(_beginning(reading, forms, at))):
        first = form.name[0]
        kin = _is_kin(reading, at, first)
        if _is_capital(reading, at, end) or kin or first in BEFORE_NOUN or form.name[:2] == ("one", "of"):
            return end, form.persons
    return _described(reading, forms, at)


def _beginning(reading: Reading, forms: Forms, at: int) -> Iterator[tuple[Forms, int]]:
    """The names that begin at a token, the shortest first, each with one past its last token."""
    begun: Forms | None = forms
    while begun and at < len(reading):
        word = reading.lower[at]
        at += 1
        for last in dict.fromkeys((base_of(word), word)):
            form = begun.longer.get(last)
            if form and form.name:
                yield form, at
        begun = begun.longer.get(word)
        short = word in ABBREVIATED or len(word) == 1
        if short and reading.tokens[at : at + 1] == ["."]:
            at += 1


def _described(reading: Reading, forms: Forms, at: int) -> tuple[int, tuple[int, ...]] | None:
    """As `_match`: the ferryman with what describes him, an old ferryman."""
    if reading.quote_of[at] or reading.lower[at] not in BEFORE_STRANGER:
        return None
    noun = nominal_phrase(reading, at, reading.paragraph_of(at).end)
    if noun is None or (noun[0] in ANYBODY and reading.lower[at] != "the"):
        return None
    form = forms.longer.get("the", forms).longer.get(noun[0])
    return (noun[1], form.persons) if form and form.name == ("the", noun[0]) else None


def _is_kin(reading: Reading, at: int, word: str) -> bool:
    """Whether a word for kin is a name at a token: said nanny, but not his nanny."""
    return word in KIN_TITLES and reading.lower[at - 1] not in DETERMINERS


def _is_capital(reading: Reading, begin: int, end: int) -> bool:
    """Whether one of some words has a capital, or is written in letters that know none: נורה."""
    return any(is_capital(reading.tokens[token][0]) for token in range(begin, end))


def _is_anybody(person: Person, word: str) -> bool:
    """Whether a word for a person may mean somebody else: the girl, the painter who has a name.

    So may what speaks only once, and is not known for a human being or an animal: the hat.
    """
    named = any(form[0] not in BEFORE_NOUN for form in person.forms) and not person.nominal
    lives = word in LIVING or word.endswith(_OF_PEOPLE)
    return named or word in ANYBODY or (person.nominal and not lives and len(person.introduced) < 2)
