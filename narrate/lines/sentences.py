"""Sentences: where one ends, and where one takes breath that is too long for one take."""

import re
from collections.abc import Iterator

from narrate.spoken import has_words
from narrate.spoken.abbreviations import NEVER_LAST
from narrate.story.quotemarks import CAPITAL

_LONGEST = 400  # characters of a line; engines lose their breath, and a take its purpose, beyond that
_ITEM = (  # "- Rope", "2. Rope"; behind a line that is too short for a wrapped one "[Rope]", "Mass: 5", too
    rf"[ \t>]*(?:[-*+•◦▪]|\d{{1,3}}[.)])[ \t]+[*_\[\"“]*(?:{CAPITAL}|\d)"
    rf"|(?<![^\n]{{50}}\n)[ \t>]*(?:[\[|【『≪]|[*_]*{CAPITAL}[\w '’-]{{0,30}}:[*_]*[ \t])"
)
_SENTENCE_END = re.compile(  # a row of dots is looked at once, and not from each of them on
    rf"(?<![.!?…‽‼⁇⁈⁉])[.!?…‽‼⁇⁈⁉]++[\"”“’‘'»)\]*_]*+\s++(?=[\"“‘'«„¿¡(\[*_]*(?:{CAPITAL}|[0-9—–-]))"
    rf"|[。！？]+[”’」』）]*\s*|\n\s*\n|\n(?={_ITEM})"
)
_TITLES_ABROAD = (  # el Sr. Ruiz, but not Tom Pell, Sr.
    r"(?<![\w,] )Sr|(?i:el|al|del|un|o|ao|do|um|e|y) Sr|Sra|Srta|Sres|Dra|Dña|Profa|EE|[Ss]ig|[Dd]ott|[Aa]vv"
    r"|MM|Mgr|[Mm]evr|[Dd]hr|Hr|Nr|z"
)
_NO_END = re.compile(  # Mr., J., the 2. of a list; of Russian small letters all but "I", which may be last
    rf"(?:\b(?:{'|'.join(NEVER_LAST)}|{_TITLES_ABROAD}|(?<!\d [AP]\.)(?<!\d[AP]\.){CAPITAL}|[а-юё])"
    rf"|(?<![^\n])[ \t>]*\d{{1,3}})\.\s*$"
)
_NEXT_WORD = 20  # characters in which it is
_GERMAN_ORDINAL = re.compile(
    r"\b\d{1,2}\.\s+(?=(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jahrhundert|Weltkrieg|Geburtstag|Stock|Etage|Klasse|Kapitel)[a-z]{0,2}\b)"
)
_STREET = re.compile(  # "on Main St. He", "on 42nd St. She"
    r"\b(?!The\b)(?:[A-Z][\w'’]+|\d+(?:st|nd|rd|th)) St\.\s+"
    r"(?=(?:He|She|It|I|They|We|You|The|His|Her|My|There|Then|And|But)\b)"
)
_BREATH = re.compile(r"[;:]\s+|\s[–—-]{1,2}\s|—|--|,\s+|[，、；：]|\s+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text as (start, end), tiling it; endless ones are cut where one takes breath."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ends(text, start, match) and has_words(text[start : match.end()]):
            yield from _breaths(text, start, match.end())
            start = match.end()
    if start < len(text):
        yield from _breaths(text, start, len(text))


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Does a sentence end at a stop? Not behind an abbreviation, unless that is a street's."""
    near = max(start, stop.start() - 12)
    if not _NO_END.search(text, near, stop.end()):
        return not _reaches(_GERMAN_ORDINAL, text, near, stop)
    return _reaches(_STREET, text, near, stop)


def _reaches(pattern: re.Pattern[str], text: str, near: int, stop: re.Match[str]) -> bool:
    """Does a pattern, which may look at the next word, end where a stop does?"""
    found = pattern.search(text, near, stop.end() + _NEXT_WORD)
    return found is not None and found.end() == stop.end()


def _breaths(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        half = start + _LONGEST // 2
        places = list(_BREATH.finditer(text, half, start + _LONGEST))
        strong = [place for place in places if place.group().strip()]
        cut = (strong or places)[-1].end() if places else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
