"""Accents that come and go, and letters that were lost with them: Zoe is Zoë, and Th?r?se is Thérèse."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

# A word's letters, accents that stand by themselves (macOS writes them so), and what a program has left of
# letters that it did not know: U+FFFD, or a question mark inside a word.
LETTERS = r"[^\W\d_]+(?:(?:[\u0300-\u036f\ufffd]|\?(?=[a-z]))[^\W\d_]*)*"
_LOST = re.compile(r"[?\ufffd]")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


def without_accents(word: str) -> str:
    """A word without the accents on its letters."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


def accented_apart(words: Iterable[str]) -> frozenset[str]:
    """The words that only accents tell from others: where Jose and José are listed, they are two."""
    different = frozenset(words)
    alike = Counter(map(without_accents, different))
    return frozenset(word for word in different if alike[without_accents(word)] > 1)


def restored(tokens: list[str], words: Iterable[str]) -> list[str]:
    """The words of a story; those that have lost letters as names have them that are listed."""
    lost = {token for token in set(tokens) if len(token) > 1 and _LOST.search(token)}
    accented = [word for word in words if not word.isascii()] if lost else []
    whole = {token: found for token in lost for word in accented if (found := _whole(token, word))}
    return [whole.get(token, token) for token in tokens] if whole else tokens


def _whole(token: str, word: str) -> str:
    """A word instead of one that has lost letters of it; nothing where that is another word."""
    name = re.split("['’]", token)[0]  # Th?r?se's
    fits = re.fullmatch(_LOST.sub(r"[^\\x00-\\x7f]", name), word)
    return word + token[len(name) :] if fits else ""
