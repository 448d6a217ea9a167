"""Where a person was last and is next named, in narration by name or pronoun, and in speech by name."""

import bisect
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.narrators import times_i
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading
from narrate.attribution.tags.utterances import Utterance

_MEMORY, _REACH = 400, 150  # tokens before an utterance in narration; in speech, and after it
_AWAY = 1500  # tokens since somebody entered who is not here, or was introduced
_NEVER = 20_000  # tokens that they were away who enter for the first time
_FRESH = 60  # tokens in which an entrance becomes half as remarkable
_DOES = 8  # tokens in which the narration says what somebody does
_LEAVES = frozenset(
    """left leave leaving departed withdrew withdrawn retired disappeared vanished gone quitted exit
    departure""".split()
)
_GOES = frozenset("went walked ran drove rode hurried goes going marched strode rushed".split())
_AWAY_FROM = frozenset("away out off".split())
_SILENT = frozenset("silent silence nothing answer reply listened listening speechless mute".split())
_BESIDE_BEFORE, _BESIDE_AFTER = 40, 30  # tokens from a line to a trace of one who says nothing then


class Traces:
    """The tokens at which each person is named, in order."""

    def __init__(
        self, reading: Reading, people: Sequence[Person], mentions: Mentions, subjects: Mapping[int, int]
    ) -> None:
        self.reading = reading
        self.told: defaultdict[int, list[int]] = defaultdict(list)
        self.said: defaultdict[int, list[int]] = defaultdict(list)
        self.pronouns = frozenset(subjects)
        for mention in mentions.all:
            (self.told if mention.told else self.said)[mention.person].append(mention.begin)
        for token, person in subjects.items():
            self.told[person].append(token)
        for index, teller in enumerate(people):
            if mine := times_i(reading, teller.tells):
                self.told[index] += mine
                self.pronouns |= frozenset(mine)
        for tokens in self.told.values():
            tokens.sort()
        self.arrivals = mentions.arrivals
        self.entered = {person: _entrances(tokens) for person, tokens in self.told.items()}

    def is_near(self, person: int, token: int) -> bool:
        """Whether narration has named a person shortly before a token."""
        told, before = self._until(person, token)
        return before > 0 and token - told[before - 1] < _MEMORY

    def entrance(self, person: int, token: int) -> dict[str, float]:
        """How many tokens ago a person came into the narration, and how remarkable that still is.

        The longer they were away, the more remarkable it is.
        """
        told, before = self._until(person, token)
        if before == 0 or token - told[before - 1] >= _REACH:
            return {"entered": _AWAY, "new": 0.0}
        first = self.entered[person][before - 1]
        since = token - told[first]
        away = min(_NEVER, told[first] - told[first - 1]) if first else _NEVER
        return {"entered": since, "new": math.log1p(away) / (1 + since / _FRESH)}

    def introduction(self, person: int, token: int) -> dict[str, float]:
        """How many tokens ago, as a logarithm, "a man" introduced one whom the story calls the man."""
        arrivals = self.arrivals.get(person, [])
        count = bisect.bisect_left(arrivals, token)
        return {"introduced": math.log1p(min(_AWAY, token - arrivals[count - 1]) if count else _AWAY)}

    def around(self, here: Utterance, person: int) -> dict[str, float]:
        """How far away the nearest traces of a person are, before, inside and after an utterance."""
        told, following = self._until(person, here.begin)
        said = self.said.get(person, [])
        first, later = bisect.bisect_left(said, here.begin), bisect.bisect_left(said, here.end)
        inside = said[first] - here.begin if first < later else 0
        return {
            **self._trace("told_before", told, following - 1, here, _MEMORY),
            **self._trace("told_after", told, following, here, _REACH),
            **self._trace("said_before", said, first - 1, here, _REACH),
            **self._trace("said_after", said, later, here, _REACH),
            "said_here": inside,
            "said_here_before": here.end - said[first] if first < later else 0,
        }

    def doing(self, here: Utterance, person: int) -> dict[str, float]:
        """Whether a person was last seen to go away, and says nothing right before or after an utterance."""
        told, count = self._until(person, here.begin)
        before = told[count - 1] if count else -_AWAY
        after = told[count] if count < len(told) else len(self.reading) + _AWAY
        does = set(self.reading.lower[before + 1 : min(before + 1 + _DOES, here.begin)]) if count else set()
        then = self.reading.lower[after + 1 : after + _DOES] if after - here.end < _BESIDE_AFTER else ()
        goes = not _GOES.isdisjoint(does) and not _AWAY_FROM.isdisjoint(does)
        return {
            "gone": goes or not _LEAVES.isdisjoint(does),
            "silent_before": here.begin - before < _BESIDE_BEFORE and not _SILENT.isdisjoint(does),
            "silent_after": not _SILENT.isdisjoint(then),
        }

    def _until(self, person: int, token: int) -> tuple[Sequence[int], int]:
        """A person's traces in narration, and how many of them stand before a token."""
        told = self.told.get(person, [])
        return told, bisect.bisect_left(told, token)

    def _trace(
        self, name: str, tokens: Sequence[int], index: int, here: Utterance, reach: int
    ) -> dict[str, float]:
        """Tokens and paragraphs from an utterance to one of the traces, if it is within reach."""
        token = tokens[index] if 0 <= index < len(tokens) else -1
        away = here.begin - token if token < here.begin else max(1, token - here.end)
        near = token >= 0 and away <= reach
        paragraph = self.reading.paragraph_at(token) if near else 0
        apart = max(here.first_paragraph - paragraph, paragraph - here.last_paragraph, 0)
        return {
            name: near,
            f"{name}_tokens": away if near else 0,
            f"{name}_paragraphs": apart if near else 0,
            f"{name}_pronoun": near and token in self.pronouns,
        }


def _entrances(tokens: Sequence[int]) -> list[int]:
    """For each trace the index of the one with which somebody came in, before whom they were not near."""
    found: list[int] = []
    for at, token in enumerate(tokens):
        stays = at > 0 and token - tokens[at - 1] < _MEMORY
        found.append(found[-1] if stays else at)
    return found
