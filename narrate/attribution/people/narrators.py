"""Who tells the story as "I": somebody whom others call by name, and who is hardly ever told about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from narrate.attribution.lexicon import TAG_VERBS
from narrate.attribution.people.evidence import Evidence, stands_behind
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading, Stretch

_FIRST_PERSON = 0.008  # share of "I" among the narration's words from which a narrator tells the story
SELF_NAMED = 0.12  # share of the mentions of a narrator that are in narration
_SELF_NAMED_AT_MOST = 0.25  # the same of one who is called several times, and answers with "I said"
_CALLS = 3  # times that somebody is called who never answers with "I said"
_CALLED = frozenset(["my name is", "my name's", "calls me", "call me", "called me"])
_DENYING = frozenset("not never don't won't can't didn't cannot stop".split())  # call me Shirley
_LONGEST_NAME, _BEFORE_NAME = 3, 5  # words of it, and before it that may deny it
_UNSEEN = 2  # the same for somebody whom the narrator never names


def first_person(
    reading: Reading, people: Sequence[Person], names: Mapping[Phrase, Evidence]
) -> Person | None:
    """The one who tells the story as "I", a new person if nobody is known to; None if nobody does."""
    if not is_told_as_i(reading, [reading.whole]):
        return None
    told = list(told_words(reading, [reading.whole]))
    said = {reading.paragraph_at(token) for token in told if _speaks(reading, token)}
    own = _introduced(reading, said)
    bearer = _bearer(people, own) if own else None
    if own and bearer:
        bearer.absorb(own)
    teller = bearer or _most_called(reading, people, names, said) or own
    teller = teller or Person(Counter({("i",): 0}), spelling={("i",): _i(reading, told)})
    teller.tells = (reading.whole,)
    return teller


def _most_called(
    reading: Reading, people: Sequence[Person], names: Mapping[Phrase, Evidence], said: AbstractSet[int]
) -> Person | None:
    """The one who is called and answers with "I said", or is called and never named, most of those."""
    called = [(_called(reading, person, names, said), person) for person in people if not person.nominal]
    fitting = [(how, person) for how, person in called if _fits(*how, person, names)]
    most = max((how for how, _ in fitting), default=None)
    tellers = [person for how, person in fitting if how == most]
    return tellers[0] if len(tellers) == 1 else None


def _introduced(reading: Reading, said: AbstractSet[int]) -> Person | None:
    """The name that who tells the story says is theirs: My name is Percy Jackson; people call me Kaz.

    `said` are the paragraphs in which "I" speaks.
    """
    for token, word in enumerate(reading.tokens):
        is_own = word[0].isupper() and stands_behind(reading, token, _CALLED)
        is_own = is_own and _DENYING.isdisjoint(reading.lower[max(0, token - _BEFORE_NAME) : token])
        if is_own and (not reading.quote_of[token] or reading.paragraph_at(token) in said):
            words = list(takewhile(str.istitle, reading.tokens[token : token + _LONGEST_NAME]))
            forms = tuple(reading.lower[token : token + len(words)]), (reading.lower[token],)
            spelling = {form: " ".join(words[: len(form)]) for form in forms}
            return Person(Counter(dict.fromkeys(forms, 1)), spelling=spelling)
    return None


def _bearer(people: Sequence[Person], own: Person) -> Person | None:
    """The first of some people who has one of the names of another, or goes by one."""
    return next((p for form in own.forms for p in people if form in p.forms or p.goes_by(form[0], 0)), None)


def _fits(calls: int, answers: int, person: Person, names: Mapping[Phrase, Evidence]) -> bool:
    """Whether a person, called so often, may tell the story; `answers` are those of "I" less those denied."""
    narrated = sum(names[form].narrated for form in person.forms if form in names)
    enough = calls >= (_CALLS if narrated else _UNSEEN) and answers >= 0
    most = _SELF_NAMED_AT_MOST if enough and answers > 0 else SELF_NAMED
    return (enough or answers > 0) and narrated <= most * person.count


def _called(
    reading: Reading, person: Person, names: Mapping[Phrase, Evidence], said: AbstractSet[int]
) -> tuple[int, int]:
    """How often somebody is called, and how much more often "I" answers than calls them.

    `said` are the paragraphs in which "I" speaks.
    """
    called = _calls(reading, person, names)
    answers = sum(not said.isdisjoint((at - 1, at + 1)) for at in called)
    return len(called), answers - sum(at in said for at in called)


def is_told_as_i(reading: Reading, parts: Iterable[Stretch]) -> bool:
    """Whether parts of a story are told by somebody in it."""
    words = [reading.tokens[token] for token in told_words(reading, parts)]
    return words.count("I") > _FIRST_PERSON * max(1, len(words))


def times_i(reading: Reading, parts: Iterable[Stretch]) -> list[int]:
    """The tokens at which the narration of parts of a story says "I"."""
    return [token for token in told_words(reading, parts) if reading.tokens[token] == "I"]


def told_words(reading: Reading, parts: Iterable[Stretch]) -> Iterator[int]:
    """The words of narration in parts of a story."""
    for at in parts:
        for token in range(at.begin, at.end):
            if not reading.quote_of[token] and reading.tokens[token][0].isalpha():
                yield token


def _i(reading: Reading, told: Sequence[int]) -> str:
    """I, or You in a story that is told to somebody in it."""
    first = next(token for token in told if reading.tokens[token] == "I")
    return "You" if reading.book.text[reading.starts[first]] in "yY" else "I"


def _speaks(reading: Reading, token: int) -> bool:
    """Whether the one who tells the story speaks here: I said, said I."""
    beside = reading.lower[max(0, token - 1) : token] + reading.lower[token + 1 : token + 2]
    return reading.tokens[token] == "I" and not TAG_VERBS.isdisjoint(beside)


def _calls(reading: Reading, person: Person, names: Mapping[Phrase, Evidence]) -> list[int]:
    """The paragraphs in which somebody calls a person, once for each time."""
    forms = (form for form in person.forms if form in names)
    return [reading.paragraph_at(token) for form in forms for token in names[form].called]
