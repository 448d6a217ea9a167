"""Which quotes nobody speaks: titles, signs, scare quotes, words as words."""

import re
from collections.abc import Sequence

from narrate.attribution.lexicon import SPEECH_VERBS
from narrate.book import Book
from narrate.quotes import Quote

LONG = 6  # words: a longer quote is speech
READ_NOT_SPOKEN = re.compile(
    r"(?:(?:which|that|sign|notice|label|inscription|letters?|headline|words?|plate|board|banner|title|card|paper)"
    r"[^.!?]{0,40}\s(?:reads?|said|says|ran|bore|announced|proclaimed)|(?:labelled|marked|inscribed|entitled|headed|called)"
    r"(?:\s\w+)?)[\s,:]*$",
    re.IGNORECASE,
)
MARKS = "\"“”„‘’'«»‹›"


def is_spoken(book: Book, quote: Quote, before: str, after: str) -> bool:
    """Whether somebody says a quote; `before` and `after` are the narration beside it in its paragraph."""
    inner = book.text[quote.start : quote.end].strip(MARKS + " _*\n")
    words = inner.split()
    if not words:
        return False
    before, after = before.rstrip(" \n\t(_*"), after.lstrip()
    if READ_NOT_SPOKEN.search(before) and (inner.isupper() or len(words) <= LONG):
        return False
    if re.search(r"\b(?:said|remarked|once)\b[^.!?]{0,40}\bthat$", before) and inner[0].islower():
        return False
    if len(words) > LONG:
        return not (inner[0].islower() and before[-1:].isalnum() and inner[-1] not in ",.!?…—-")
    if inner[-1] in "!?…" or not before:
        return True
    capital, last_before = words[0].lstrip("'‘’(_")[:1].isupper(), before[-1]
    if capital and last_before in ",:—-":
        return True
    if capital and last_before in '.!?”"’' and inner[-1] in ".,;—-":
        return True
    if inner[-1] in ",—-":
        return _tag_follows(after) or not (inner[0].islower() or len(words) <= 3)
    if inner[-1] == ".":
        return not (inner[0].islower() and last_before.isalnum())
    return False


def _tag_follows(after: str) -> bool:
    """Whether a verb of speech is among the first words after a quote."""
    found = re.match(r"[\w’']+(?:\s+[\w’'.]+){0,3}", after)
    return bool(found) and any(word.lower().strip(".") in SPEECH_VERBS for word in found.group().split())


def spoken(book: Book, quotes: Sequence[Quote]) -> list[bool]:
    """For each quote, whether somebody speaks it."""
    blocks = {block.paragraph: block for block in book.paragraphs()}
    verdicts = []
    for index, quote in enumerate(quotes):
        block = blocks[quote.paragraph]
        last = (
            quotes[index - 1].end if index and quotes[index - 1].paragraph == quote.paragraph else block.start
        )
        following = quotes[index + 1] if index + 1 < len(quotes) else None
        stop = following.start if following and following.paragraph == quote.paragraph else block.end
        before = book.text[block.start : quote.start]
        if not quote.closed or quote.continues:
            verdicts.append(True)
        else:
            verdicts.append(
                is_spoken(book, quote, before[max(0, last - block.start - 1) :], book.text[quote.end : stop])
            )
    return verdicts
