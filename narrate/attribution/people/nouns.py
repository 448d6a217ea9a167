"""Nouns that stand for people, with what describes them: the old ferryman, a tall and stately lady."""

from collections import defaultdict
from collections.abc import Mapping

from narrate.attribution.lexicon import (
    BODY,
    DETERMINERS,
    INDEFINITE,
    NOUNS,
    PREPOSITIONS,
    RANKS,
    SPEECH_VERBS,
    STYLES,
    TITLES,
    VERBS,
)
from narrate.attribution.people.names import Phrase, base_of
from narrate.attribution.reading import Reading

BEFORE_STRANGER = INDEFINITE | {"the", "our"}  # ferryman
AGAIN = 2  # times that the loud soldier must speak, who may be just loud, and the Professor do something
LATER = frozenset("other second third".split())  # of several: the other man
_LOOKS = LATER | frozenset("old young tall short fat thin first".split())
_NOUN_REACH = 6  # words from an article to its noun
_ADJECTIVES = frozenset(  # that others may follow
    "little old young tall short small big great good poor dear new long thin fat stout first last".split()
)
_IN_LAW = ["-", "in", "-", "law"]
_NO_NOUNS = _ADJECTIVES | {",", "and", "-"}
FUNCTION_WORDS = frozenset(
    """as if with who whom and or in on at to from of by for that which when while after before but so
    than a an the my your our its this these those turning looking once quite very also were are do not
    into upon over under through without within he she it they i you we his her their him them me us
    rather almost just half close ahead behind beside here there above below beneath underneath nearby
    out down up off away back along around across among amid beyond opposite inside outside""".split()
)
_NOT_HEADS = SPEECH_VERBS | VERBS | FUNCTION_WORDS | PREPOSITIONS


def nominal_phrase(reading: Reading, begin: int, end: int) -> tuple[str, int] | None:
    """The noun at the head of "the old ferryman" from a token on, and one past it; None if there is none."""
    tokens, lower = reading.tokens, reading.lower
    if lower[begin] not in DETERMINERS and not lower[begin].endswith("'s"):
        return None
    at = begin + 1
    if at < end and lower[begin] in ("his", "her") and lower[at] in STYLES:
        return f"{lower[begin]} {lower[at]}", at + 1
    while at + 1 < end and {lower[at], lower[at + 1]} <= TITLES and tokens[at + 1].istitle():
        at += 1  # the Lord Commander
    if lower[begin] == "the" and at < end and tokens[at].istitle() and lower[at] not in _NOT_HEADS:
        return (lower[at], at + 1) if _stands_alone(reading, at) else None
    while at < min(end, begin + _NOUN_REACH):
        at += _hyphens(reading, at)
        joins = lower[at] in ("and", ",")  # the tall and stately lady; a deep, furry voice
        joins = joins and (lower[at - 1] in _ADJECTIVES or "voice" in lower[at : at + 3])
        word = tokens[at][0].isalpha() and lower[at] not in _NOT_HEADS
        adverb = at > begin + 1 and lower[at].endswith(("ly", "ing")) and lower[at - 1] not in ("and", ",")
        acts = lower[at].endswith("ed") and lower[at - 1] in NOUNS  # the goblin licked a finger
        if not joins and (not word or adverb or acts or tokens[at][0].isupper()):
            break
        at += 1
    if at < end and lower[at] in RANKS and _stands_alone(reading, at):
        return lower[at], at + 1  # the hopeless Inspector
    by_marriage = lower[at : at + 4] == _IN_LAW
    if at < end and (tokens[at][0].isupper() or (tokens[at] == "-" and not by_marriage)):
        return None  # the ingenious Giovanelli
    noun = lower[at - 1] if at > begin + 1 and lower[at - 1] not in _NO_NOUNS else None
    if noun in BODY and at > begin + 2 and lower[at - 2].endswith("'s"):
        noun = base_of(lower[at - 2])  # a man's voice
    return (noun, at + len(_IN_LAW) * by_marriage) if noun else None


def _hyphens(reading: Reading, at: int) -> int:
    """How many tokens lie between one and the last part of its word: 2 for saloon-keeper, mostly 0."""
    if reading.lower[at + 1 : at + 5] == _IN_LAW:
        return 0
    parts = reading.tokens[at : at + 3]
    whole = len(parts) == 3 and parts[1] == "-" and parts[0].islower() and parts[2].islower()
    joined = whole and reading.starts[at + 2] == reading.starts[at] + len(parts[0]) + 1
    return 2 if joined else 0


def _stands_alone(reading: Reading, at: int) -> bool:
    """Whether no capital follows a capitalised word: the General, but not the March Hare."""
    return at + 1 >= len(reading) or not reading.tokens[at + 1][0].isupper()


def noun_with_looks(reading: Reading, at: int, noun: str) -> Phrase:
    """A noun with "the", and with the first word behind its article if that may tell two people apart."""
    looks = reading.lower[at + 1]
    return ("the", looks, noun) if looks.isalpha() and looks != noun else ("the", noun)


def told_apart(counts: Mapping[Phrase, int]) -> dict[Phrase, Phrase]:
    """For each noun with its looks by what it is called: the old man, if there is a young man too.

    Who is only a man is then the one of them who is told of the most; but not the other man.
    """
    alike: defaultdict[Phrase, list[Phrase]] = defaultdict(list)
    for phrase in counts:
        alike[phrase[0], phrase[-1]].append(phrase)
    name_of: dict[Phrase, Phrase] = {}
    for noun, phrases in alike.items():
        with_looks = [phrase for phrase in phrases if len(phrase) > len(noun)]
        apart = [phrase for phrase in with_looks if phrase[1] in _LOOKS or counts[phrase] >= AGAIN]
        first = [phrase for phrase in apart if phrase[1] not in LATER]
        several = len(apart) > 1 or (noun in counts and len(first) < len(apart))
        usual = max(first, key=counts.__getitem__) if several and first else noun
        name_of |= {phrase: phrase if several and phrase in apart else usual for phrase in with_looks}
        name_of[noun] = usual
    return name_of


def as_written(reading: Reading, phrase: Phrase, at: int) -> str:
    """A noun that begins at a token, as the story has it: der Fährmann, the Raven; in English with "the"."""
    end = range(at, min(at + _NOUN_REACH, len(reading)))
    noun = next((token for token in end if base_of(reading.lower[token]) == phrase[-1]), None)
    if noun is None:
        return " ".join(phrase)
    if not reading.glossary.words:
        titled = {base_of(word.lower()) for word in reading.tokens[at + 1 : noun + 1] if word.istitle()}
        return " ".join(word.capitalize() if word in titled else word for word in phrase)
    *before, head = (reading.written(token, token + 1) for token in range(at, noun + 1))
    words = [*map(str.lower, before[: len(phrase) - 1]), head]
    return " ".join(words).replace("' ", "'").replace("’ ", "’")  # l'homme
