"""Dashes and dots that are a silence: one sign for each, which every engine makes a pause of."""

import re

from narrate.spoken.rules import Family, Rule

_DOTS = r"\s*(?:(?:\.\s?){3,}|[…⋯‥]+\.*|(?<=[^\W\d_])\.\.(?!\.))\s*"
_ELLIPSIS = re.compile(rf"{_DOTS}(?=[!?.,;:]|$)|{_DOTS}")
_STOP = re.compile(r"(?<=[a-z]{2}\.)(?=[A-Z](?:[a-z]|[\s'’]))")  # the space after it was forgotten
_DASH = re.compile(r"\s*(?:-{2,}|—|―|(?<=\s)[–-](?=\s))\s*")


def _dots(found: re.Match[str]) -> str:
    return "…" if found.end() == len(found.string) or found.string[found.end()] in "!?.,;:" else "… "


PAUSES = Family(
    re.compile(r"\.\s?\.|[…⋯‥]|--|[—―]|\s[–-]\s|[a-z]\.[A-Z]"),
    (Rule(_ELLIPSIS, _dots), Rule(_STOP, " "), Rule(_DASH, " — ")),
)
