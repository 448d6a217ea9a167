"""A book becomes a script: quotes found, speakers decided, stage directions followed."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.attribution import SURE, Known, Saying, attribute
from narrate.book import BlockKind, Book
from narrate.cast import AUTHOR, fold
from narrate.directions import Direction, Order, understand
from narrate.errors import NarrateError, nearest
from narrate.quotes import Quote, find_quotes
from narrate.script import Character, Kind, Script, Span, Stage
from narrate.spoken import has_words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Region:
    """A passage between {skip} and {/skip}, or {as Name} and {/as}."""

    start: int
    end: int
    direction: Direction


def read_script(book: Book, known: Sequence[Known] = (), *, read_notes: bool = False) -> Script:
    """Decide who says what in a book, following the directions that stand in it.

    `known` are the people whom voices.yaml lists; `read_notes` has the author's notes spoken. Raises
    NarrateError for a direction that names nobody or a passage that does not end.
    """
    directions = list(_directions(book))
    quotes = find_quotes(book)
    _warn_of_unclosed(book, quotes)
    governed = _governed(book, quotes, directions)
    confirmed = {start: d.name for start, d in governed.items() if not d.doubtful}
    found = attribute(book, known, confirmed)
    people = _People(book, known, found.characters, directions)
    sayings = _follow(found.sayings, quotes, governed, people)
    regions = list(_regions(book, directions, people))
    spans = tuple(_spans(book, sayings, governed, regions, read_notes=read_notes))
    stages = tuple(
        Stage(d.at, d.pause_ms, d.file)
        for d in directions
        if d.order in (Order.PAUSE, Order.PLAY) and not _is_skipped(d.at, regions)
    )
    return Script(book, tuple(people.counted(spans)), spans, stages)


def doubtful(span: Span) -> bool:
    """Should a person look at who says this?"""
    return span.kind is Kind.SPEECH and span.confidence < SURE


def _directions(book: Book) -> Iterator[Direction]:
    for part in book.parts:
        for piece in part.removed:
            try:
                direction = understand(piece)
            except NarrateError as error:
                raise error.at(book.place_of_direction(part.start + piece.at)) from None
            if direction:
                yield replace(direction, at=direction.at + part.start)


_SHOWN_UNCLOSED = 5


def _warn_of_unclosed(book: Book, quotes: Sequence[Quote]) -> None:
    """Warn of quotes that end with their paragraph though their speech does not go on in the next."""
    goes_on = {quote.paragraph for quote in quotes if quote.continues}
    unclosed = [quote for quote in quotes if not quote.closed and quote.paragraph + 1 not in goes_on]
    for quote in unclosed[:_SHOWN_UNCLOSED]:
        words = " ".join(book.text[quote.start : min(quote.end, quote.start + 40)].split())
        log.warning("%s: this quote never closes: %s…", book.place(quote.start), words)
    if len(unclosed) > _SHOWN_UNCLOSED:
        place = book.place(unclosed[_SHOWN_UNCLOSED].start)
        log.warning("%s: and %d more quotes never close", place, len(unclosed) - _SHOWN_UNCLOSED)


def _governed(book: Book, quotes: Sequence[Quote], directions: Iterable[Direction]) -> dict[int, Direction]:
    """The quotes (by their start) that have a speaker's direction right before them."""
    governed: dict[int, Direction] = {}
    paragraph_start = {block.paragraph: block.start for block in book.paragraphs()}
    following = iter(quotes)
    current = next(following, None)
    for direction in directions:
        if direction.order is not Order.SPEAKER:
            continue
        while current and current.start < direction.at:
            current = next(following, None)
        if current and paragraph_start[current.paragraph] <= direction.at:
            governed[current.start] = direction
        else:
            log.warning(
                "%s: no quote follows the direction {%s} in its paragraph; "
                "{as %s} … {/as} gives a passage without quotation marks to a voice",
                book.place_of_direction(direction.at),
                direction.name or "narrator",
                direction.name or "narrator",
            )
    return governed


class _People:
    """Everyone who may be named in a direction, by any of their names."""

    def __init__(
        self, book: Book, known: Iterable[Known], found: Iterable[Character], directions: Iterable[Direction]
    ) -> None:
        self._characters = {character.name: character for character in found}
        people = [(person.name, person.aliases) for person in known]
        listed = {fold(name) for name, aliases in people for name in (name, *aliases)}
        for direction in directions:
            if direction.name and fold(direction.name) not in {*listed, AUTHOR}:
                self._check_told(direction, book, people)
                listed.add(fold(direction.name))
        people += [(person.name, person.aliases) for person in self._characters.values()]
        self._names: dict[str, str] = {}
        for name, aliases in people:
            for called in (name, *aliases):
                self._names.setdefault(fold(called), name)

    def _check_told(
        self, direction: Direction, book: Book, people: Iterable[tuple[str, tuple[str, ...]]]
    ) -> None:
        """Let a direction name someone whom voices.yaml does not list, so long as the story does."""
        name = direction.name or ""
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", book.text, re.IGNORECASE):
            return
        near = nearest(name, {*(listed for listed, _ in people), *self._characters} - {name})
        raise NarrateError(
            f"the direction {{{name}}} names nobody whom the story or voices.yaml knows",
            place=book.place_of_direction(direction.at),
            hint=(f"Did you mean {{{near}}}? " if near else "")
            + "A new voice needs an entry under cast: in voices.yaml.",
        )

    def named(self, name: str | None) -> str | None:
        """The full name of whom a direction means; None for the narrator."""
        return None if name is None else self._names.get(fold(name), name)

    def counted(self, spans: Iterable[Span]) -> Iterator[Character]:
        """The people who speak in these spans, each with the number of their lines."""
        lines: dict[str, int] = {}
        for span in spans:
            if span.speaker is not None and span.speaker != AUTHOR:
                lines[span.speaker] = lines.get(span.speaker, 0) + (span.kind is Kind.SPEECH)
        for name, count in lines.items():
            yield replace(self._characters.get(name, Character(name)), lines=count)


def _follow(
    sayings: Sequence[Saying],
    quotes: Sequence[Quote],
    governed: dict[int, Direction],
    people: _People,
) -> list[Saying]:
    """Obey the directions: each holds for its quote and the later ones of the paragraph."""
    paragraph_of = {quote.start: quote.paragraph for quote in quotes}
    followed: list[Saying] = []
    ordered: tuple[int, Direction] | None = None
    for saying in sayings:
        paragraph = paragraph_of.get(saying.start)
        direction = governed.get(saying.start)
        if direction and paragraph is not None:
            ordered = paragraph, direction
        if ordered is None or paragraph != ordered[0] or (saying.speaker is None and direction is None):
            followed.append(saying)
            continue
        speaker = people.named(ordered[1].name)
        if ordered[1].doubtful:
            unsure = min(saying.confidence, 0.99 * SURE)
            followed.append(replace(saying, speaker=speaker, confidence=unsure, why="a guess in the script"))
        else:
            followed.append(replace(saying, speaker=speaker, confidence=1.0, why="a direction in the script"))
    return followed


def _regions(book: Book, directions: Iterable[Direction], people: _People) -> Iterator[_Region]:
    """Pair the beginnings and ends of passages; they may not overlap."""
    opened: Direction | None = None
    ends = {Order.SKIP: Order.END_SKIP, Order.AS: Order.END_AS}
    for direction in directions:
        if direction.order in ends:
            if opened:
                raise _unpaired(book, opened)
            opened = direction
        elif direction.order in ends.values():
            if opened is None or ends[opened.order] is not direction.order:
                raise _unpaired(book, direction)
            name = opened.name if opened.name == AUTHOR else people.named(opened.name)
            yield _Region(opened.at, direction.at, replace(opened, name=name))
            opened = None
    if opened:
        raise _unpaired(book, opened)


def _is_skipped(at: int, regions: Iterable[_Region]) -> bool:
    return any(r.direction.order is Order.SKIP and r.start <= at < r.end for r in regions)


def _unpaired(book: Book, direction: Direction) -> NarrateError:
    words = {
        Order.SKIP: ("{skip} does not end", "Write {/skip} where the passage ends."),
        Order.END_SKIP: ("{/skip} ends no passage", "Write {skip} where the passage begins."),
        Order.AS: ("{as …} does not end", "Write {/as} where the passage ends."),
        Order.END_AS: ("{/as} ends no passage", "Write {as Name} where the passage begins."),
    }
    message, hint = words[direction.order]
    return NarrateError(message, place=book.place_of_direction(direction.at), hint=hint)


_KINDS = {
    BlockKind.TITLE: Kind.HEADING,
    BlockKind.HEADING: Kind.HEADING,
    BlockKind.SECTION: Kind.HEADING,
    BlockKind.BREAK: Kind.BREAK,
    BlockKind.NOTE: Kind.NOTE,
    BlockKind.SKIPPED: Kind.NOTE,
    BlockKind.BLANK: Kind.BLANK,
    BlockKind.PARAGRAPH: Kind.NARRATION,
}


def _spans(
    book: Book,
    sayings: Sequence[Saying],
    governed: dict[int, Direction],
    regions: Sequence[_Region],
    *,
    read_notes: bool,
) -> Iterator[Span]:
    following = iter([*(s for s in sayings if s.speaker is not None), None])
    saying = next(following)
    for block in book.blocks:
        kind = _KINDS[block.kind]
        spoken = kind in (Kind.HEADING, Kind.NARRATION) or (block.kind is BlockKind.NOTE and read_notes)
        plain = Span(
            block.start,
            block.end,
            kind,
            block.chapter,
            block.scene,
            block.paragraph,
            why=block.why,
            spoken=spoken,
        )
        at = block.start
        pieces: list[Span] = []
        while saying and saying.start < block.end:
            pieces.append(replace(plain, start=at, end=saying.start))
            pieces.append(_speech(plain, saying, governed.get(saying.start)))
            at = saying.end
            saying = next(following)
        pieces.append(replace(plain, start=at))
        for piece in pieces:
            if piece.start < piece.end:
                yield from _in_regions(_unspoken_if_empty(book, piece), regions)


def _speech(plain: Span, saying: Saying, direction: Direction | None) -> Span:
    return replace(
        plain,
        start=saying.start,
        end=saying.end,
        kind=Kind.SPEECH,
        speaker=saying.speaker,
        confidence=saying.confidence,
        why=saying.why,
        manner=direction.manner if direction else "",
        rate=direction.rate if direction else 1.0,
    )


def _unspoken_if_empty(book: Book, span: Span) -> Span:
    """White space is blank; a span without a letter or digit stays what it is, but cannot be spoken."""
    text = book.text[span.start : span.end]
    if span.kind is Kind.NARRATION and not text.strip():
        return replace(span, kind=Kind.BLANK, spoken=False)
    if span.spoken and not has_words(text):
        return replace(span, spoken=False, why="nothing to say")
    return span


def _in_regions(span: Span, regions: Sequence[_Region]) -> Iterator[Span]:
    """Cut a span where passages begin and end, and treat what is inside as they say."""
    at = span.start
    for region in regions:
        start, end = max(at, region.start), min(span.end, region.end)
        if start >= end:
            continue
        if at < start:
            yield replace(span, start=at, end=start)
        yield _under(replace(span, start=start, end=end), region.direction)
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
    kind = Kind.NARRATION if direction.name is None and span.kind is Kind.SPEECH else span.kind
    why = f"as {direction.name or 'narrator'}"
    return replace(span, kind=kind, speaker=direction.name, confidence=1.0, spoken=True, why=why)
