"""What stands before a story begins: its title, its byline, a title page, the data of a download."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from narrate.manuscripts.pieces import bylines, downloads, headings, notes
from narrate.manuscripts.pieces.piece import Piece, plain
from narrate.story.book import BlockKind, heading_title

_TITLE_PAGE_LINE = 80  # characters; longer ones are prose
_SENTENCE_END = re.compile(r"""\w[.!?…]["”’')]*$""")
_DATA = re.compile(  # on a title page: when it was written, how long it is, whose it is, where they live
    r"\d{4}-\d\d-\d\d(?:T[\d:.+Z-]+)?|(?:about|approx\.?(?:imately)?|ca?\.)? ?[\d,.]+ words|\S+@\S+\.\w+"
    r"|(?:©|copyright|\(c\)).*",
    re.IGNORECASE,
)
_TITLE_BLOCK = re.compile(  # of Pandoc's plain text: title, authors, date
    r"(.*\S.*)\n(\s*\S+ \S.*)\n(\s*(?:\d{4}-\d\d-\d\d(?:T\S+)?|\d{1,2}\.? \w+ \d{4}|\w+ \d{1,2}, \d{4})\s*)"
)
_LONGEST_TITLE_BLOCK = 300  # characters
_TOLD = ("title", "author", "language")
_FRONT = 20  # pieces in which a title page or a download's data end


def mark_known(pieces: list[Piece], title: str | None, author: str | None) -> list[Piece]:
    """Mark the lines before the story that repeat the title and the author a file names elsewhere."""
    marked = list(pieces)
    for i, piece in enumerate(pieces[:_FRONT]):
        if len(piece.text) > 2 * _TITLE_PAGE_LINE:
            break
        if piece.kind is BlockKind.PARAGRAPH and title and plain(piece.text) == plain(title):
            marked[i] = piece.marked_as(BlockKind.TITLE, "title")
            title = None
        elif _is_headed_byline(piece) or (
            i and marked[i - 1].kind is BlockKind.TITLE and author and plain(piece.text) == plain(author)
        ):
            marked[i] = piece.marked_as(BlockKind.TITLE, "byline")
    return marked


def _is_headed_byline(piece: Piece) -> bool:
    """Is it a byline that a saved page sets as a heading? "By the Sea" is a chapter."""
    return piece.level > 0 and piece.text.startswith("by ") and bylines.byline(piece.text) is not None


def mark_front(pieces: list[Piece]) -> tuple[list[Piece], dict[str, str]]:  # noqa: C901 - one branch a kind
    """Recognise the title, the byline and a download's data before the story begins."""
    data: dict[str, str] = {}
    pieces = _title_block_apart(pieces)
    start = _address(pieces)
    marked = [_on_title_page(piece, BlockKind.SKIPPED) for piece in pieces[:start]] + pieces[start:]
    last = {
        piece.text: i for i, piece in enumerate(pieces)
    }  # what the story repeats is no title, but who tells
    for i, piece in enumerate(pieces[start:], start):
        if piece.kind in (BlockKind.SKIPPED, BlockKind.NOTE):
            continue
        line = " ".join(piece.text.split()) if len(piece.text) < 1000 else piece.text
        fields = downloads.download_data(piece.text)
        after_by = i and bylines.is_by(pieces[i - 1].text)
        author = line if after_by else bylines.byline(line)
        if piece.kind is BlockKind.TITLE and piece.why == "byline":
            data["author"] = bylines.authors_of(line.strip("# ")).replace("; ", ", ")
        elif piece.kind is BlockKind.TITLE:
            data["title"] = heading_title(piece.text)
        elif piece.kind in (BlockKind.HEADING, BlockKind.SECTION):
            return _mark_title_page(marked, i, data), data
        elif fields:
            marked[i] = piece.marked_as(BlockKind.NOTE, "the head of a download")
            data.update({key: value for key, value in fields.items() if key in _TOLD and value})
            for k in _until_contents(pieces, i + 1):
                marked[k] = pieces[k].marked_as(BlockKind.NOTE, "the head of a download")
        elif notes.opens_note(piece.text) or bylines.is_by(line) or piece.kind is BlockKind.BREAK:
            continue
        elif "title" not in data and (titled := _title_and_byline(piece.text)):
            marked[i] = piece.marked_as(BlockKind.TITLE, "title")
            data.update(titled)
        elif author and "title" in data and "author" not in data:
            marked[i] = piece.marked_as(BlockKind.TITLE, "byline")
            data["author"] = author
        elif "title" not in data and headings.is_title_like(line) and i == last[piece.text] < len(pieces) - 1:
            marked[i] = piece.marked_as(BlockKind.TITLE, "title")
            data["title"] = heading_title(line)
        elif len(line) > _TITLE_PAGE_LINE:
            break
    return marked, data


def _title_block_apart(pieces: list[Piece]) -> list[Piece]:
    """The pieces, of which the first, if it is title, authors and date, becomes these three."""
    first = pieces[0] if pieces else None
    if first is None or first.kind is not BlockKind.PARAGRAPH or len(first.text) > _LONGEST_TITLE_BLOCK:
        return pieces
    block = _TITLE_BLOCK.fullmatch(first.text)
    if block is None:
        return pieces
    kinds = ((BlockKind.TITLE, "title"), (BlockKind.TITLE, "byline"), (BlockKind.SKIPPED, "title page"))
    lines = [
        Piece(first.start + block.start(n), first.start + block.end(n), block[n], 0, kind, why)
        for n, (kind, why) in enumerate(kinds, 1)
    ]
    return [*lines, *pieces[1:]]


def _address(pieces: list[Piece]) -> int:
    """How many lines stand before the title of a typescript: its author's address, its number of words.

    The title is the line above the byline; none of the lines before it ends as a sentence does.
    """
    told = [i for i, piece in enumerate(pieces[:_FRONT]) if piece.text and piece.kind is BlockKind.PARAGRAPH]
    for title, byline in pairwise(told):
        line = pieces[title].text.strip()
        longest = max(map(len, line.splitlines()), default=0)
        if longest > _TITLE_PAGE_LINE or _SENTENCE_END.search(line) or notes.opens_note(line):
            return 0
        if bylines.byline(pieces[byline].text) or bylines.is_by(pieces[byline].text):
            return title if headings.is_title_like(line) else 0
    return 0


def _on_title_page(piece: Piece, kind: BlockKind) -> Piece:
    is_told = piece.kind is BlockKind.PARAGRAPH
    return piece.marked_as(kind, "title page") if is_told else piece


def _until_contents(pieces: list[Piece], start: int) -> Iterator[int]:
    """The rest of a summary: the paragraphs between a download's data and its table of contents."""
    near = range(start, min(start + _FRONT, len(pieces)))
    contents = next((i for i in near if pieces[i].why == "table of contents"), start)
    return (i for i in range(start, contents) if pieces[i].kind is BlockKind.PARAGRAPH)


def _title_and_byline(text: str) -> dict[str, str]:
    """A title with "by …" in the line under it; other languages write titles in small letters."""
    title, _, under = text.strip().partition("\n")
    author = bylines.author_of(under.partition("\n")[0]) if len(text) < 300 else None
    titled = headings.is_title_like(title) or (bylines.byline(under) is None and title[:1].isupper())
    return {"title": heading_title(title), "author": author} if author and titled else {}


def _mark_title_page(pieces: list[Piece], first_heading: int, data: dict[str, str]) -> list[Piece]:
    """A few short lines before the first heading ("a novel", "1814") are its title page.

    Lines that end as sentences do may be how the story begins. What is not in `data` is added to it: other
    languages write titles in small letters, and have other words for "by".
    """
    before = (i for i in range(first_heading) if pieces[i].kind is BlockKind.PARAGRAPH)
    front = list(takewhile(lambda i: not notes.opens_note(pieces[i].text), before))
    texts = [pieces[i].text.strip() for i in front]
    short = all(len(text) <= _TITLE_PAGE_LINE for text in texts)
    if len(front) <= 8 and short and not any(_SENTENCE_END.search(text) for text in texts):
        for i, text in zip(front, texts, strict=True):
            is_data = _DATA.fullmatch(text) is not None
            pieces[i] = _on_title_page(pieces[i], BlockKind.SKIPPED if is_data else BlockKind.TITLE)
            author = bylines.author_of(text)
            if author:
                pieces[i] = replace(pieces[i], why="byline")
                data.setdefault("author", author)
            elif not is_data:
                data.setdefault("title", heading_title(text.partition("\n")[0]))
    return pieces
