"""Which words of narration make a tag, and whose: said Emma; Emma turned, saying; was Emma's reply."""

from collections.abc import Iterator
from dataclasses import replace

from narrate.attribution.lexicon import (
    FIRST_PERSON_VERBS,
    HEARD,
    OVERHEARD,
    PREPOSITIONS,
    REPLY_NOUNS,
    SPEECH_INFINITIVES,
    SPEECH_PARTICIPLES,
    SPEECH_VERBS,
    SUBJECTS,
)
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.clauses import tag_of_sentence
from narrate.attribution.tags.subjects import (
    tag_behind,
    tag_of_noun,
    tag_of_overheard,
    tag_of_owner,
    tags_of_verb,
)
from narrate.attribution.tags.tag import Place, Tag
from narrate.attribution.tags.text import Text

LEADING_WORDS = 4  # words between a tag and a quote that it leads to
_NEAR = 8  # words between a participle, or an infinitive, and its quote
_OVERHEARD = OVERHEARD | SPEECH_PARTICIPLES  # Emma heard him say, and saying
_REPORTED = frozenset("nothing no little something what that if whether why how".split())  # she said nothing
_BEGIN = frozenset(["began", "tried"])  # to do something else
_BEING = frozenset("was were been be being is are".split())
_TO_VOICE = 5  # words from "came" to the voice: came a small, thin voice
_NO_TAGS = PREPOSITIONS | HEARD  # "…," I heard
_BURST = frozenset("burst broke came".split())
_FRONTED = frozenset("then so thus quoth".split())  # before a verb that comes first: then said Emma


def best_tag(text: Text, within: Stretch, place: Place, *, bound: bool) -> Tag | None:
    """The likeliest tag among tokens; `bound`: punctuation binds them to the quote."""
    return max(tags_in(text, within, place, bound=bound), key=strength, default=None)


def tags_in(text: Text, within: Stretch, place: Place, *, bound: bool) -> Iterator[Tag]:
    """All tags among tokens."""
    for verb in range(within.begin, within.end):
        if not text.reading.quote_of[verb]:
            for tag in filter(None, _at(text, verb, within, place, bound=bound)):
                yield replace(tag, place=place)


def _at(text: Text, verb: int, within: Stretch, place: Place, *, bound: bool) -> Iterator[Tag | None]:
    """The tags that a word may make."""
    word, leads = text.reading.lower[verb], place in ("before", "above")
    away = -0.02 * (within.end - verb if leads else verb - within.begin)
    speaks = word in SPEECH_VERBS or _tells(text, verb)
    speaks = speaks or (bound and not leads and _opens(text, verb, within.begin))
    reports = verb + 1 < within.end and _reports(text, verb)
    if word in _OVERHEARD and (heard := tag_of_overheard(text, verb, away + 2.8)):
        yield heard
    elif speaks and not reports:
        yield from tags_of_verb(text, verb, within, away, inverted=not leads or _fronted(text, verb))
    if word in REPLY_NOUNS or word in SPEECH_PARTICIPLES:
        yield tag_of_noun(text, verb, within.begin, away + 1.8)
    if _depends(text, verb, within, leads=leads):
        yield tag_of_sentence(text, verb, within.begin, away + 1.5)
    elif not leads and _begins_source(text, verb, within.begin):
        yield tag_behind(text, verb, within.end, away + 2.0)
    elif not leads and word == "was" and verb == within.begin:
        yield tag_of_owner(text, verb, within.end, away + 1.8)


def _opens(text: Text, verb: int, begin: int) -> bool:
    """Whether narration from a token on begins with a subject and this verb, any verb: Emma shot back."""
    lower, named = text.reading.lower, text.mentions.at.get(begin)
    subject = named is not None or lower[begin] in SUBJECTS
    any_verb = lower[verb].endswith("ed") or (subject and text.reading.behind_comma(begin))
    first = named.end if named else begin + subject
    near = first <= verb <= first + 1
    other = verb in text.mentions.at or lower[verb] in _NO_TAGS
    return any_verb and near and not other


def _reports(text: Text, verb: int) -> bool:
    """Whether a verb does not lead to the words themselves: she said nothing; went home."""
    return text.reading.lower[verb + 1] in _REPORTED or _goes_elsewhere(text, verb)


def _tells(text: Text, verb: int) -> bool:
    """Whether I mutter, or we yell."""
    word, before = text.reading.lower[verb], text.reading.lower[verb - 1] if verb else ""
    return word in FIRST_PERSON_VERBS and before in ("i", "we", "they")


def _depends(text: Text, verb: int, within: Stretch, *, leads: bool) -> bool:
    """Whether a verb leans on another one of its sentence: Emma turned, saying; Emma hastened to add."""
    word, near = text.reading.lower[verb], within.end - verb if leads else verb - within.begin
    if word in SPEECH_PARTICIPLES:
        return leads and near <= _NEAR
    infinitive = word in SPEECH_INFINITIVES and text.reading.lower[verb - 1] == "to"
    return infinitive and near <= (LEADING_WORDS if leads else _NEAR)


def _begins_source(text: Text, at: int, begin: int) -> bool:
    """Whether a word leads to who speaks: from Emma; was uttered by Emma; came a woman's voice."""
    word, before = text.reading.lower[at], text.reading.lower[max(0, at - 2) : at]
    if word == "came":
        return at == begin and "voice" in text.reading.lower[at + 1 : at + _TO_VOICE]
    if word == "by":
        return len(before) == 2 and before[0] in _BEING and before[1] in SPEECH_VERBS
    return word == "from" and (at == begin or not _BURST.isdisjoint(before))


def _goes_elsewhere(text: Text, verb: int) -> bool:
    """Whether a verb is none of speech here: went home, began to consider, was asked."""
    lower = text.reading.lower
    word, following = lower[verb], lower[verb + 1 : verb + 3]
    passive = lower[verb - 1] in _BEING and word.endswith("ed")
    sounds = text.reading.quote_of[verb - 1] > 0  # "Woof," went Toto
    return (
        passive
        or (word == "went" and "on" not in following and not sounds)
        or (word in _BEGIN and following[:1] == ["to"])
    )


def _fronted(text: Text, verb: int) -> bool:
    """Whether a verb comes first in its sentence: Then said Emma."""
    reading = text.reading
    first = reading.paragraph_of(verb).begin == verb or reading.ends_sentence(verb - 1)
    return first or reading.lower[verb - 1] in _FRONTED


def strength(tag: Tag) -> float:
    """How far to prefer a tag: a name says more than a noun."""
    return tag.sure + {"name": 1.0, "pronoun": 0.3, "noun": 0.0}[tag.kind]
