"""From a book to who says what: the book is studied, the networks vote twice, and their verdict is told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType

import numpy as np

from narrate.attribution.confidence import SURE, UNREAD, confidence, is_unfit
from narrate.attribution.people.cast import display, meant
from narrate.attribution.people.person import Person
from narrate.attribution.reasons import Reasons
from narrate.attribution.studying import Groundwork, Study, groundwork, reread, study
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.values import Attribution, Saying
from narrate.attribution.weighing.heard import GENDER_TOLD
from narrate.attribution.weighing.model import trained
from narrate.attribution.weighing.rows import Floats
from narrate.languages import primary
from narrate.story.book import Book
from narrate.story.cast import Role
from narrate.story.glossary import is_read
from narrate.story.people import Character, Gender

_UNSPOKEN = 0.95  # how sure it is that a quote is a title, a sign or the like
_FOREIGN = 3  # times as sure must a gender be by pronouns of other languages: il pleut, and sie are several
_UNLIKELY, _MOST = 0.01, 5  # nobody less probable, and no more people, are named as other speakers


def attribute(
    book: Book,
    known: Sequence[Role] = (),
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
    ground = groundwork(book, known, names)
    alone = _decide(ground, {})
    wanted = {start: name and meant(name, ground.people) for start, name in directed.items()}
    own = {(saying.start, saying.speaker) for saying in alone.sayings if saying.confidence >= SURE}
    confirmed = {start: name for start, name in wanted.items() if (start, name) not in own}
    return _decide(ground, confirmed) if confirmed else alone


def _decide(ground: Groundwork, confirmed: Mapping[int, str | None]) -> Attribution:
    model = trained()
    seen = study(ground, confirmed)
    seen = reread(seen, model.half().probabilities(seen.rows, seen.hints))
    return conclude(seen, model.probabilities(seen.rows, seen.hints), confirmed)


def conclude(seen: Study, probability: Floats, confirmed: Mapping[int, str | None]) -> Attribution:
    """The likeliest candidates as sayings; `probability` is [row]."""
    names = [display(person) for person in seen.people]
    said = _said(seen, [name for name, _ in names], probability)
    sayings = []
    for number, quote in enumerate(seen.reading.quotes):
        saying = said.get(number, Saying(quote.start, quote.end, None, _UNSPOKEN, "nobody says this"))
        if quote.start in confirmed:
            saying = Saying(quote.start, quote.end, confirmed[quote.start], 1.0, "confirmed")
        sayings.append(saying)
    return Attribution(_characters(seen, names, sayings), tuple(sayings))


def _said(seen: Study, names: Sequence[str], probability: Floats) -> dict[int, Saying]:
    """Who says the quotes of all utterances, by the numbers of the quotes."""
    shares = list(_shares(seen.choices, probability))
    speakers = [
        _speaker(here, likely, seen.people) for here, likely in zip(seen.utterances, shares, strict=True)
    ]
    reasons = Reasons(seen.reading, seen.people, names, seen.mentions, seen.utterances, speakers)
    said: dict[int, Saying] = {}
    for index, (utterance, likely) in enumerate(zip(seen.utterances, shares, strict=True)):
        best = speakers[index]
        speaker = None if best is None else names[best]
        sure = 0.0 if best is None else _sure(seen, utterance, best, likely[best])
        others = [(names[person], share) for person, share in likely.items() if share >= _UNLIKELY]
        rivals = tuple(pair for pair in others if pair[0] != speaker)[:_MOST]
        for number in utterance.quotes:
            quote = seen.reading.quotes[number]
            said[number] = Saying(quote.start, quote.end, speaker, sure, reasons.why(index), rivals)
    return said


def _sure(seen: Study, here: Utterance, person: int, share: float) -> float:
    """How sure it is that an utterance is a person's, to whom the networks give a share of it."""
    sure = confidence(share, here, person, seen.people[person], len(seen.utterances))
    return sure if is_read(seen.reading.book.language) else min(sure, UNREAD)


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
