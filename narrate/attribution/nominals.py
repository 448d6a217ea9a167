"""People called by what they are: the ferryman, an old woman, a voice."""

from collections import Counter

from narrate.attribution.lexicon import (
    FEMALE_NOUNS,
    KIN_TITLES,
    MALE_NOUNS,
    PERSON_NOUNS,
    SPEECH_VERBS,
    TAG_VERBS,
)
from narrate.attribution.names import Phrase, nominal_phrase
from narrate.attribution.reading import MARKS, Reading

NOBODY = frozenset(  # follow "said the" and are nobody, or everybody
    """other others latter former first second third one same words word thing things way voice voices
    mind time door moment tone head eyes hand subject matter truth fact people company crowd two
    three both conversation sound silence letter story question answer reply""".split()
)


def find_nominals(reading: Reading) -> Counter[Phrase]:
    """Nouns with "the" or "a" that are the subject of a tag, with how often."""
    found: Counter[Phrase] = Counter()
    for at, word in enumerate(reading.lower):
        if reading.quote_of[at]:
            continue
        if reading.tokens[at] in KIN_TITLES and at and reading.lower[at - 1] in TAG_VERBS:
            found[(word,)] += _beside_quote(reading, at, at + 1)  # said nanny
        if word not in ("the", "a", "an"):
            continue
        noun = nominal_phrase(reading, at, reading.opens[reading.paragraph_at(at) + 1])
        if noun is None or noun[0] in NOBODY:
            continue
        head, end = noun
        before, after = reading.lower[at - 1] if at else "", reading.lower[end] if end < len(reading) else ""
        human = head in MALE_NOUNS | FEMALE_NOUNS | PERSON_NOUNS or head.endswith(("man", "woman"))
        beside = _beside_quote(reading, at, end)
        if (
            (before in TAG_VERBS and beside)
            or (after in TAG_VERBS and (beside or human))
            or (human and after in SPEECH_VERBS and beside)
        ):
            found[("the", head)] += 1
    return +found


def _beside_quote(reading: Reading, begin: int, end: int) -> bool:
    """Whether a quote ends just before or begins soon after a phrase."""
    around = range(max(0, begin - 3), begin), range(end, min(len(reading), end + 8))
    return any(reading.quote_of[at] and reading.tokens[at] in MARKS for near in around for at in near)
