"""What the styles of a Word file say: which paragraphs are headings, and what is in italics."""

import re
from collections.abc import Iterator

from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.builder import Role
from narrate.story.book import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CHAPTER_STYLE = re.compile(r"(?:[\w ]+ - )?chapter(?: (?:title|head(?:ing)?|name|number))?", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\b|toc heading|table of (?:contents|figures)|index \d")
OUTLINED = tuple("012345")
_DEEPEST = 20  # styles based on one another; Word's own go down to four
_EMPHATIC = frozenset(("emphasis", "intense emphasis", "subtle emphasis"))
_OFF = ("0", "false", "off", "none")


class Styles:
    """What paragraph and character styles say, looked up once each."""

    def __init__(self, styles: Element) -> None:
        self._styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self._names: dict[str | None, tuple[str, ...]] = {}
        self._levels: dict[str | None, int] = {}

    def names(self, key: str | None) -> tuple[str, ...]:
        """The style's name and those of the ones that it is based on."""
        if key not in self._names:
            self._names[key] = tuple((said(style, "name") or "").lower() for style in self._based(key))
        return self._names[key]

    def level(self, key: str | None) -> int:
        """The level of a heading that the style, or one under it, gives: 1 is the highest, 0 none."""
        if key not in self._levels:
            outlines = (said(style, "pPr", "outlineLvl") for style in self._based(key))
            outline = next(filter(None, outlines), None)
            self._levels[key] = int(outline) + 1 if outline in OUTLINED else 0
        return self._levels[key]

    def _based(self, key: str | None) -> Iterator[Element]:
        """The style, and those that it is based on."""
        seen: set[str | None] = set()
        while key in self._styles and key not in seen and len(seen) < _DEEPEST:
            seen.add(key)
            yield self._styles[key]
            key = said(self._styles[key], "basedOn")

    def sets(self, key: str | None, name: str) -> bool:
        """Does the style, or else one under it, switch a property on, such as italics ("i")?"""
        switched = (is_on(style.find(f"{W}rPr"), name) for style in self._based(key))
        emphatic = name == "i" and not _EMPHATIC.isdisjoint(self.names(key))
        return next((on for on in switched if on is not None), emphatic)


def role_of_style(name: str) -> Role | None:
    """What a style's name says, which Word keeps in English whatever its own language."""
    heading = _HEADING.fullmatch(name)
    if heading or _CHAPTER_STYLE.fullmatch(name):
        return Role(level=int(heading[1]) if heading else 2)
    if name in ("title", "subtitle"):
        return Role(BlockKind.TITLE, name)
    if name == "author":  # Pandoc's
        return Role(BlockKind.TITLE, "byline")
    if _CONTENTS.match(name):
        return Role(BlockKind.SKIPPED, "contents")
    if name == "caption" or name.endswith(" caption"):
        return Role(BlockKind.SKIPPED, "caption")
    aside = name in ("footnote text", "endnote text", "header", "footer")
    return Role(BlockKind.SKIPPED, name) if aside else None


def said(element: Element | None, *path: str) -> str | None:
    """What the element at the end of a path of tags says (w:val); None where there is none."""
    found = element.find("/".join(f"{W}{tag}" for tag in path)) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def is_on(properties: Element | None, name: str) -> bool | None:
    """Is a property such as italics ("i") switched on? None where nothing is said of it."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in _OFF
