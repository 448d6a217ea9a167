"""Web and mail addresses, as one reads them to somebody: the scheme left out, dots said."""

import re

from narrate.spoken.rules import Family, Rule

_TOP = "com|org|net|edu|gov|info|io|uk|us|de|fr|eu|ca|au|tv|me"
_URL = re.compile(
    rf"\b(?:(?:https?|ftp)://|www\.)[^\s<>\"”]*[\w/]|\b(?:[\w-]+\.)+(?:{_TOP})(?:/[^\s<>\"”]*[\w/])?\b"
)
_MAIL = re.compile(r"\b(?:mailto:)?[\w.+-]+@(?:[\w-]+\.)+\w{2,}\b")
_SAID = {".": " dot ", "/": " slash ", "@": " at ", "-": " dash ", "_": " underscore ", "+": " plus "}
_UNSAID = re.compile(r"^(?:\w+://|mailto:)?(?:www\.)?|[?#].*$")
_HANDLE = re.compile(r"(?<![\w@])@(?=\w)")
_HASHTAG = re.compile(r"(?<![\w#])#(?=[A-Za-z])")


def _read_out(found: re.Match[str]) -> str:
    address = _UNSAID.sub("", found.group())
    return " ".join("".join(_SAID.get(sign, sign) for sign in address.rstrip("/")).split())


ADDRESSES = Family(
    re.compile(r"[@#/]|\.[a-z]"),
    (Rule(_MAIL, _read_out), Rule(_URL, _read_out), Rule(_HANDLE, "at "), Rule(_HASHTAG, "hashtag ")),
)
