"""A paragraph, or a line of its own: what formats find, and what a story is put together from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from narrate.story.book import BlockKind

_SPEECH = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a line of its own: `gap` counts the empty lines before it.

    `start` and `end` are where it stands in a text file. What only markup tells: `level` is a heading's
    (1 the highest, 0 no heading), `prominent` is what is set in bold or centred, `box` numbers the quotation
    or the frame that it stands in (0 none), `anchors` are the names that links to it use.
    """

    start: int
    end: int
    text: str
    gap: int
    kind: BlockKind = BlockKind.PARAGRAPH
    why: str = ""
    level: int = 0
    prominent: bool = False
    box: int = 0
    anchors: tuple[str, ...] = ()

    def marked_as(self, kind: BlockKind, why: str) -> Self:
        """The piece, once it is known what it is; what its level said of that counts no more."""
        return replace(self, kind=kind, why=why, level=0)


def words_in(pieces: Iterable[Piece]) -> int:
    """How many words these pieces have."""
    return sum(len(piece.text.split()) for piece in pieces)


def has_speech(texts: Iterable[str]) -> bool:
    """Does a quotation mark stand in any of them? Then somebody speaks, and it is story."""
    return any(map(_SPEECH.search, texts))


def plain(text: str) -> str:
    """The words alone, in small letters: for comparing lines."""
    return " ".join(re.findall(r"\w+", text.casefold()))
