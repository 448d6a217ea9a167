"""The script as JSON: spans that tile what was read, for other programs to rely on."""

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from narrate.script import Kind, Script, Span
from narrate.story.book import Removed
from narrate.story.braces import put_back

_FORMAT = 1


def script_json(script: Script) -> dict[str, Any]:
    """A script as the object that `narrate script --json` prints.

    `text` is what was read, with the directions that stand in it; offsets count its code points.
    """
    book = script.book
    removed = [piece for piece in book.removed() if piece.raw]
    written = _written(len(book.text), removed)
    return {
        "format": _FORMAT,
        "title": book.title,
        "author": book.author,
        "text": put_back(book.text, removed),
        "characters": [
            {
                "name": character.name,
                "aliases": list(character.aliases),
                "gender": character.gender.value,
                "lines": character.lines,
                **({"narrator": True} if character.narrator else {}),
            }
            for character in script.characters
        ],
        "chapters": [
            {
                "number": c.number,
                "title": c.title,
                "start": written(c.start),
                "end": written(c.end),
            }
            for c in book.chapters
        ],
        "spans": [_span_json(span) for span in _with_directions(script.spans, removed, written)],
    }


def _span_json(span: Span) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "chapter": span.chapter,
        "scene": span.scene,
        "paragraph": span.paragraph,
        "kind": span.kind.value,
        "speaker": span.speaker,
        "confidence": round(span.confidence, 3),
        "why": span.why,
        "spoken": span.spoken,
    }


def _written(length: int, removed: Sequence[Removed]) -> Callable[[int], int]:
    """Where an offset into a text of some length lies in the text with its directions, before those there.

    The end of the text is behind all of them.
    """
    places = [piece.at for piece in removed]
    longer = [0, *itertools.accumulate(len(piece.raw) for piece in removed)]
    return lambda offset: offset + longer[-1 if offset == length else bisect_left(places, offset)]


def _with_directions(
    spans: Sequence[Span], removed: Sequence[Removed], written: Callable[[int], int]
) -> Iterator[Span]:
    """Spans that tile the text with its directions, which become spans of their own."""
    lengths = itertools.accumulate((len(piece.raw) for piece in removed), initial=0)
    directions = [  # half of a literal brace is part of its span
        (piece.at + longer, piece.at + longer + len(piece.raw))
        for piece, longer in zip(removed, lengths, strict=False)
        if piece.raw not in ("{", "}")
    ]
    for span in spans:
        begin, end = written(span.start), written(span.end)
        for start, stop in directions[bisect_left(directions, (begin,)) : bisect_left(directions, (end,))]:
            if begin < start:
                yield replace(span, start=begin, end=start)
            yield _direction(span, start, stop)
            begin = stop
        if begin < end:
            yield replace(span, start=begin, end=end)


def _direction(beside: Span, start: int, end: int) -> Span:
    """A direction's own span, in the chapter and scene of the span beside it."""
    return Span(start, end, Kind.DIRECTION, beside.chapter, beside.scene, beside.paragraph, spoken=False)
