"""Which quotes nobody speaks: titles, signs, scare quotes, words as words."""

import re
from collections.abc import Sequence

from narrate.attribution.lexicon import SPEECH_VERBS
from narrate.book import Book
from narrate.quotes import Quote

LETTER = 25  # words: a letter is longer
LONG = 6  # words: a longer quote is speech
READ_NOT_SPOKEN = re.compile(
    r"(?:(?:which|that|sign|notice|label|inscription|letters?|headline|words?|plate|board|banner|title|card|paper)"
    r"[^.!?]{0,40}\s(?:reads?|said|says|ran|bore|announced|proclaimed)"
    r"|(?:labelled|marked|inscribed|entitled|headed|called)(?:\s\w+)?)[\s,:]*$",
    re.IGNORECASE,
)
SALUTATION = re.compile(
    r"(?:My\s+)?(?:very\s+)?Dear(?:est)?\s+[^.!?\"]{1,40}[,:;.—–-]|(?:Sir|Madam|Gentlemen|Ladies)[,:;]\s*[—–-]",
    re.IGNORECASE,
)
CORRESPONDENCE = re.compile(
    r"\b(?:letters?|notes?|wrote|written|writing|contents|postscript|telegrams?|epistle|lines|as follows"
    r"|indited|envelope|signed|dated|read)\b",
    re.IGNORECASE,
)
ABOVE = 400  # characters before a letter in which something tells that it is one
MARKS = "\"“”„‘’'«»‹›"


def is_spoken(book: Book, quote: Quote, before: str, after: str) -> bool:
    """Whether somebody says a quote; `before` and `after` are the narration beside it in its paragraph."""
    inner = book.text[quote.start : quote.end].strip(MARKS + " _*\n")
    words = inner.split()
    if not words:
        return False
    before = before.rstrip(" \n\t(_*")
    if _is_reported(inner, before) or (
        READ_NOT_SPOKEN.search(before) and (inner.isupper() or len(words) <= LONG)
    ):
        return False
    if len(words) > LONG:
        return not (inner[0].islower() and before[-1:].isalnum() and inner[-1] not in ",.!?…—-")
    return inner[-1] in "!?…" or not before or _short_speech(inner, before[-1], after.lstrip())


def _is_reported(inner: str, before: str) -> bool:
    """Whether words are quoted from somebody who is not here: once said that "…"."""
    return (
        inner[0].islower() and re.search(r"\b(?:said|remarked|once)\b[^.!?]{0,40}\bthat$", before) is not None
    )


def _short_speech(inner: str, last_before: str, after: str) -> bool:
    """Whether a few words inside a sentence are speech, and not a title or a scare quote."""
    first_word = inner.split(maxsplit=1)[0].lstrip("'‘’(_")
    capital = first_word[:1].isupper()
    if capital and (last_before in ",:—-" or (last_before in '.!?”"’' and inner[-1] in ".,;—-")):
        return True
    if inner[-1] in ",—-":
        return _tag_follows(after) or not (inner[0].islower() or len(inner.split()) <= 3)
    return inner[-1] == "." and not (inner[0].islower() and last_before.isalnum())


def _tag_follows(after: str) -> bool:
    """Whether a verb of speech is among the first words after a quote."""
    found = re.match(r"[\w’']+(?:\s+[\w’'.]+){0,3}", after)
    return found is not None and any(
        word.lower().strip(".") in SPEECH_VERBS for word in found.group().split()
    )


def is_letter(book: Book, quote: Quote, before: str) -> bool:
    """Whether a quote is a letter: it begins with a salutation, and the text before it speaks of writing."""
    inner = book.text[quote.start : quote.end].lstrip(MARKS + " _*\n")
    saluted = SALUTATION.match(inner) or re.search(
        r"\bdear\s+[\w. ]{1,30}[,:;]?[—–-]*\s*$", before, re.IGNORECASE
    )
    if not saluted or len(inner.split()) <= LETTER:
        return False
    return bool(CORRESPONDENCE.search(book.text, max(0, quote.start - ABOVE), quote.start))


def spoken(book: Book, quotes: Sequence[Quote]) -> list[bool]:
    """For each quote, whether somebody speaks it."""
    blocks = {block.paragraph: block for block in book.paragraphs()}
    verdicts: list[bool] = []
    for index, quote in enumerate(quotes):
        block = blocks[quote.paragraph]
        last = (
            quotes[index - 1].end if index and quotes[index - 1].paragraph == quote.paragraph else block.start
        )
        following = quotes[index + 1] if index + 1 < len(quotes) else None
        stop = following.start if following and following.paragraph == quote.paragraph else block.end
        before = book.text[block.start : quote.start]
        own = before[max(0, last - block.start - 1) :]
        if quote.continues and verdicts:
            verdicts.append(verdicts[-1])
        elif is_letter(book, quote, own):
            verdicts.append(False)
        elif not quote.closed:
            verdicts.append(True)
        else:
            verdicts.append(is_spoken(book, quote, own, book.text[quote.end : stop]))
    return verdicts
