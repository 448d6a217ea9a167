"""Braces in a script: stage directions taken out of its text, and put back."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.story.book import Removed

_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


def take_out(raw: str, path: Path) -> tuple[str, tuple[Removed, ...]]:
    """Separate a script's text from its directions: `put_back` makes the script again of the two.

    A direction takes the space after it along; those that have a line to themselves take the line. Raises
    NarrateError for a brace that belongs to no direction.
    """
    kept: list[str] = []
    removed: list[Removed] = []
    at = end = first = 0  # of directions that follow one another
    for match in _BRACES.finditer(raw):
        piece = match.group()
        kept.append(raw[end : match.start()])
        first = first if match.start() == end else match.start()
        at += match.start() - end
        if piece in ("{", "}"):
            raise NarrateError(
                f"a single {piece!r} belongs to no direction",
                place=Place.of(path, raw, match.start()),
                hint=f"Write {piece * 2} for a brace in the story, or complete the direction: {{Name}}.",
            )
        if piece in ("{{", "}}"):
            removed.append(Removed(at, piece[0]))
            end = match.start() + 1
            continue
        end = _end_with_space(raw, first, match.end())
        removed.append(Removed(at, raw[match.start() : end]))
    kept.append(raw[end:])
    return "".join(kept), tuple(removed)


def _end_with_space(raw: str, start: int, end: int) -> int:
    if raw.startswith(" ", end):
        return end + 1
    if raw.startswith("\n", end) and (start == 0 or raw[start - 1] == "\n"):
        between_paragraphs = raw.startswith("\n\n", end) and (start == 0 or raw.startswith("\n\n", start - 2))
        return end + (2 if between_paragraphs else 1)
    return end


def in_order(removed: Iterable[Removed]) -> list[Removed]:
    """Pieces as they stand in a script: directions before half of a literal brace in the same place."""
    return sorted(removed, key=lambda piece: (piece.at, piece.raw in ("{", "}")))


def put_back(text: str, removed: Iterable[Removed]) -> str:
    """A script of a story's text and the pieces that stand in it, which come in order."""
    pieces: list[str] = []
    at = 0
    for piece in removed:
        pieces += (text[at : piece.at], piece.raw)
        at = piece.at
    pieces.append(text[at:])
    return "".join(pieces)


def escapes(text: str) -> Iterator[Removed]:
    """What makes the braces of a story literal in its script."""
    return (Removed(match.start(), match.group()) for match in re.finditer(r"[{}]", text))
