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


@dataclass(frozen=True, slots=True)
class Unwrap:
    """What a pattern finds loses everything around its group `kept`."""

    pattern: re.Pattern[str]

    def apply(self, text: str) -> str:
        """The text without what falls away."""
        return self.pattern.sub(lambda found: found["kept"], text)


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that belong together, in order; a text without what `needs` finds is spared them."""

    needs: re.Pattern[str]
    rules: tuple[Rule | Unwrap, ...]

    def apply(self, text: str) -> str:
        """The words after these rules."""
        if self.needs.search(text):
            for rule in self.rules:
                text = rule.apply(text)
        return text
