"""Names that are one person's although nothing in them says so: who answers when a name is called?

"Miss Morland, ..." somebody says, and the line before or after is Catherine's. Where that happens again and
again, and nobody is seen to name themselves, the two are names of one person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import KIN_TITLES, PLAIN_TITLES, TITLES, Sex
from narrate.attribution.people.evidence import Evidence, introduces
from narrate.attribution.people.names import Phrase, untitled
from narrate.attribution.people.person import Person, gender_of
from narrate.attribution.reading import Reading

_ANSWERS = 3  # times that somebody must answer to a name
_SHARE = 0.1  # of all calls of a name that they must answer
_CLEARLY = 2  # times as often as anybody else
_DENIED = 0.25  # share of the answers: times that the one speaks and names the other
_BESIDE = 0.5  # share of the answers: sentences in which both are named
_MEANT, _MEANT_SHARE = 2, 0.25  # lines of the painter beside which Basil must be called, and share of all
_RARELY = 0.1  # times that a first name follows another, as a last name does
_MARRIED = frozenset(["mr", "mrs"])  # a last name follows


@dataclass(frozen=True, slots=True)
class _Calls:
    """In which paragraphs somebody is called by a short name, speaks, and is spoken of in speech."""

    called: set[int]
    speaks: set[int]
    named: set[int]
    sentences: set[int]  # of narration that name them

    def answers(self, other: "_Calls") -> int:
        """How often this one is called and another speaks just before or after; 0 if they are two people."""
        here = self.called - other.speaks
        count = sum(not other.speaks.isdisjoint((at - 1, at + 1)) for at in here)
        denials = len(self.speaks & other.named) + len(other.speaks & self.named)
        beside = len(self.sentences & other.sentences)
        return count if denials <= _DENIED * count and beside <= _BESIDE * count else 0

    def answerer(self, rivals: Mapping[int, "_Calls"]) -> int | None:
        """The one of some others who clearly answers when this one is called."""
        counts = Counter({index: self.answers(other) for index, other in rivals.items()})
        return _clear(counts, max(_ANSWERS, _SHARE * len(self.called)))

    def beside(self, speakers: Mapping[int, Sequence[int]]) -> set[int]:
        """Those of the `speakers`, by paragraph, who speak just before or after this one is called."""
        return {index for at in self.called for near in (at - 1, at + 1) for index in speakers.get(near, ())}


def _clear(counts: Counter[int], least: float) -> int | None:
    """The one who counts most, if that is clear and enough."""
    (best, count), *rest = counts.most_common(2) or [(0, 0)]
    clear = not rest or count >= _CLEARLY * rest[0][1]
    return best if clear and count >= least else None


def _calls(reading: Reading, forms: Iterable[Phrase], phrases: Mapping[Phrase, Evidence]) -> _Calls:
    forms = [form for form in forms if form in phrases]
    short = [form for form in forms if len(untitled(form)) == 1]

    def paragraphs(tokens: Iterable[int]) -> set[int]:
        return {reading.paragraph_at(token) for token in tokens}

    return _Calls(
        paragraphs(token for form in short for token in phrases[form].called),
        paragraphs(token for form in forms for token in phrases[form].spoke),
        paragraphs(token for form in forms for token in phrases[form].named),
        {sentence for form in forms for sentence in phrases[form].sentences},
    )


def _speakers(calls: Sequence[_Calls]) -> Mapping[int, Sequence[int]]:
    """Who speaks in each paragraph."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(calls):
        for paragraph in own.speaks:
            found[paragraph].append(index)
    return found


def noun_bearers(
    reading: Reading,
    people: Sequence[Person],
    phrases: Mapping[Phrase, Evidence],
    nouns: Mapping[Phrase, Sequence[int]],
) -> dict[Phrase, Person]:
    """Whom a noun that speaks means, as the painter.

    It is somebody who says who they are, or somebody who is called there and never speaks beside it.
    """
    introduced = _introduced(reading, people, phrases)
    calls = [_calls(reading, person.forms, phrases) for person in people]
    found: dict[Phrase, Person] = {}
    for noun, tokens in nouns.items():
        lines = {reading.paragraph_at(token) for token in tokens}
        introductions = Counter(introduced[at] for at in lines if at in introduced)
        teller = _clear(introductions, _MEANT_SHARE * len(lines))
        if teller is not None:
            found[noun] = people[teller]
            continue
        around = {at + step for at in lines for step in (-1, 0, 1)}
        counts = Counter(
            {
                index: sum(not own.called.isdisjoint((at - 1, at + 1)) for at in lines)
                for index, own in enumerate(calls)
                if own.speaks.isdisjoint(around) and own.named.isdisjoint(lines)
                if {people[index].gender, gender_of(noun)} != {"M", "F"}
            }
        )
        best = _clear(counts, max(_MEANT, _MEANT_SHARE * len(lines)))
        if best is not None:
            found[noun] = people[best]
    return found


def _introduced(
    reading: Reading, people: Sequence[Person], phrases: Mapping[Phrase, Evidence]
) -> dict[int, int]:
    """The paragraphs in which somebody says who they are: "My name is Ben," said the painter."""
    found = {}
    for index, person in enumerate(people):
        for form in (form for form in person.forms if form in phrases):
            for token in phrases[form].named:
                if introduces(reading, token, token + len(form)):
                    found[reading.paragraph_at(token)] = index
    return found


def first_names(
    reading: Reading, phrases: Mapping[Phrase, Evidence], genders: Mapping[Phrase, Sex]
) -> dict[Phrase, str]:
    """The first names of those who are called Mr. or Miss Lowe, as far as somebody answers to that."""
    last = Counter[str]()
    for phrase, evidence in phrases.items():
        if len(phrase) > 1 and (phrase[0] in _MARRIED or phrase[0] not in TITLES):
            last[phrase[-1]] += evidence.count
    bare = [p[0] for p, e in phrases.items() if len(p) == 1 and e.spoke and last[p[0]] <= _RARELY * e.count]
    calls = [_calls(reading, [(name,)], phrases) for name in bare]
    speakers = _speakers(calls)
    found: dict[Phrase, str] = {}
    for phrase in phrases:
        if len(phrase) == 2 and phrase[0] in PLAIN_TITLES:
            sex, own = {gender_of(phrase), ""}, _calls(reading, [phrase], phrases)
            rivals = {i: calls[i] for i in own.beside(speakers) if genders.get((bare[i],), "") in sex}
            answerer = own.answerer(rivals)
            if answerer is not None and (phrase[0] == "miss" or bare[answerer] != phrase[1]):
                found[phrase] = bare[answerer]
    return found


def unite(reading: Reading, people: Sequence[Person], phrases: Mapping[Phrase, Evidence]) -> list[Person]:
    """People among whom those are one who answer to each other's names."""
    calls = [_calls(reading, person.forms, phrases) for person in people]
    speakers = _speakers(calls)
    united: set[int] = set()
    for one, person in enumerate(people):
        others = calls[one].beside(speakers) - united
        best = calls[one].answerer({i: calls[i] for i in others if _may_be_one(person, people[i])})
        if best is not None:
            people[best].absorb(person)
            united.add(one)
    return [person for index, person in enumerate(people) if index not in united]


def _may_be_one(one: Person, other: Person) -> bool:
    """Whether nothing in the names of two people speaks against their being one."""
    if one is other or any(len(form) == 1 and form[0] in KIN_TITLES for form in one.forms):
        return False
    if {one.gender, other.gender} == {"M", "F"}:
        return False
    return not (one.first and other.first) and not (one.last and other.last and one.last != other.last)
