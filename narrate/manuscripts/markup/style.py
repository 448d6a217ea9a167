"""What a style sheet hides, and what it sets in italics: the two properties that change what is told."""

import re
from dataclasses import dataclass

_CLASS = re.compile(r"[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)|\bfont\s*:[^;]*\bitalic", re.IGNORECASE)
_UPRIGHT = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
_LONGEST = 1_000_000  # characters of a style sheet


@dataclass(frozen=True, slots=True)
class Style:
    """The classes that a style sheet hides and the ones that it sets in italics."""

    hidden: frozenset[str] = frozenset()
    italic: frozenset[str] = frozenset()

    def __or__(self, other: "Style") -> "Style":
        return Style(self.hidden | other.hidden, self.italic | other.italic)


def read_style(css: str) -> Style:
    """Read the rules of a style sheet that go for one class alone."""
    hidden: set[str] = set()
    italic: set[str] = set()
    for rule in _without_comments(css[:_LONGEST]).split("}"):
        selectors, _, declarations = rule.rpartition("{")
        names = [found[1] for part in selectors.split(",") if (found := _CLASS.fullmatch(part.strip()))]
        if hides(declarations):
            hidden.update(names)
        if is_italic(declarations):
            italic.update(names)
    return Style(frozenset(hidden), frozenset(italic))


def _without_comments(css: str) -> str:
    before, *parts = css.split("/*")
    return before + " ".join(part.partition("*/")[2] for part in parts)


def hides(declarations: str) -> bool:
    """Do these declarations keep an element from being seen?"""
    return _HIDDEN.search(declarations) is not None


def is_italic(declarations: str) -> bool:
    """Do these declarations set text in italics?"""
    return _ITALIC.search(declarations) is not None


def is_upright(declarations: str) -> bool:
    """Do these declarations take italics back?"""
    return _UPRIGHT.search(declarations) is not None
