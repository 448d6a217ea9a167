"""Which pages of a book are not the story: title page, copyright, contents, epigraph, advertisements."""

import re
from collections.abc import Sequence

from narrate.manuscripts.markup.leftout import TYPES
from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.matter import LONGEST, of_section
from narrate.manuscripts.pieces.piece import Piece, has_speech, plain, words_in
from narrate.story.book import BlockKind

_TYPES = TYPES | {  # EPUB 2's besides
    "title-page": "title page", "other.ms-titlepage": "title page", "other.ms-copyright": "copyright page",
    "epigraph": "epigraph", "notes": "endnotes",
}  # fmt: skip
_SURE = "copyright-page toc index bibliography footnotes endnotes rearnotes".split()  # at any length
_COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|copyright|all rights reserved|\bISBN\b", re.IGNORECASE)
_IMPRINT = re.compile(
    rf"{_COPYRIGHT.pattern}|work of fiction|published|publish(?:er|ing)|edition|printed|permission|"
    r"reproduced|cover (?:art|design|by)|smashwords|library of congress|https?:|www\.|licen[sc]e",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-z][.!?…][*_]*[\"”’'»]?[*_]*$")
_CALLED_SO = ("cover", "endnotes", "back matter", "contents", "copyright page")  # as chapters may be, too
_NUMBERED = re.compile(r"[\[(*]*\d|[*†‡]|.*\d$", re.DOTALL)
_COPYRIGHT_WORDS = 700
_TITLE_PAGE_WORDS = 60


def why_left_out(
    pieces: Sequence[Piece], kind: str, title: str | None, names: Sequence[str], *, before_story: bool
) -> tuple[BlockKind, str] | None:
    """Why a whole file is not the story; None where it is.

    `kind` is what the landmarks call it, `title` what the contents do (None: they pass it over), `names` the
    book's title and its author; `before_story`: nothing has been told yet.
    """
    told = [
        piece for piece in pieces if piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.SECTION)
    ]
    words = words_in(told)
    if not words or (words > LONGEST and kind not in _SURE):
        return None
    if kind in _TYPES:
        return BlockKind.SKIPPED, _TYPES[kind]
    names_itself = told[0].level > 0 or len(told) > 1
    found = of_section(title or "", words) or (of_section(told[0].text, words) if names_itself else None)
    headed = any(piece.kind is BlockKind.HEADING for piece in told)  # an archive's own markup says: a chapter
    if found is None and not headed and words <= _COPYRIGHT_WORDS and _is_copyright(told):
        found = BlockKind.SKIPPED, "copyright page"
    if found is None and not headed and before_story and words <= _TITLE_PAGE_WORDS:
        if _is_title_page(told, names):
            found = BlockKind.SKIPPED, "title page"
        elif title is None and not any(headings.names_chapter(piece.text) for piece in told):
            found = BlockKind.SKIPPED, "front matter"
    return found


def is_chapter(pieces: Sequence[Piece], why: str) -> bool:
    """Is a page between chapters one of them after all, that is left out because it is called "Notes"?

    Somebody speaks there, and nothing is numbered as notes and the words of an index are.
    """
    told = [piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    return why in _CALLED_SO and has_speech(told) and not any(map(_NUMBERED.match, told))


def _is_copyright(told: Sequence[Piece]) -> bool:
    """Does it speak of rights, and mostly of them? A short chapter may begin with a disclaimer."""
    rights = len(_COPYRIGHT.findall(" ".join(piece.text for piece in told)))
    imprint = sum(len(piece.text) for piece in told if _IMPRINT.search(piece.text))
    return rights >= 2 and imprint >= 0.5 * sum(len(piece.text) for piece in told)


def _is_title_page(told: Sequence[Piece], names: Sequence[str]) -> bool:
    """Does it say the book's title or its author, and tell nothing? A story may be as short."""
    lines = [plain(piece.text) for piece in told]
    known = [plain(name) for name in names]
    says_so = any(
        name and (name == line or (len(name) > 8 and name in line)) for name in known for line in lines
    )
    sentences = [piece.text for piece in told if _SENTENCE.search(piece.text)]
    telling = len(sentences) > 1 or any(len(text) > 60 for text in sentences)
    return says_so and not telling and not has_speech(piece.text for piece in told)
