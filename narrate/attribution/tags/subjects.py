"""Whom a verb of speech belongs to: said Emma; she asked; Emma, who had risen, said; was her answer."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from narrate.attribution.lexicon import (
    DETERMINERS,
    HEARD,
    NOUNS,
    OVERHEARD,
    PREPOSITIONS,
    SOMEBODY,
    STYLES,
    SUBJECTS,
    TAG_VERBS,
    Subject,
)
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.names import base_of
from narrate.attribution.people.nouns import FUNCTION_WORDS, nominal_phrase
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.clauses import is_object, tag_of_sentence
from narrate.attribution.tags.tag import Tag, named_tag, noun_tag, pronoun_tag
from narrate.attribution.tags.text import Text

_SUBJECT_REACH = 4  # words between a subject and its verb
_DESCRIBED = 8  # words up to a name: the good-hearted Mrs. Lowe
_BARRIERS = frozenset('. ! ? ; and " : to that ” “'.split())
_ENDING = PREPOSITIONS | frozenset(",.;:!?")  # ends a noun and what describes it
_PARTICLES = frozenset("out on back up down off forth over again by".split())  # went on Emma
_PUT_IN = frozenset("put broke cut burst struck chimed joined got".split())  # the verbs that "in" belongs to
_OBJECTS: Mapping[str, Subject] = {"him": "M", "her": "F"}  # heard him say
_OWNERS: Mapping[str, Subject] = {"his": "M", "her": "F", "my": "I"}
_NO_ADJECTIVES = PREPOSITIONS | FUNCTION_WORDS | {"till", "until"}
_HUMAN = NOUNS | STYLES | SOMEBODY
_AUXILIARIES = frozenset("had has have would will could should did never not to".split())
_ARTICLES = frozenset(("the", "a", "an"))


def tags_of_verb(text: Text, verb: int, within: Stretch, sure: float, *, inverted: bool) -> list[Tag]:
    """The tags that a verb may make; `inverted`: its subject may follow it."""
    core = text.reading.lower[verb] in TAG_VERBS
    straight = _straight(text, verb, within.begin, core=core, sure=sure + (2.8 if core else 1.5))
    if straight and (_touches(text, straight, verb) or text.reading.lower[verb - 1] in _AUXILIARIES):
        return [straight]  # he asked Emma, Mr. Emerson begged the chaplain, she had asked Emma
    behind = tag_behind(text, verb, within.end, sure + (3.0 if core else 2.0)) if inverted else None
    before = straight or (tag_of_sentence(text, verb, within.begin, sure + 1.3) if core else None)
    sex = text.reading.sex_of(verb) if core else ""
    told = pronoun_tag(sex, Stretch(verb, verb + 1), sure + 2.0) if sex else None  # by the verb's ending
    return [tag for tag in (behind, before) if tag] or ([told] if told else [])


def _touches(text: Text, tag: Tag, verb: int) -> bool:
    """Whether a tag's subject stands right before its verb."""
    mention = text.mentions.at.get(verb - 1)
    return text.reading.lower[verb - 1] in SUBJECTS or (mention is not None and mention.begin == tag.begin)


def tag_of_overheard(text: Text, verb: int, sure: float) -> Tag | None:
    """Emma heard him say; she heard Harriet quietly saying; I heard the man say: who is heard."""
    for at in range(verb - 1, max(1, verb - _SUBJECT_REACH) - 1, -1):
        word, mention = text.reading.lower[at], text.mentions.at.get(at)
        if text.reading.lower[at - 1] in HEARD:
            if mention is not None and not mention.owns:
                return named_tag(text, mention, Stretch(at, verb + 1), sure, core=True)
            if word in _OBJECTS and text.reading.lower[at + 1] not in NOUNS:
                return pronoun_tag(_OBJECTS[word], Stretch(at, verb + 1), sure)
            if (noun := nominal_phrase(text.reading, at, verb)) and noun[1] == verb:
                return noun_tag(noun[0], Stretch(at, verb + 1), sure)
    return None


def tag_of_noun(text: Text, noun: int, begin: int, sure: float) -> Tag | None:
    """Was her answer, came Emma's reply, was his mother's answer, his mother was saying."""
    saying = text.reading.lower[noun].endswith("ing")
    for owner in range(noun - 1, max(begin, noun - 4) - 1, -1):
        if mention := text.mentions.at.get(owner):
            at = Stretch(mention.begin, noun + 1)
            return named_tag(text, mention, at, sure, core=True) if mention.owns else None
        if gender := _OWNERS.get(text.reading.lower[owner]):
            whose, at = text.reading.lower[owner + 1], Stretch(owner, noun + 1)
            theirs = base_of(whose) in NOUNS and (whose.endswith("'s") or saying)
            return noun_tag(base_of(whose), at, sure) if theirs else pronoun_tag(gender, at, sure)
    return None


def tag_of_owner(text: Text, verb: int, end: int, sure: float) -> Tag | None:
    """Was Mr. Allen's consolation: whoever has the thing that a quote is said to be."""
    mention = text.mentions.at.get(verb + 1)
    if mention is None or not mention.owns or mention.end >= end:
        return None
    return named_tag(text, mention, Stretch(verb, mention.end), sure, core=True)


def tag_behind(text: Text, verb: int, end: int, sure: float) -> Tag | None:
    """Said Emma, said he, said the old ferryman; came from Emma."""
    lower = text.reading.lower
    source = lower[verb] in ("from", "by", "came")
    at = _past_particle(lower, verb, end)
    if at >= end:
        return None
    core = lower[verb] in TAG_VERBS or source or text.reading.behind_speech(verb + 1)
    mention = _described(text, at, end)
    tag = None
    if mention is not None and (not mention.owns or source):  # came from Emma's lips
        tag = named_tag(text, mention, Stretch(verb, mention.end), sure, core=core)
    elif lower[at] in SUBJECTS:
        tag = pronoun_tag(SUBJECTS[lower[at]], Stretch(verb, at + 1), sure, core=core)
    elif core and (noun := _nominal(text, mention.end - 1 if mention else at, end)):
        tag = noun_tag(noun[0], Stretch(verb, noun[1]), sure)
    return replace(tag, inverted=True) if tag else None


def _past_particle(lower: Sequence[str], verb: int, end: int) -> int:
    """Where the subject behind a verb begins: put in Harry, went on Emma, came the clear voice of Emma."""
    at = verb + 1
    if at < end and (lower[at] in _PARTICLES or (lower[at] == "in" and lower[verb] in _PUT_IN)):
        at += 1
    near = lower[at : at + _SUBJECT_REACH]
    if near[:1] == ["the"] and "voice" in near and at + _SUBJECT_REACH < end:
        voice = at + near.index("voice")
        return voice + 2 if lower[voice + 1] == "of" else at
    return at


def _described(text: Text, at: int, end: int) -> Mention | None:
    """Who is named at a token, or behind what describes them: wise Lucy, the good-hearted Mrs. Lowe."""
    named, lower = text.mentions.at, text.reading.lower
    if at in named:
        return named[at]
    if _describes(text, at) and at + 1 in named:
        return named[at + 1]
    if lower[at] not in DETERMINERS:
        return None
    near = itertools.takewhile(lambda x: lower[x] not in _ENDING, range(at + 1, min(at + _DESCRIBED, end)))
    return next((named[x] for x in near if x in named), None)


def _nominal(text: Text, at: int, end: int) -> tuple[str, int] | None:
    """The noun of "the old ferryman" and one past it; in other languages articles may be missing."""
    word = text.reading.lower[at]
    bare = word in SOMEBODY or (text.reading.glossary.words and word in NOUNS)  # ответил отец
    return nominal_phrase(text.reading, at, end) or ((word, at + 1) if bare else None)


def _describes(text: Text, at: int) -> bool:
    """Whether a word describes the name behind it: said wise Lucy, said de Worms."""
    word = text.reading.tokens[at]
    return word.islower() and word.isalpha() and word not in _NO_ADJECTIVES and not word.endswith("ly")


def _straight(text: Text, verb: int, begin: int, *, core: bool, sure: float) -> Tag | None:
    """Emma said, he quickly asked, the ferryman replied."""
    for at in range(verb - 1, max(begin, verb - _SUBJECT_REACH - 1) - 1, -1):
        word = text.reading.lower[at]
        if at == verb - 1 and word in _OBJECTS and text.reading.lower[verb] in OVERHEARD:
            return pronoun_tag(_OBJECTS[word], Stretch(at, verb + 1), sure, core=core)
        if at not in text.mentions.at and (
            word in _BARRIERS or (word == "," and not (core and at == verb - 1))
        ):
            return None
        human = word in _HUMAN or word.endswith("man")
        if at in text.mentions.at or word in SUBJECTS or word in _ARTICLES or human:
            return _subject(text, at, verb, core=core, sure=sure)
    return None


def _subject(text: Text, at: int, verb: int, *, core: bool, sure: float) -> Tag | None:
    """The tag of a verb and what stands before it, if that can be its subject."""
    word, mention, whole = text.reading.lower[at], text.mentions.at.get(at), Stretch(at, verb + 1)
    if mention is not None:
        if mention.owns or is_object(text, mention.begin, verb) or _ends_aside(text, mention, verb):
            return None
        return named_tag(text, mention, Stretch(mention.begin, verb + 1), sure, core=core)
    if word in SUBJECTS:
        return pronoun_tag(SUBJECTS[word], whole, sure, core=core)
    if word in _ARTICLES:
        noun = nominal_phrase(text.reading, at, verb)
        return noun_tag(noun[0], whole, sure) if core and noun and noun[1] == verb else None
    styled = f"{text.reading.lower[at - 1]} {word}" if word in STYLES else word  # her majesty
    return None if is_object(text, at - 1, verb) else noun_tag(styled, whole, sure)


def _ends_aside(text: Text, mention: Mention, verb: int) -> bool:
    """Whether a name ends what is put between a subject and its verb: Emma, seeing Harriet, said."""
    before = text.reading.lower[mention.begin - 1] if mention.begin else ""
    return text.reading.lower[verb - 1] == "," and (before == "and" or before.endswith("ing"))
