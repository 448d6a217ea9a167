"""HTML files: pages, archives' downloads, what a word processor saves as a web page."""

import itertools
import re
from pathlib import Path

from narrate.manuscripts.importing import About, manuscript_of
from narrate.manuscripts.markup import fanfiction, tree, websites
from narrate.manuscripts.markup.style import read_style
from narrate.manuscripts.markup.walking import Walk
from narrate.manuscripts.opening.decoding import declared_encoding, decode
from narrate.manuscripts.pieces import headings
from narrate.story.book import Manuscript


def read(raw: bytes, path: Path, encoding: str | None = None) -> Manuscript:
    """Read an HTML file as a story. Raises NarrateError where there is none in it."""
    source = decode(raw, path, encoding, declared=declared_encoding(raw))
    top = tree.parse(source, path)
    style = read_style(tree.style_of(top))
    page = websites.understand(top)
    root = page.root if page.roles else fanfiction.root(source)
    pieces = Walk(top, itertools.count(1), style, root, page.roles).pieces()
    about = About(
        title=page.title or _title(tree.text_of(top, "title")),
        author=page.author or tree.meta_of(top, "author"),
        language=tree.language_of(top),
    )
    return manuscript_of(pieces, path, "html", about)


def _title(head: str) -> str | None:
    """A page's title without the names of its site and its chapter: "The Lamp - Chapter 2 | A Site"."""
    page = head.partition(" | ")[0]
    parts = re.split(r"\s+[-–—]\s+", page)
    told = [part for part in parts if not headings.names_chapter(part)]
    return (page if len(told) == len(parts) else " - ".join(told)) or None
