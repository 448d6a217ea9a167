"""Dialogue led by a dash: —Come in, said Bloom. — Come in — said Bloom — and sit down."""

import re
from collections.abc import Iterator

from narrate.story.quotemarks import DASH, LEAD, TAG, TELLS

LATER = re.compile(rf"(?<=[.!?:…])\s+(?={DASH}\s*[A-Z‘“\"¿¡])")  # Bloom rose. — Come in.
INNER = re.compile(rf"\s+{DASH}\s*|{DASH}(?=[.,;:!?]?\s)")
SENTENCE = re.compile(r"(?<!Mr)(?<!Mrs)(?<!Dr)[.!?:,](?=\s+[—A-Z‘“\"'])")
Span = tuple[int, int]


def dash_speech(text: str) -> list[Span]:
    """The speech of a paragraph in a book whose dialogue is led by dashes, without what is told in it."""
    later = LATER.search(text)
    begin = 0 if LEAD.match(text) else later.end() if later else len(text)
    return [span for said in _said(text, begin) for span in _without_tags(text, *said)]


def _said(text: str, begin: int) -> Iterator[Span]:
    """Speech as dashes part it from narration: — Come in, — said Bloom. — Sit down."""
    lead = LEAD.match(text, begin)
    if lead is None:
        return
    dashes = list(INNER.finditer(text, lead.end()))
    starts = [begin, *(dash.end() for dash in dashes)]
    ends = [*(dash.start() for dash in dashes), len(text)]
    start, told = begin, False
    for index in range(1, len(starts)):
        was_told, told = told, not told and _is_told(text, starts[index], ends[index - 1 : index + 1])
        if told:
            yield start, ends[index - 1]
        elif was_told:
            start = starts[index]
    if not told:
        yield start, len(text)


def _is_told(text: str, start: int, ends: list[int]) -> bool:
    """Whether what stands between two dashes is narration: a tag, or sentences between sentences."""
    before, end = ends
    if TELLS.match(text, start):
        return True
    whole = text[:before].rstrip().endswith((".", "!", "?", "…")) and text[start : start + 1].isupper()
    return whole and end < len(text) and text[:end].endswith((".", "!", "?", ":"))


def _without_tags(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of speech between its tags: Come in, said Bloom. Sit down."""
    lead = LEAD.match(text, start, end)
    at = lead.end() if lead else start
    while tag := TAG.search(text, at, end):
        yield start, tag.start()
        rest = SENTENCE.search(text, tag.end(), end)
        if not rest:
            return
        start = at = _past(text, rest.end(), len(text), None)
    start = _past(text, start, end, " .,;:")
    if text[start:end].strip():
        yield start, len(text[:end].rstrip())


def _past(text: str, start: int, end: int, leading: str | None) -> int:
    """Where a stretch goes on behind such characters, or behind white space."""
    return end - len(text[start:end].lstrip(leading))
