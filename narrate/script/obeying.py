"""A script's directions are orders: whom they give the quotes after them, and that they are obeyed."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from narrate.attribution import SURE, Saying
from narrate.script.naming import Names, by_name
from narrate.story.book import Book
from narrate.story.cast import AUTHOR, Role, fold
from narrate.story.directions import OF_SPEAKERS, Direction, Order, understand
from narrate.story.quotes import Quote

log = logging.getLogger(__name__)
T = TypeVar("T")


def directions_of(book: Book) -> Iterator[Direction]:
    """The directions that stand in a book; NarrateError, with its place, for one that cannot be followed."""
    for piece in book.removed():
        direction = understand(piece)
        if direction:
            yield direction


def directed_quotes(
    book: Book, quotes: Sequence[Quote], directions: Iterable[Direction]
) -> dict[int, Direction]:
    """The quotes (by their start) that have a speaker's direction right before them.

    Of several the last counts, but an order more than a guess.
    """
    directed: dict[int, Direction] = {}
    paragraph_start = {block.paragraph: block.start for block in book.paragraphs()}
    following = iter(quotes)
    current = next(following, None)
    for direction in directions:
        if direction.order not in OF_SPEAKERS:
            continue
        while current and current.start < direction.at:
            current = next(following, None)
        if current and paragraph_start[current.paragraph] <= direction.at:
            before = directed.get(current.start)
            if before is None or before.doubtful or not direction.doubtful:
                directed[current.start] = direction
        elif direction.order is Order.SPEAKER:
            log.warning(
                "%s: no quote follows the direction {%s} in its paragraph; "
                "{as %s} … {/as} gives a passage without quotation marks to a voice",
                direction.place,
                direction.name or "narrator",
                direction.name or "narrator",
            )
    return directed


def confirmed_speakers(directed: Mapping[int, Direction], known: Sequence[Role]) -> dict[int, str | None]:
    """Who says the quotes of which a person has decided it, by the quotes' start; None: nobody."""
    listed = by_name(known)
    return {
        start: listed.get(fold(name), name) if (name := direction.name) and name != AUTHOR else None
        for start, direction in directed.items()
        if not direction.doubtful
    }


def obey(
    directed: Mapping[int, Direction], sayings: Sequence[Saying], quotes: Sequence[Quote], names: Names
) -> list[Saying]:
    """The sayings as directions have them; what nobody would say only its own direction gives to somebody."""
    reaching = {quote.start: direction for quote, direction in reached(quotes, directed, None)}
    obeyed: list[Saying] = []
    for saying in sayings:
        speech = saying.speaker is not None or not saying.confidence
        direction = reaching.get(saying.start) if speech or saying.start in directed else None
        if direction is None or direction.order is Order.FREE:
            obeyed.append(saying)
            continue
        speaker = names.meant(direction.name)
        if direction.doubtful:
            unsure = min(saying.confidence, 0.99 * SURE)
            obeyed.append(replace(saying, speaker=speaker, confidence=unsure, why="a guess in the script"))
        else:
            obeyed.append(replace(saying, speaker=speaker, confidence=1.0, why="a direction in the script"))
    return obeyed


def reached(quotes: Iterable[Quote], orders: Mapping[int, T], none: T) -> Iterator[tuple[Quote, T]]:
    """The quotes, and what holds for each: its own order, by its start, or the last one in its paragraph."""
    order, paragraph = none, 0
    for quote in quotes:
        if quote.paragraph != paragraph:
            order, paragraph = none, quote.paragraph
        order = orders.get(quote.start, order)
        yield quote, order
