"""A book becomes a script: quotes found, speakers decided, stage directions followed."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from narrate.attribution import Saying, attribute
from narrate.counting import count
from narrate.script import Script, Stage
from narrate.script.naming import Names, whole_names
from narrate.script.obeying import confirmed_speakers, directed_quotes, directions_of, obey
from narrate.script.passages import Passage, beds, is_skipped, passages
from narrate.script.tiling import tile
from narrate.story.asides import PAGE, find_asides
from narrate.story.book import Book
from narrate.story.cast import AUTHOR, Role
from narrate.story.directions import Direction, Order
from narrate.story.glossary import is_read
from narrate.story.quotes import Quote, find_quotes, usual

log = logging.getLogger(__name__)

_SHOWN_UNCLOSED = 5

Resolver = Callable[[Book, Sequence[Saying]], Sequence[Saying]]  # has a second look at what is doubtful


def unresolved(_: Book, sayings: Sequence[Saying]) -> Sequence[Saying]:
    """Leave the sayings as they are."""
    return sayings


def read_script(
    book: Book,
    known: Sequence[Role] = (),
    *,
    read_notes: bool = False,
    resolver: Resolver = unresolved,
) -> Script:
    """Decide who says what in a book, following the directions that stand in it.

    `known` are the people whom voices.yaml lists; `read_notes` has the author's notes spoken; `resolver`
    is asked about the sayings before the directions are obeyed. Raises NarrateError for a direction that
    names nobody or a passage that does not end.
    """
    directions = list(directions_of(book))
    quotes = find_quotes(book)
    _warn_of_unclosed(book, quotes)
    if quotes and not is_read(book.language):
        log.warning("narrate knows no words of the language %s: who says what is guessed", book.language)
    directed = directed_quotes(book, quotes, directions)
    guessed = {each.name for each in directed.values() if each.doubtful and each.name} - {AUTHOR}
    read = replace(book, text=usual(book.text))
    found = attribute(read, known, confirmed_speakers(directed, known), guessed)
    if whole := whole_names(directions, known, found.characters, book.text):
        directions = [_called(each, whole) for each in directions]
        directed = {at: _called(each, whole) for at, each in directed.items()}
        found = attribute(read, known, confirmed_speakers(directed, known), guessed)
    names = Names(book, known, found.characters, directions)
    sayings = obey(directed, resolver(book, found.sayings), quotes, names)
    marked = list(passages(directions, names))
    marked = sorted([*marked, *_asides(book, marked, read=read_notes)], key=attrgetter("start"))
    unsaid = tuple(_unsaid(sayings, marked))
    _warn_of_unsaid(book, unsaid)
    spans = tuple(tile(book, sayings, directed, marked, read_notes=read_notes))
    stages = tuple(
        Stage(d.at, d.pause_ms, d.file, d.gain_db, d.place)
        for d in directions
        if d.order in (Order.PAUSE, Order.PLAY) and not is_skipped(d.at, marked)
    )
    return Script(book, tuple(names.counted(spans)), spans, stages, tuple(beds(directions)), unsaid)


def _asides(book: Book, marked: Sequence[Passage], *, read: bool) -> Iterator[Passage]:
    """What stands between the words of the story, where no direction decides who speaks there."""
    for start, end, why in find_asides(book.text):
        if not any(passage.start < end and start < passage.end for passage in marked):
            order = Order.AS if read and why != PAGE else Order.SKIP
            yield Passage(start, end, Direction(order, start, AUTHOR, reason=why))


def _called(direction: Direction, whole: Mapping[str, str]) -> Direction:
    """A direction with the whole name of whom it means."""
    return replace(direction, name=whole.get(direction.name or "", direction.name))


def _warn_of_unclosed(book: Book, quotes: Sequence[Quote]) -> None:
    """Warn of quotes that end with their paragraph though their speech does not go on in the next."""
    goes_on = {quote.paragraph for quote in quotes if quote.continues}
    unclosed = [quote for quote in quotes if not quote.closed and quote.paragraph + 1 not in goes_on]
    for quote in unclosed[:_SHOWN_UNCLOSED]:
        words = " ".join(book.text[quote.start : min(quote.end, quote.start + 40)].split())
        log.warning("%s: this quote never closes: %s…", book.place(quote.start), words)
    if len(unclosed) > _SHOWN_UNCLOSED:
        place = book.place(unclosed[_SHOWN_UNCLOSED].start)
        more = count(len(unclosed) - _SHOWN_UNCLOSED, "more quote")
        log.warning("%s: and %s without an end", place, more)


def _unsaid(sayings: Iterable[Saying], marked: Sequence[Passage]) -> Iterator[int]:
    """Where there is speech that the story names nobody for, nor a passage that it stands in."""
    for saying in sayings:
        nobody = saying.speaker is None and not saying.confidence
        if nobody and not any(passage.holds(saying.start) for passage in marked):
            yield saying.start


def _warn_of_unsaid(book: Book, unsaid: Sequence[int]) -> None:
    if unsaid:
        log.warning(
            "%s: nobody is known who could say this, so the narrator does (lines: %d); list who speaks under "
            "cast: in voices.yaml",
            book.place(unsaid[0]),
            len(unsaid),
        )
