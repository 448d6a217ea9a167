"""What the author says to the readers in brackets, between the words of the story: (A/N: a song!)."""

import re
from collections.abc import Iterator

AUTHORS = r"(?:author|translator)(?:'s|’s|s'|s’|s)?\s+"
A_N = r"[at]\s*[/\\]\s*n"
_MARK = rf"[*_]*(?:(?:{A_N})\b|[at]n(?=:)|{AUTHORS}notes?(?=\s*[:–—-]))[\s:.,*_–—-]*"
_LONGEST = 1500  # characters


def _between(opening: str, closing: str) -> str:
    """A note in such brackets within its paragraph; a smiley closes none that is closed behind it."""
    inner = rf"[^{opening}{closing}\n]|\n(?!\s*\n)"
    smiley = rf"[:;]-?{closing}(?=[^{opening}{closing}\n]*{closing})"
    nested = rf"{opening}[^{opening}{closing}\n]*{closing}"
    return rf"{opening}{_MARK}\w(?>{smiley}|{inner}|{nested}){{0,{_LONGEST}}}+{closing}"


_ASIDE = re.compile("|".join((_between(r"\(", r"\)"), _between(r"\[", r"\]"))), re.IGNORECASE)


def find_asides(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand (start, end), with their brackets."""
    return (found.span() for found in _ASIDE.finditer(text))


def without_asides(text: str) -> str:
    """The text with blanks for them: every offset stays."""
    return _ASIDE.sub(lambda found: " " * len(found.group()), text)


def after_aside(paragraph: str) -> str | None:
    """What follows the one that a paragraph begins with; None if it begins with none."""
    found = _ASIDE.match(paragraph)
    return paragraph[found.end() :] if found else None
