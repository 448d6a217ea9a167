"""The author speaking outside the story: notes, disclaimers, summaries, farewells."""

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from narrate.manuscripts.pieces import farewells
from narrate.manuscripts.pieces.piece import Piece, has_speech
from narrate.spoken import has_words
from narrate.story.asides import A_N, AUTHORS, after_aside
from narrate.story.book import BlockKind

_NOTES = (
    rf"(?:chapter\s+|end\s+|beginning\s+|final\s+)*(?:{AUTHORS})?(?:end\s+)?notes?"
    r"(?:\s+for\s+the\s+chapter)?"
)
_SUMMARY = r"(?:chapter\s+)?summary(?:\s+for\s+the\s+chapter)?"
_SUBJECT = rf"(?:{_NOTES}|(?:end\s+)?{A_N}|[at]n(?=:)|disclaimers?|{_SUMMARY}|acknowledge?ments?)"
_OPENING = r"[\[(*_>\s]*"  # brackets, marks of emphasis and of quotations
_BY_AUTHOR = re.compile(
    rf"{_OPENING}(?:(?:end\s+)?{AUTHORS}(?:end\s+)?notes?|{A_N}|[at]n(?=:))\b", re.IGNORECASE
)
_MARKED = re.compile(
    rf"{_OPENING}{_SUBJECT}[*_]*\s*(?:\d+\s*)?(?:[:–—]|-+(?=\s|$)|\.(?=\s|$))", re.IGNORECASE
)
_ALONE = re.compile(rf"{_OPENING}{_SUBJECT}[*_]*\s*[:.–—-]*[\])*_\s]*", re.IGNORECASE)
_IN_CAPITALS = re.compile(rf"{_OPENING}[AT]\s*[/\\]\s*N\b")
_BY_TRANSLATOR = re.compile(rf"{_OPENING}t(?:\s*/?\s*n\b|ranslator)", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]"}
_LAST = 4  # paragraphs of a chapter that a note at its end may have
_LONGEST = 10  # paragraphs of a note before the story
_SAID = re.compile(r"[*_\s]*[\"“„«]")  # so a paragraph begins in which somebody speaks


def opens_note(paragraph: str) -> bool:
    """Does this paragraph begin a note of the author's ("A/N: …", "Disclaimer: …", "Author's Note")?"""
    head, behind = paragraph[:80], after_aside(paragraph.lstrip("*_> \t"))
    if behind and has_words(behind) and not opens_note(behind.strip()):
        return False
    return bool(_MARKED.match(head) or _IN_CAPITALS.match(head) or is_note_heading(paragraph))


def is_note_heading(paragraph: str) -> bool:
    """Is it nothing but the note's heading, so that the note itself follows?"""
    return len(paragraph) <= 60 and _ALONE.fullmatch(paragraph) is not None


def mark_notes(pieces: list[Piece], *, authors_only: bool = False) -> list[Piece]:
    """Mark notes at the beginning and the end of chapters; a note's heading takes the note with it.

    `authors_only`: the other notes are known, and only "A/N" and "Author's note" are still to be found.
    """
    marked = list(pieces)
    opens = _opens_authors_note if authors_only else _opens_note
    boundaries = [i for i, p in enumerate(pieces) if p.kind in (BlockKind.HEADING, BlockKind.TITLE)]
    for begin, end in itertools.pairwise([0, *boundaries, len(pieces)]):
        for first, stop in _notes(pieces, begin, end, opens):
            for k in range(first, stop):
                if pieces[k].kind is BlockKind.PARAGRAPH:
                    marked[k] = replace(pieces[k], kind=BlockKind.NOTE)
    return marked


def _notes(
    pieces: Sequence[Piece], begin: int, end: int, opens: Callable[[Sequence[Piece], int], bool]
) -> Iterator[tuple[int, int]]:
    """Where the notes of a chapter begin and end; the chapter is what lies between two pieces."""
    told = (k for k in range(begin, end) if pieces[k].kind is BlockKind.PARAGRAPH)
    story = next((k for k in told if not opens_note(pieces[k].text)), end)
    others = [k for k in range(begin, end) if pieces[k].kind is not BlockKind.PARAGRAPH]
    i = begin
    while i < end:
        after = bisect.bisect(others, i)
        following = others[after] if after < len(others) else None
        stop = i
        if pieces[i].kind is BlockKind.PARAGRAPH and story < i and _takes_leave(pieces, i, end, following):
            stop = following or end
        elif pieces[i].kind is BlockKind.PARAGRAPH and opens(pieces, i):
            stop = _note_end(pieces, i, end, following, told=story < i)
        if stop > i:
            yield i, stop
        i = max(i + 1, stop)


def _takes_leave(pieces: Sequence[Piece], i: int, end: int, following: int | None) -> bool:
    """Do the paragraphs from `i` take leave, up to the next break (`following`) or the chapter's end?"""
    stop, behind_rule = following or end, pieces[i - 1].kind is BlockKind.BREAK
    if farewells.answers_reviews(pieces[k].text for k in range(i, stop)):
        return True
    if stop - i > farewells.LONGEST or not (behind_rule or following is None):
        return False
    return farewells.takes_leave([piece.text for piece in pieces[i:stop]], behind_rule=behind_rule)


def _opens_note(pieces: Sequence[Piece], i: int) -> bool:
    return opens_note(pieces[i].text)


def _opens_authors_note(pieces: Sequence[Piece], i: int) -> bool:
    """Is it the author's by name, or the heading of a quotation or of a chapter's notes?"""
    text = pieces[i].text
    if _BY_AUTHOR.match(text[:80]):
        return True
    quoted = i + 1 < len(pieces) and pieces[i + 1].box > 0
    return is_note_heading(text) and (quoted or "chapter" in text.lower())


def _note_end(pieces: Sequence[Piece], i: int, end: int, following: int | None, *, told: bool) -> int:  # noqa: PLR0911 - one return a form
    """Where the note that opens at piece `i` ends; `following` is what is no paragraph after it.

    A note in brackets ends with them, and one in a quotation with it; a quotation under its heading belongs
    to it. Before the story: at the next break, if its heading stands alone and nobody speaks before a break
    that comes soon, or if that comes at once; else after its own paragraph. After the story's last break, or
    as the last few paragraphs: at the end of the chapter.
    """
    text = pieces[i].text.strip(" \t*_")
    if pieces[i].text.startswith(">"):
        return _quoted(pieces, i + 1, end)
    if text[:1] in _CLOSING and (closed := _closed(pieces, i, following or end)):
        return closed
    heading = is_note_heading(pieces[i].text)
    if heading and not pieces[i].box and (quoted := _quoted(pieces, i + 1, end)) > i + 1:
        return quoted
    last = following is None and (pieces[i - 1].kind is BlockKind.BREAK or end - i <= _LAST)
    if told and last and not _BY_TRANSLATOR.match(text):  # who explains what stands before it
        return end
    if heading:
        by_break = following is not None and not told and _lasts(pieces[i + 2 : following])
        return following if following is not None and by_break else min(i + 2, end)
    short = following is not None and pieces[following].kind is BlockKind.BREAK and following <= i + 3
    if short and not told and not has_speech(piece.text for piece in pieces[i + 1 : following]):
        return following or end
    return i + 1


def _closed(pieces: Sequence[Piece], i: int, end: int) -> int | None:
    """Where the bracket has closed that piece `i` opens with; None if no paragraph ends with it."""
    texts = [piece.text.strip(" \t*_") for piece in pieces[i : min(end, i + _LAST)]]
    opening, closing = texts[0][0], _CLOSING[texts[0][0]]
    still_open = itertools.accumulate(text.count(opening) - text.count(closing) for text in texts)
    closed = next((k for k, brackets in enumerate(still_open) if brackets <= 0), None)
    if closed is None or not texts[closed].endswith(closing) or has_speech(texts[1 : closed + 1]):
        return None
    return i + closed + 1


def _lasts(pieces: Sequence[Piece]) -> bool:
    """May these, up to a break, still be a heading's note? A scene of a story is longer, or has speech."""
    return len(pieces) <= _LONGEST and not any(_SAID.match(piece.text) for piece in pieces)


def _quoted(pieces: Sequence[Piece], at: int, end: int) -> int:
    """Where the quotation ends that begins at a piece; there, if none does."""
    while at < end and (pieces[at].box or pieces[at].text.startswith(">")):
        at += 1
    return at
