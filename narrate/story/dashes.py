"""Dialogue led by a dash: —Come in, said Bloom. — Come in, — said Bloom. — Sit down."""

import re
from collections.abc import Iterator

from narrate.story.quotemarks import DASH, LEAD, TAG, TELLS

LATER = re.compile(rf"(?<=[.!?:…])\s+(?={DASH}\s*[A-Z‘“\"¿¡])")  # Bloom rose. — Come in.
RAYA = re.compile(rf"\s{DASH}[a-zà-ÿ]")  # —No —dijo Marta—. Ya voy.
INNER = re.compile(rf"\s+{DASH}\s*|{DASH}(?=[.,;:!?]?\s)")
SENTENCE = re.compile(r"(?<!Mr)(?<!Mrs)(?<!Dr)[.!?:,](?=\s+[—A-Z‘“\"'])")
BREAKS = re.compile(  # speech off: "I have — and he waved his hand — seen it."
    r"\(|(?:(?:and|here|then)\s+)?(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:\w+ly\s+)?"
    r"(?:\w{2,}ed|took|gave|rose|went|made|put|held|shook|drew|sat|stood|ran|got)\b"
)
ENDED = (*",.!?…;:—", "--")
Span = tuple[int, int]


def dash_speech(text: str, *, parted: bool) -> list[Span]:
    """The speech of a paragraph in a book whose dialogue is led by dashes, without what is told in it.

    `parted`: dashes stand between speech and its tags, too.
    """
    later = LATER.search(text)
    begin = 0 if LEAD.match(text) else later.end() if later else len(text)
    said = _said(text, begin)
    return list(said) if parted else [span for stretch in said for span in _without_tags(text, *stretch)]


def _said(text: str, begin: int) -> Iterator[Span]:
    """Speech as dashes part it from narration: — Come in, — said Bloom. — Sit down."""
    lead = LEAD.match(text, begin)
    if lead is None:
        return
    start, told = begin, False
    for dash in INNER.finditer(text, lead.end()):
        if dash.group().strip() != lead.group().strip():
            continue  # -- in a book whose speech is led by —
        said = text[start : dash.start()].rstrip()
        if told:
            start, told = _past(text, dash.end(), len(text), " .,;:"), False
        elif said.endswith(ENDED) or _tells(text, dash):
            yield start, start + len(said)
            told = True
    if not told:
        yield start, len(text)


def _tells(text: str, dash: re.Match[str]) -> bool:
    """Whether the words behind a dash are narration: a tag, or what somebody does meanwhile."""
    tells = any(words.match(text, dash.end()) for words in (TELLS, BREAKS))
    return tells or RAYA.match(text, dash.start()) is not None


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
