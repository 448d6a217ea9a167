"""The author speaking outside the story: notes, disclaimers, summaries, and the data of a download's head."""

import re

_SUBJECT = (
    r"(?:(?:chapter\s+|end\s+|beginning\s+|final\s+)*(?:author(?:'s|’s|s'|s’|s)?\s+)?(?:end\s+)?notes?(?:\s+for\s+the\s+chapter)?"
    r"|a\s*/\s*n|an(?=:)|disclaimers?|(?:chapter\s+)?summary|acknowledge?ments?)"
)
_MARKED = re.compile(
    rf"[\[(*_\s]*{_SUBJECT}[*_]*\s*(?:\d+\s*)?(?:[:–—]|-+(?=\s|$)|\.(?=\s|$))", re.IGNORECASE
)
_ALONE = re.compile(rf"[\[(*_\s]*{_SUBJECT}[*_]*\s*[:.–—-]*[\])*_\s]*", re.IGNORECASE)
_A_N = re.compile(r"[\[(*_\s]*A\s*/\s*N\b")
_DATA_KEYS = (
    "title|author|written by|fandoms?|rating|rated|pairings?|warnings?|archive warnings?|spoilers?|"
    "characters|genres?|categor(?:y|ies)|status|language|published|updated|words|word count|"
    "chapters|series|archive|feedback|betas?|beta reader|tags|additional tags|relationships?|source|url|"
    "story|translator|release date|posting date|editor|illustrator|credits|produced by|copyright"
)
_DATA = re.compile(rf"[*_]*(?P<key>{_DATA_KEYS})[*_]*\s*:[*_]*\s*(?P<value>.*)", re.IGNORECASE)
_BYLINE = re.compile(r"[*_\s]*(?:written\s+)?by:?\s+(?P<name>[^\s.,;!?][^,;!?]{1,58}?)[*_\s]*", re.IGNORECASE)


def opens_note(paragraph: str) -> bool:
    """Does this paragraph begin a note of the author's ("A/N: …", "Disclaimer: …", "Author's Note")?"""
    head = paragraph[:80]
    return bool(_MARKED.match(head) or _A_N.match(head) or is_note_heading(paragraph))


def is_note_heading(paragraph: str) -> bool:
    """Is it nothing but the note's heading, so that the note itself follows?"""
    return len(paragraph) <= 60 and _ALONE.fullmatch(paragraph) is not None


def data_line(line: str) -> tuple[str, str] | None:
    """The key and value of a line such as `Rating: PG` at the head of a download; None if it is none."""
    found = _DATA.fullmatch(line.strip()) if len(line) < 400 else None
    return (found["key"].lower(), found["value"].strip()) if found else None


def byline(line: str) -> str | None:
    """The author in a line such as "by Jane Austen"; None if it is none."""
    found = _BYLINE.fullmatch(line.strip())
    if found is None or len(found["name"].split()) > 6:
        return None
    return found["name"].strip(" *_")


def is_by(line: str) -> bool:
    """Is it the word "by" of a title page, with the author on the line after it?"""
    return len(line) < 40 and line.strip(" *_\t").lower() in ("by", "written by")
