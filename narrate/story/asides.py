"""What stands between the words of the story and is none: (A/N: a song!), the numbers of a PDF's pages."""

import re

from narrate.story.pages import page_lines

AUTHORS = r"(?:author|translator)(?:'s|’s|s'|s’|s)?\s+"
A_N = r"[at]\s*[/\\]\s*n"
PAGE = "line of a page"
_MARK = rf"[*_]*(?:(?:{A_N})\b|[at]n(?=:)|{AUTHORS}notes?(?=\s*[:–—-]))[\s:.,*_–—-]*"
_LONGEST = 1500  # characters


def _between(opening: str, closing: str) -> str:
    """A note in such brackets within its paragraph; a smiley closes none that is closed behind it."""
    inner = rf"[^{opening}{closing}\n]|\n(?!\s*\n)"
    smiley = rf"[:;]-?{closing}(?=[^{opening}{closing}\n]*{closing})"
    nested = rf"{opening}[^{opening}{closing}\n]*{closing}"
    return rf"{opening}{_MARK}\w(?>{smiley}|{inner}|{nested}){{0,{_LONGEST}}}+{closing}"


_ASIDE = re.compile("|".join((_between(r"\(", r"\)"), _between(r"\[", r"\]"))), re.IGNORECASE)


def find_asides(text: str) -> list[tuple[int, int, str]]:
    """Where they stand (start, end), in order, and what they are."""
    notes = [(*found.span(), "author's note") for found in _ASIDE.finditer(text)]
    pages = [(start, end, PAGE) for start, end in page_lines(text)]
    inside = [page for page in pages if not any(start <= page[0] < end for start, end, _ in notes)]
    return sorted([*notes, *inside])


def without_asides(text: str) -> str:
    """The text with blanks for them: every offset stays."""
    parts, at = list[str](), 0
    for start, end, _ in find_asides(text):
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def after_aside(paragraph: str) -> str | None:
    """What follows the one that a paragraph begins with; None if it begins with none."""
    found = _ASIDE.match(paragraph)
    return paragraph[found.end() :] if found else None
