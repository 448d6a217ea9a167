"""Lines of which it is not sure who says them, and the few that a person should look at first.

A line that a person has confirmed is evidence for those around it. So of each conversation one line is
worth the most: the one with the most doubtful lines near it, and of which the least is known.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from narrate.attribution import SURE
from narrate.script import Kind, Script, Span

_APART = 3  # lines between two doubtful ones of a conversation, at most
_FAR = 1500  # characters between two lines of a conversation, at most
_FADING = 0.6  # of what a line tells about the next one, and that about the one after it
_ITSELF = 0.5  # what a line is worth that stands alone, in lines beside it


def doubtful(span: Span) -> bool:
    """Should a person look at who says this?"""
    return span.kind is Kind.SPEECH and span.confidence < SURE


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line to look at, how many doubtful lines there are in its conversation, and what a look is worth."""

    line: Span
    lines: int
    worth: float


def doubts(script: Script) -> list[Doubt]:
    """One doubtful line of each conversation, the most useful first."""
    found = [max(_doubts(lines), key=lambda doubt: doubt.worth) for lines in _conversations(script)]
    return sorted(found, key=lambda doubt: -doubt.worth)


def _doubts(lines: Sequence[tuple[int, Span]]) -> Iterator[Doubt]:
    for at, line in lines:
        near = sum(_FADING ** abs(other - at) for other, _ in lines if other != at)
        yield Doubt(line, len(lines), (near + _ITSELF) * (1 - line.confidence))


def _conversations(script: Script) -> Iterator[list[tuple[int, Span]]]:
    """The doubtful lines, each with its number among all lines, in runs of one conversation."""
    run: list[tuple[int, Span]] = []
    for at, line in enumerate(_lines(script.spans)):
        if not doubtful(line):
            continue
        if run and not _go_on(*run[-1], at, line):
            yield run
            run = []
        run.append((at, line))
    if run:
        yield run


def _go_on(at: int, line: Span, later_at: int, later: Span) -> bool:
    together = (line.chapter, line.scene) == (later.chapter, later.scene)
    return together and later_at - at <= _APART and later.start - line.end <= _FAR


def _lines(spans: Iterable[Span]) -> Iterator[Span]:
    """What is spoken, a paragraph's quotes by one speaker counted once."""
    before: Span | None = None
    for span in spans:
        if span.kind is not Kind.SPEECH:
            continue
        if before is None or (before.paragraph, before.speaker) != (span.paragraph, span.speaker):
            yield span
        before = span
