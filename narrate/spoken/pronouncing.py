"""Words that voices.yaml has said otherwise: respelt in the text, or in IPA beside it."""

import re
from collections.abc import Mapping
from functools import lru_cache

from narrate.spoken import say_aloud

_DICTIONARIES = 64  # the book's own, and those of people who say something in their own way


def pronounce(text: str, pronunciations: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Respell the words that are said otherwise; those with IPA stay, listed as (word as it stands, IPA).

    The text is what is said aloud; a word may be given as the story writes it, too ("St. John"). Capitals
    play no part, nor does the form of an apostrophe; of words that begin alike the longest counts.
    """
    if not pronunciations:
        return text, ()
    words, said = _dictionary(tuple(pronunciations.items()))
    ipa: dict[str, str] = {}

    def respell(found: re.Match[str]) -> str:
        how = said.get(_word_key(found.group()), found.group())
        if not how.startswith("/"):
            return how
        ipa[found.group()] = how.strip("/")
        return found.group()

    return words.sub(respell, text), tuple(ipa.items())


def _word_key(word: str) -> str:
    """A word as it is compared with others."""
    return word.casefold().replace("’", "'")


@lru_cache(_DICTIONARIES)
def _dictionary(pronunciations: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for all the words, and how each is said, by its key."""
    aloud = {say_aloud(word): how for word, how in pronunciations}
    written = dict(pronunciations)
    longest_first = sorted(aloud | written, key=len, reverse=True)
    words = "|".join(re.escape(word).replace("’", "'").replace("'", "['’]") for word in longest_first if word)
    said = {_word_key(word): how for word, how in (*aloud.items(), *written.items())}
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), said
