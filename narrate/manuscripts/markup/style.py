"""What a style sheet hides, sets in italics, in bold, or centred: what changes how a text is told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from narrate.manuscripts.opening.xmlparts import Element

_CLASS = re.compile(r"(?:#workskin\s+)?[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)|\bfont\s*:[^;]*\bitalic", re.IGNORECASE)
UPRIGHT = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_LOOKS = (HIDDEN, ITALIC, BOLD, CENTRED)  # by which classes are told apart
_LONGEST = 1_000_000  # characters of a style sheet


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The classes that a style sheet hides, sets in italics, in bold, and centred, by each of _LOOKS."""

    classes: Mapping[re.Pattern[str], frozenset[str]]

    def __or__(self, other: "StyleSheet") -> "StyleSheet":
        return StyleSheet({look: own | other.classes[look] for look, own in self.classes.items()})

    def sets(self, element: Element, look: re.Pattern[str]) -> bool:
        """Does an element look so, by its own style or by one of its classes?"""
        own = look.search(element.get("style") or "") is not None
        return own or not self.classes[look].isdisjoint((element.get("class") or "").split())


def read_style(css: str) -> StyleSheet:
    """Read the rules of a style sheet that go for one class alone."""
    found: dict[re.Pattern[str], set[str]] = {look: set() for look in _LOOKS}
    for selectors, declarations in _rules(_without_comments(css[:_LONGEST])):
        names = [match[1] for part in selectors.split(",") if (match := _CLASS.fullmatch(part.strip()))]
        for look, classes in found.items():
            if names and look.search(declarations):
                classes.update(names)
    return StyleSheet({look: frozenset(classes) for look, classes in found.items()})


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
