"""Words that no dictionary knows: names, mostly, and those that engines are most likely to say wrongly."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spellchecker import SpellChecker

from narrate.errors import NarrateError
from narrate.languages import primary
from narrate.script import Script
from narrate.spoken.romans import NUMERAL
from narrate.story.cast import fold

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"  # with accents that stand by themselves
_WORD = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
_NUMERAL = re.compile(NUMERAL)
_ENDINGS = re.compile(r"['’](?:s|d|ll|ve|re)?$", re.IGNORECASE)

# British spellings as the dictionary, which is American, has them.
_BRITISH = (
    (r"our", "or"),
    (r"is(e[ds]?|ing|ation|er)$", r"iz\1"),
    (r"([^l]l)l(ed|ing|er)$", r"\1\2"),
    (r"re$", "er"),
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that no dictionary knows: how often it is spoken, and where first."""

    word: str
    times: int
    first: int


def unknown_words(script: Script, said: Iterable[str] = ()) -> list[Unknown]:
    """The unknown words of what is spoken, the most frequent first; `said` have a pronunciation already.

    Raises NarrateError for a language without a dictionary.
    """
    language = primary(script.book.language)
    dictionary = _dictionary(language)
    settled = {fold(word) for phrase in said for word in (phrase, *phrase.split())}
    times: Counter[str] = Counter()
    first: dict[str, tuple[str, int]] = {}
    for word, at in _words(script):
        key = fold(word)
        times[key] += 1
        first.setdefault(key, (word, at))
    unknown = [
        Unknown(word, times[key], at)
        for key, (word, at) in first.items()
        if key not in settled and not _is_known(key, dictionary, language)
    ]
    return sorted(unknown, key=lambda each: (-each.times, each.first))


def _words(script: Script) -> Iterator[tuple[str, int]]:
    for span in script.spans:
        if span.spoken:
            for found in _WORD.finditer(script.book.text, span.start, span.end):
                word = _ENDINGS.sub("", found.group()).replace("’", "'")
                if not _NUMERAL.fullmatch(word):
                    yield word, found.start()


def _is_known(word: str, dictionary: SpellChecker, language: str) -> bool:
    """Is it in the dictionary, as it is or in its other spelling, or made of words that are?"""
    spelt = [word, *(re.sub(british, other, word) for british, other in _BRITISH if language == "en")]
    parts = re.split("['-]", word)
    return any(each in dictionary for each in spelt) or (
        len(parts) > 1 and all(len(part) < 2 or _is_known(part, dictionary, language) for part in parts)
    )


def _dictionary(language: str) -> SpellChecker:
    try:
        return SpellChecker(language)
    except ValueError:
        known = ", ".join(sorted(SpellChecker.languages()))
        raise NarrateError(
            f"there is no dictionary of the language {language}", hint=f"There is one of {known}."
        ) from None
