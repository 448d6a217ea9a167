"""Rules that make what is said of what is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said for all that a pattern finds: fixed words, or a function's (None: it stays)."""

    pattern: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str | None]

    def apply(self, text: str) -> str:
        """The text with other words in some places."""
        return self.pattern.sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        said = self.said if isinstance(self.said, str) else self.said(found)
        return found.group() if said is None else said


def unwrap(pattern: re.Pattern[str]) -> Rule:
    """A rule that takes away everything around the group `kept` of what a pattern finds."""
    return Rule(pattern, lambda found: found["kept"])


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that belong together, in order; a text without what `needs` finds is spared them."""

    needs: re.Pattern[str]
    rules: tuple[Rule, ...]

    def apply(self, text: str) -> str:
        """The words after these rules."""
        if self.needs.search(text):
            for rule in self.rules:
                text = rule.apply(text)
        return text
