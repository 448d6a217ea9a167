"""Stories without capitals, in which names are known only by what they do: "hi," typed ruby."""

from collections.abc import Sequence

from narrate.attribution.lexicon import (
    DETERMINERS,
    HE,
    NOT_NAMES,
    NOUNS,
    PREPOSITIONS,
    SHE,
    SPEECH_VERBS,
    VERBS,
)

RARE = 0.02  # share of the words with a capital up to which a story has none
BEHIND_VERBS = frozenset("back out up down off over as while if with aloud instead too quite away".split())
NO_NAMES = BEHIND_VERBS | NOT_NAMES | DETERMINERS | NOUNS | PREPOSITIONS | HE | SHE | VERBS | SPEECH_VERBS


def with_capitals(tokens: list[str], quote_of: Sequence[int]) -> list[str]:
    """The words of a story, those who lead a line of a chat with a capital (ruby: hi).

    Where the whole story has no capitals, all who speak and "i" are given one, wherever they stand.
    """
    words = [token for token in tokens if token[0].isalpha()]
    named: set[str] = set()
    if sum(word[0].isupper() for word in words) <= RARE * len(words):
        names = {token for at, token in enumerate(tokens) if _speaks(tokens, quote_of, at)} | {"i"}
        named = {word for word in set(words) if word.replace("’", "'").split("'")[0] in names}
    return [
        token[0].upper() + token[1:] if token in named or _leads(tokens, quote_of, at) else token
        for at, token in enumerate(tokens)
    ]


def _leads(tokens: Sequence[str], quote_of: Sequence[int], at: int) -> bool:
    """Whether a word leads to speech that has no marks: ruby: hi."""
    colon, *said = tokens[at + 1 : at + 3] or [""]
    return colon == ":" and not quote_of[at] and bool(said) and said[0].isalnum() and quote_of[at + 2] > 0


def _speaks(tokens: Sequence[str], quote_of: Sequence[int], at: int) -> bool:
    """Whether a word stands between a quote and a verb of speech, behind both, or leads a line of a chat."""
    word, before, after = tokens[at], tokens[max(0, at - 1)], tokens[at + 1 : at + 2]
    if quote_of[at] or not word.isalpha() or word in NO_NAMES or word.endswith("ly"):
        return False
    tagged = at > 1 and bool(quote_of[at - 2]) and before in SPEECH_VERBS
    follows = at > 0 and bool(quote_of[at - 1]) and not SPEECH_VERBS.isdisjoint(after)
    return tagged or follows or _leads(tokens, quote_of, at)
