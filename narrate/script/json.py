"""The script as JSON: spans that tile what was read, for other programs to rely on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from narrate.script import Kind, Script, Span
from narrate.story.book import Book, Removed
from narrate.story.braces import put_back

FORMAT = 1


def script_json(script: Script) -> dict[str, Any]:
    """A script as the object that `narrate script --json` prints.

    `text` is what was read, with the directions that stand in it; offsets count its code points.
    """
    book = script.book
    removed = [piece for piece in book.removed() if piece.raw]
    return {
        "format": FORMAT,
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
                "start": _shifted(c.start, book, removed),
                "end": _shifted(c.end, book, removed),
            }
            for c in book.chapters
        ],
        "spans": [_span_json(span) for span in _with_directions(script.spans, removed)],
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


def _shifted(offset: int, book: Book, removed: Sequence[Removed]) -> int:
    """An offset into the book's text as one into the text with its directions."""
    last = offset == len(book.text)
    return offset + sum(len(piece.raw) for piece in removed if piece.at < offset or last)


def _with_directions(spans: Sequence[Span], removed: Sequence[Removed]) -> Iterator[Span]:
    """Spans that tile the text with its directions, which become spans of their own."""
    pieces = [*removed, None]
    index, raw = 0, 0
    for span in spans:
        begin, at = raw, span.start
        while (piece := pieces[index]) is not None and piece.at < span.end:
            index += 1
            raw += piece.at - at
            at = piece.at
            if piece.raw in ("{", "}"):  # half of a literal brace: part of its span
                raw += 1
                continue
            if raw > begin:
                yield replace(span, start=begin, end=raw)
            begin = raw + len(piece.raw)
            yield _direction(span, raw, begin)
            raw = begin
        raw += span.end - at
        if raw > begin:
            yield replace(span, start=begin, end=raw)
    for piece in removed[index:]:
        yield _direction(spans[-1], raw, raw + len(piece.raw))
        raw += len(piece.raw)


def _direction(beside: Span, start: int, end: int) -> Span:
    """A direction's own span, in the chapter and scene of the span beside it."""
    return Span(start, end, Kind.DIRECTION, beside.chapter, beside.scene, beside.paragraph, spoken=False)
