"""The page that `narrate serve` shows in a browser: its books, to listen to or to subscribe to."""

import html
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from narrate.chapters.shelf import COVER_FILE, FEED_FILE, PLAYER_FILE
from narrate.once import read_once
from narrate.publishing.feed import NAMESPACES

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audiobooks</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 0 auto; padding: 0 1.25rem; font: .85rem/1.5 system-ui, sans-serif; }
body { background: light-dark(#fbf8f2, #17181b); color: light-dark(#6f6a60, #9a958a); } /* the player's */
article { display: flex; gap: 1.25rem; align-items: center; margin: 1.5rem 0; }
img { width: 7rem; height: 7rem; border-radius: .4rem; box-shadow: 0 2px 10px #0004; flex: none; }
div { min-width: 0; }
h1 { font-size: 1rem; margin: 1.5rem 0; }
h2, p { margin: 0; overflow-wrap: anywhere; }
h2 { font: bold 1.3rem/1.2 Georgia, "Noto Serif", serif; color: light-dark(#22201c, #e8e4da); }
a { color: inherit; }
h2 a:not(:hover) { text-decoration: none; }
</style>
</head>
<body>
<h1>Audiobooks</h1>
%s</body>
</html>
"""
_BOOK = """<article dir="auto">
<img src="{folder}/{cover}" alt="" loading="lazy">
<div><h2><a href="{folder}/{player}">{title}</a></h2><p>{author}</p>
<p>For podcast players: <a href="{url}">{url}</a></p></div>
</article>
"""


def booklist_page(feeds: Iterable[Path], url: str) -> str:
    """The page with the books of these feeds; `url` is its own address, which ends in a slash."""
    books = []
    for feed in feeds:
        title, author = _names(feed)
        folder = quote(feed.parent.name)
        facts = {"title": title, "author": author, "folder": folder, "url": f"{url}{folder}/{FEED_FILE}"}
        safe = {name: html.escape(fact) for name, fact in facts.items()}
        books.append(_BOOK.format(**safe, cover=COVER_FILE, player=PLAYER_FILE))
    return _PAGE % "".join(books)


@read_once(256)
def _names(feed: Path) -> tuple[str, str]:
    """Title and author of a book, as its feed has them; a damaged one is called as its folder."""
    try:
        channel = etree.parse(feed).getroot()[0]
    except (etree.XMLSyntaxError, IndexError):
        return feed.parent.name, ""
    title = channel.findtext("title") or feed.parent.name
    return title, channel.findtext("itunes:author", "", NAMESPACES)
