"""Words of other languages as English ones: sagte Anna, "said Anna"; demanda-t-elle, "asked she"."""

from collections import Counter
from collections.abc import Sequence

from narrate.attribution.lexicon import DETERMINERS
from narrate.story.glossary import Glossary
from narrate.story.quotemarks import MARKS

# What stands together with the next word or the one before: l'homme, demanda-t-elle; disse-lhe is one word.
PARTS = (
    r"(?:[cdjlnCDJLN]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Uu]n|(?:[Dd][ae]|[Nn]e|[Aa]|[Ss]u|[Qq]ue)ll|[Qq]uest)['’](?=\w)"
    r"|-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles)\b"
    r"|[^\W\d_]+-(?:me|te|se|lhes?|nos|vos|l?[oa]s?)\b"
)
_BEHIND_ARTICLES = 0.2  # share of a capitalised word's places that follow an article: no name
_STOPS = MARKS | frozenset(".!?:…—–-*_()[]")


def in_english(
    tokens: Sequence[str], plain: Sequence[str], opens: Sequence[int], glossary: Glossary
) -> tuple[list[str], list[str]]:
    """A story's words and the English of each; nouns are without their capitals, titles and "I" with one.

    `plain` are the words in small letters; `opens` are those that begin paragraphs.
    """
    nouns = _nouns(tokens, plain, glossary) if glossary.before_nouns else frozenset[str]()
    own = [word if word in nouns else token for word, token in zip(plain, tokens, strict=True)]
    english: list[str] = []
    begins = {*opens, *(at + 1 for at, token in enumerate(tokens) if token in _STOPS)}
    for at, (token, word) in enumerate(zip(own, plain, strict=True)):
        if word in glossary.titles and at + 1 < len(own) and own[at + 1][0].isupper():
            own[at] = token.capitalize()
            english.append(glossary.titles[word])
            if english[-2:-1] == ["the"]:
                english[-2] = "dear"  # la señora Lowe is Mrs. Lowe
        elif token[0].isupper():  # a name, or Sie; where a sentence begins, any word
            english.append(glossary.words.get(word if at in begins else token, word))
        else:
            english.append(glossary.english(word))
        own[at] = "I" if english[at] == "i" else own[at]
    return own, english


def _nouns(tokens: Sequence[str], plain: Sequence[str], glossary: Glossary) -> frozenset[str]:
    """Capitalised words that often follow an article, with or without an adjective between."""
    places: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    articles = [word in glossary.before_nouns or glossary.words.get(word) in DETERMINERS for word in plain]
    for at, token in enumerate(tokens):
        if token[0].isupper() and len(token) > 1:
            places[plain[at]] += 1
            behind[plain[at]] += at > 0 and (
                articles[at - 1] or (tokens[at - 1].islower() and articles[at - 2])
            )
    return frozenset(word for word, count in behind.items() if count > _BEHIND_ARTICLES * places[word])
