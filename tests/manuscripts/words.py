"""The words that stand in a file, counted without narrate: by the standard library's own parsers."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from narrate.story.book import BlockKind, Manuscript

_WORD = re.compile(r"[^\W_]+")
_INLINE = frozenset(
    "a abbr acronym b bdo big cite code del dfn em font i img ins kbd label mark q rb ruby s samp small span "
    "strike strong sub sup tt u var wbr".split()
)
_NO_TEXT = frozenset(("script", "style", "title"))
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_in(text: str) -> Counter[str]:
    """Every word and how often it stands there."""
    return Counter(_WORD.findall(re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)))


def letters_of(words: Counter[str]) -> Counter[str]:
    """Their letters: a large first letter may stand apart from its word."""
    return Counter("".join(words.elements()))


def words_of(manuscript: Manuscript) -> Counter[str]:
    """The words of everything that narrate has found in a file, told or left out."""
    told = (
        manuscript.text[block.start : block.end]
        for block in manuscript.blocks
        if block.kind is not BlockKind.BLANK and block.why != "about the file"
    )
    return words_in("\n".join(told))


def words_of_page(markup: str) -> Counter[str]:
    """The words of an HTML page, with the descriptions of its pictures."""
    page = _Page(convert_charrefs=True)
    page.feed(markup)
    page.close()
    return words_in("".join(page.parts))


class _Page(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in _NO_TEXT
        if tag not in _INLINE:
            self.parts.append(" ")
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self._silent -= tag in _NO_TEXT

    def handle_endtag(self, tag):
        self._silent -= tag in _NO_TEXT
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_data(self, data):
        if not self._silent:
            self.parts.append(data)


def words_of_epub(path: Path) -> Counter[str]:
    """The words of an EPUB's pages, those of its spine."""
    with zipfile.ZipFile(path) as archive:
        names = {name.rpartition("/")[2]: name for name in archive.namelist()}
        package = next(archive.read(name).decode() for name in names.values() if name.endswith(".opf"))
        hrefs = {
            found[1]: unquote(re.findall(r'href="([^"]*)"', found[0])[0]).rpartition("/")[2]
            for found in re.finditer(r'<item\b[^>]*\bid="([^"]*)"[^>]*>', package)
        }
        spine = {hrefs.get(idref): None for idref in re.findall(r'<itemref\b[^>]*idref="([^"]*)"', package)}
        pages = (archive.read(names[href]).decode() for href in spine if href in names)
        return sum(map(words_of_page, pages), Counter())


def words_of_contents(path: Path) -> Counter[str]:
    """The words of an EPUB's tables of contents, which name chapters that have no heading."""
    with zipfile.ZipFile(path) as archive:
        tables = (name for name in archive.namelist() if re.search(r"(?:nav|toc)\.(?:xhtml|ncx)$", name))
        return sum((words_of_page(archive.read(name).decode()) for name in tables), Counter())


def words_of_docx(path: Path) -> Counter[str]:
    """The words of a Word file: its text, its notes and its running heads."""
    with zipfile.ZipFile(path) as archive:
        parts = re.compile(r"word/(?:document|header\d*|footer\d*|comments|footnotes|endnotes)\.xml")
        names = [name for name in archive.namelist() if parts.fullmatch(name)]
        return words_in("\n".join(text for name in names for text in _paragraphs(archive.read(name))))


def _paragraphs(xml: bytes) -> Iterator[str]:
    for paragraph in ET.fromstring(xml).iter(f"{_W}p"):  # noqa: S314 - a file that the test itself has made
        yield "".join(
            (part.text or "") if part.tag == f"{_W}t" else " "
            for part in paragraph.iter()
            if part.tag in (f"{_W}t", f"{_W}br", f"{_W}tab")
        )
