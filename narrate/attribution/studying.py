"""A book made ready for the network: words, people, mentions, utterances, candidates and their features."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from narrate.attribution.people.cast import cast_of, display
from narrate.attribution.people.mentions import Mentions, find_mentions
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading, read
from narrate.attribution.speech import are_speech
from narrate.attribution.tags.utterances import Utterance, find_utterances
from narrate.attribution.weighing.candidates import candidates
from narrate.attribution.weighing.facts import Facts
from narrate.attribution.weighing.features import features
from narrate.attribution.weighing.habits import LIKELY, Manners, manners_of, with_habits
from narrate.attribution.weighing.heard import by_answers, by_speaking, hearing
from narrate.attribution.weighing.rows import Floats, Rows, rows_of
from narrate.story.book import Book
from narrate.story.cast import Role
from narrate.story.quotes import find_quotes


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What a book tells whatever is confirmed: its words, who is in it, and where, and what is speech."""

    reading: Reading
    people: list[Person]
    mentions: Mentions
    is_speech: list[bool]


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


def groundwork(book: Book, known: Sequence[Role] = (), names: AbstractSet[str] = frozenset()) -> Groundwork:
    """Read a book as far as it does not matter what is confirmed; its people have all of the `names`."""
    quotes = find_quotes(book)
    reading = read(book, quotes, [name for person in known for name in person.names])
    people = cast_of(reading, known, names)
    return Groundwork(reading, people, find_mentions(reading, people), are_speech(book, quotes))


def study(ground: Groundwork, confirmed: Mapping[int, str | None] = MappingProxyType({})) -> Study:
    """Study a book as far as can be done without deciding.

    `confirmed` are speakers, by the starts of their quotes (None: nobody).
    """
    reading, people, mentions = ground.reading, ground.people, ground.mentions
    is_speech = [
        confirmed[quote.start] is not None if quote.start in confirmed else said
        for quote, said in zip(reading.quotes, ground.is_speech, strict=True)
    ]
    utterances = find_utterances(reading, mentions, is_speech, confirmed)
    mentions = hearing(mentions, by_answers(utterances, people))
    choices = candidates(people, mentions, utterances)
    answers = _answers(reading, people, utterances, confirmed)
    for index, person in answers.items():
        if person not in choices[index]:
            choices[index][-1:] = [person]  # in the place of the farthest
    rows = rows_of(features(Facts(reading, people, mentions, utterances), choices), choices)
    manners = manners_of(reading, mentions, utterances)
    rows = with_habits(rows, manners, _told(rows, utterances, answers))
    return Study(reading, people, mentions, utterances, choices, manners, rows, _hints(rows, answers))


def _told(rows: Rows, utterances: Sequence[Utterance], answers: Mapping[int, int]) -> Floats:
    """1 for the row of a speaker who is confirmed, or else named in a tag; 0 for all others."""
    tagged = [-1 if u.named_beside is None else u.named_beside for u in utterances]
    speakers = np.array([answers.get(index, person) for index, person in enumerate(tagged)], np.int64)
    told: Floats = (speakers[rows.utterance] == rows.person).astype(np.float32)
    return told


def _hints(rows: Rows, answers: Mapping[int, int]) -> Floats:
    """1 for a confirmed speaker's row, -1 for those it rules out, else 0."""
    hints = np.zeros(len(rows.utterance), np.float32)
    for index, person in answers.items():
        here = rows.of(index, index + 1)
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
