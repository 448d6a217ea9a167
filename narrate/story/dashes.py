"""Dialogue led by a dash: —Come in, said Bloom. — Come in, — said Bloom. — Sit down."""

import re
from collections.abc import Iterator

from narrate.story.clauses import Weights, said_in
from narrate.story.glossary import Glossary
from narrate.story.quotemarks import CAPITAL, DASH, LEAD, TELLS, Span

_LATER = re.compile(rf"(?<=[.!?:…])\s+(?={DASH}\s*(?:{CAPITAL}|[‘“\"¿¡]))")  # Bloom rose. — Come in.
_RAYA = re.compile(rf"\s{DASH}[a-zà-ÿ]")  # —No —dijo Marta—. Ya voy.
_INNER = re.compile(rf"\s+{DASH}\s*|{DASH}(?=[.,;:!?]?\s)")
_BREAKS = re.compile(  # speech off: "I have — and he waved his hand — seen it."
    r"\(|(?:(?:and|here|then)\s+)?(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:\w+ly\s+)?"
    r"(?:\w{2,}ed|took|gave|rose|went|made|put|held|shook|drew|sat|stood|ran|got)\b"
)
_LOOKED_AT = 60  # letters behind a dash that tell a tag from speech
_ENDED = (*",.!?…;:—", "--")


def dash_speech(text: str, weights: Weights | None, glossary: Glossary) -> list[Span]:
    """The speech of a paragraph in a book whose dialogue is led by dashes, without what is told in it.

    `weights` tell the two apart where no mark does; None where dashes stand between speech and its tags, too.
    """
    later = _LATER.search(text)
    lead = LEAD.match(text) or (later and LEAD.match(text, later.end()))
    if not lead:
        return []
    said = list(_parted(text, lead, glossary))
    if weights is not None:
        said = [span for stretch in said for span in said_in(text, *stretch, weights, glossary)]
    return [(lead.start() if start == lead.end() else start, end) for start, end in said]


def _parted(text: str, lead: re.Match[str], glossary: Glossary) -> Iterator[Span]:
    """Speech as dashes part it from narration: — Come in, — said Bloom. — Sit down."""
    start, told = lead.end(), False
    for dash in _INNER.finditer(text, lead.end()):
        if dash.group().strip() != lead.group().strip():
            continue  # -- in a book whose speech is led by —
        said = text[start : dash.start()].rstrip()
        if told:
            start, told = _past(text, dash.end()), False
        elif said.endswith(_ENDED) or _tells(text, dash, glossary):
            yield start, start + len(said)
            told = True
    if not told:
        yield start, len(text)


def _tells(text: str, dash: re.Match[str], glossary: Glossary) -> bool:
    """Whether the words behind a dash are narration: a tag, or what somebody does meanwhile."""
    following = glossary.text(text[dash.end() : dash.end() + _LOOKED_AT])
    return (
        any(words.match(following) for words in (TELLS, _BREAKS))
        or _RAYA.match(text, dash.start()) is not None
    )


def _past(text: str, start: int) -> int:
    """Where speech goes on behind a dash, and behind marks of the narration before it."""
    return len(text) - len(text[start:].lstrip(" .,;:"))
