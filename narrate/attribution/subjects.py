"""Whom a verb of speech belongs to: said Emma; she asked; Emma, who had risen, said; was her answer."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from narrate.attribution.lexicon import (
    DETERMINERS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    SUBJECTS,
    TAG_VERBS,
)
from narrate.attribution.mentions import Mention, Mentions
from narrate.attribution.nominals import nominal_phrase
from narrate.attribution.pronouns import is_subject
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tag import Tag

SUBJECT_REACH = 4  # words between a subject and its verb
DESCRIBED = 8  # words up to a name: the good-hearted Mrs. Lowe
SENTENCE_REACH = 40  # words between a subject and its verb across a clause: Emma, who had risen, said
BARRIERS = frozenset('. ! ? ; and " : to that ” “'.split())
CLAUSES = frozenset(
    "; : and but while then so for till until whereupon when before".split()
)  # a subject may follow
NOUNS = MALE_NOUNS | FEMALE_NOUNS | PERSON_NOUNS
PREPOSITIONS = frozenset(
    """to at of with by from for on in upon near behind beside into after before toward towards against about
    over under through between without like than around past""".split()
)
ENDING = PREPOSITIONS | frozenset(",.;:!?")  # ends a noun and what describes it
PARTICLES = frozenset("out on back up forth over again by".split())  # put in Harry, went on Emma
PUT_IN = frozenset("put broke cut burst struck chimed joined got".split())  # the verbs that "in" belongs to
OBJECTS, BARE = {"him": "M", "her": "F"}, frozenset("say ask call cry".split())  # heard him say
ARTICLES = frozenset(("the", "a", "an"))


@dataclass(frozen=True, slots=True)
class SubjectFinder:
    """Finds whom a verb or a noun of speech belongs to."""

    reading: Reading
    mentions: Mentions

    def of_verb(self, verb: int, within: Stretch, sure: float, *, inverted: bool) -> list[Tag]:
        """The tags that a verb may make; `inverted`: its subject may follow it."""
        core = self.reading.lower[verb] in TAG_VERBS
        straight = self._straight(verb, within.begin, core=core, sure=sure + (2.8 if core else 1.5))
        if any(tag.end == verb + 1 and self._touches(tag, verb) for tag in straight):
            return straight  # he asked Emma, Mr. Emerson begged the chaplain
        found = list(self.following(verb, within.end, sure + (3.0 if core else 2.0))) if inverted else []
        return found + (straight or self.of_sentence(verb, within.begin, sure + 1.3, core=core))

    def _touches(self, tag: Tag, verb: int) -> bool:
        """Whether a tag's subject stands right before its verb."""
        mention = self.mentions.at.get(verb - 1)
        return self.reading.lower[verb - 1] in SUBJECTS or (
            mention is not None and mention.begin == tag.begin
        )

    def of_noun(self, noun: int, begin: int, sure: float) -> Iterator[Tag]:
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

    def owning(self, verb: int, end: int, sure: float) -> Iterator[Tag]:
        """Was Mr. Allen's consolation: whoever has the thing that a quote is said to be."""
        mention = self.mentions.at.get(verb + 1)
        if mention is not None and mention.owns and mention.end < end:
            yield self._named(mention, Stretch(verb, mention.end), sure, core=True)

    def of_colon(self, before: Stretch) -> Tag | None:
        """Emma: "…", as in a play or a chat."""
        mention = self.mentions.at.get(before.begin)
        if mention is None or self.reading.tokens[before.end - 1] != ":" or mention.end != before.end - 1:
            return None
        return self._named(mention, before, 4.0, core=True)

    def of_sentence(self, verb: int, begin: int, sure: float, *, core: bool) -> list[Tag]:
        """Emma, who had risen at this, smiled and said: the subject of the last clause that has one."""
        if not core:
            return []
        first = max(begin, verb - SENTENCE_REACH)
        clauses = filter(self._opens_clause, range(verb - 1, first, -1))
        found = (self._opening(at, verb, sure) for at in (*clauses, *range(first, verb)))
        return next(([tag] for tag in found if tag), [])

    def _opens_clause(self, at: int) -> bool:
        """Whether a clause may begin at a token: it follows a conjunction, or is somebody who …."""
        lower, mention = self.reading.lower, self.mentions.at.get(at)
        listed = lower[at - 1] == "and" and at - 2 in self.mentions.at  # Emma and Harriet, …
        if (lower[at - 1] in CLAUSES and not listed) or (
            mention is not None and "who" in lower[mention.end : mention.end + 2]
        ):
            return True
        acts = mention is not None and mention.begin == at and is_subject(self.reading, at, mention.end)
        return lower[at - 1] == "," and (acts or lower[at] in SUBJECTS)

    def _opening(self, at: int, verb: int, sure: float) -> Tag | None:
        """A name or pronoun at a token, as the subject of a verb farther on."""
        mention, word = self.mentions.at.get(at), self.reading.lower[at]
        if mention is not None:
            if mention.owns or mention.begin != at or self._is_object(at, verb):
                return None
            return self._named(mention, Stretch(at, verb + 1), sure, core=True)
        if word in SUBJECTS:
            return Tag("pronoun", at, verb + 1, sure, core=True, inverted=False, gender=SUBJECTS[word])
        return None

    def following(self, verb: int, end: int, sure: float) -> Iterator[Tag]:
        """Said Emma, said he, said the old ferryman."""
        lower = self.reading.lower
        core = lower[verb] in TAG_VERBS or lower[verb] == "from"
        at = verb + 1
        if at < end and (lower[at] in PARTICLES or (lower[at] == "in" and lower[verb] in PUT_IN)):
            at += 1
        if at >= end:
            return
        mention = self.mentions.at.get(at)
        if mention is None and lower[at] in DETERMINERS:
            near = itertools.takewhile(
                lambda x: lower[x] not in ENDING, range(at + 1, min(at + DESCRIBED, end))
            )
            mention = next((self.mentions.at[x] for x in near if x in self.mentions.at), None)
        if mention is not None and not mention.owns:
            yield self._named(mention, Stretch(verb, mention.end), sure, core=core, inverted=True)
        elif lower[at] in SUBJECTS:
            yield Tag("pronoun", verb, at + 1, sure, core, inverted=True, gender=SUBJECTS[lower[at]])
        elif core and (noun := nominal_phrase(self.reading, mention.end - 1 if mention else at, end)):
            yield self._noun(noun[0], verb, noun[1], sure, inverted=True)

    def _straight(self, verb: int, begin: int, *, core: bool, sure: float) -> list[Tag]:
        """Emma said, he quickly asked, the ferryman replied."""
        for at in range(verb - 1, max(begin, verb - SUBJECT_REACH - 1) - 1, -1):
            word = self.reading.lower[at]
            if at == verb - 1 and word in OBJECTS and self.reading.lower[verb] in BARE:
                return [Tag("pronoun", at, verb + 1, sure, core, inverted=False, gender=OBJECTS[word])]
            if at not in self.mentions.at and (
                word in BARRIERS or (word == "," and not (core and at == verb - 1))
            ):
                return []
            human = word in NOUNS or word.endswith(("man", "woman"))
            if at in self.mentions.at or word in SUBJECTS or word in ARTICLES or human:
                return self._subject(at, verb, core=core, sure=sure)
        return []

    def _subject(self, at: int, verb: int, *, core: bool, sure: float) -> list[Tag]:
        """The tag of a verb and what stands before it, if that can be its subject."""
        word, mention = self.reading.lower[at], self.mentions.at.get(at)
        if mention is not None:
            if mention.owns or self._is_object(mention.begin, verb) or self._ends_aside(mention, verb):
                return []
            return [self._named(mention, Stretch(mention.begin, verb + 1), sure, core=core)]
        if word in SUBJECTS:
            return [Tag("pronoun", at, verb + 1, sure, core, inverted=False, gender=SUBJECTS[word])]
        if word in ARTICLES:
            noun = nominal_phrase(self.reading, at, verb)
            return [self._noun(noun[0], at, verb + 1, sure)] if core and noun and noun[1] == verb else []
        return [] if self._is_object(at - 1, verb) else [self._noun(word, at, verb + 1, sure)]

    def _ends_aside(self, mention: Mention, verb: int) -> bool:
        """Whether a name ends what is put between a subject and its verb: Emma, seeing Harriet, said."""
        before = self.reading.lower[mention.begin - 1] if mention.begin else ""
        return self.reading.lower[verb - 1] == "," and (before == "and" or before.endswith("ing"))

    def _is_object(self, begin: int, verb: int) -> bool:
        """Whether a preposition governs a name, unless "who" makes it a subject: to Ben, who said."""
        if not begin or self.reading.lower[begin - 1] not in PREPOSITIONS:
            return False
        between = self.reading.lower[begin + 1 : verb]
        if "who" not in between[:4]:
            return True
        return between[between.index("who") :].count(",") % 2 == 1  # to Ben, who, as he rose, said

    def _named(
        self, mention: Mention, at: Stretch, sure: float, *, core: bool, inverted: bool = False
    ) -> Tag:
        person, others = mention.person, mention.others
        if not mention.by_name:
            return self._noun(self.reading.lower[mention.end - 1], at.begin, at.end, sure, inverted=inverted)
        return Tag("name", at.begin, at.end, sure, core, inverted, person=person, others=others)

    def _noun(self, noun: str, begin: int, end: int, sure: float, *, inverted: bool = False) -> Tag:
        female = noun in FEMALE_NOUNS or noun.endswith("woman")
        gender = "F" if female else "M" if noun in MALE_NOUNS or noun.endswith("man") else "?"
        return Tag("noun", begin, end, sure, core=True, inverted=inverted, gender=gender, noun=noun)
