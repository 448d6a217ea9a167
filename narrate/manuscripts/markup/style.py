"""What a style sheet hides, sets in italics, in bold, or centred: what changes how a text is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLASS = re.compile(r"(?:#workskin\s+)?[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)|\bfont\s*:[^;]*\bitalic", re.IGNORECASE)
_UPRIGHT = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_LONGEST = 1_000_000  # characters of a style sheet


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The classes that a style sheet hides, sets in italics, in bold, and centred."""

    hidden: frozenset[str] = frozenset()
    italic: frozenset[str] = frozenset()
    bold: frozenset[str] = frozenset()
    centred: frozenset[str] = frozenset()

    def __or__(self, other: "StyleSheet") -> "StyleSheet":
        return StyleSheet(
            self.hidden | other.hidden,
            self.italic | other.italic,
            self.bold | other.bold,
            self.centred | other.centred,
        )


def read_style(css: str) -> StyleSheet:
    """Read the rules of a style sheet that go for one class alone."""
    tests = (hides, is_italic, is_bold, is_centred)
    found: list[set[str]] = [set() for _ in tests]
    for selectors, declarations in _rules(_without_comments(css[:_LONGEST])):
        names = [match[1] for part in selectors.split(",") if (match := _CLASS.fullmatch(part.strip()))]
        for test, classes in zip(tests, found, strict=True):
            if names and test(declarations):
                classes.update(names)
    return StyleSheet(*map(frozenset, found))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet, without those that go for some devices only (@media)."""
    depth = start = inside = 0
    for brace in re.finditer("[{}]", css):
        if brace[0] == "{":
            inside = inside if depth else brace.end()
            depth += 1
        elif depth:
            depth -= 1
        if not depth:
            selectors = css[start : inside - 1].rpartition(";")[2]  # an @import may stand before them
            yield selectors, css[inside : brace.start()]
            start = inside = brace.end()


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


def is_bold(declarations: str) -> bool:
    """Do these declarations set text in bold?"""
    return _BOLD.search(declarations) is not None


def is_centred(declarations: str) -> bool:
    """Do these declarations centre text?"""
    return _CENTRED.search(declarations) is not None
