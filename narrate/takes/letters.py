"""Letters that the voices cannot read: those of another writing than the book's own."""

import logging
import unicodedata
from collections import Counter
from collections.abc import Iterable

from narrate.counting import count
from narrate.lines import Line
from narrate.story.book import Book

log = logging.getLogger(__name__)

_NAMED = 5  # lines that are warned of one by one
_WRITTEN_TOGETHER = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"))


def warn_of_unreadable(lines: Iterable[Line], book: Book) -> None:
    """Warn of lines in other letters than those of the book: a voice spells or drops them."""
    own = max(_letters(book.text).items(), key=lambda item: item[1], default=("", 0))[0]
    strange = [line for line in lines if not line.text.isascii() and _is_strange(line.text, own)]
    for line in strange[:_NAMED]:
        log.warning("%s: the voice cannot read these letters: %s", book.place(line.start), line.text[:60])
    if rest := strange[_NAMED:]:
        log.warning("%s: %s in such letters", book.place(rest[0].start), count(len(rest), "more line"))


def _is_strange(text: str, own: str) -> bool:
    letters = _letters(text)
    return letters[own] < letters.total() / 2


def _letters(text: str) -> Counter[str]:
    """How many letters of each writing there are; the first word of a letter's Unicode name says which."""
    letters: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            letters[_writing(letter)] += times
    return letters


def _writing(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if name in _WRITTEN_TOGETHER else name
