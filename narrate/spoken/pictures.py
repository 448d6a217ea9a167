"""Emoji, said by their names, and emoticons made of signs, which are seen and not said."""

import re

from narrate.spoken.rules import Family, Rule

PICTURE = r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_JOINED = rf"(?:\ufe0f|[\U000e0020-\U000e007f]|\u20e3|\u200d(?:{PICTURE}|[\u2194\u2195])?)"
_SKIN = re.compile(r"[\U0001f3fb-\U0001f3ff]")
_PICTURES = re.compile(rf"\s*(?:{PICTURE}{_JOINED}*\s*)+")
_FACES = (
    r">?[:;=8xX]['’]?-?[)(DPpOo|/\\\]\[3*]+|(?:</?3+)+|:3|;[-_]?;|¯\\?_?\(ツ\)_?/¯|\^_?\^|[oO]_[oO]|-_-|T_T"
)
_EMOTICON = re.compile(rf"(?:(?<=\s)|^)(?!XP\b)(?:{_FACES})(?=\s|$|[.,!?\"”])")


def _names(found: re.Match[str]) -> str:
    """The names of a row of pictures, each once; ornaments, which are no emoji, have none."""
    from emoji import EMOJI_DATA, emoji_list  # noqa: PLC0415 - its tables, which most stories do without

    named = (
        EMOJI_DATA[each["emoji"]]["en"].strip(":").replace("_", " ")
        for each in emoji_list(_SKIN.sub("", found.group()))
    )
    names = ", ".join(dict.fromkeys(named))
    if not names:
        return " "
    before = " " if found.start() else ""
    after = "" if found.string[found.end() : found.end() + 1] in (*"\"'”’.,!?;:", "") else " "
    return f"{before}{names}{after}"


PICTURES = Family(
    re.compile(rf"{PICTURE}|[:;=<^_¯][-'’\w)(\[\]|/\\*]"), (Rule(_EMOTICON, ""), Rule(_PICTURES, _names))
)
