"""Paragraphs put together from the words of a marked-up file, whatever its markup."""

import re
from dataclasses import dataclass, field

from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.emphasis import with_marks
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import BlockKind

_SPACE = re.compile(r"[\s\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff]+")
_ENDED = re.compile(r"[.!?…:\"”’'»)*_—–-]\s*$")
_LONG_LINE = 90  # characters: longer lines between <br> are paragraphs, not verse
_BARE_NUMBER = re.compile(
    r"(?:chapter|part|book)?\s*[\divxlc]{1,8}[.:]?|(?:chapter|part|book)\s+\w+[.:]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Role:
    """What the text inside an element is: `kind` None is the story; `why` in a person's words.

    `level` is a heading's; `centred` is how it is set; `box` tells frames and quotations apart; `place` is
    what a format's rules remember about where they are.
    """

    kind: BlockKind | None = None
    why: str = ""
    level: int = 0
    centred: bool = False
    box: int = 0
    place: str = ""


@dataclass(slots=True)
class PieceBuilder:
    """Collects words, line breaks and gaps, and makes pieces of them."""

    role: Role = field(default_factory=Role)
    pieces: list[Piece] = field(default_factory=list)
    _lines: list[list[tuple[str, bool]]] = field(default_factory=lambda: [[]])
    _open_breaks: int = 0
    _gap: int = 0
    _prefix: str = ""
    _anchors: list[str] = field(default_factory=list)
    _dropped: dict[str, list[str]] = field(default_factory=dict)
    _plain: bool = False

    def say_lines(self, words: str, *, stressed: bool = False, bold: bool = False) -> None:
        """Add words that keep their line ends."""
        first, *rest = words.split("\n")
        self.say(first, stressed=stressed, bold=bold)
        for line in rest:
            self.line_break()
            self.say(line, stressed=stressed, bold=bold)

    def say(self, words: str, *, stressed: bool = False, bold: bool = False) -> None:
        """Add words to the paragraph."""
        words = _SPACE.sub(" ", _UNSEEN.sub("", words))
        if words == " " and self._prefix:
            self._prefix = f"{self._prefix.rstrip()} "
        if not words or (words == " " and not self._lines[-1]):
            return
        if self._open_breaks and words != " ":
            self._begin_line()
        if self._prefix:
            words, self._prefix = _joined(self._prefix, words), ""
        self._lines[-1].append((words, stressed))
        self._plain = self._plain or not (bold or words == " ")

    def line_break(self) -> None:
        """A `<br>`: one ends a line, two the paragraph, more leave a gap."""
        self._open_breaks += 1

    def _begin_line(self) -> None:
        breaks, self._open_breaks = self._open_breaks, 0
        if breaks == 1:
            if self.is_begun:
                self._lines.append([])
        else:
            self.end_paragraph()
            self._gap += max(0, breaks - 2)

    @property
    def is_begun(self) -> bool:
        """Has the paragraph any words yet?"""
        return bool(self._lines[0])  # a line never begins with mere space

    def anchor(self, name: str) -> None:
        """The next words can be linked to by this name."""
        self._anchors.append(name)

    def drop_cap(self) -> None:
        """What the paragraph holds is the first letter of the word that follows."""
        held = "".join(words for line in self._lines for words, _ in line).strip()
        self._prefix = held or self._prefix  # one may be styled inside and out
        self._lines = [[]]

    def drop(self, words: str, why: str) -> None:
        """Words that stand in a paragraph and are not told: they are listed after the chapter."""
        words = _SPACE.sub(" ", _UNSEEN.sub("", words)).strip()
        if words:
            self._dropped.setdefault(why, []).append(words)

    def empty_paragraph(self) -> None:
        """An empty paragraph leaves a gap."""
        self._gap += 1

    def scene_break(self) -> None:
        """A rule: the scene ends."""
        self.end_paragraph()
        if self.role.kind is None:
            self.add("", BlockKind.BREAK, "rule")

    def end_paragraph(self) -> None:
        """The paragraph is complete."""
        if self._prefix and self._open_breaks == 0 and not self.is_begun:
            return
        lines, self._lines, self._open_breaks = self._lines, [[]], 0
        prominent, self._plain = self.role.centred or not self._plain, False
        told = [line for line in (_line(line) for line in lines) if line]
        if not told:
            return
        headed = self.role.level or self.role.kind in (BlockKind.HEADING, BlockKind.SECTION)
        if headed or _is_heading(told):
            told = [_one_heading(told)]
        elif _is_verse(told):
            told = ["\n".join(told)]
        for text in told:
            self.add(text, self.role.kind or BlockKind.PARAGRAPH, self.role.why, prominent=prominent)

    def add(self, text: str, kind: BlockKind, why: str, *, prominent: bool = False) -> None:
        """Add a finished piece."""
        anchors, self._anchors = tuple(self._anchors), []
        level = self.role.level if kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) else 0
        self.pieces.append(Piece(0, 0, text, self._gap, kind, why, level, prominent, self.role.box, anchors))
        self._gap = 0

    def finish(self) -> list[Piece]:
        """All pieces, with what was dropped out of paragraphs at the end."""
        if self._prefix:
            prefix, self._prefix = self._prefix, ""
            self.say(prefix)
        self.end_paragraph()
        self.role = Role()
        for why, words in self._dropped.items():
            self.add(" ".join(words), BlockKind.SKIPPED, why)
        self._dropped = {}
        return self.pieces


def _line(runs: list[tuple[str, bool]]) -> str:
    return _SPACE.sub(" ", with_marks(_single_spaced(runs))).strip()


def _single_spaced(runs: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    spaced: list[tuple[str, bool]] = []
    for words, stressed in runs:
        said = words[1:] if words[:1] == " " and spaced and spaced[-1][0][-1:] == " " else words
        if said:
            spaced.append((said, stressed))
    return spaced


def _is_verse(lines: list[str]) -> bool:
    """Do single line breaks part the lines of one paragraph, and not paragraphs?"""
    ended = sum(_ENDED.search(line) is not None for line in lines[:-1])
    return (
        len(lines) > 1 and all(len(line) <= _LONG_LINE for line in lines) and ended < 0.6 * (len(lines) - 1)
    )


def _is_heading(lines: list[str]) -> bool:
    """Is one "Chapter One", and the other its title?"""
    found = headings.named(lines[0]) if len(lines) == 2 else None
    return found is not None and found.bare and headings.is_title_like(lines[1])


def _one_heading(lines: list[str]) -> str:
    parts = iter(lines)
    text = next(parts)
    for part in parts:
        text = f"{text.rstrip('.:')}: {part}" if _BARE_NUMBER.fullmatch(text) else f"{text} {part}"
    return text


def _joined(initial: str, words: str) -> str:
    """A large first letter and the rest of its word; "A", "I" and "O" may be words of their own."""
    letter, rest = initial.rstrip(), words.lstrip()
    apart = letter != initial or rest != words
    return f"{letter} {rest}" if apart and letter[-1:] in "AIO" else letter + rest
