"""The spans of a script: every character of the text in exactly one of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from narrate.attribution import Saying
from narrate.script import Kind, Span
from narrate.script.passages import Passage, in_passages
from narrate.spoken import has_words
from narrate.story.book import Block, BlockKind, Book
from narrate.story.cast import AUTHOR
from narrate.story.directions import Direction

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


def tile(
    book: Book,
    sayings: Sequence[Saying],
    directed: Mapping[int, Direction],
    marked: Sequence[Passage],
    *,
    read_notes: bool,
) -> Iterator[Span]:
    """Cut a book's blocks at their quotes and passages; what is between is narration."""
    following = iter([*(s for s in sayings if s.speaker is not None), None])
    saying = next(following)
    for block in book.blocks:
        plain = _plain(block, read_notes=read_notes)
        at = block.start
        pieces: list[Span] = []
        while saying and saying.start < block.end:
            pieces.append(replace(plain, start=at, end=saying.start))
            pieces.append(_speech(plain, saying, directed.get(saying.start)))
            at = saying.end
            saying = next(following)
        pieces.append(replace(plain, start=at))
        for piece in pieces:
            if piece.start < piece.end:
                parts = in_passages(_unspoken_if_empty(book, piece), marked)
                yield from (_unspoken_if_empty(book, part) for part in parts)


def _plain(block: Block, *, read_notes: bool) -> Span:
    """A block as it is told where nobody speaks in it."""
    kind = _KINDS[block.kind]
    return Span(
        block.start,
        block.end,
        kind,
        block.chapter,
        block.scene,
        block.paragraph,
        why=block.why,
        spoken=kind in (Kind.HEADING, Kind.NARRATION) or (block.kind is BlockKind.NOTE and read_notes),
    )


def _speech(plain: Span, saying: Saying, direction: Direction | None) -> Span:
    by_author = saying.speaker == AUTHOR  # who is nobody of the story
    return replace(
        plain,
        start=saying.start,
        end=saying.end,
        kind=Kind.NOTE if by_author else Kind.SPEECH,
        speaker=None if by_author else saying.speaker,
        rival=next((name for name, _ in saying.others if name != saying.speaker), None),
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
