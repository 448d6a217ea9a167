"""HTML files: pages, archives' downloads, what a word processor saves as a web page."""

import itertools
import re
from pathlib import Path

from narrate.book import BlockKind, Manuscript
from narrate.manuscripts import fanfiction, marked, markup, notes
from narrate.manuscripts.decoding import decode
from narrate.manuscripts.pieces import Piece, require_story
from narrate.manuscripts.settling import settle
from narrate.manuscripts.style import read_style
from narrate.manuscripts.walking import pieces_of

_LANGUAGE = re.compile(r"[a-z]{2,3}(-\w+)*", re.IGNORECASE)
_BY = re.compile(r"^(?:written )?by:? ", re.IGNORECASE)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read(raw: bytes, path: Path, encoding: str | None = None) -> Manuscript:
    """Read an HTML file as a story. Raises NarrateError where there is none in it."""
    source = decode(raw, path, encoding, declared=declared_encoding(raw))
    tree = markup.parse(source, path)
    style = read_style(markup.style_of(tree))
    found = pieces_of(tree, itertools.count(1), style, fanfiction.root(source))
    pieces = settle(found)
    require_story(pieces, path)
    title, author = title_and_author(pieces)
    head = markup.text_of(tree, "title")
    about = {
        "title": title or head or None,
        "author": author or markup.meta_of(tree, "author"),
        "language": language_of(markup.language_of(tree)),
    }
    return marked.read(marked.write(pieces, about, "html"), path)


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a file's own head names."""
    found = _CHARSET.search(raw, 0, 4096)
    return found[1].decode("ascii", "replace") if found else None


def language_of(tag: str | None) -> str | None:
    """A language tag, if it is one."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def title_and_author(pieces: list[Piece]) -> tuple[str | None, str | None]:
    """What the title and the byline say: "The Lamp by A. Writer" on one line, or on two."""
    lines = [piece for piece in pieces if piece.kind is BlockKind.TITLE and piece.why != "title page"]
    title = next(
        (line.text for line in lines if line.why != "byline" and notes.byline(line.text) is None), None
    )
    author = next(
        (_BY.sub("", line.text) for line in lines if line.why == "byline" or notes.byline(line.text)), None
    )
    if title and not author and " by " in title:
        title, _, author = title.rpartition(" by ")
    return title, author
