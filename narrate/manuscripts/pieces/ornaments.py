"""Lines that break a scene, recognised by their form alone: stars, dashes, leaves, waves, "[scene break]"."""

import re

_LINE = re.compile(r"""(?:[^\w!?¡¿"“”„‘’'`]|[_xXoO0ﾟー]|&nbsp;)+""")
_DRAWN = re.compile(  # a symbol that no sentence is made of, or signs that only drawing sets like this
    r"[^\w\s.,:;…。、《》«»‹›()\[\]{}<>/\\|&–—\u200b-\u200f\u2060\ufe0f\ufeff\U00010000-\U0010ffff-]"
    r"|[_\U0001f300-\U0001f43f]"  # of the emoji weather, plants and animals: a face or a hand is an answer
    r"|-{2,}|[–—]{2,}|[–—-] [–—-]|/{2,}|(?:/\\){2,}|\|{2,}|&{2,}|(?:<+>+){2,}|<(?: [<>]){2,}|<>"
    r"|\.\s+\.\s+\.|&nbsp;"
    r"|[-~][xXoO0](?:[-~]|$)|(?i:\b[xo0]{3,}\b|\bx(?: x){2,}\b)"
)
_ALONE = frozenset("-–—xo&")
_RULE = re.compile(r"(?:<[hb]r\b[^>]*>\s*)+|\[hr\](?:\[/hr\])?", re.IGNORECASE)
PICTURED = re.compile(  # a picture of an ornament, by its name
    r"(?:scene|section)[-_]?break|ornament|divider|fleuron|asterism|separator|flourish", re.IGNORECASE
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|<img\b[^>]*>", re.IGNORECASE)
_WRAPPING = re.compile(
    r"</?(?:center|p|div|b|i|em|strong)\b[^>]*>|\[/?(?:center|b|i|size)(?:=[^\[\]]*)?\]", re.IGNORECASE
)
_NAMED = re.compile(
    r"[\[(*~\s-]*(?:scene|line|page|time|pov)[ -]?(?:break|skip|change|shift|switch)"
    r"(?: brought to you by .*)?[\])*~\s-]*|[\[(*~-]+\s*break\s*[\])*~-]+",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[~=-]+ ?(?:[A-Z]{2,4}[~= -]+)+")  # of a story or its people: -HP-
_LONGEST = 200  # characters


def is_ornament(line: str) -> bool:
    """A line of stars, dashes, tildes, `#`, `⁂` …, or one that says "[scene break]": it breaks the scene."""
    if len(line) > _LONGEST:
        return False
    line = _WRAPPING.sub("", line).strip()
    if any(form.fullmatch(line) for form in (_RULE, _NAMED, _INITIALS)):
        return True
    if _PICTURE.fullmatch(line):
        return PICTURED.search(line) is not None
    return line in _ALONE or (_DRAWN.search(line) is not None and _LINE.fullmatch(line) is not None)
