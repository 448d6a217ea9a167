"""The tree of a marked-up file → the pieces of a story: what is told, and what heads, breaks and notes."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from narrate.manuscripts.markup import fanfiction
from narrate.manuscripts.markup.leftout import LeftOut
from narrate.manuscripts.markup.style import BOLD, CENTRED, ITALIC, UPRIGHT, StyleSheet
from narrate.manuscripts.markup.tree import BLOCKS, HEADINGS, ink_of, is_short
from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.builder import PieceBuilder, Role
from narrate.manuscripts.pieces.ornaments import PICTURED
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import BlockKind

_Undo = Callable[[], None]
_CELLS = frozenset(("dd", "td", "th"))  # on one line with what they belong to
_ITALIC_TAGS = frozenset(("em", "i", "dfn", "var"))
_BOLD_TAGS = frozenset(("b", "strong"))
_UNSEEN = frozenset("head title script style param base link meta rp".split())
_DROP_CAP = re.compile(
    r"drop-?_?caps?|lettrine|first-?_?letter|\binitial\b|raised-?cap|versal", re.IGNORECASE
)
_DROP_CAP_CHARACTERS = 3  # "‘T" and a space
_TITLE_CLASS = re.compile(
    r"\b(?:chapter|chap|part|book)[-_]?(?:title|head(?:ing)?|name|num(?:ber)?|no)\b", re.IGNORECASE
)
_TITLE_CHARACTERS = 120
_STANZA = re.compile(r"\b(?:stanza|strophe|linegroup)\b", re.IGNORECASE)
_BREAK_CLASS = re.compile(r"\b(?:(?:scene|section|space|ornamental)[-_]?break|asterism)\b", re.IGNORECASE)
_NAMELESS = ("", "image", "img", "picture")  # what programs say of a picture of which they know nothing
_BREAK_WORDS = re.compile(  # the last ones are LibreOffice's
    r"(?:[*~#•⁂❖❦—–-]\s*)+|(?:scene|section)[ -]?break|ornament(?:al break)?|horizontal (?:line|rule)"
    r"|(?:shape|line) ?\d+",
    re.IGNORECASE,
)


class Walk:
    """One pass over a tree. Roles are inherited: what is inside a note is a note.

    `boxes` numbers the book's quotations; `root` is what the text is where nothing inside says otherwise;
    `roles` is what is known of some elements beforehand.
    """

    def __init__(
        self,
        tree: Element,
        boxes: Iterator[int],
        style: StyleSheet,
        root: Role,
        roles: Mapping[Element, Role],
    ) -> None:
        self._tree, self._boxes, self._style, self._roles = tree, boxes, style, roles
        self._builder = PieceBuilder(root)
        self._left_out = LeftOut(tree, style)
        self._stressed = self._bold = self._verbatim = 0
        self._ends: list[list[_Undo]] = []  # for each open element, what its end brings back

    def pieces(self) -> list[Piece]:
        """Every piece of the tree's text, in order: story, headings, breaks, and what is left out and why."""
        walker = etree.iterwalk(self._tree, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event == "start":
                self._ends.append([])
                if self._enter(element, element.tag.lower()):
                    self._say(element.text)
                else:
                    walker.skip_subtree()
            else:
                if event == "end":
                    for undo in reversed(self._ends.pop()):
                        undo()
                self._say(element.tail)
        return self._builder.finish()

    def _say(self, words: str | None) -> None:
        if words:
            say = self._builder.say_lines if self._verbatim else self._builder.say
            say(words, stressed=self._stressed > 0, bold=self._bold > 0)

    def _enter(self, element: Element, tag: str) -> bool:
        """Prepare for what is inside an element; False: what is inside is not walked."""
        if tag == "br":
            self._builder.line_break()
        elif tag == "hr":
            if not self._left_out.is_hidden(element):
                self._builder.scene_break()
        elif tag in ("img", "image"):
            self._picture((element.get("alt") or "").strip(), element.get("src") or "")
        elif tag in ("rt", "rtc"):
            self._builder.drop(ink_of(element), "readings beside the characters (ruby)")
        elif tag not in _UNSEEN:
            begun = self._builder.is_begun
            why = "" if element in self._roles else self._left_out.in_passing(element, tag, begun=begun)
            if not why:
                self._open(element, tag)
                return True
            self._builder.drop(ink_of(element), why)
        return False

    def _open(self, element: Element, tag: str) -> None:
        for name in filter(None, (element.get("id"), element.get("name") if tag == "a" else None)):
            self._builder.anchor(name)
        if tag == "dt":
            self._builder.end_paragraph()
        elif tag in _CELLS:
            self._say(" ")
        elif tag == "pre":
            self._bring_back("_verbatim", self._verbatim)
            self._verbatim += 1
        name = element.get("class") or ""
        self._stress(element, tag)
        if _DROP_CAP.search(name) and is_short(element, _DROP_CAP_CHARACTERS):
            if not self._builder.is_begun:
                self._ends[-1].append(self._builder.drop_cap)
        elif tag in BLOCKS and _is_line_of_verse(element):
            if self._builder.is_begun:
                self._builder.line_break()
        elif tag in BLOCKS or element in self._roles:
            self._open_block(element, tag, name)

    def _bring_back(self, name: str, value: int) -> None:
        self._ends[-1].append(lambda: setattr(self, name, value))

    def _stress(self, element: Element, tag: str) -> None:
        if UPRIGHT.search(element.get("style") or ""):
            self._bring_back("_stressed", self._stressed)
            self._stressed = 0
        elif tag in _ITALIC_TAGS or self._style.sets(element, ITALIC):
            self._bring_back("_stressed", self._stressed)
            self._stressed += 1
        if tag in _BOLD_TAGS or self._style.sets(element, BOLD):
            self._bring_back("_bold", self._bold)
            self._bold += 1

    def _open_block(self, element: Element, tag: str, name: str) -> None:
        builder = self._builder
        builder.end_paragraph()
        outer = builder.role
        builder.role = self._role(element, tag, name, outer)
        if outer.kind is None and builder.role.kind is None and _BREAK_CLASS.search(name):
            builder.add("", BlockKind.BREAK, "break")
        before = len(builder.pieces)

        def close() -> None:
            builder.end_paragraph()
            empty = tag in ("p", "div") and len(builder.pieces) == before and len(element) == 0
            if empty and not builder.role.place.startswith("ao3"):  # where they come about by accident
                builder.empty_paragraph()
            builder.role = outer

        self._ends[-1].append(close)

    def _role(self, element: Element, tag: str, name: str, outer: Role) -> Role:
        """What the text inside a block is; the rules of known archives come first."""
        found = self._roles.get(element) or fanfiction.role(element, outer)
        role = outer if found is None else found
        if tag == "blockquote" and not role.box:
            role = replace(role, box=next(self._boxes))
        if role.kind is not None:
            return role
        why = self._left_out.as_block(element, tag, by_author=fanfiction.is_story(role))
        if why:
            return Role(BlockKind.SKIPPED, why, place=role.place)
        level = HEADINGS.get(tag, 2 if _is_title(element, tag, name) else role.level)
        aligned = tag == "center" or (element.get("align") or "").lower() == "center"
        centred = role.centred or aligned or self._style.sets(element, CENTRED)
        return replace(role, level=level, centred=centred)

    def _picture(self, alt: str, source: str) -> None:
        """A picture of one letter is that letter; an ornament breaks the scene; others are listed."""
        builder, begun = self._builder, self._builder.is_begun
        if not begun and (
            _BREAK_WORDS.fullmatch(alt) or (alt.lower() in _NAMELESS and PICTURED.search(source))
        ):
            builder.scene_break()
        elif len(alt) == 1 and alt.isalnum() and not begun:
            builder.say(alt)
            builder.drop_cap()
        elif begun and len(alt) > 2:
            builder.drop(alt, "pictures")
        elif alt and not begun and builder.role.kind is None:
            builder.add(" ".join(alt.split()), BlockKind.SKIPPED, "picture")
        else:
            builder.say(alt)


def _is_line_of_verse(element: Element) -> bool:
    """Is it a line of a stanza, which is one paragraph?"""
    parent = element.getparent()
    return parent is not None and _STANZA.search(parent.get("class") or "") is not None


def _is_title(element: Element, tag: str, name: str) -> bool:
    """Is it a paragraph that a book's style calls a chapter's title?"""
    if tag not in ("p", "div") or not _TITLE_CLASS.search(name) or not is_short(element, _TITLE_CHARACTERS):
        return False
    return not any(isinstance(inner.tag, str) and inner.tag in BLOCKS for inner in element.iterdescendants())
