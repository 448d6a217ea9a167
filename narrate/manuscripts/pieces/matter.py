"""What stands before and after the story under titles of its own: copyright, thanks, about the author."""

import itertools
import re
from collections.abc import Sequence

from narrate.manuscripts.pieces.piece import Piece, words_in
from narrate.story.book import BlockKind

_TITLES = (
    (r"(?:half[- ]?)?title(?: ?page)?", "title page"),
    (r"copyright(?: ?(?:page|notice|information))?|imprint|legal notice|rights", "copyright page"),
    (r"(?:table of )?contents|toc|navigation|list of illustrations", "contents"),
    (r"dedication", "dedication"),
    (r"epigraphs?", "epigraph"),
    (r"acknowledge?ments?", "acknowledgements"),
    (r"cover(?: ?(?:page|image))?", "cover"),
    (r"(?:about|meet) the (?:author|publisher|translator|type)s?|author bio(?:graphy)?", "about the author"),
    (
        r"(?:also|other (?:books|titles|works)) (?:by|from)\b.*|books by\b.*|praise(?: for\b.*)?|reviews?",
        "advertisement",
    ),
    (r"newsletter.*|sign up.*|an? (?:excerpt|preview) (?:from|of)\b.*|sneak peek.*", "advertisement"),
    (r"(?:(?:sneak )?preview|excerpt|teaser)(?: ?[:–—-].*)?", "advertisement"),
    (r"(?:read on for|keep reading)\b.*|next reads", "advertisement"),
    (r"colophon|uncopyright|index|bibliography|glossary|transcriber[’']?s? notes?", "back matter"),
    (r"(?:foot|end)notes?|notes", "endnotes"),
    (r"update log", "update log"),
)
_AUTHORS_NOTE = re.compile(r"(?:(?:a )?note from the author|author[’']?s?[’']? note)s?", re.IGNORECASE)
_ENDS = ("about the author", "acknowledgements")
_SHORT = 40  # characters
LONGEST = 2500  # words that a section may have and still be left out for its title alone
_FEW = frozenset(("title page", "cover", "dedication", "epigraph"))
_FEW_WORDS = 300  # with more, the story begins behind it


def by_title(title: str) -> tuple[BlockKind, str] | None:
    """What a section is that is called so, and why it is not told; None where it may be story."""
    plain = " ".join(title.strip(" *_.:#").split())
    if _AUTHORS_NOTE.fullmatch(plain):
        return BlockKind.NOTE, "author's note"
    found = (why for pattern, why in _TITLES if re.fullmatch(pattern, plain, re.IGNORECASE))
    return next(((BlockKind.SKIPPED, why) for why in found), None)


def of_section(title: str, words: int) -> tuple[BlockKind, str] | None:
    """What a section of so many words is that is called so, and why it is not told; None: maybe story."""
    found = by_title(title)
    most = _FEW_WORDS if found and found[1] in _FEW else LONGEST
    return found if words <= most else None


def mark_matter(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out what stands before the story's first chapter and after its last, by its titles."""
    marked = list(pieces)
    heads = [i for i, piece in enumerate(pieces) if piece.kind is BlockKind.HEADING or _heads_end(piece)]
    chapters = [range(start, end) for start, end in itertools.pairwise([*heads, len(pieces)])]
    found = [_why(pieces[chapter.start : chapter.stop]) for chapter in chapters]
    told = [i for i, why in enumerate(found) if why is None]
    begun = any(piece.kind is BlockKind.PARAGRAPH for piece in pieces[: min(heads, default=0)])
    for i, why in enumerate(found) if told else ():
        before_story = i < told[0] and not begun and not _heads_end(pieces[heads[i]])
        if why and (before_story or i > told[-1]):
            for k in chapters[i]:
                if pieces[k].kind not in (BlockKind.NOTE, BlockKind.SKIPPED):
                    marked[k] = pieces[k].marked_as(*why)
    return marked


def _why(chapter: Sequence[Piece]) -> tuple[BlockKind, str] | None:
    return of_section(chapter[0].text, words_in(chapter))


def _heads_end(piece: Piece) -> bool:
    """Is it a line of text, without a heading's marks, that no story goes on after?"""
    found = by_title(piece.text) if len(piece.text) < _SHORT else None
    return found is not None and (found[1] in _ENDS or piece.why == "transcriber's note")
