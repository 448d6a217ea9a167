"""The pieces that an importer has found → a manuscript: the same last steps for every format with markup."""

from dataclasses import dataclass, replace
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.manuscripts import marked
from narrate.manuscripts.pieces import bylines, gutenberg
from narrate.manuscripts.pieces.downloads import data_line
from narrate.manuscripts.pieces.piece import Piece
from narrate.manuscripts.pieces.settling import settle
from narrate.story.book import BlockKind, Manuscript, heading_title
from narrate.story.tongues import language_code

_NOBODY = ("unknown", "unknown author", "unbekannt", "inconnu", "desconocido")  # calibre's for no author


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of its story beside telling it; `is_sure`: its title page is not asked."""

    title: str | None = None
    author: str | None = None
    language: str | None = None
    series: str | None = None
    is_sure: bool = False


def manuscript_of(
    pieces: list[Piece], path: Path, imported: str, about: About, *, chapters_known: bool = False
) -> Manuscript:
    """Settle what the markup left open, and write the text. Raises NarrateError where nothing is told."""
    if (about.author or "").lower() in _NOBODY:
        about = replace(about, author=None)
    settled = settle(pieces, title=about.title, author=about.author, chapters_known=chapters_known)
    if not any(piece.kind is BlockKind.PARAGRAPH for piece in settled):
        raise NarrateError(
            "there is no story in this file",
            place=Place(path),
            hint="It holds no paragraph of text beside notes and front matter. Is it the right file?",
        )
    title, author = _title_and_author(settled, about.author)
    if about.is_sure:
        title, author = about.title or title, about.author or author
    data = _data_of_download(settled)
    head = {
        "title": title or about.title,
        "author": author or about.author,
        "language": language_code(about.language or "") or language_code(data.get("language", "")),
        "series": about.series or data.get("series"),
    }
    return marked.read(marked.write(settled, head, imported), path)


def _title_and_author(pieces: list[Piece], known: str | None) -> tuple[str | None, str | None]:
    """What the title and the byline say: "The Lamp by A. Writer" on one line, or on two.

    Of an author who is `known`, "One by One" is nobody's name. Project Gutenberg's header names both as well,
    where the book's own title page does not.
    """
    lines = [piece for piece in pieces if piece.kind is BlockKind.TITLE and piece.why != "title page"]
    title = next((heading_title(line.text) for line in lines if not _is_byline(line)), None)
    author = next((bylines.authors_of(line.text) for line in lines if _is_byline(line)), None)
    before, by, named = (title or "").rpartition(" by ")
    if by and not author and known in (None, named):
        title, author = before, named
    licence = (data_line(piece.text) for piece in pieces if piece.why == gutenberg.LICENCE)
    header = dict(filter(None, licence))
    return title or header.get("title"), author or header.get("author")


def _is_byline(piece: Piece) -> bool:
    return piece.why == "byline" or bylines.author_of(piece.text) is not None


def _data_of_download(pieces: list[Piece]) -> dict[str, str]:
    """What a download's tags say: "Language: Deutsch", "Series: Part 2 of Lamps"."""
    noted = (data_line(piece.text) for piece in pieces if piece.kind is BlockKind.NOTE)
    return dict(filter(None, noted))
