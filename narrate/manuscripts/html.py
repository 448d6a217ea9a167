"""HTML files: pages, archives' downloads, what a word processor saves as a web page."""

import itertools
from pathlib import Path

from narrate.book import Manuscript
from narrate.manuscripts.importing import About, manuscript_of
from narrate.manuscripts.markup import fanfiction, tree
from narrate.manuscripts.markup.style import read_style
from narrate.manuscripts.markup.walking import pieces_of
from narrate.manuscripts.opening.decoding import declared_encoding, decode


def read(raw: bytes, path: Path, encoding: str | None = None) -> Manuscript:
    """Read an HTML file as a story. Raises NarrateError where there is none in it."""
    source = decode(raw, path, encoding, declared=declared_encoding(raw))
    top = tree.parse(source, path)
    style = read_style(tree.style_of(top))
    pieces = pieces_of(top, itertools.count(1), style, fanfiction.root(source))
    about = About(
        title=tree.text_of(top, "title") or None,
        author=tree.meta_of(top, "author"),
        language=tree.language_of(top),
    )
    return manuscript_of(pieces, path, "html", about)
