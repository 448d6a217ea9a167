"""What somebody says in one go: quotes interrupted only by their tag, with all that stands around them."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import HEARD, SUBJECTS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.vocatives import calls
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.finder import find_tag
from narrate.attribution.tags.parting import by_speaker
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

    @property
    def named_beside(self) -> int | None:
        """The person whom its tag names, or the narration of what they do beside it."""
        return self.tag.person if self.tag else None

    def is_tagged(self, person: int) -> bool:
        """Whether a tag names a person; what somebody only does beside it is none."""
        return self.tag is not None and self.tag.person == person and not self.tag.beat


def find_utterances(
    reading: Reading, mentions: Mentions, spoken: Sequence[bool], confirmed: Mapping[int, str | None]
) -> list[Utterance]:
    """All utterances in order, with their tags."""
    text = Text(reading, mentions)
    groups = [part for quotes in _group(reading, spoken, confirmed) for part in by_speaker(text, quotes)]
    spans = [[reading.quoted(index) for index in quotes] for quotes in groups]
    found = []
    for index, quotes in enumerate(groups):
        previous_end = spans[index - 1][-1].end if index else 0
        next_begin = spans[index + 1][0].begin if index + 1 < len(groups) else len(reading)
        room = Stretch(previous_end, next_begin)
        found.append(_describe(text, quotes, spans[index], room))
    return found


def _group(
    reading: Reading, spoken: Sequence[bool], confirmed: Mapping[int, str | None]
) -> list[tuple[int, ...]]:
    """The quotes of each utterance, as far as what stands between them tells."""
    groups: list[list[int]] = []
    for quote in (quote for quote, said in enumerate(spoken) if said):
        if groups and _goes_on(reading, groups[-1][-1], quote, confirmed):
            groups[-1].append(quote)
        else:
            groups.append([quote])
    return [tuple(group) for group in groups]


def _goes_on(reading: Reading, one: int, other: int, confirmed: Mapping[int, str | None]) -> bool:
    """Whether no more than a tag stands between two quotes in a paragraph, or speech runs on into another."""
    last, quote = reading.quotes[one], reading.quotes[other]
    between = reading.book.text[last.end : quote.start].split()
    same = quote.paragraph == last.paragraph and 0 < len(between) <= _INTERRUPTION
    runs_on = quote.continues and quote.paragraph == last.paragraph + 1
    speakers = {confirmed[q.start] for q in (last, quote) if q.start in confirmed}
    return (same or runs_on) and len(speakers) < 2


def _describe(text: Text, quotes: tuple[int, ...], spans: Sequence[Stretch], room: Stretch) -> Utterance:
    """An utterance with what is around it; `room` ends where the quotes of others begin."""
    reading = text.reading
    begin, end = spans[0].begin, spans[-1].end
    first, last = reading.paragraph_at(begin), reading.paragraph_at(max(begin, end - 1))
    before = Stretch(max(reading.opens[first], room.begin), begin)
    after = Stretch(end, min(room.end, reading.opens[last + 1]))
    gaps = tuple(Stretch(one.end, other.begin) for one, other in itertools.pairwise(spans))
    said = (token for span in spans for token in range(span.begin, span.end))
    mentions = [mention for span in spans for mention in text.mentions.between(span.begin, span.end)]
    return Utterance(
        quotes=quotes,
        begin=begin,
        end=end,
        first_paragraph=first,
        last_paragraph=last,
        before=before,
        after=after,
        gaps=gaps,
        tag=find_tag(text, spans, gaps, before, after),
        beat_before=_beat(reading, reversed(range(max(before.begin, before.end - _BEAT_REACH), before.end))),
        beat_after=_beat(reading, range(after.begin, min(after.end, after.begin + _BEAT_REACH))),
        called=frozenset(m.person for m in mentions if calls(reading, m.begin, m.end)),
        named=Counter(m.person for m in mentions),
        words=tuple(
            reading.lower[at] for at in said if reading.tokens[at][0].isalpha() or reading.tokens[at] in "!?"
        ),
    )


def _beat(reading: Reading, tokens: Iterable[int]) -> str:
    """The gender of the first subject pronoun among tokens."""
    for token in tokens:
        if reading.lower[token] in ("he", "she", "i") and not reading.quote_of[token]:
            verb = reading.lower[token + 1 : token + 2]
            heard = reading.behind_comma(token) and not HEARD.isdisjoint(verb)  # "Go," I heard
            return "" if heard else SUBJECTS[reading.lower[token]]
    return ""
