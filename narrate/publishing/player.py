"""The book as one page for any browser: the text lit up as it is spoken, from a folder or a server."""

import html
import json
import re
from base64 import b64encode
from importlib.resources import files
from io import BytesIO
from typing import Any
from urllib.parse import quote

from narrate.chapters.shelf import COVER_FILE
from narrate.chapters.telling import paragraphs
from narrate.publishing.cover import shrunk
from narrate.publishing.edition import Edition
from narrate.story.book import Chapter

_COVER_SIDE = 384  # pixels: three for each that the page shows, as phones have them


def player_page(edition: Edition) -> bytes:
    """The page; the chapters' MP3s must lie beside it, all else is in it."""
    speakers = _speakers(edition)
    facts = {
        "id": edition.memory.release.seed,
        "title": edition.book.title,
        "author": edition.book.author or "",
        "speakers": list(speakers),
    }
    # A chapter at a time: the sentences of a long book are large as lists.
    chapters = ",".join(_json(_chapter(edition, chapter, speakers)) for chapter in edition.chapters())
    filled = {
        "LANGUAGE": html.escape(edition.book.language),
        "TITLE": html.escape(edition.book.title),
        "AUTHOR": html.escape(edition.book.author or ""),
        "COVER": _cover(edition),
        "LINKS": "".join(_link(edition, chapter) for chapter in edition.chapters()),
        "BOOK": _in_script(f'{_json(facts)[:-1]},"chapters":[{chapters}]}}'),
    }
    page = (files(__package__) / "player.html").read_text(encoding="utf-8")
    return re.sub("%([A-Z]+)%", lambda name: filled[name[1]], page).encode()


def _chapter(edition: Edition, chapter: Chapter, speakers: dict[str, int]) -> dict[str, Any]:
    made, telling = edition.memory.chapters[chapter.number], edition.telling(chapter.number)
    return {
        "id": edition.memory.release.promised(chapter.number).guid,
        "number": chapter.number,
        "title": chapter.title,
        "file": made.file,
        "version": made.version,
        "ms": made.duration_ms,
        "paragraphs": [
            {
                "heading": paragraph[0][0].heading,
                "scene": paragraph[0][0].scene,
                "sentences": [
                    [start_ms, speakers[s.speaker] if s.speaker else -1, s.text]
                    for s, start_ms, _ in paragraph
                ],
            }
            for paragraph in paragraphs(telling)
        ],
    }


def _speakers(edition: Edition) -> dict[str, int]:
    """Everybody who speaks in the book, numbered as they appear."""
    names = (name for chapter in edition.chapters() for name in edition.telling(chapter.number).speakers())
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _link(edition: Edition, chapter: Chapter) -> str:
    """The chapter for browsers without scripts."""
    file = quote(edition.memory.chapters[chapter.number].file)
    return f'<p>{html.escape(chapter.title)}<br><audio controls preload="none" src="{file}"></audio></p>'


def _cover(edition: Edition) -> str:
    small = shrunk((edition.folder / COVER_FILE).read_bytes(), _COVER_SIDE)
    file = BytesIO()
    small.save(file, "JPEG", quality=82, optimize=True)
    return f"data:image/jpeg;base64,{b64encode(file.getvalue()).decode()}"


def _json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _in_script(text: str) -> str:
    """JSON that no tag inside it can end (HTML Standard, 4.12.1.3)."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
