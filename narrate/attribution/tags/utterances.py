"""What somebody says in one go: quotes interrupted only by their tag, with all that stands around them."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import SUBJECTS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.vocatives import calls
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.finder import find_tag
from narrate.attribution.tags.parting import by_speaker, tokens_of
from narrate.attribution.tags.subjects import HEARD
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.text import Text

_INTERRUPTION = 25  # words of narration inside one utterance
_BEAT_REACH = 40


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quotes that one person says without a break.

    `before` and `after` are the narration beside them in their paragraph, `called` the persons
    whom a vocative names, `named` how often each person is named inside. Beats are the gender of
    the subject pronoun in the narration before and after.
    """

    quotes: tuple[int, ...]
    begin: int
    end: int
    first_paragraph: int
    last_paragraph: int
    before: Stretch
    after: Stretch
    gaps: tuple[Stretch, ...]
    tag: Tag | None
    beat_before: str
    beat_after: str
    called: frozenset[int]
    named: Counter[int]
    words: tuple[str, ...]

    def is_tagged(self, person: int) -> bool:
        """Whether a tag names a person; what somebody only does beside it is none."""
        return self.tag is not None and self.tag.person == person and not self.tag.beat


def _group(
    reading: Reading, spoken: Sequence[bool], confirmed: Mapping[int, str | None]
) -> list[tuple[int, ...]]:
    """Quotes of one utterance: those of a paragraph with only a tag between, and speech that runs on."""
    groups: list[list[int]] = []
    for index, quote in enumerate(reading.quotes):
        if not spoken[index]:
            continue
        if groups:
            last = reading.quotes[groups[-1][-1]]
            between = reading.book.text[last.end : quote.start].split()
            same = quote.paragraph == last.paragraph and 0 < len(between) <= _INTERRUPTION
            runs_on = quote.continues and quote.paragraph == last.paragraph + 1
            speakers = {confirmed[q.start] for q in (last, quote) if q.start in confirmed}
            if (same or runs_on) and len(speakers) < 2:
                groups[-1].append(index)
                continue
        groups.append([index])
    return [tuple(group) for group in groups]


def find_utterances(
    reading: Reading, mentions: Mentions, spoken: Sequence[bool], confirmed: Mapping[int, str | None]
) -> list[Utterance]:
    """All utterances in order, with their tags."""
    text = Text(reading, mentions)
    groups = [part for quotes in _group(reading, spoken, confirmed) for part in by_speaker(text, quotes)]
    spans = [[tokens_of(reading, index) for index in quotes] for quotes in groups]
    found = []
    for index, quotes in enumerate(groups):
        previous_end = spans[index - 1][-1].end if index else 0
        next_begin = spans[index + 1][0].begin if index + 1 < len(groups) else len(reading)
        room = Stretch(previous_end, next_begin)
        found.append(_describe(text, quotes, spans[index], room))
    return found


def _describe(text: Text, quotes: tuple[int, ...], spans: list[Stretch], room: Stretch) -> Utterance:
    """An utterance with what is around it; `room` ends where the quotes of others begin."""
    reading = text.reading
    begin, end = spans[0].begin, spans[-1].end
    first, last = reading.paragraph_at(begin), reading.paragraph_at(max(begin, end - 1))
    before = Stretch(max(reading.opens[first], room.begin), begin)
    after = Stretch(end, min(room.end, reading.opens[last + 1]))
    said = [token for span in spans for token in range(span.begin, span.end)]
    words = tuple(
        reading.lower[at] for at in said if reading.tokens[at][0].isalpha() or reading.tokens[at] in "!?"
    )
    named: Counter[int] = Counter()
    called: set[int] = set()
    for span in spans:
        for mention in text.mentions.between(span.begin, span.end):
            named[mention.person] += 1
            if calls(reading, mention.begin, mention.end):
                called.add(mention.person)
    return Utterance(
        quotes, begin, end, first, last, before, after,
        tuple(Stretch(one.end, other.begin) for one, other in itertools.pairwise(spans)),
        find_tag(text, spans, before, after),
        _beat(reading, range(before.end - 1, max(before.begin, before.end - _BEAT_REACH) - 1, -1)),
        _beat(reading, range(after.begin, min(after.end, after.begin + _BEAT_REACH))),
        frozenset(called), named,
        words,
    )  # fmt: skip


def _beat(reading: Reading, tokens: range) -> str:
    """The gender of the first subject pronoun among tokens."""
    for token in tokens:
        if reading.lower[token] in ("he", "she", "i") and not reading.quote_of[token]:
            heard = reading.behind_comma(token) and reading.lower[token + 1] in HEARD  # "Go," I heard
            return "" if heard else SUBJECTS[reading.lower[token]]
    return ""
