"""Where speech starts and ends: quotation marks of every convention, dialogue led by a dash, chats, songs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from narrate.story.asides import without_asides
from narrate.story.book import Book
from narrate.story.chat import chat_lines, chatting
from narrate.story.clauses import Weights, learned
from narrate.story.dashes import dash_speech
from narrate.story.glossary import Glossary, glossary_of, is_read
from narrate.story.incises import without_incises
from narrate.story.italics import said_in_italics, without_stress
from narrate.story.quotemarks import (
    CLOSERS,
    DOUBLE,
    FARTHEST,
    LEAD,
    MARK,
    TAG,
    Convention,
    Span,
    Stretch,
    closes,
    convention_of,
    is_apostrophe,
    is_turned,
    nested_end,
    opens,
    single_end,
    with_straight_marks,
)
from narrate.story.screenplay import with_colons
from narrate.story.texmarks import typeset
from narrate.story.verse import is_sung

_LEADING = " \t_*"  # what may stand before the first mark of a paragraph
_TAG_LETTERS = 60  # an unclosed quote ends before a tag if no more than this follows
_ANSWERED = "«"  # « Viens. And in the next paragraph: — Non. »
_STOPS = str.maketrans("。．，、！？：；؟؛،।", "..,,!?:;?;,.")
_BARE = 12  # paragraphs of a speech, verse among them, that may stand without any mark


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of speech with its quotation marks, inside one paragraph.

    `start` and `end` count code points of the book's text, `paragraph` is its block's number.
    `continues`: the paragraph before ended inside the same speech.
    """

    start: int
    end: int
    paragraph: int
    continues: bool = False
    closed: bool = True


def usual(text: str) -> str:
    """A text typed for TeX, or set as a screenplay, with its speech in the usual form; every offset stays.

    So stay those of tags that are stressed. The stops of other writings become those of the usual one. What
    the author says to the readers in between is no part of it.
    """
    return without_stress(with_colons(typeset(without_asides(text).translate(_STOPS))))


def find_quotes(book: Book, weights: Weights | None = None) -> tuple[Quote, ...]:
    """Every stretch between quotation marks in the book's paragraphs, also those nobody speaks.

    `weights` tell speech from narration where nothing but a dash leads it; None: those that were learned.
    """
    book = replace(book, text=usual(book.text))
    blocks = list(book.paragraphs())
    texts = with_straight_marks([book.text[block.start : block.end] for block in blocks])
    glossary = glossary_of(book.language)
    convention = convention_of([glossary.text(text) for text in texts])
    unmarked = _Unmarked(convention, chatting(texts), glossary, weights, is_read(book.language))
    found: list[Quote] = []
    open_mark, stanzas = "", 0
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if not text.strip(_LEADING):  # a line that is only drawn
            continue
        answer = open_mark == _ANSWERED and LEAD.match(text) is not None
        sung = not open_mark and is_sung(texts, index, goes_on=stanzas > 0)
        stanzas = stanzas + 1 if sung else 0
        if said := unmarked.speech(text, sung=sung, answer=answer):
            if answer and found:
                found[-1] = replace(found[-1], closed=True)
            stretches, continues = [(start, end, True) for start, end in said], stanzas > 1
            open_mark = _ANSWERED if answer and CLOSERS[_ANSWERED] not in text else ""
        else:
            continues = bool(open_mark) and _carries_on(texts[index : index + _BARE], open_mark)
            following = texts[index + 1 : index + 1 + _BARE]
            stretches, open_mark = _stretches(text, convention, open_mark if continues else "", following)
            stretches = list(without_incises(text, stretches, glossary)) if glossary.words else stretches
        for start, end, closed in stretches:
            found.append(Quote(block.start + start, block.start + end, block.paragraph, continues, closed))
            continues = False
    italics = said_in_italics(book, [(quote.start, quote.end) for quote in found])
    found += [Quote(start, end, block.paragraph) for block, (start, end) in italics]
    return tuple(sorted(found, key=attrgetter("start")))


@dataclass(frozen=True, slots=True)
class _Unmarked:
    """Finds speech without marks of its own on both sides: chats and plays, songs, dialogue led by dashes.

    `names` are those who chat; `reads`: words of the book's language are known.
    """

    convention: Convention
    names: frozenset[str]
    glossary: Glossary
    weights: Weights | None
    reads: bool

    def speech(self, text: str, *, sung: bool, answer: bool) -> list[Span]:
        """What is said in a paragraph; `answer`: a dash leads it inside another's marks."""
        if sung:
            return [(len(text) - len(text.lstrip()), len(text.rstrip()))]
        chat = chat_lines(text, self.names)
        if chat or not (self.convention.dash or answer):
            return chat
        by_words = self.reads and (answer or not self.convention.parted)
        return dash_speech(text, (self.weights or learned()) if by_words else None, self.glossary)


def _carries_on(following: Sequence[str], mark: str) -> bool:
    """Whether the first of these paragraphs goes on with the speech that the one before left open."""
    if following[0].lstrip(_LEADING).startswith((mark, *CLOSERS[mark])):
        return True
    for text in following:  # no mark at the front (verse): the next one must be a closing one
        for found in MARK.finditer(text):
            at = found.start()
            if text[at] in CLOSERS[mark] and closes(text, at, mark):
                return bool(text[:at][-1:].strip()) and not text[at + 1 : at + 2].isalnum()
            if text[at] == mark and not is_apostrophe(text, at):
                return False
    return False


def _stretches(
    text: str, convention: Convention, carried: str, following: Sequence[str]
) -> tuple[list[Stretch], str]:
    """Quotes in a paragraph, and the mark left open at its end; `following` are the paragraphs after it."""
    found: list[Stretch] = []
    lead = len(text) - len(text.lstrip(_LEADING))
    start, mark, after = (lead, carried, lead + 1) if carried else (-1, "", 0)
    while match := MARK.search(text, after):
        at, after = match.start(), match.end()
        if start < 0:
            if opens(text, at, lead, convention):
                if end := single_end(text, at, convention):
                    found.append((at, end, True))
                    after = end
                elif text[at] not in convention.strict:
                    start, mark = at, text[at]
            continue
        turned = is_turned(text, at, mark)
        if text[at] == mark and not turned and (end := nested_end(text, at, convention)):
            after = end
        elif turned or (text[at] in CLOSERS[mark] and closes(text, at, mark)):
            found.append((start, at + 1, True))
            start = -1
        elif text[at] == mark and opens(text, at, lead, convention) and _was_left_open(text, start, at):
            found.append((start, _before_tag(text, start, at), False))
            start = at
    if start < 0:
        return found, ""
    end = _end_of_unclosed(text, start, goes_on=bool(following) and _carries_on(following, mark))
    return [*found, (start, end, False)], mark if end == len(text.rstrip()) else ""


def _was_left_open(text: str, start: int, at: int) -> bool:
    """Whether a double mark opens a new quote because the last one was never closed, not one nested in it."""
    if text[at] not in DOUBLE or at - start <= 1:
        return False
    return text[at] != "“" or TAG.search(text, max(start, at - FARTHEST), at) is not None


def _end_of_unclosed(text: str, start: int, *, goes_on: bool) -> int:
    """Where a quote that is never closed ends: before its first tag; if it `goes_on`, before a last one."""
    tags = list(TAG.finditer(text, start))
    if tags and not goes_on:
        return tags[0].start()
    if tags and len(text) - tags[-1].end() <= _TAG_LETTERS:
        return tags[-1].start()
    return len(text.rstrip())


def _before_tag(text: str, start: int, end: int) -> int:
    """Where an unclosed quote stops: before its tag, or before the next quote."""
    tag = TAG.search(text, start, end)
    return tag.start() if tag else len(text[:end].rstrip())
