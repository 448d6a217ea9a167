"""Text as XML can hold it."""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def legal(text: str) -> str:
    """The text without the characters that XML forbids: control characters, lone surrogates."""
    return _ILLEGAL.sub("", text)


def short(text: str, most_bytes: int) -> str:
    """The text on as many bytes of UTF-8 as are allowed, an ellipsis where something is missing."""
    data = text.encode("utf-8", "replace")
    if len(data) <= most_bytes:
        return text
    return data[: most_bytes - 3].decode("utf-8", "ignore").rstrip() + "…"
