"""Songs and poems without quotation marks, which somebody is said to sing: So he sang this song."""

import re
from collections.abc import Sequence

_SUNG = re.compile(  # at the end of the paragraph above
    r"\b(?:sang|sings?|singing|sung|song|hum|hums|hummed|humming|chant\w*|recit\w+|murmur\w*)\b.{0,60}(?::|—|--)$",
    re.IGNORECASE,
)
_LINE = 60  # letters of a line, at the most
_MARKS = "\"“‘'«„—–"  # which begin speech as any other


def is_sung(paragraphs: Sequence[str], index: int, *, goes_on: bool) -> bool:
    """Whether a paragraph is verse that somebody sings; `goes_on`: the one above is."""
    if not _is_verse(paragraphs[index]):
        return False
    above = " ".join(paragraphs[index - 1].split()) if index else ""
    return goes_on or _SUNG.search(above) is not None


def _is_verse(text: str) -> bool:
    lines = [line.strip() for line in text.strip().split("\n")]
    return len(lines) > 1 and max(map(len, lines)) <= _LINE and lines[0][:1] not in _MARKS
