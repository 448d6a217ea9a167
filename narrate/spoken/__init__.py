"""What is said aloud for what is written: marks that only the eye needs become words, pauses or nothing.

Each module is a family of rules; `families` has them in the order in which they apply.
"""

import re
from collections.abc import Iterable
from functools import reduce

from narrate.languages import primary
from narrate.spoken import marks
from narrate.spoken.abbreviations import ABBREVIATIONS
from narrate.spoken.addresses import ADDRESSES
from narrate.spoken.amounts import MONEY, TIMES
from narrate.spoken.capitals import CAPITALS
from narrate.spoken.dates import DATES
from narrate.spoken.numbers import NUMBERS
from narrate.spoken.pauses import PAUSES
from narrate.spoken.pictures import PICTURE, PICTURES
from narrate.spoken.romans import ROMANS, count_heading
from narrate.spoken.rules import Family
from narrate.spoken.units import UNITS
from narrate.spoken.voicing import VOICING

_MARKUP = (marks.UNSEEN, marks.TAGS, marks.ENTITIES, marks.FORUMS, marks.LINKS)
_BEFORE = (
    marks.COMBINING,
    marks.HIDDEN,
    marks.DRESSED,
    *_MARKUP,
    marks.CURSES,
    ADDRESSES,
    marks.FOOTNOTES,
    marks.EMPHASIS,
)
_AFTER = (PICTURES, PAUSES, marks.QUOTES, marks.LEFT_OVER, marks.SPACE)
_ENGLISH = (MONEY, TIMES, UNITS, DATES, NUMBERS, ABBREVIATIONS, ROMANS, VOICING, CAPITALS)

_LETTER = re.compile(r"[^\W_]")
_SPEAKABLE = re.compile(rf"[^\W_]|{PICTURE}")
_SHORT = 12  # characters that may be an emoticon, a footnote's mark, an ornament
_HEADING_MARKS = re.compile(r"^[\s*_=~-]*#*[\s*_=~-]*|(?:\s+#+|[\s*_=~-])[\s#*_=~-]*$")  # of # C# its first #
_SHOUTED = re.compile(r"\b(?:\w\.){2,}|\w+")


def families(language: str) -> tuple[Family, ...]:
    """The rules for a language, in order: those about words are for English only."""
    return (*_BEFORE, *(_ENGLISH if primary(language) == "en" else ()), *_AFTER)


def say_aloud(written: str, language: str = "en") -> str:
    """The words to speak for a stretch of the story, on one line; "" where there is nothing to say."""
    said = _applied(families(language), written)
    return said if _SPEAKABLE.search(said) else ""


def _applied(rules: Iterable[Family], text: str) -> str:
    return reduce(lambda told, family: family.apply(told), rules, text)


def heading_aloud(written: str, language: str = "en") -> str:
    """The words to speak for a heading: "CHAPTER IV." is "Chapter 4."."""
    text = count_heading(_HEADING_MARKS.sub("", written))
    if text.isupper():
        text = _SHOUTED.sub(_lowered, text)
    text = say_aloud(text.replace("\n", ". "), language)
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _lowered(word: re.Match[str]) -> str:
    """A word in small letters but for the first of the heading; initials, as in U.S.A., stay."""
    written, kept = word.group(), int(word.start() == 0)
    return written if "." in written else written[:kept] + written[kept:].lower()


def without_marks(written: str) -> str:
    """The words to show: without the marks of quotations, links and emphasis, which the eye does not need."""
    return _applied((marks.QUOTATION, *_MARKUP, marks.EMPHASIS, marks.ESCAPES), written)


def has_words(written: str) -> bool:
    """Is there anything in it that can be said?"""
    if len(written) > _SHORT and _LETTER.search(written):
        return True
    return _SPEAKABLE.search(written) is not None and bool(say_aloud(written))
