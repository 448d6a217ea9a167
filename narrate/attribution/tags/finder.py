"""The words beside a quote that say who speaks it: said Emma, he asked, the ferryman replied."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.attribution.lexicon import (
    FIRST_PERSON_VERBS,
    PREPOSITIONS,
    REPLY_NOUNS,
    SPEECH_VERBS,
    SUBJECTS,
)
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.beats import beat_of
from narrate.attribution.tags.clauses import Clauses
from narrate.attribution.tags.introducing import introduced
from narrate.attribution.tags.subjects import BARE, SubjectFinder
from narrate.attribution.tags.tag import Place, Tag

SAYING = frozenset(
    """saying exclaiming remarking asking replying adding crying observing whispering murmuring calling
    repeating answering shouting announcing""".split()
)
NEAR = 8  # words between such a participle and its quote
DETACHED = 1.2  # how much less sure a tag is that the punctuation does not bind to its quote
ONWARD = frozenset("and but ; while whereupon when as till until".split())  # what somebody else then does
REPORTED = frozenset("nothing no little something what that if whether why how".split())  # she said nothing
INFINITIVES = frozenset(
    """add reply answer protest observe remark exclaim inquire enquire explain murmur whisper suggest
    interrupt repeat remonstrate object interpose""".split()
)
BEGIN = frozenset(["began", "tried"])  # to do something else
BEING = frozenset("was were been be being is are".split())
BURST = frozenset("burst broke came".split())
BESIDE = 2  # words between a quote and a tag behind it that is surely its own
MANNERS = PREPOSITIONS | {"as"}
LEADS, MANNER = 4, 9  # words between such a tag and its quote, without and with "in a low voice"
RESUMING = frozenset("began continued interposed resumed".split())  # and a full stop: Emma interposed.
FRONTED = frozenset("then so thus quoth".split())  # before a verb that comes first: then said Emma


@dataclass(frozen=True, slots=True)
class TagFinder:
    """Finds tags in narration."""

    reading: Reading
    mentions: Mentions

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
        return max(tags, key=_strength, default=None)

    def _inside(self, gap: Stretch) -> Tag | None:
        """A tag between two quotes: the surest kind."""
        bound = self._runs_on(gap)
        tag = self._best(gap, "inside", bound=bound)
        if tag is None or not (bound or tag.core or tag.begin == gap.begin):
            return None
        return replace(tag, sure=tag.sure + 1.0 if bound else tag.sure)

    def after(self, after: Stretch) -> Tag | None:
        """A tag behind a quote."""
        if not len(after):
            return None
        bound = self._runs_on(after)
        tag = self._best(Stretch(after.begin, self._sentence_end(after)), "after", bound=bound)
        if tag is None or not (bound or tag.core or tag.begin == after.begin):
            return None
        onward = self.reading.lower[after.begin] in ONWARD
        if (onward or tag.begin - after.begin > BESIDE) and self._belongs_to_next(tag, after):
            return None
        bound = bound and not onward
        return replace(tag, sure=tag.sure + 0.5 if bound else tag.sure - DETACHED)

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
        within = Stretch(self._sentence_begin(before), before.end)
        tags = [tag for tag in self._tags(within, "before", bound=bound) if bound or tag.core]
        weighed = (
            replace(tag, sure=tag.sure + self.leads(tag, before) if bound else tag.sure - DETACHED)
            for tag in tags
        )
        return max(weighed, key=_strength, default=None)

    def leads(self, tag: Tag, before: Stretch) -> bool:
        """Whether hardly anything stands between a tag and its quote: Emma said in a low voice, "…"."""
        near = before.end - tag.end
        manner = MANNERS.intersection(self.reading.lower[tag.end : tag.end + 2])
        return near <= LEADS or (near <= MANNER and bool(manner))

    def _above(self, paragraph: int) -> Tag | None:
        """A tag at the end of a paragraph that runs on into the quote."""
        if paragraph == 0:
            return None
        reading = self.reading
        above = Stretch(reading.opens[paragraph - 1], reading.opens[paragraph])
        if not len(above) or reading.quote_of[above.end - 1]:
            return None
        last = Stretch(self._sentence_begin(above), above.end)
        if reading.tokens[above.end - 1] not in ".!?*_)]":
            return self._best(last, "above", bound=True)
        went, on, stop = (reading.lower[above.end - back] for back in (3, 2, 1))
        goes_on = stop == "." and (on in RESUMING or (went, on) == ("went", "on"))
        speaks = any(reading.quote_of[max(above.begin, last.begin - 1) : last.end])
        return self._best(last, "above", bound=False) if goes_on and not speaks else None

    def _runs_on(self, after: Stretch) -> bool:
        """Whether narration continues the sentence of the quote before it."""
        reading = self.reading
        if not len(after):
            return False
        first = next((t for t in reading.tokens[after.begin : after.end] if t[0].isalpha()), "X")
        return first[0].islower() or self._after_comma(after)

    def _sentence_end(self, after: Stretch) -> int:
        """Where the sentence ends that a quote begins, or its first clause: said Emma, and Harriet …."""
        lower, tokens = self.reading.lower, range(after.begin + 2, after.end)
        onward = (at for at in tokens if lower[at] == ";" or (lower[at] in ONWARD and lower[at - 1] == ","))
        ends = (at + 1 for at in tokens if self.reading.ends_sentence(at))
        return min(next(ends, after.end), next(onward, after.end))

    def _sentence_begin(self, before: Stretch) -> int:
        stops = (at + 1 for at in range(before.end - 3, before.begin, -1) if self.reading.ends_sentence(at))
        return next(stops, before.begin)

    def _best(self, within: Stretch, place: Place, *, bound: bool) -> Tag | None:
        """The likeliest tag among tokens; `bound`: punctuation binds them to the quote."""
        return max(self._tags(within, place, bound=bound), key=_strength, default=None)

    def _tags(self, within: Stretch, place: Place, *, bound: bool) -> Iterator[Tag]:
        """All tags among tokens."""
        for verb in range(within.begin, within.end):
            for tag in self._at(verb, within, place, bound=bound):
                yield replace(tag, place=place)

    def _at(self, verb: int, within: Stretch, place: Place, *, bound: bool) -> Iterator[Tag]:
        """The tags that a word may make."""
        lower, subjects = self.reading.lower, SubjectFinder(self.reading, self.mentions)
        if self.reading.quote_of[verb]:
            return
        word, leads = lower[verb], place in ("before", "above")
        away = -0.02 * (within.end - verb if leads else verb - within.begin)
        named = self.mentions.at.get(within.begin)
        first = named.end if named else within.begin + 1
        subject = named is not None or lower[within.begin] in SUBJECTS
        any_verb = word.endswith("ed") or (subject and self._after_comma(within))
        opening = not leads and bound and verb - first <= 1 and any_verb
        reports = verb + 1 < within.end and (lower[verb + 1] in REPORTED or self._goes_elsewhere(verb))
        if word in BARE | SAYING and (heard := subjects.overheard(verb, away + 2.8)):
            yield heard
        elif (word in SPEECH_VERBS or opening or self._tells(verb)) and not reports:
            yield from subjects.of_verb(verb, within, away, inverted=not leads or self._fronted(verb))
        if word in REPLY_NOUNS or word in SAYING:
            yield from subjects.of_noun(verb, within.begin, away + 1.8)
        if self._depends(verb, within, leads=leads):
            yield from Clauses(self.reading, self.mentions).tags(verb, within.begin, away + 1.5)
        elif not leads and self._begins_source(verb, within.begin):
            yield from subjects.following(verb, within.end, away + 2.0)
        elif word == "was" and verb == within.begin and not leads:
            yield from subjects.owning(verb, within.end, away + 1.8)

    def _after_comma(self, within: Stretch) -> bool:
        """Whether a quote that ends with a comma stands before, so that any verb will do: Emma shot back."""
        quote = self.reading.quotes[self.reading.quote_of[within.begin - 1] - 1]
        return self.reading.book.text[quote.end - 2] == ","

    def _tells(self, verb: int) -> bool:
        """Whether I mutter, or we yell."""
        word, before = self.reading.lower[verb], self.reading.lower[verb - 1] if verb else ""
        return word in FIRST_PERSON_VERBS and before in ("i", "we", "they")

    def _depends(self, verb: int, within: Stretch, *, leads: bool) -> bool:
        """Whether a verb leans on another one of its sentence: Emma turned, saying; Emma hastened to add."""
        word, near = self.reading.lower[verb], within.end - verb if leads else verb - within.begin
        if word in SAYING:
            return leads and near <= NEAR
        infinitive = word in INFINITIVES and self.reading.lower[verb - 1] == "to"
        return infinitive and near <= (LEADS if leads else NEAR)

    def _begins_source(self, at: int, begin: int) -> bool:
        """Whether "from" or "by" tells who speaks: from Emma; burst from Emma; was uttered by Emma."""
        word, before = self.reading.lower[at], self.reading.lower[at - 2 : at]
        if word == "by":
            return before[0] in BEING and before[1] in SPEECH_VERBS
        return word == "from" and (at == begin or not BURST.isdisjoint(before))

    def _goes_elsewhere(self, verb: int) -> bool:
        """Whether a verb is none of speech here: went home, began to consider, was asked."""
        lower = self.reading.lower
        word, following = lower[verb], lower[verb + 1 : verb + 3]
        passive = lower[verb - 1] in BEING and word.endswith("ed")
        sounds = self.reading.quote_of[verb - 1] > 0  # "Woof," went Toto
        return (
            passive
            or (word == "went" and "on" not in following and not sounds)
            or (word in BEGIN and following[:1] == ["to"])
        )

    def _fronted(self, verb: int) -> bool:
        """Whether a verb comes first in its sentence: Then said Emma."""
        reading = self.reading
        first = reading.opens[reading.paragraph_at(verb)] == verb or reading.ends_sentence(verb - 1)
        return first or reading.lower[verb - 1] in FRONTED


def _strength(tag: Tag) -> float:
    """How far to prefer a tag: a name says more than a noun."""
    return tag.sure + {"name": 1.0, "pronoun": 0.3, "noun": 0.0}[tag.kind]
