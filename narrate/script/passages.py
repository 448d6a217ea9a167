"""Passages between {skip} and {/skip}, {as Name} and {/as}, {bed …} and {/bed}: found, and followed."""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.errors import NarrateError
from narrate.script import Bed, Kind, Span
from narrate.script.naming import Names
from narrate.story.cast import AUTHOR
from narrate.story.directions import ENDS, Direction, Order

_SPEECH = frozenset({Order.SKIP, Order.AS})  # one at a time; a bed may lie under them
_WRITTEN = {
    Order.SKIP: "{skip}",
    Order.AS: "{as …}",
    Order.BED: "{bed …}",
    Order.END_SKIP: "{/skip}",
    Order.END_AS: "{/as}",
    Order.END_BED: "{/bed}",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text, and the direction that stands before it."""

    start: int
    end: int
    direction: Direction

    def holds(self, at: int) -> bool:
        """Whether an offset lies in it."""
        return self.start <= at < self.end


def passages(directions: Iterable[Direction], names: Names) -> Iterator[Passage]:
    """The passages that are not spoken, or in one voice; NarrateError for one that does not end."""
    for opened, end in _pairs(directions, _SPEECH):
        yield Passage(opened.at, end, replace(opened, name=names.meant(opened.name)))


def beds(directions: Iterable[Direction]) -> Iterator[Bed]:
    """The passages that a sound lies under; NarrateError for one that does not end."""
    for opened, end in _pairs(directions, frozenset({Order.BED})):
        yield Bed(opened.at, end, Path(opened.file), opened.gain_db, opened.place)


def _pairs(directions: Iterable[Direction], begins: frozenset[Order]) -> Iterator[tuple[Direction, int]]:
    """What begins passages, with their ends; NarrateError for one without the other, or inside another."""
    ends = {ENDS[order] for order in begins}
    opened: Direction | None = None
    for direction in directions:
        if direction.order in begins:
            if opened:
                raise _inside_another(opened, direction)
            opened = direction
        elif direction.order in ends:
            if opened is None or ENDS[opened.order] is not direction.order:
                raise _ends_nothing(opened, direction)
            yield opened, direction.at
            opened = None
    if opened:
        raise NarrateError(
            f"{_WRITTEN[opened.order]} does not end",
            place=opened.place,
            hint=f"Write {_WRITTEN[ENDS[opened.order]]} where the passage ends.",
        )


def _inside_another(opened: Direction, direction: Direction) -> NarrateError:
    return NarrateError(
        f"{_WRITTEN[direction.order]} begins before {_WRITTEN[opened.order]}{_of_line(opened)} has ended",
        place=direction.place,
        hint=f"Write {_WRITTEN[ENDS[opened.order]]} first: no passage stands inside another.",
    )


def _ends_nothing(opened: Direction | None, direction: Direction) -> NarrateError:
    begun = {end: begin for begin, end in ENDS.items()}[direction.order]
    hint = f"Write {_WRITTEN[begun]} where the passage begins."
    if opened:
        hint = f"{_WRITTEN[opened.order]}{_of_line(opened)} ends with {_WRITTEN[ENDS[opened.order]]}."
    return NarrateError(
        f"{_WRITTEN[direction.order]} ends no passage",
        place=direction.place,
        hint=hint,
    )


def _of_line(opened: Direction) -> str:
    return f" of line {opened.place.line}" if opened.place else ""


def is_skipped(at: int, marked: Iterable[Passage]) -> bool:
    """Whether an offset lies in a passage that is not spoken."""
    return any(p.direction.order is Order.SKIP and p.holds(at) for p in marked)


def in_passages(span: Span, marked: Sequence[Passage]) -> Iterator[Span]:
    """Cut a span where passages, which come in order, begin and end, and treat what is inside as they say."""
    at = span.start
    first = bisect.bisect_right(marked, at, key=lambda passage: passage.end)
    for passage in itertools.islice(marked, first, None):
        if passage.start >= span.end:
            break
        start, end = max(at, passage.start), min(span.end, passage.end)
        if start == end:  # nothing in it
            continue
        if at < start:
            yield replace(span, start=at, end=start)
        yield _under(replace(span, start=start, end=end), passage.direction)
        at = end
    if at < span.end:
        yield replace(span, start=at)


def _under(span: Span, direction: Direction) -> Span:
    if span.kind in (Kind.BLANK, Kind.BREAK) or not (span.spoken or span.kind is Kind.NOTE):
        return span
    if direction.order is Order.SKIP:
        why = f"skip: {direction.reason}" if direction.reason else "skip"
        return replace(span, kind=Kind.NOTE, speaker=None, spoken=False, why=why)
    if direction.name == AUTHOR:
        return replace(span, kind=Kind.NOTE, speaker=None, spoken=True, why="as author")
    to_narrator = direction.name is None and span.kind in (Kind.SPEECH, Kind.NOTE)
    kind = Kind.NARRATION if to_narrator else span.kind
    why = f"as {direction.name or 'narrator'}"
    return replace(span, kind=kind, speaker=direction.name, confidence=1.0, spoken=True, why=why)
