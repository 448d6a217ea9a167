"""What editors and programs put between a story's paragraphs: pictures, footnotes, transcriber's notes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from narrate.book import BlockKind
from narrate.manuscripts.pieces.piece import Piece

_PICTURE = re.compile(r"\s*\[(?:Illustrations?|Image|Picture|Frontispiece|Map)\b[^\[\]]*\]\s*", re.IGNORECASE)
_MARKDOWN_PICTURE = re.compile(r"\s*!\[[^\[\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\)\s*")
_TRANSCRIBER = re.compile(
    r"\s*\[?\W*(?:Transcriber|Transcriptionist|Editor)[’']?s?[’']? notes?\b", re.IGNORECASE
)
_CREDITS = re.compile(r"(?:Produced|E-?text prepared|Transcribed|Digitized) by\b", re.IGNORECASE)
_MARK = re.compile(r"\[(?:\d{1,3}|[A-H]|\*)\]")
_FOOTNOTE = re.compile(rf"\s*({_MARK.pattern}|\[Footnote[^\[\]:]*:)\s*\S")
_END_FILE = re.compile(r"\W*end (?:of )?file\W*", re.IGNORECASE)
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_FIRST_PIECES = 12


def mark_apparatus(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the paragraphs that are no story by their form, each with the reason."""
    marks: set[str] = set()
    marked = []
    for index, piece in enumerate(pieces):
        why = ""
        if piece.kind is BlockKind.PARAGRAPH:
            why = _why(piece.text, index, marks)
            if index == len(pieces) - 1 and _END_FILE.fullmatch(piece.text):
                why = "the end of a download"
        marked.append(replace(piece, kind=BlockKind.SKIPPED, why=why, level=0) if why else piece)
        marks.update(_MARK.findall(piece.text))
    return marked


def _why(text: str, index: int, marks: set[str]) -> str:
    if _PICTURE.fullmatch(text) or _MARKDOWN_PICTURE.fullmatch(text):
        return "picture"
    if _TRANSCRIBER.match(text):
        return "transcriber's note"
    if index < _FIRST_PIECES and _CREDITS.match(text) and len(text) < 400:
        return "credits of the file"
    if _COMMENT.fullmatch(text):
        return "comment"
    footnote = _FOOTNOTE.match(text)
    return "footnote" if footnote and (footnote[1] in marks or "Footnote" in footnote[1]) else ""
