"""Text as tags, XML and players can hold it."""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_LONGEST_LINE = 1000  # characters; some players read no more of a tag


def legal(text: str) -> str:
    """The text without the characters that XML forbids: control characters, lone surrogates."""
    return _ILLEGAL.sub("", text)


def plain(text: str) -> str:
    """The text without what a tag cannot hold: NUL ends a text, lone surrogates are no UTF-16."""
    return text.replace("\0", "").encode("utf-16", "replace").decode("utf-16")


def one_line(text: str) -> str:
    """A title for a tag, on one line, of bearable length."""
    words = " ".join(plain(text).split())
    return words if len(words) <= _LONGEST_LINE else words[: _LONGEST_LINE - 1] + "…"


def short(text: str, most_bytes: int) -> str:
    """The text on as many bytes of UTF-8 as are allowed, an ellipsis where something is missing."""
    data = text.encode("utf-8", "replace")
    if len(data) <= most_bytes:
        return text
    return data[: most_bytes - 3].decode("utf-8", "ignore").rstrip() + "…"
