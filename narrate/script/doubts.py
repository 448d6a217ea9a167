"""Lines of which it is not sure who says them, and the few that a person should look at first.

A line that a person has confirmed is evidence for those around it. So a look is worth the more, the less
is known of a line, the more quotes it has, and the more may be wrong beside it; and the less, the more is
told by lines chosen before. `python benchmarks/attribution_looking.py` measures what looks are worth.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from narrate.attribution import SURE
from narrate.script import Kind, Script, Span

_FADING = 0.6  # of what a line tells about the next one, and that about the one after it
_REACH = 4  # lines either way of which it tells something


def doubtful(span: Span) -> bool:
    """Should a person look at who says this?"""
    return span.kind is Kind.SPEECH and span.confidence < SURE


@dataclass(slots=True, eq=False)
class _Line:
    """What one person says in a paragraph: its first quote, how many it has, how likely they are another's.

    `beside` are the lines around it in its scene, each with how much of it this one tells.
    """

    first: Span
    quotes: int
    risk: float
    beside: list[tuple["_Line", float]] = field(default_factory=list)

    @property
    def worth(self) -> float:
        """How many quotes a look is likely to put right."""
        return self.risk * (self.quotes + sum(share * line.risk * line.quotes for line, share in self.beside))


def worth_a_look(script: Script) -> Iterator[Span]:
    """The doubtful lines, each the one at which a look is worth the most once those before it are known."""
    left = [line for line in _lines(script) if doubtful(line.first)]
    while left:
        best = max(left, key=lambda line: line.worth)
        left.remove(best)
        yield best.first
        for line, share in best.beside:
            line.risk *= 1 - share


def _lines(script: Script) -> list[_Line]:
    lines = []
    speech = (span for span in script.spans if span.kind is Kind.SPEECH)
    for _, said in itertools.groupby(speech, key=lambda span: (span.paragraph, span.speaker)):
        first, *others = said
        lines.append(_Line(first, 1 + len(others), 1 - first.confidence))
    for _, scene in itertools.groupby(lines, key=lambda line: (line.first.chapter, line.first.scene)):
        _set_side_by_side(list(scene))
    return lines


def _set_side_by_side(scene: list[_Line]) -> None:
    for at, line in enumerate(scene):
        near = range(max(0, at - _REACH), min(len(scene), at + _REACH + 1))
        line.beside = [(scene[other], _FADING ** abs(other - at)) for other in near if other != at]
