"""Who says what: mentions, candidates, and the decision."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from narrate.attribution.mentions import find_mentions
from narrate.attribution.people import cast_of, display
from narrate.attribution.reading import read
from narrate.attribution.rules import by_rule
from narrate.attribution.spoken import spoken
from narrate.attribution.utterances import find_utterances
from narrate.attribution.values import Known
from narrate.book import Book
from narrate.quotes import find_quotes
from narrate.script import Character, Gender

__all__ = ["SURE", "Attribution", "Known", "Saying", "attribute"]

SURE = 0.75  # of the sayings at least this sure, 97% are right


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says one quote; `speaker` None: nobody does, it is narration."""

    start: int
    end: int
    speaker: str | None
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Everyone who speaks, and all quotes in the order of the text."""

    characters: tuple[Character, ...]
    sayings: tuple[Saying, ...]


def attribute(
    book: Book, known: Sequence[Known] = (), confirmed: Mapping[int, str | None] = MappingProxyType({})
) -> Attribution:
    """Decide who says each quote of a book.

    `known` are the people of voices.yaml. `confirmed` maps the start of a quote to the speaker that a
    person has confirmed (None: nobody); it is obeyed, and tells about the quotes around it.
    """
    quotes = find_quotes(book)
    reading = read(book, quotes)
    people = cast_of(reading, known, {name for name in confirmed.values() if name})
    mentions = find_mentions(reading, people)
    is_speech = [
        confirmed[quote.start] is not None if quote.start in confirmed else verdict
        for quote, verdict in zip(quotes, spoken(book, quotes), strict=True)
    ]
    utterances = find_utterances(reading, mentions, is_speech)
    verdicts = by_rule(people, mentions, utterances)
    shown = [display(person) for person in people]
    said = {quote: verdicts[i] for i, utterance in enumerate(utterances) for quote in utterance.quotes}
    sayings = []
    for index, quote in enumerate(quotes):
        person, confidence, why = said.get(index, (None, 0.9, "nobody says this"))
        speaker = shown[person][0] if person is not None else None
        if quote.start in confirmed:
            speaker, confidence, why = confirmed[quote.start], 1.0, "confirmed"
        sayings.append(Saying(quote.start, quote.end, speaker, confidence, why))
    lines = Counter(saying.speaker for saying in sayings)
    characters = tuple(
        Character(name, aliases, _gender(mentions.maleness[index]), people[index].narrator, lines[name])
        for index, (name, aliases) in enumerate(shown)
        if lines[name]
    )
    return Attribution(characters, tuple(sayings))


def _gender(maleness: float) -> Gender:
    if abs(maleness) < 0.5:
        return Gender.UNKNOWN
    return Gender.MALE if maleness > 0 else Gender.FEMALE
