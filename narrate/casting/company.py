"""Who meets whom: people who talk to each other must be told apart most easily."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from narrate.script import Kind, Script


@dataclass(frozen=True, slots=True)
class Company:
    """How many lines each character says in each scene; where nothing is known, all meet."""

    scenes: Mapping[str, Mapping[tuple[int, int], int]] = field(default_factory=dict)

    def closeness(self, some: tuple[str, ...], others: tuple[str, ...]) -> float:
        """How much of what the quieter says is said in scenes with the other: 0 (they never meet) to 1.

        Each is known by the names of the characters that they are. In a scene as many lines count as both
        of them say.
        """
        if not self.scenes:
            return 1.0
        one, other = self._lines(some), self._lines(others)
        least = min(one.total(), other.total())
        return sum((one & other).values()) / least if least else 0.0

    def _lines(self, names: tuple[str, ...]) -> Counter[tuple[int, int]]:
        lines: Counter[tuple[int, int]] = Counter()
        for name in names:
            lines.update(self.scenes.get(name, {}))
        return lines


def company_of(script: Script) -> Company:
    """Who speaks with whom in a script."""
    scenes: dict[str, Counter[tuple[int, int]]] = {}
    for span in script.spans:
        if span.kind is Kind.SPEECH and span.speaker is not None:
            scenes.setdefault(span.speaker, Counter())[span.chapter, span.scene] += 1
    return Company(scenes)
