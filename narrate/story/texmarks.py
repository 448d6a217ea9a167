"""Quotation marks as they are typed for TeX: ``Go,'' he said. ``I `can't' go,'' and went."""

import re

_MARK = re.compile(r"``|''|`(?=\w)")
_SET = {"``": "“_", "''": "_”", "`": "‘"}  # the double ones as of stressed speech, which are as long
_OPENING = re.compile(r"(?<![^\s(\[_*—–-])``?(?=[^\s`])")
_CLOSING = re.compile(r"(?<=[^\s(`])`")  # of `code` in Markdown


def typeset(text: str) -> str:
    """A text with the usual marks in place of typed ones, if these are its rule; every offset stays."""
    opened, code = len(_OPENING.findall(text)), len(_CLOSING.findall(text))
    if opened <= 2 * (code + text.count("“") + text.count('"') // 2):
        return text
    return _MARK.sub(lambda mark: _SET[mark.group()], text)
