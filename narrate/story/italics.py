"""Speech in italics, without quotation marks: what minds say to each other, and thoughts that have a tag.

*Come,* said the dragon. *We are late.* Who says what is only stressed, a title or a dream nobody tells, but
for a direction right before it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from narrate.story.book import Block, Book
from narrate.story.directions import Order, understand
from narrate.story.quotemarks import VERB, WHO, Span, telling

_VERB = (
    rf"(?:{VERB}|wondered|mused|reflected|prayed|signed|sent|projected|hissed|purred|told|warned|reminded|promised"
    r"|teased|texted|typed|wrote)"
)
_TELLS = telling(_VERB)
_BEHIND = re.compile(rf",?\s+{_TELLS}")
_BEFORE = re.compile(rf"(?:^|[.!?…”\"]\s+){_TELLS}(?:\s\w+){{0,4}}[,:]\s*$")
_THINKS = re.compile(r"\b(?:thought|wondered|mused|reflected|prayed)\b")
_STRESSED = re.compile(  # said *Emma*
    rf"(?<=[\"”'’»])\s+(?:{VERB}\s+([*_]+){WHO}\1|([*_]+){WHO}\2\s+{VERB}"
    rf"|([*_]+){VERB}\3\s+{WHO}|{WHO}\s+([*_]+){VERB}\4)(?!\w)"
)
_NEAR = 80  # letters in which a tag stands
_BEGIN, _END = re.compile(r"[\s“\"'‘…—-]*[^\W_]"), re.compile(r"[,.!?…—-][”\"'’]*$")
_SENTENCE = re.compile(r"(?:^|[.!?…”\"’'—]\s*)$")  # what stands before the beginning of one
_WORD = re.compile(r"\s*\w")
_MARKS = "*_"
_LONGEST = 400  # letters of a paragraph that answers without a tag; a longer one is a dream, or a letter
_ANSWERS = 8  # of these in a row, between two with tags


def without_stress(text: str) -> str:
    """A text whose tags have none of their words in italics; every offset stays."""
    return _STRESSED.sub(lambda tag: re.sub(r"[*_]", " ", tag.group()), text)


def said_in_italics(book: Book, quoted: Sequence[Span]) -> list[tuple[Block, Span]]:
    """The stretches in italics that somebody says, with their marks, each with its paragraph.

    `quoted` is what stands between quotation marks, in order. Paragraphs that are all in italics answer those
    that have tags, or go on with them. A direction gives its speaker what stands right behind it.
    """
    blocks = list(book.paragraphs())
    italics = [list(_outside(book, block, quoted)) for block in blocks]
    said = [list(_tagged(book.text, block, spans)) for block, spans in zip(blocks, italics, strict=True)]
    asks = {at for at, spans in enumerate(said) if spans and not _is_thought(book.text, blocks[at])}
    whole = {
        at for at, spans in enumerate(italics) if not said[at] and _is_whole(book.text, blocks[at], spans)
    }
    for scene in _scenes(blocks):
        for answer in _answers(scene, whole, asks):
            said[answer] = italics[answer]
    orders = {each.at for each in map(understand, book.removed()) if each and each.order is Order.SPEAKER}
    for at, block in enumerate(blocks):
        given = [span for span in italics[at] if span[0] in orders and _stands_alone(book.text, block, span)]
        said[at] = sorted({*said[at], *given})
    return [(block, span) for block, spans in zip(blocks, said, strict=True) for span in spans]


def _scenes(blocks: Sequence[Block]) -> Iterator[list[int]]:
    for _, scene in groupby(range(len(blocks)), key=lambda at: (blocks[at].chapter, blocks[at].scene)):
        yield list(scene)


def _answers(scene: Sequence[int], whole: Collection[int], asks: AbstractSet[int]) -> Iterator[int]:
    """Those of the `whole` paragraphs of a scene that answer some who ask, or stand in a row between two."""
    here = asks & set(scene)
    for is_whole, run in groupby(scene, key=whole.__contains__):
        if is_whole:
            row = list(run)
            first, last = row[0] - 1 in here, row[-1] + 1 in here
            between = first and last and len(row) <= _ANSWERS
            yield from row if between else {*(row[:1] if first else ()), *(row[-1:] if last else ())}


def _outside(book: Book, block: Block, quoted: Sequence[Span]) -> Iterator[Span]:
    """The stretches in italics of a paragraph, with their marks, outside of quotation marks."""
    first, last = bisect_left(book.emphasis, (block.start,)), bisect_left(book.emphasis, (block.end,))
    for inner in book.emphasis[first:last]:
        start, end = _with_marks(book.text, block, *inner)
        near = quoted[max(0, bisect_right(quoted, (start, start)) - 1) : bisect_left(quoted, (end,))]
        if all(b <= start or a >= end for a, b in near):
            yield start, end


def _with_marks(text: str, block: Block, start: int, end: int) -> Span:
    while start > block.start and text[start - 1] in _MARKS:
        start -= 1
    while end < block.end and text[end] in _MARKS:
        end += 1
    return start, end


def _tagged(text: str, block: Block, italics: Sequence[Span]) -> Iterator[Span]:
    """Those that a tag says somebody says, and those in the paragraph that go on."""
    goes_on = False
    for start, end in italics:
        words = text[start:end].strip(_MARKS)
        before, after = text[max(block.start, start - _NEAR) : start], text[end : min(block.end, end + _NEAR)]
        begins = _BEGIN.match(words) is not None and _SENTENCE.search(before) is not None
        stops = _END.search(words) is not None
        tag_behind = _BEHIND.match(after) is not None and (after[0] == "," or (stops and words[-1] != "."))
        tag_before = stops and _BEFORE.search(before) is not None
        goes_on = tag_before or (begins and (tag_behind or (goes_on and stops)))
        if goes_on:
            yield start, end


def _stands_alone(text: str, block: Block, span: Span) -> bool:
    """Whether a stretch is more than a word that is stressed in a sentence."""
    start, end = span
    stops = _END.search(text[start:end].strip(_MARKS)) is not None
    return stops or not _WORD.match(text, end, block.end) or _BEHIND.match(text, end, block.end) is not None


def _is_thought(text: str, block: Block) -> bool:
    """Whether nobody hears what a paragraph says, so that nobody answers."""
    return _THINKS.search(text, block.start, block.end) is not None


def _is_whole(text: str, block: Block, italics: Sequence[Span]) -> bool:
    """Whether a short paragraph is one stretch in italics, and a sentence."""
    if len(italics) != 1 or block.end - block.start > _LONGEST:
        return False
    ((start, end),) = italics
    whole = text[block.start : block.end].strip() == text[start:end]
    return whole and _END.search(text[start:end].strip(_MARKS)) is not None
