"""The words beside a quote that say who speaks it: said Emma, he asked, the ferryman replied."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from narrate.attribution.lexicon import PREPOSITIONS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.beats import beat_of
from narrate.attribution.tags.introducing import introduced
from narrate.attribution.tags.subjects import SubjectFinder
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.words import LEADING_WORDS, TagWords, strength

_DETACHED = 1.2  # how much less sure a tag is that the punctuation does not bind to its quote
ONWARD = frozenset("and but ; while whereupon when as till until".split())  # what somebody else then does
NEXT_TO_QUOTE = 2  # words between a quote and a tag behind it that is surely its own
_MANNERS = PREPOSITIONS | {"as"}
_MANNER = 9  # words between a tag and its quote, if they are "in a low voice"
# Verbs at the end of the paragraph above that lead to a quote: Emma interposed. Unlike those of parting.py
# they need nobody to have spoken just before.
_RESUMING = frozenset("began continued interposed resumed".split())


@dataclass(frozen=True, slots=True)
class TagFinder:
    """Finds tags in narration."""

    reading: Reading
    mentions: Mentions

    @property
    def _words(self) -> TagWords:
        return TagWords(self.reading, self.mentions)

    def find(self, spans: Sequence[Stretch], before: Stretch, after: Stretch) -> Tag | None:
        """The best tag inside, after, before, or in the paragraph above the quotes of an utterance."""
        inside = (self._inside(Stretch(a.end, b.begin)) for a, b in itertools.pairwise(spans))
        tags = [tag for tag in inside if tag]
        tags += [tag for tag in (self.after(after), self.before(before)) if tag]
        if not tags and len(before) <= 1:
            tags = [tag for tag in [self._above(self.reading.paragraph_at(before.end))] if tag]
        if all(tag.person is None for tag in tags):
            tags = [tag for tag in [introduced(self.reading, self.mentions, spans)] if tag] or tags
        if not tags:
            gaps = (Stretch(a.end, b.begin) for a, b in itertools.pairwise(spans))
            beats = (beat_of(self.reading, self.mentions, around) for around in (before, *gaps, after))
            tags = [beat for beat in beats if beat]
        return max(tags, key=strength, default=None)

    def _inside(self, gap: Stretch) -> Tag | None:
        """A tag between two quotes: the surest kind."""
        bound = self._runs_on(gap)
        tag = self._words.best(gap, "inside", bound=bound)
        if tag is None or not (bound or tag.core or tag.begin == gap.begin):
            return None
        return replace(tag, sure=tag.sure + 1.0 if bound else tag.sure)

    def after(self, after: Stretch) -> Tag | None:
        """A tag behind a quote."""
        if not len(after):
            return None
        bound = self._runs_on(after)
        tag = self._words.best(Stretch(after.begin, self._sentence_end(after)), "after", bound=bound)
        if tag is None or not (bound or tag.core or tag.begin == after.begin):
            return None
        onward = self.reading.lower[after.begin] in ONWARD
        if (onward or tag.begin - after.begin > NEXT_TO_QUOTE) and self._belongs_to_next(tag, after):
            return None
        bound = bound and not onward
        return replace(tag, sure=tag.sure + 0.5 if bound else tag.sure - _DETACHED)

    def _belongs_to_next(self, tag: Tag, after: Stretch) -> bool:
        """Whether a tag leads to the quote that follows: "…" And when Emma said, "…"."""
        reading = self.reading
        follows = after.end < len(reading) and reading.quote_of[after.end]
        return bool(follows) and not reading.ends_sentence(after.end - 1) and self.leads(tag, after)

    def before(self, before: Stretch) -> Tag | None:
        """A tag that leads to a quote."""
        if not len(before):
            return None
        if tag := SubjectFinder(self.reading, self.mentions).of_colon(before):
            return replace(tag, place="before")
        bound = self.reading.tokens[before.end - 1] not in ".!?"
        within = self.reading.last_sentence(before)
        tags = [tag for tag in self._words.tags(within, "before", bound=bound) if bound or tag.core]
        weighed = (
            replace(tag, sure=tag.sure + self.leads(tag, before) if bound else tag.sure - _DETACHED)
            for tag in tags
        )
        return max(weighed, key=strength, default=None)

    def leads(self, tag: Tag, before: Stretch) -> bool:
        """Whether hardly anything stands between a tag and its quote: Emma said in a low voice, "…"."""
        near = before.end - tag.end
        manner = _MANNERS.intersection(self.reading.lower[tag.end : tag.end + 2])
        return near <= LEADING_WORDS or (near <= _MANNER and bool(manner))

    def _above(self, paragraph: int) -> Tag | None:
        """A tag at the end of a paragraph that runs on into the quote."""
        if paragraph == 0:
            return None
        reading = self.reading
        above = Stretch(reading.opens[paragraph - 1], reading.opens[paragraph])
        if not len(above) or reading.quote_of[above.end - 1]:
            return None
        last = self.reading.last_sentence(above)
        if reading.tokens[above.end - 1] not in ".!?*_)]":
            return self._words.best(last, "above", bound=True)
        went, on, stop = (reading.lower[above.end - back] for back in (3, 2, 1))
        goes_on = stop == "." and (on in _RESUMING or (went, on) == ("went", "on"))
        speaks = any(reading.quote_of[max(above.begin, last.begin - 1) : last.end])
        return self._words.best(last, "above", bound=False) if goes_on and not speaks else None

    def _runs_on(self, after: Stretch) -> bool:
        """Whether narration continues the sentence of the quote before it."""
        reading = self.reading
        if not len(after):
            return False
        first = next((t for t in reading.tokens[after.begin : after.end] if t[0].isalpha()), "X")
        return first[0].islower() or self.reading.behind_comma(after.begin)

    def _sentence_end(self, after: Stretch) -> int:
        """Where the sentence ends that a quote begins, or its first clause: said Emma, and Harriet …."""
        lower, tokens = self.reading.lower, range(after.begin + 2, after.end)
        onward = (at for at in tokens if lower[at] == ";" or (lower[at] in ONWARD and lower[at - 1] == ","))
        ends = (at + 1 for at in tokens if self.reading.ends_sentence(at))
        return min(next(ends, after.end), next(onward, after.end))
