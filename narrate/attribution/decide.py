"""From a book to who says what: people, mentions, utterances, candidates, and the network's verdict."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from narrate.attribution.confidence import SURE, UNREAD, confidence, is_unfit
from narrate.attribution.people.cast import cast_of, display, meant
from narrate.attribution.people.mentions import Mentions, find_mentions
from narrate.attribution.people.persons import Person
from narrate.attribution.reading import Reading, read
from narrate.attribution.reasons import Reasons
from narrate.attribution.speech import are_speech
from narrate.attribution.tags.utterances import Utterance, find_utterances
from narrate.attribution.values import Attribution, Known, Saying
from narrate.attribution.weighing.candidates import candidates
from narrate.attribution.weighing.facts import Facts
from narrate.attribution.weighing.features import features
from narrate.attribution.weighing.habits import LIKELY, Manners, manners_of, with_habits
from narrate.attribution.weighing.heard import GENDER_TOLD, by_answers, by_speaking, hearing
from narrate.attribution.weighing.model import trained
from narrate.attribution.weighing.rows import Floats, Rows, rows_of
from narrate.languages import primary
from narrate.story.book import Book
from narrate.story.glossary import is_read
from narrate.story.people import Character, Gender
from narrate.story.quotes import find_quotes

_UNSPOKEN = 0.95  # how sure it is that a quote is a title, a sign or the like
_FOREIGN = 3  # times as sure must a gender be by pronouns of other languages: il pleut, and sie are several
_UNLIKELY, _MOST = 0.01, 5  # nobody less probable, and no more people, are named as other speakers


@dataclass(frozen=True, slots=True)
class Study:
    """A book made ready for the network."""

    reading: Reading
    people: list[Person]
    mentions: Mentions
    utterances: list[Utterance]
    choices: list[list[int]]  # the candidates of each utterance
    manners: Manners
    rows: Rows
    hints: Floats


@dataclass(frozen=True, slots=True)
class _Text:
    """What a book tells whatever is confirmed: its words, who is in it, and where, and what is speech."""

    reading: Reading
    people: list[Person]
    mentions: Mentions
    is_speech: list[bool]


def attribute(
    book: Book,
    known: Sequence[Known] = (),
    directed: Mapping[int, str | None] = MappingProxyType({}),
    named: AbstractSet[str] = frozenset(),
) -> Attribution:
    """Decide who says each quote of a book.

    `known` are the people of voices.yaml. `directed` maps the start of a quote to its speaker by a direction
    (None: nobody), which is obeyed; `named` are people whom other directions name. A direction by which
    nothing is said but what would be surely found without it may be an own guess, and tells nothing; all
    others a person has written or confirmed, and they tell about the quotes around them.
    """
    names = named | {name for name in directed.values() if name}
    text = _read(book, known, names)
    alone = _decide(text, {})
    wanted = {start: name and meant(name, text.people) for start, name in directed.items()}
    own = {(saying.start, saying.speaker) for saying in alone.sayings if saying.confidence >= SURE}
    confirmed = {start: name for start, name in wanted.items() if (start, name) not in own}
    return _decide(text, confirmed) if confirmed else alone


def _decide(text: _Text, confirmed: Mapping[int, str | None]) -> Attribution:
    model = trained()
    seen = _study(text, confirmed)
    seen = reread(seen, model.half().probabilities(seen.rows, seen.hints))
    return conclude(seen, model.probabilities(seen.rows, seen.hints), confirmed)


def study(book: Book, known: Sequence[Known], confirmed: Mapping[int, str | None]) -> Study:
    """Read a book as far as can be done without deciding."""
    return _study(_read(book, known, {name for name in confirmed.values() if name}), confirmed)


def _read(book: Book, known: Sequence[Known], names: AbstractSet[str]) -> _Text:
    quotes = find_quotes(book)
    reading = read(book, quotes)
    people = cast_of(reading, known, names)
    return _Text(reading, people, find_mentions(reading, people), are_speech(book, quotes))


def _study(text: _Text, confirmed: Mapping[int, str | None]) -> Study:
    reading, people, mentions = text.reading, text.people, text.mentions
    is_speech = [
        confirmed[quote.start] is not None if quote.start in confirmed else said
        for quote, said in zip(reading.quotes, text.is_speech, strict=True)
    ]
    utterances = find_utterances(reading, mentions, is_speech, confirmed)
    mentions = hearing(mentions, by_answers(utterances, people))
    choices = candidates(people, mentions, utterances)
    answers = _answers(reading, people, utterances, confirmed)
    for index, person in answers.items():
        if person not in choices[index]:
            choices[index][-1:] = [person]  # in the place of the farthest
    rows = rows_of(features(Facts(reading, people, mentions, utterances), choices), choices)
    tagged = [-1 if u.tag is None or u.tag.person is None else u.tag.person for u in utterances]
    speakers = np.array([answers.get(index, person) for index, person in enumerate(tagged)], np.int64)
    shares = (speakers[rows.utterance] == rows.person).astype(np.float32)
    manners = manners_of(reading, mentions, utterances)
    rows = with_habits(rows, manners, shares)
    return Study(reading, people, mentions, utterances, choices, manners, rows, _hints(rows, answers))


def _hints(rows: Rows, answers: Mapping[int, int]) -> Floats:
    """1 for a confirmed speaker's row, -1 for those it rules out, else 0."""
    hints = np.zeros(len(rows.utterance), np.float32)
    for index, person in answers.items():
        here = rows.utterance == index
        hints[here] = np.where(rows.person[here] == person, 1, -1)
    return hints


def _answers(
    reading: Reading,
    people: Sequence[Person],
    utterances: Sequence[Utterance],
    confirmed: Mapping[int, str | None],
) -> dict[int, int]:
    """The persons confirmed as speakers, by utterance."""
    index_of = {display(person)[0]: index for index, person in reversed(list(enumerate(people)))}
    found = {}
    for index, utterance in enumerate(utterances):
        for quote in utterance.quotes:
            name = confirmed.get(reading.quotes[quote].start)
            if name in index_of:
                found[index] = index_of[name]
    return found


def reread(seen: Study, probability: Floats) -> Study:
    """The book read again, with the habits and the genders that the first reading has told."""
    likely = np.where(probability > LIKELY, probability, 0)
    heard = by_speaking(seen.utterances, len(seen.people), seen.rows, likely)
    mentions, rows = hearing(seen.mentions, heard), seen.rows
    if mentions is not seen.mentions:
        facts = Facts(seen.reading, seen.people, mentions, seen.utterances)
        rows = replace(rows, features=features(facts, seen.choices))
    rows = with_habits(rows, seen.manners, probability)
    return replace(seen, mentions=mentions, rows=rows)


def conclude(seen: Study, probability: Floats, confirmed: Mapping[int, str | None]) -> Attribution:
    """The likeliest candidates as sayings; `probability` is [row]."""
    names = [display(person) for person in seen.people]
    called = [name for name, _ in names]
    shares = list(_shares(seen.choices, probability))
    speakers = [
        _speaker(here, likely, seen.people) for here, likely in zip(seen.utterances, shares, strict=True)
    ]
    reasons = Reasons(seen.reading, seen.people, called, seen.mentions, seen.utterances, speakers)
    most = 1.0 if is_read(seen.reading.book.language) else UNREAD
    said: dict[int, Saying] = {}
    for index, (utterance, likely) in enumerate(zip(seen.utterances, shares, strict=True)):
        best = speakers[index]
        speaker = None if best is None else called[best]
        sure = 0.0
        if best is not None:
            sure = confidence(likely[best], utterance, best, seen.people[best], len(seen.utterances))
            sure = min(sure, most)
        others = [(called[person], share) for person, share in likely.items() if share >= _UNLIKELY]
        rivals = tuple(pair for pair in others if pair[0] != speaker)[:_MOST]
        for number in utterance.quotes:
            quote = seen.reading.quotes[number]
            said[number] = Saying(quote.start, quote.end, speaker, sure, reasons.why(index), rivals)
    sayings = []
    for number, quote in enumerate(seen.reading.quotes):
        saying = said.get(number, Saying(quote.start, quote.end, None, _UNSPOKEN, "nobody says this"))
        if quote.start in confirmed:
            saying = Saying(quote.start, quote.end, confirmed[quote.start], 1.0, "confirmed")
        sayings.append(saying)
    return Attribution(_characters(seen, names, sayings), tuple(sayings))


def _speaker(here: Utterance, likely: Mapping[int, float], people: Sequence[Person]) -> int | None:
    """The likeliest candidate, unless a plain tag names another; the doubt about that one remains."""
    if here.tag is not None and here.tag.is_plain and here.tag.person in likely:
        return here.tag.person
    fitting = (person for person in likely if not is_unfit(here, people[person]))
    return next(fitting, next(iter(likely), None))


def _shares(choices: Sequence[Sequence[int]], probability: Floats) -> Iterator[dict[int, float]]:
    """The candidates of each utterance with their probabilities, the likeliest first."""
    begin = 0
    for persons in choices:
        shares = probability[begin : begin + len(persons)]
        begin += len(persons)
        yield {persons[at]: round(float(shares[at]), 4) for at in np.argsort(-shares, kind="stable")}


def _characters(
    seen: Study, names: Sequence[tuple[str, tuple[str, ...]]], sayings: Sequence[Saying]
) -> tuple[Character, ...]:
    """The people who speak, in the order of the study."""
    lines = Counter(saying.speaker for saying in sayings)
    certain = GENDER_TOLD if primary(seen.reading.book.language) == "en" else _FOREIGN * GENDER_TOLD
    found: dict[str, Character] = {}
    for index, (name, aliases) in enumerate(names):
        if lines[name] and name not in found:
            person = seen.people[index]
            gender = _gender(person, seen.mentions.maleness[index], certain)
            narrator = person.tells == (seen.reading.whole,)  # who tells a part has a voice of their own
            found[name] = Character(name, aliases, gender, narrator, lines[name])
    return tuple(found.values())


def _gender(person: Person, maleness: float, certain: float) -> Gender:
    if person.stated is not None:
        return person.stated
    if abs(maleness) < certain:
        return Gender.UNKNOWN
    return Gender.MALE if maleness > 0 else Gender.FEMALE
