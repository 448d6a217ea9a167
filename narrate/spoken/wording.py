"""A text on its way from what is written to what is said, every character of it traced back."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_Edit = tuple[int, int, str]  # from, to, what stands there instead


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to say; `steps` are the edits that led to them, each a row from left to right."""

    text: str
    steps: tuple[tuple[_Edit, ...], ...] = ()

    def edited(self, edits: Iterable[_Edit]) -> "Wording":
        """With other words in some places, from left to right."""
        step = tuple(edits)
        if not step:
            return self
        pieces: list[str] = []
        at = 0
        for start, end, said in step:
            pieces += self.text[at:start], said
            at = end
        return Wording("".join([*pieces, self.text[at:]]), (*self.steps, step))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The written stretch (start, end) that the characters from `start` to before `end` stand for."""
        for step in reversed(self.steps):
            start, end = _before(step, start)[0], _before(step, end - 1)[1]
        return start, end


def _before(step: Iterable[_Edit], at: int) -> tuple[int, int]:
    """The stretch that the character at `at` stood for before some edits."""
    grown = 0
    for start, end, said in step:
        if at < start + grown:
            break
        if at < start + grown + len(said):
            return start, end
        grown += len(said) - (end - start)
    return at - grown, at - grown + 1


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said for all that a pattern finds: fixed words, or a function's (None: it stays)."""

    pattern: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str | None]

    def edits(self, text: str) -> Iterator[_Edit]:
        """The stretches of a text that become other words."""
        for found in self.pattern.finditer(text):
            said = self.said if isinstance(self.said, str) else self.said(found)
            if said is not None and said != found.group():
                yield found.start(), found.end(), said


@dataclass(frozen=True, slots=True)
class Unwrap:
    """What a pattern finds loses everything around its group `kept`."""

    pattern: re.Pattern[str]

    def edits(self, text: str) -> Iterator[_Edit]:
        """The stretches of a text that fall away."""
        for found in self.pattern.finditer(text):
            start, end = found.span("kept")
            yield found.start(), start, ""
            yield end, found.end(), ""


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that belong together, in order; a text without what `needs` finds is spared them."""

    needs: re.Pattern[str]
    rules: tuple[Rule | Unwrap, ...]

    def apply(self, wording: Wording) -> Wording:
        """The words after these rules."""
        if self.needs.search(wording.text):
            for rule in self.rules:
                wording = wording.edited(rule.edits(wording.text))
        return wording
