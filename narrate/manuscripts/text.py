"""Plain text and Markdown: paragraphs, headings, breaks and notes, found by the form of their lines."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.book import Block, BlockKind, Manuscript
from narrate.manuscripts import headings, notes
from narrate.manuscripts.chapters import mark_headings
from narrate.manuscripts.pieces import Piece, cut

_GUTENBERG_START = re.compile(r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG.*\n", re.MULTILINE)
_GUTENBERG_END = re.compile(
    r"^(?:\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def read(text: str, path: Path) -> Manuscript:
    """Find the blocks of a plain-text or Markdown story."""
    story_start, story_end, data = _frame(text)
    pieces = mark_headings(cut(text, story_start, story_end))
    pieces, front = _mark_front(pieces)
    pieces = _mark_notes(pieces)
    pieces = _mark_gaps(pieces)
    data = {**front, **data}
    return Manuscript(
        path=path,
        text=text,
        blocks=tuple(_tiles(text, pieces, story_start, story_end)),
        title=data.get("title"),
        author=data.get("author"),
        language=data.get("language"),
    )


def _frame(text: str) -> tuple[int, int, dict[str, str]]:
    """Where the story begins and ends in its file, and what the parts around it say about it."""
    start, end = 0, len(text)
    matter = _FRONT_MATTER.match(text)
    opening = _GUTENBERG_START.search(text, 0, 20_000)
    if opening:
        start = opening.end()
        closing = _GUTENBERG_END.search(text, start)
        end = closing.start() if closing else end
    elif matter and ":" in matter[1]:
        start = matter.end()
    data = {}
    for line in text[:start].splitlines():
        key, colon, value = line.partition(":")
        if colon and key.strip().lower() in ("title", "author", "language") and value.strip():
            data[key.strip().lower()] = value.strip().strip("\"'")
    if "language" in data and not re.fullmatch(r"[a-z]{2,3}(-\w+)*", data["language"]):
        del data["language"]  # Project Gutenberg writes "English"
    return start, end, data


def _mark_front(pieces: list[Piece]) -> tuple[list[Piece], dict[str, str]]:
    """Recognise the title, the byline and a download's data before the story begins."""
    data: dict[str, str] = {}
    marked = list(pieces)
    for i, piece in enumerate(pieces):
        line = " ".join(piece.text.split()) if len(piece.text) < 1000 else piece.text
        fields = [notes.data_line(part) for part in piece.text.splitlines()[:40]]
        after_by = i and notes.is_by(pieces[i - 1].text)
        author = line if after_by else notes.byline(line)
        if piece.kind is BlockKind.SKIPPED:
            continue
        if piece.kind is BlockKind.TITLE:
            data["title"] = headings_title(piece.text)
        elif piece.kind in (BlockKind.HEADING, BlockKind.SECTION):
            return _mark_title_page(marked, i), data
        elif fields and all(fields):
            marked[i] = replace(piece, kind=BlockKind.NOTE, why="the head of a download")
            data.update({k: v for k, v in filter(None, fields) if k in ("title", "author") and v})
        elif notes.opens_note(piece.text) or notes.is_by(line) or piece.kind is BlockKind.BREAK:
            continue
        elif author and "title" in data and "author" not in data:
            marked[i] = replace(piece, kind=BlockKind.TITLE, why="byline")
            data["author"] = author
        elif "title" not in data and i + 1 < len(pieces) and headings.is_title_like(line):
            marked[i] = replace(piece, kind=BlockKind.TITLE, why="title")
            data["title"] = headings_title(line)
        elif len(line) > _TITLE_PAGE_LINE:
            break
    return marked, data


_TITLE_PAGE_LINE = 80  # characters; longer ones are prose


def _mark_title_page(pieces: list[Piece], first_heading: int) -> list[Piece]:
    """A few short lines before the first heading ("a novel", "1814") are its title page."""
    front = [i for i in range(first_heading) if pieces[i].kind is BlockKind.PARAGRAPH]
    short = all(
        len(pieces[i].text) <= _TITLE_PAGE_LINE and not notes.opens_note(pieces[i].text) for i in front
    )
    if len(front) <= 8 and short:
        for i in front:
            pieces[i] = replace(pieces[i], kind=BlockKind.TITLE, why="title page")
    return pieces


def headings_title(line: str) -> str:
    """A title without the marks of its form."""
    return line.strip().strip("#*_=~ \t\n-")


def _mark_notes(pieces: list[Piece]) -> list[Piece]:
    """Mark notes at the beginning and the end of chapters; a note's heading takes the note with it."""
    marked = list(pieces)
    boundaries = [i for i, p in enumerate(pieces) if p.kind in (BlockKind.HEADING, BlockKind.TITLE)]
    for begin, end in itertools.pairwise([0, *boundaries, len(pieces)]):
        i = begin
        while i < end:
            if pieces[i].kind is BlockKind.PARAGRAPH and notes.opens_note(pieces[i].text):
                stop = _note_end(pieces, i, begin, end)
                for k in range(i, stop):
                    if pieces[k].kind is BlockKind.PARAGRAPH:
                        marked[k] = replace(
                            pieces[k], kind=BlockKind.NOTE, why=_opening_words(pieces[i].text)
                        )
                i = stop
            i += 1
    return marked


def _note_end(pieces: Sequence[Piece], i: int, begin: int, end: int) -> int:
    """Where the note that opens at piece `i` ends.

    Before the story: at the next break if its heading stands alone, else after its own paragraph. After
    the story's last break, or as the last few paragraphs: at the end of the chapter.
    """
    following = [k for k in range(i + 1, end) if pieces[k].kind is not BlockKind.PARAGRAPH]
    told = any(p.kind is BlockKind.PARAGRAPH and not notes.opens_note(p.text) for p in pieces[begin:i])
    if told and not following and (pieces[i - 1].kind is BlockKind.BREAK or end - i <= 4):
        return end
    if notes.is_note_heading(pieces[i].text):
        return min(following[0], i + 12) if following and not told else min(i + 2, end)
    return i + 1


def _opening_words(text: str) -> str:
    words = text.strip(" \t*_[(").split()
    return "note: " + " ".join(words[:4]).rstrip(":.")


def _mark_gaps(pieces: list[Piece]) -> list[Piece]:
    """Take a gap wider than the usual one for a scene break, where such gaps are rare."""
    both = [i for i in range(1, len(pieces)) if pieces[i].kind is pieces[i - 1].kind is BlockKind.PARAGRAPH]
    gaps = Counter(pieces[i].gap for i in both)
    if not gaps:
        return pieces
    usual, _ = gaps.most_common(1)[0]
    wide = [i for i in both if pieces[i].gap > usual]
    if len(wide) > 0.15 * len(both):
        return pieces
    marked = list(pieces)
    for i in reversed(wide):
        gap_start = pieces[i - 1].end
        marked.insert(i, Piece(gap_start, pieces[i].start, "", 0, BlockKind.BREAK, "gap"))
    return marked


def _tiles(text: str, pieces: Sequence[Piece], start: int, end: int) -> Iterator[Block]:
    """The pieces as blocks, with the blank stretches between them and the skipped ones around them."""
    if start:
        yield Block(0, start, BlockKind.SKIPPED, "front matter of the file")
    at = start
    for piece in pieces:
        if piece.start > at:
            yield Block(at, piece.start, BlockKind.BLANK)
        yield Block(piece.start, piece.end, piece.kind, piece.why)
        at = piece.end
    if end > at:
        yield Block(at, end, BlockKind.BLANK)
    if end < len(text):
        yield Block(end, len(text), BlockKind.SKIPPED, "Project Gutenberg's licence")
