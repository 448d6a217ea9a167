"""Where people are named: each mention with the person it most likely means."""

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import ABBREVIATED, ANYBODY, DETERMINERS, INDEFINITE, KIN_TITLES
from narrate.attribution.people.forms import BEFORE_NOUN, Index, index_of
from narrate.attribution.people.genders import Named, maleness
from narrate.attribution.people.names import Phrase, base_of
from narrate.attribution.people.nominals import BEFORE_STRANGER, nominal_phrase
from narrate.attribution.people.persons import Person
from narrate.attribution.people.unnamed import introductions
from narrate.attribution.reading import Reading

_RECENT = 400  # words: an ambiguous name means the one who was named last, if that was so near
_NEWCOMER = INDEFINITE | {"my"}  # said a girl: nobody who has been named
_DESCRIBED = 2  # words of "the attendant", who may be anybody: "the beach attendant" who is listed is not


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named by tokens `begin` to `end`; `owns`: the name is a possessive, Emma's."""

    begin: int
    end: int
    person: int
    told: bool  # in narration, not in speech
    owns: bool
    others: tuple[int, ...] = ()  # whom an ambiguous name may mean as well
    by_name: bool = True  # and not by a word for anybody: the girl
    nominal: bool = False  # the policeman, who may be another than before, or have a name


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
    by_word = index_of(people)
    found: list[Mention] = []
    introduced = {place.begin: (place.end, (i,)) for i, p in enumerate(people) for place in p.introduced}
    last_seen: dict[tuple[int, str], int] = {}  # by person and word of the name
    at = 0
    while at < len(reading):
        hit = _match(reading, by_word, at) or introduced.get(at)
        if hit is None:
            at += 1
            continue
        end, persons = hit
        words = [base_of(word) for word in reading.lower[at:end]]
        seen = {p: max(last_seen.get((p, word), -_RECENT) for word in words) for p in persons}
        recent = [p for p in persons if seen[p] > at - _RECENT]
        person = max(recent, key=seen.__getitem__) if recent else max(persons, key=lambda p: people[p].count)
        last_seen.update(((person, word), at) for word in words)
        owns = reading.lower[end - 1].endswith("'s") or (
            end < len(reading) and reading.lower[end] in ("s", "'s")
        )
        others = tuple(other for other in persons if other != person)
        kin = _is_kin(reading, at, reading.lower[at])
        listed = end - at > _DESCRIBED and people[person].is_listed_as(tuple(words))
        own = kin or listed or reading.lower[at] in _NEWCOMER or _is_capital(reading, at, end)
        by_name = own or not _is_anybody(people[person], reading.lower[end - 1])
        found.append(
            Mention(at, end, person, not reading.quote_of[at], owns, others, by_name, people[person].nominal)
        )
        at = end
    told_of: list[list[int]] = [[] for _ in people]
    of: list[list[int]] = [[] for _ in people]
    for mention in found:
        of[mention.person].append(mention.begin)
        if mention.told:
            told_of[mention.person].append(mention.begin)
    at_token = {token: mention for mention in found for token in range(mention.begin, mention.end)}
    begins = [mention.begin for mention in found]
    named = [Named(m.begin, m.end, m.person) for m in found if m.told]
    sexes = maleness(reading, [person.gender for person in people], named)
    return Mentions(found, begins, at_token, told_of, of, sexes, introductions(reading, people))


def _match(reading: Reading, by_word: Index, at: int) -> tuple[int, tuple[int, ...]] | None:
    """The longest name that begins at a token: one past its end, and whom it may mean."""
    word = reading.lower[at]
    choices = by_word.get(word, [])
    if word.endswith("'s"):
        choices = choices + by_word.get(word[:-2], [])
    for form, persons in choices:
        end = _end(reading, at, form)
        if end:
            kin = _is_kin(reading, at, form[0])
            if _is_capital(reading, at, end) or kin or form[0] in BEFORE_NOUN or form[:2] == ("one", "of"):
                return end, persons
    return _described(reading, by_word, at)


def _described(reading: Reading, by_word: Index, at: int) -> tuple[int, tuple[int, ...]] | None:
    """As `_match`: the ferryman with what describes him, an old ferryman."""
    if reading.quote_of[at] or reading.lower[at] not in BEFORE_STRANGER:
        return None
    noun = nominal_phrase(reading, at, reading.opens[reading.paragraph_at(at) + 1])
    if noun is None or (noun[0] in ANYBODY and reading.lower[at] != "the"):
        return None
    persons = next((persons for form, persons in by_word.get("the", ()) if form == ("the", noun[0])), ())
    return (noun[1], persons) if persons else None


def _is_kin(reading: Reading, at: int, word: str) -> bool:
    """Whether a word for kin is a name at a token: said nanny, but not his nanny."""
    return word in KIN_TITLES and reading.lower[at - 1] not in DETERMINERS


def _is_capital(reading: Reading, begin: int, end: int) -> bool:
    return any(reading.tokens[token][0].isupper() for token in range(begin, end))


def _is_anybody(person: Person, word: str) -> bool:
    """Whether a word for a person may mean somebody else: the girl, the painter who has a name."""
    named = any(form[0] not in BEFORE_NOUN for form in person.forms) and not person.nominal
    return named or word in ANYBODY


def _end(reading: Reading, at: int, form: Phrase) -> int:
    """One past the last token of a name that begins at a token, 0 if it does not."""
    lower, last = reading.lower, len(reading)
    for index, word in enumerate(form):
        if at >= last:
            return 0
        final = index == len(form) - 1
        if lower[at] != word and not (final and lower[at] == word + "'s"):
            return 0
        at += 1
        short = word in ABBREVIATED or len(word) == 1
        if not final and short and at < last and reading.tokens[at] == ".":
            at += 1
    return at
