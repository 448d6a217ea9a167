"""Whether a name leads to what is said, as in a chat and in a play: **Tom** (10:42): hi; TOM. (rising) Hi."""

from narrate.attribution.reading import EMPHASIS, Reading

_ASIDE = 300  # words and marks in brackets


def leads(reading: Reading, token: int) -> bool:
    """Whether a colon and a quote follow from a token on.

    Or, as in a play, a stop behind a name in capitals that a paragraph begins with.
    """
    if token >= len(reading):
        return False
    mark = _past_aside(reading, token)
    if mark >= len(reading) or reading.tokens[mark] not in (":", "."):
        return False
    if reading.tokens[mark] == "." and not _only_capitals_before(reading, token):
        return False
    said = _past_aside(reading, mark + 1)
    return any(reading.quote_of[mark + 1 : mark + 4]) or any(reading.quote_of[said : said + 1])


def _only_capitals_before(reading: Reading, token: int) -> bool:
    """Whether all words of the paragraph before a token are in capitals."""
    before = map(reading.tokens.__getitem__, range(reading.paragraph_of(token - 1).begin, token))
    return all(word.isupper() or word in EMPHASIS for word in before)


def _past_aside(reading: Reading, token: int) -> int:
    """The first token from one on that is no mark of emphasis and stands in no bracket."""
    while token < len(reading) and reading.tokens[token] in EMPHASIS:
        token += 1
    if token < len(reading) and reading.tokens[token] in ("(", "["):
        near = range(token, min(token + _ASIDE, reading.paragraph_of(token).end))
        return 1 + next((at for at in near if reading.tokens[at] in (")", "]")), token)
    return token
