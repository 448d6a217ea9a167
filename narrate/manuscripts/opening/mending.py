"""Texts as they were before some program saved them otherwise.

Those in UTF-8 that were read as Windows' own encoding: donâ€™t is don’t, cafÃ© is café. And Markdown as
Pandoc writes it: with backslashes before straight quotation marks, and with the style of words behind them,
[N]{.dropcap}ora.
"""

import re


def _read_by_windows(byte: int) -> str:
    """What Windows takes a byte for; it leaves those alone that it does not know."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


# Latin-1 has control characters where Windows has “ ” ’ …, and who writes these says that it is Latin-1.
IN_WINDOWS = {byte: _read_by_windows(byte) for byte in range(0x80, 0xA0)}
_BYTE = {_read_by_windows(byte): byte for byte in range(0x80, 0x100)}
_REST = "".join(map(_read_by_windows, range(0x80, 0xC0)))  # what may follow in a letter of several bytes
_LETTER = re.compile(f"[Â-ß][{_REST}]|[à-ï][{_REST}]{{2}}|[ð-ô][{_REST}]{{3}}")
_LOST_MARK = re.compile(f"â€(?:[\ufffd?]|(?![{_REST}]))")  # of a closing quotation mark the last byte is lost
_SURELY = re.compile(f"â€|(?:Ã[{_REST}].*?){{3}}", re.DOTALL)  # nobody writes so
_TIMES = 3
_STYLED = re.compile(r"\[([^\[\]]*)\]\{(?:[.#][\w-]|[\w-]+=\")[^{}\n]{0,500}\}")
_STYLES = 3  # around the same words
_ESCAPED = re.compile(r"(?<!\\)\\+(?=[\"'])")


def mended(text: str) -> str:
    """The text as it was before that; others as they are."""
    for _ in range(_TIMES):
        if not _SURELY.search(text):
            break
        text = _LOST_MARK.sub("”", _LETTER.sub(_letter, text))
    return text


def unstyled(text: str) -> str:
    """The text without styles, and with its quotation marks as they are meant."""
    for _ in range(_STYLES):
        text = _STYLED.sub(r"\1", text)
    return _ESCAPED.sub("", text)


def _letter(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTE[part] for part in found.group()).decode("utf-8")
    except UnicodeDecodeError:
        return found.group()
