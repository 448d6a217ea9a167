"""Lines that name the author: by Jane Austen, a novel by A. Writer, von A. Autorin."""

import re

_WORK = r"an?\s+(?:short\s+|fan\s*)?(?:novel(?:la|ette)?|story|tale|romance|fic(?:tion)?|serial)"
_BYLINE = re.compile(
    rf"[*_\s]*(?:written\s+|{_WORK}\s+)?by:?\s+(?P<name>[^\s.,;!?][^,;!?]{{1,58}}?)[*_\s]*", re.IGNORECASE
)
_FOREIGN = re.compile(
    r"(?:par|von|por|di|door|av|af|автор:?)\s+(?P<name>(?-i:[A-ZÀ-ÖØ-ÞА-Я]).*)", re.IGNORECASE
)
_BY = re.compile(r"\s*(?:written\s+)?by:?\s+", re.IGNORECASE)


def byline(line: str) -> str | None:
    """The author in a line such as "by Jane Austen"; None if it is none."""
    found = _BYLINE.fullmatch(line.strip())
    if found is None or len(found["name"].split()) > 6:
        return None
    return found["name"].strip(" *_")


def is_by(line: str) -> bool:
    """Is it the word "by" of a title page, with the author on the line after it?"""
    return len(line) < 40 and line.strip(" *_\t").lower() in ("by", "written by")


def author_of(line: str) -> str | None:
    """Whom a line of a title page names as the author: "by A. Writer", "von A. Autorin"; None for others."""
    foreign = _FOREIGN.fullmatch(line.strip())
    return byline(line) or (foreign["name"] if foreign else None)


def authors_of(line: str) -> str:
    """Whom a line names that is known to be a byline; they may be several, and set in italics."""
    return (author_of(line) or " ".join(_BY.sub("", line, count=1).split())).strip("*_")
