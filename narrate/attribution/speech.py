"""Which quotes are speech, and which are titles, signs, scare quotes, words as words that nobody says."""

import re
from collections.abc import Sequence

from narrate.attribution.letters import letters
from narrate.attribution.lexicon import REPLY_NOUNS, SPEECH_VERBS, TAG_VERBS
from narrate.attribution.spelling import is_capital
from narrate.story.book import Book
from narrate.story.quotemarks import MARKS
from narrate.story.quotes import Quote

_LONG = 6  # words: a longer quote is speech
_SIGNS = "sign|notice|label|headline|plate|board|banner|card|paper|poster|placard"
_READ_NOT_SPOKEN = re.compile(
    rf"(?:(?:(?:which|that)|(?:{_SIGNS}|inscription|letters?|words?|title)[^.!?,]{{0,40}})"
    r"\s(?:reads?|said|says|ran|bore|announced|proclaimed)[\s,:]*"
    r"|(?:labelled|marked|inscribed|entitled|headed)(?:\s\w+)?[\s,:]*"
    r"|(?:date|name|motto|nickname)|called(?:\s(?:it|him|her|them|me|us|the|an?))?)$",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:the|an?|its|his|her|another)\s(?:\w+\s)?"
    rf"(?:{_SIGNS}|note|letter|message|screen|text)"
)
_READ_BEHIND = re.compile(  # "No Dogs," the sign said
    rf"\s*(?:(?:{_THINGS}|it)\s(?:read|reads|announced|proclaimed)|{_THINGS}\s(?:said|says)"
    rf"|(?:said|says|read|reads)\s{_THINGS})\b"
)
_IMAGINED = re.compile(  # nobody says what somebody might say
    r"\b(?:as (?:much as|if|though|who should)(?: to)? say(?:ing)?|seem(?:ed|ing|s)? to say"
    r"|(?:felt|feel) like \w+ing|(?:plainly|clearly) (?:said|indicat\w+)|not going to say"
    r"|(?:would|might|could|should) have (?:said|answered)|express\w* the sentiment"
    r"|put into words(?: like this| thus)?"
    r"|(?:almost|nearly) said)[\s,:–—-]*$",
    re.IGNORECASE,
)
_PROVERB = "proverb|adage|maxim|saying"
_AS_ALL_SAY = rf"as (?:they|people|the (?:\w+ )?(?:{_PROVERB})) (?:say|says|go|goes)"
_PROVERBIAL = re.compile(  # As they say, "Still waters run deep." The old saying that "pride goes …"
    rf"\b(?:{_AS_ALL_SAY}"
    r"|(?:(?:the|an?)\s(?:\w+\s)?(?:proverb|adage|maxim)|(?:the|old|wise) saying)\b[^.!?]{0,30})[\s,:–—-]*$",
    re.IGNORECASE,
)
_PROVERBIAL_BEHIND = re.compile(
    rf"\s*(?:{_AS_ALL_SAY}|(?:says|goes|was) (?:the|an?) (?:old )?(?:{_PROVERB}))\b", re.IGNORECASE
)
_THAT = re.compile(r"\b(?:said|remarked|once)\b[^.!?]{0,40}\bthat$")
_MENTIONED = re.compile(  # words of which something is told: "Come here" was not what she had hoped for
    rf"\s+(?:was|were|is|are|may|might|would|could|had|has|means|meant)\b(?!(?:\s\w+){{0,4}}\s(?:{'|'.join(REPLY_NOUNS)})\b)"
)
# What makes speech of a few quoted words, right before them or somewhere before; without verbs that mention
# words no less than they say them: what he called "the den", what he read.
_SAID = TAG_VERBS - frozenset("called thought went added continued began".split()) | {"saying", "shouting"}
_UTTERING = (SPEECH_VERBS | REPLY_NOUNS) - frozenset("called read made gave put found".split())
_FIRST_WORDS = re.compile(r"[\w’']+(?:\s+[\w’'.]+){0,3}")
_TAG_WORDS = 12  # between two parts of what somebody says
_BRIEF_TAG = 4  # and if they end with a colon: "Yes," said Emma: "I know"
_BOXED = re.compile(r"\[[\"“][^][]*[\"”]\]")  # [“Level up!”]
_ABOVE = 60  # letters of the paragraph above that may say that nobody says what follows


def are_speech(book: Book, quotes: Sequence[Quote]) -> list[bool]:
    """For each quote, whether somebody says it."""
    blocks = {block.paragraph: block for block in book.paragraphs()}
    written, boxes = letters(book, quotes), _boxes(book)
    starts, ends = [*(quote.start for quote in quotes), len(book.text)], [0, *(quote.end for quote in quotes)]
    verdicts: list[bool] = []
    for index, quote in enumerate(quotes):
        block = blocks[quote.paragraph]
        begin, end = max(block.start, ends[index]), min(block.end, starts[index + 1])
        goes_on = begin > block.start and verdicts[-1] and _resumes(book.text[begin : quote.start])
        if index in written or quote.paragraph in boxes:
            verdicts.append(False)
        elif verdicts and (quote.continues or goes_on):
            verdicts.append(verdicts[-1])
        elif begin == block.start and _is_imagined(book.text, begin, quote.start):
            verdicts.append(False)
        elif not quote.closed or book.text[quote.start] not in MARKS:  # led by a dash, or by a name in a chat
            verdicts.append(True)
        else:
            before, after = book.text[max(block.start, begin - 1) : quote.start], book.text[quote.end : end]
            verdicts.append(_is_speech(book.text[quote.start : quote.end], before, after))
    return verdicts


def _boxes(book: Book) -> set[int]:
    """Paragraphs that are messages of a game; none where brackets mark a way of speaking: ["Go,"] he sent."""
    told = {block.paragraph: book.text[block.start : block.end] for block in book.paragraphs()}
    boxed = {number: _BOXED.sub("", text) for number, text in told.items() if _BOXED.search(text)}
    return set() if any(map(str.strip, boxed.values())) else set(boxed)


def _is_imagined(text: str, begin: int, quote: int) -> bool:
    """Whether the paragraph above one that begins with a quote says that nobody says it."""
    if text[begin:quote].strip():
        return False
    return _IMAGINED.search(text[max(0, begin - _ABOVE) : begin].rstrip()) is not None


def _is_speech(quoted: str, before: str, after: str) -> bool:
    """Whether somebody says what is quoted; `before` and `after` are the narration beside it."""
    inner = quoted.strip("".join(MARKS) + " _*\n")
    words = inner.split()
    if not words:
        return False
    before = before.rstrip(" \n\t([_*")
    if before.endswith(" called") and inner[-1] in "!?":
        return True
    if (
        _IMAGINED.search(before)
        or _READ_BEHIND.match(after)
        or _PROVERBIAL.search(before)
        or _PROVERBIAL_BEHIND.match(after)
        or _is_reported(inner, before)
        or (_READ_NOT_SPOKEN.search(before) and (inner.isupper() or len(words) <= _LONG))
    ):
        return False
    if len(words) > _LONG:
        return not (inner[0].islower() and before[-1:].isalnum() and inner[-1] not in ",.!?…—-")
    if not before.strip():  # a vertical tab, say
        return not (inner[-1].isalnum() and _MENTIONED.match(after))
    return inner[-1] in "!?…" or _short_speech(inner, before, after.lstrip())


def _is_reported(inner: str, before: str) -> bool:
    """Whether words are quoted from somebody who is not here: once said that "…"."""
    return inner[0].islower() and _THAT.search(before) is not None


def _short_speech(inner: str, before: str, after: str) -> bool:
    """Whether a few words inside a sentence are speech, and not a title or a scare quote."""
    last_before, verb = before[-1], before.rsplit(maxsplit=1)[-1].lower().rstrip(",:")
    first_word = inner.split(maxsplit=1)[0].lstrip("'‘’(_")
    capital = is_capital(first_word[:1])
    whole = inner[-1] in ".,;—-" or not after or after[0].isupper() or after[0] in ",.!?" or _parts(after)
    if capital and (last_before in ",:—-" or (last_before in '.!?”"’' and (whole or _tag_follows(after)))):
        return True
    if verb in _SAID:  # Emma said "Yes" again; he answered "the railway"
        return True
    if inner[-1] in ",—-":
        return _tag_follows(after) or not (inner[0].islower() or len(inner.split()) <= 3)
    uttered = not _UTTERING.isdisjoint(before.lower().split()[-4:])  # with a stammered "No."
    return inner[-1] == "." and (uttered or not last_before.isalnum())  # but she had read "Ivanhoe."


def _parts(after: str) -> bool:
    """Whether words between dashes or in brackets part what is said: "You"—she pointed—"had one job."."""
    first, last = after[0], after.rstrip()[-1]
    return (first in "—–-" and last in "—–-") or (first == "(" and last == ")")


def _resumes(between: str) -> bool:
    """Whether a tag between two quotes lets the speech go on: "Yes," he answered, "in the morning"."""
    words = re.findall(r"[\w’']+", between)
    ends = between.rstrip()[-1:]
    goes_on = ends in ",;—-:" and len(words) <= (_BRIEF_TAG if ends == ":" else _TAG_WORDS)
    return goes_on and any(word.lower() in SPEECH_VERBS for word in words)


def _tag_follows(after: str) -> bool:
    """Whether a verb of speech is among the first words after a quote."""
    first = _FIRST_WORDS.match(after)
    return first is not None and any(
        word.lower().strip(".") in SPEECH_VERBS for word in first.group().split()
    )
