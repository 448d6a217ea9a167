"""The subject of a long sentence: Emma was sorry, but Harriet, taking up a book, smiled and said."""

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import DETERMINERS, NOUNS, PREPOSITIONS, SUBJECTS
from narrate.attribution.people.mention import Mention
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.tag import Tag, named_tag, noun_tag, pronoun_tag
from narrate.attribution.tags.text import Text

_REACH = 40  # words between a subject and its verb
_CONJUNCTIONS = frozenset("; : and but while then so for till until whereupon when before".split())
_ASIDES = PREPOSITIONS | frozenset("who whose as having being still now".split())  # after Emma, …
_SO, _SO_REACH = frozenset(["so", "such"]), 12  # words from "so" to its "that"


def tag_of_sentence(text: Text, verb: int, begin: int, sure: float) -> Tag | None:
    """The tag of a verb with the subject of the last clause that has one, or the sentence's."""
    first = max(begin, verb - _REACH)
    clauses = (at for at in range(verb - 1, first, -1) if _begins(text, at, verb))
    found = (_opening(text, at, verb, sure) for at in (*clauses, *range(first, verb)))
    return next(filter(None, found), None)


def _begins(text: Text, at: int, verb: int) -> bool:
    """Whether a clause may begin at a token: it follows a conjunction, or is somebody who …."""
    lower, mention = text.reading.lower, text.mentions.at.get(at)
    listed = lower[at - 1] == "and" and (at - 2 in text.mentions.at or lower[at - 2] in SUBJECTS)
    if (lower[at - 1] in _CONJUNCTIONS and not listed) or (
        mention is not None and "who" in lower[mention.end : mention.end + 2]
    ):
        return True
    if mention is None or mention.begin != at:
        return lower[at - 1] == "," and lower[at] in SUBJECTS.keys() | DETERMINERS
    acts = is_subject(text.reading, at, mention.end) or _is_set_off(text, mention, verb)
    so = lower[at - 1] == "that" and not _SO.isdisjoint(lower[at - _SO_REACH : at - 1])
    return acts and (lower[at - 1] == "," or so)


def _is_set_off(text: Text, mention: Mention, verb: int) -> bool:
    """Whether something is put between a name and its verb: Emma, taking up a book, said."""
    after = text.reading.lower[mention.end : verb]
    if after[:1] != [","] or "," not in after[2:]:
        return False
    return after[1] in _ASIDES or after[1].endswith(("ing", "ed", "ly"))


def _opening(text: Text, at: int, verb: int, sure: float) -> Tag | None:
    """A name, a pronoun or "her sister" at a token, as the subject of a verb farther on."""
    reading, mention, word = text.reading, text.mentions.at.get(at), text.reading.lower[at]
    if mention is not None:
        if mention.owns or mention.begin != at or is_object(text, at, verb):
            return None
        return named_tag(text, mention, Stretch(at, verb + 1), sure, core=True)
    if word in SUBJECTS:
        return pronoun_tag(SUBJECTS[word], Stretch(at, verb + 1), sure)
    near = range(at + 1, min(at + 3, len(reading)))
    nouns = [x for x in near if word in DETERMINERS and reading.lower[x] in NOUNS]
    if nouns and is_subject(reading, at, nouns[0] + 1):  # her sister kissed her and said
        return noun_tag(reading.lower[nouns[0]], Stretch(at, verb + 1), sure)
    return None


def is_object(text: Text, begin: int, verb: int) -> bool:
    """Whether a preposition governs a name, unless "who" makes it a subject: to Ben, who said."""
    if not begin or text.reading.lower[begin - 1] not in PREPOSITIONS:
        return False
    mention = text.mentions.at.get(begin)
    if text.reading.lower[begin - 1] in _CONJUNCTIONS and mention is not None:
        return not is_subject(text.reading, mention.begin, mention.end)  # for Harriet was saying
    between = text.reading.lower[begin + 1 : verb]
    if "who" not in between[:4]:
        return True
    aside = between[between.index("who") :]
    after_commas = (aside[at + 1 : at + 2] for at, word in enumerate(aside) if word == ",")
    # An odd comma: to Ben, who, as he rose, said; but: to Ben, who turned, and said.
    return sum(after not in (["and"], ["but"]) for after in after_commas) % 2 == 1
