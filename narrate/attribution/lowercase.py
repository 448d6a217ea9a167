"""Stories without capitals, in which names are known only by what they do: "hi," typed ruby."""

from collections.abc import Container, Sequence

from narrate.attribution.lexicon import (
    DETERMINERS,
    NOT_NAMES,
    NOUNS,
    PRONOUNS,
    SPEECH_VERBS,
    VERBS,
)

_RARE = 0.02  # share of the words with a capital up to which a story has none
_BEHIND_VERBS = frozenset("back out up down off over as while if with aloud instead too quite away".split())
_NO_NAMES = _BEHIND_VERBS | NOT_NAMES | DETERMINERS | NOUNS | PRONOUNS.keys() | VERBS | SPEECH_VERBS


def with_capitals(tokens: list[str], quote_of: Sequence[int], opens: Container[int]) -> list[str]:
    """The words of a story, those who lead a line of a chat with a capital (ruby: hi).

    Where the whole story has no capitals, all who speak and "i" are given one, wherever they stand. `opens`
    are the words that begin paragraphs.
    """
    colons = (at for at, word in enumerate(tokens) if word == ":" and at + 1 not in opens)
    leading = {at - 1 for at in colons if _leads(tokens, quote_of, at)}
    named: set[str] = set()
    if sum(map(str.istitle, tokens)) <= _RARE * sum(map(str.islower, tokens)):
        names = {token for at, token in enumerate(tokens) if _speaks(tokens, quote_of, at)}
        names |= {tokens[at] for at in leading} | {"i"}
        named = {token for token in set(tokens) if token.replace("’", "'").split("'")[0] in names}
    if not named and not leading:
        return tokens
    return [
        token[0].upper() + token[1:] if token in named or at in leading else token
        for at, token in enumerate(tokens)
    ]


def _leads(tokens: Sequence[str], quote_of: Sequence[int], colon: int) -> bool:
    """Whether a colon leads to speech that has no marks: ruby: hi."""
    said = tokens[colon + 1 : colon + 2]
    return colon > 0 and not quote_of[colon] and bool(said) and said[0].isalnum() and quote_of[colon + 1] > 0


def _speaks(tokens: Sequence[str], quote_of: Sequence[int], at: int) -> bool:
    """Whether a word stands between a quote and a verb of speech, or behind both."""
    word, before, after = tokens[at], tokens[max(0, at - 1)], tokens[at + 1 : at + 2]
    if quote_of[at] or not word.isalpha() or word in _NO_NAMES or word.endswith("ly"):
        return False
    tagged = at > 1 and bool(quote_of[at - 2]) and before in SPEECH_VERBS
    return tagged or (at > 0 and bool(quote_of[at - 1]) and not SPEECH_VERBS.isdisjoint(after))
