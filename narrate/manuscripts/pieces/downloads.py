"""The data at the head of a download: title, author, rating, line by line."""

import re

_DATA_KEYS = (
    "title|author|written by|fandoms?|rating|rated|pairings?|warnings?|archive warnings?|spoilers?|"
    "characters|genres?|categor(?:y|ies)|status|language|published|updated|words|word count|"
    "chapters|series|archive|feedback|betas?|beta reader|tags|additional tags|relationships?|source|"
    "(?:story |author )?url|story|summary|packaged|translator|release date|posting date|editor|illustrator|"
    "credits|produced by|copyright"
)
_DATA = re.compile(rf"[*_]*(?P<key>{_DATA_KEYS})[*_]*\s*:[*_]*\s*(?P<value>.*)", re.IGNORECASE)
KEYED = re.compile(r"[*_]*[A-Z][A-Za-z /]{1,24}[*_]*:(?:\s|$)")  # `Rating: PG`


def data_line(line: str) -> tuple[str, str] | None:
    """The key and value of a line such as `Rating: PG` at the head of a download; None if it is none."""
    found = _DATA.fullmatch(line.strip()) if len(line) < 400 else None
    return (found["key"].lower(), found["value"].strip()) if found else None


def download_data(paragraph: str) -> dict[str, str]:
    """What the head of a download says, line by line; {} where the paragraph is something else.

    A value may go on in the next line; keys that nobody knows may stand between known ones.
    """
    if len(paragraph) > 20_000:
        return {}
    lines = paragraph.strip().splitlines()
    known = [found for line in lines if (found := data_line(line))]
    keyed = sum(KEYED.match(line) is not None for line in lines)
    whole = len(known) == len(lines) or (len(known) >= 2 and keyed >= len(lines) / 2)
    return dict(known) if whole and lines and KEYED.match(lines[0]) else {}
