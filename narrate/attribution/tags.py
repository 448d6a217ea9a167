"""The words beside a quote that say who speaks it: said Emma, he asked, the ferryman replied."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.attribution.lexicon import (
    DETERMINERS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    REPLY_NOUNS,
    SPEECH_VERBS,
    SUBJECTS,
    TAG_VERBS,
)
from narrate.attribution.mentions import Mention, Mentions
from narrate.attribution.names import nominal_phrase
from narrate.attribution.reading import Reading, Stretch

SUBJECT_REACH = 4  # words between a subject and its verb
SENTENCE_REACH = 40  # words between a subject and its verb across a clause: Emma, who had risen, said
BARRIERS = frozenset('. ! ? ; and " : to that ” “'.split())
NOUNS = MALE_NOUNS | FEMALE_NOUNS | PERSON_NOUNS
PREPOSITIONS = frozenset("to at of with by from for on in upon near behind beside into after before".split())
PARTICLES = frozenset("out on in back up forth over again".split())  # put in Harry, went on Emma
SAYING = frozenset(
    "saying exclaiming remarking asking replying adding crying observing whispering murmuring calling".split()
)
NEAR = 8  # words between such a participle and its quote
DETACHED = 1.2  # how much less sure a tag is that the punctuation does not bind to its quote


@dataclass(frozen=True, slots=True)
class Tag:
    """Whom a tag names: `kind` is name, pronoun or noun; `person` is known only for a name.

    `gender` is M, F, I, P (they) or ?. `begin` and `end` are the tokens from verb to subject, `sure`
    is how well it reads as a tag.
    """

    kind: str
    begin: int
    end: int
    sure: float
    core: bool  # the verb is always one of speech
    inverted: bool  # said Emma, not Emma said
    place: str = ""  # inside, after, before or above (the paragraph before)
    person: int | None = None
    others: tuple[int, ...] = ()  # whom an ambiguous name may mean as well
    gender: str = "?"
    noun: str = ""


@dataclass(frozen=True, slots=True)
class TagFinder:
    """Finds tags in narration."""

    reading: Reading
    mentions: Mentions

    def find(self, spans: Sequence[Stretch], before: Stretch, after: Stretch) -> Tag | None:
        """The best tag inside, after, before, or in the paragraph above the quotes of an utterance."""
        inside = (self._inside(Stretch(a.end, b.begin)) for a, b in itertools.pairwise(spans))
        tags = [tag for tag in inside if tag]
        tags += [tag for tag in (self._after(after), self._before(before)) if tag]
        if not tags and len(before) <= 1:
            tags = [tag for tag in [self._above(self.reading.paragraph_at(before.end))] if tag]
        return max(tags, key=_strength, default=None)

    def _inside(self, gap: Stretch) -> Tag | None:
        """A tag between two quotes: the surest kind."""
        bound = self._runs_on(gap)
        tag = self._best(gap.begin, gap.end, "inside", bound=bound)
        if tag is None or not (bound or tag.core):
            return None
        return replace(tag, sure=tag.sure + 1.0 if bound else tag.sure)

    def _after(self, after: Stretch) -> Tag | None:
        end = self._sentence_end(after)
        bound = self._runs_on(after)
        tag = self._best(after.begin, end, "after", bound=bound)
        if tag is None or not (bound or tag.core or tag.begin == after.begin):
            return None
        return replace(tag, sure=tag.sure + 0.5 if bound else tag.sure - DETACHED)

    def _before(self, before: Stretch) -> Tag | None:
        if not len(before):
            return None
        bound = self.reading.tokens[before.end - 1] not in ".!?"
        tag = self._best(self._sentence_begin(before), before.end, "before", bound=bound)
        if tag is None or not (bound or tag.core):
            return None
        return replace(tag, sure=tag.sure if bound else tag.sure - DETACHED)

    def _above(self, paragraph: int) -> Tag | None:
        """A tag at the end of a paragraph that runs on into the quote."""
        if paragraph == 0:
            return None
        reading = self.reading
        above = Stretch(reading.opens[paragraph - 1], reading.opens[paragraph])
        if not len(above) or reading.quote_of[above.end - 1] or reading.tokens[above.end - 1] in ".!?*_)":
            return None
        return self._best(self._sentence_begin(above), above.end, "above", bound=True)

    def _runs_on(self, after: Stretch) -> bool:
        """Whether narration continues the sentence of the quote before it."""
        reading = self.reading
        if not len(after):
            return False
        quote = reading.quotes[reading.quote_of[after.begin - 1] - 1]
        first = next((t for t in reading.tokens[after.begin : after.end] if t[0].isalpha()), "X")
        return first[0].islower() or reading.book.text[quote.end - 2] == ","

    def _sentence_end(self, after: Stretch) -> int:
        ends = (at + 1 for at in range(after.begin + 2, after.end) if self.reading.ends_sentence(at))
        return next(ends, after.end)

    def _sentence_begin(self, before: Stretch) -> int:
        stops = (at + 1 for at in range(before.end - 3, before.begin, -1) if self.reading.ends_sentence(at))
        return next(stops, before.begin)

    def _best(self, begin: int, end: int, place: str, *, bound: bool = True) -> Tag | None:
        """The likeliest tag among tokens; `bound`: punctuation binds them to the quote."""
        found: list[Tag] = []
        lower = self.reading.lower
        for verb in range(begin, end):
            if self.reading.quote_of[verb]:
                continue
            word = lower[verb]
            away = 0.02 * (end - verb if place in ("before", "above") else verb - begin)
            opening = place in ("after", "inside") and bound and verb - begin <= 2 and word.endswith("ed")
            if word in SPEECH_VERBS or opening:
                core = word in TAG_VERBS
                found += self._inverted(verb, end, core=core, sure=(3.0 if core else 2.0) - away)
                straight = self._straight(verb, begin, core=core, sure=(2.8 if core else 1.5) - away)
                found += straight or self._distant(verb, begin, core=core, sure=1.3 - away)
            if word in REPLY_NOUNS:
                found += self._reply(verb, begin, 1.8 - away)
            elif word in SAYING and place in ("before", "above") and end - verb <= NEAR:
                found += self._distant(verb, begin, core=True, sure=1.5 - away)
            elif word in ("burst", "broke", "came") and verb + 1 < end and lower[verb + 1] == "from":
                found += self._inverted(verb + 1, end, core=True, sure=2.0 - away)
        return max((replace(tag, place=place) for tag in found), key=_strength, default=None)

    def _inverted(self, verb: int, end: int, *, core: bool, sure: float) -> Iterator[Tag]:
        """Said Emma, said he, said the old ferryman."""
        lower = self.reading.lower
        at = verb + 2 if verb + 1 < end and lower[verb + 1] in PARTICLES else verb + 1
        if at >= end:
            return
        mention = self.mentions.at.get(at)
        if mention is None and lower[at] in DETERMINERS:
            near = (self.mentions.at[x] for x in range(at + 1, min(at + 4, end)) if x in self.mentions.at)
            mention = next(near, None)
        if mention is not None and not mention.owns:
            yield self._named(mention, Stretch(verb, mention.end), sure, core=core, inverted=True)
        elif lower[at] in SUBJECTS:
            yield Tag("pronoun", verb, at + 1, sure, core, inverted=True, gender=SUBJECTS[lower[at]])
        elif core and (noun := nominal_phrase(self.reading, at, end)):
            yield self._noun(noun[0], verb, noun[1], sure, inverted=True)

    def _straight(self, verb: int, begin: int, *, core: bool, sure: float) -> list[Tag]:
        """Emma said, he quickly asked, the ferryman replied."""
        for at in range(verb - 1, max(begin, verb - SUBJECT_REACH - 1) - 1, -1):
            word = self.reading.lower[at]
            if at not in self.mentions.at and (
                word in BARRIERS or (word == "," and not (core and at == verb - 1))
            ):
                return []
            if at in self.mentions.at or word in SUBJECTS or word in NOUNS or word in ("the", "a", "an"):
                return self._subject(at, verb, core=core, sure=sure)
            if word.endswith(("man", "woman")):
                return self._subject(at, verb, core=core, sure=sure)
        return []

    def _subject(self, at: int, verb: int, *, core: bool, sure: float) -> list[Tag]:
        """The tag of a verb and what stands before it, if that can be its subject."""
        word, mention = self.reading.lower[at], self.mentions.at.get(at)
        if mention is not None:
            if mention.owns or self._is_object(mention.begin):
                return []
            return [self._named(mention, Stretch(mention.begin, verb + 1), sure, core=core)]
        if word in SUBJECTS:
            return [Tag("pronoun", at, verb + 1, sure, core, inverted=False, gender=SUBJECTS[word])]
        if word in ("the", "a", "an"):
            noun = nominal_phrase(self.reading, at, verb)
            return [self._noun(noun[0], at, verb + 1, sure)] if core and noun and noun[1] == verb else []
        return [] if self._is_object(at - 1) else [self._noun(word, at, verb + 1, sure)]

    def _distant(self, verb: int, begin: int, *, core: bool, sure: float) -> list[Tag]:
        """Emma, who had risen at this, smiled and said: the subject of the sentence."""
        if not core:
            return []
        for at in range(max(begin, verb - SENTENCE_REACH), verb):
            mention = self.mentions.at.get(at)
            if mention is not None and not mention.owns and not self._is_object(mention.begin):
                return [self._named(mention, Stretch(mention.begin, verb + 1), sure, core=core)]
            word = self.reading.lower[at]
            if word in SUBJECTS and mention is None:
                return [Tag("pronoun", at, verb + 1, sure, core, inverted=False, gender=SUBJECTS[word])]
        return []

    def _reply(self, noun: int, begin: int, sure: float) -> Iterator[Tag]:
        """Was her answer, came Emma's reply."""
        for owner in range(noun - 1, max(begin, noun - 4) - 1, -1):
            mention = self.mentions.at.get(owner)
            gender = {"his": "M", "her": "F", "my": "I"}.get(self.reading.lower[owner])
            if mention is not None:
                if mention.owns:
                    yield self._named(mention, Stretch(mention.begin, noun + 1), sure, core=True)
                return
            if gender:
                yield Tag("pronoun", owner, noun + 1, sure, core=True, inverted=False, gender=gender)
                return

    def _is_object(self, begin: int) -> bool:
        return begin > 0 and self.reading.lower[begin - 1] in PREPOSITIONS

    def _named(
        self, mention: Mention, at: Stretch, sure: float, *, core: bool, inverted: bool = False
    ) -> Tag:
        person, others = mention.person, mention.others
        return Tag("name", at.begin, at.end, sure, core, inverted, person=person, others=others)

    def _noun(self, noun: str, begin: int, end: int, sure: float, *, inverted: bool = False) -> Tag:
        female = noun in FEMALE_NOUNS or noun.endswith("woman")
        gender = "F" if female else "M" if noun in MALE_NOUNS or noun.endswith("man") else "?"
        return Tag("noun", begin, end, sure, core=True, inverted=inverted, gender=gender, noun=noun)


def _strength(tag: Tag) -> float:
    """How far to prefer a tag: a name says more than a noun."""
    return tag.sure + {"name": 1.0, "pronoun": 0.3, "noun": 0.0}[tag.kind]
