"""Footnotes in markup: the marks that link to them, and the paragraphs that they link to."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from narrate.manuscripts.markup.tree import HEADINGS
from narrate.manuscripts.opening.xmlparts import Element

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?", re.IGNORECASE)
_NEAR = 8  # ancestors in which a mark or a note is looked for
_BEGINNING = 12  # characters in which a note repeats its mark


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a file: the names that marks link to, and the paragraphs that these are."""

    names: set[str]
    paragraphs: set[Element]


def looks_like_mark(link: Element) -> bool:
    """Are its words no more than "1", "[2]", "*"?"""
    return _MARK.fullmatch(_words(link)) is not None


def targets(tree: Element) -> Notes:
    """The notes of a file, by the names that their marks link to.

    A note is what a mark links to, if it begins with the same mark and goes on, without a heading: what a
    link to chapter "1" leads to is none.
    """
    by_name = {name: element for element in tree.iter() if (name := _name(element))}
    headed = _headed(tree)
    notes = Notes(set(), set())
    for link in tree.iter("a"):
        target = (link.get("href") or "").partition("#")[2]
        if not target or not looks_like_mark(link) or target not in by_name:
            continue
        note, around = _block(by_name[target]), _block(link)
        if around is not None and _leads_back(_words(around), _words(link)):
            continue
        if note is None or note is around or note in headed:
            continue
        if _mark(link) in _words(note, _BEGINNING)[:_BEGINNING] and _words(note) != _words(link):
            notes.names.add(target)
            notes.paragraphs.add(note)
    return notes


def _headed(tree: Element) -> set[Element]:
    """The elements that have headings in them."""
    headed: set[Element] = set()
    for heading in tree.iter(*HEADINGS):
        for around in heading.iterancestors():
            if around in headed:
                break
            headed.add(around)
    return headed


def _leads_back(paragraph: str, mark: str) -> bool:
    """Is a mark the note's own, with the note right behind it?"""
    return paragraph.startswith(mark) and paragraph != mark


def is_mark(element: Element, notes: Notes) -> bool:
    """Is it the mark in the text of a footnote that is known, or of one in another file?"""
    if element.tag == "sup":
        inside = list(element)
        alone = len(inside) == 1 and inside[0].tag == "a" and not (element.text or "").strip()
        return alone and is_mark(inside[0], notes)
    if element.tag != "a" or not looks_like_mark(element):
        return False
    file, _, target = (element.get("href") or "").partition("#")
    if _is_called_mark(element) or target in notes.names:
        return True
    elsewhere = bool(file and target) and _follows_a_word(element)
    return elsewhere or (bool(file or target) and _is_raised(element))


def _is_called_mark(link: Element) -> bool:
    called = " ".join(link.get(name) or "" for name in ("epub:type", "role", "class")).lower()
    return any(name in called for name in ("noteref", "footnote", "fnanchor"))


def _is_raised(link: Element) -> bool:
    around = itertools.islice(link.iterancestors(), _NEAR)
    return any(e.tag == "sup" for e in (*around, *link.iterchildren("sup")))


def elsewhere(tree: Element) -> Iterator[tuple[str, str]]:
    """The links of a file's marks to other files, each with the mark's own words.

    A table of contents links to chapter "1", too, but neither raised nor behind a word.
    """
    for link in tree.iter("a"):
        file, _, target = (link.get("href") or "").partition("#")
        if not (file and target and looks_like_mark(link)):
            continue
        if _is_called_mark(link) or _is_raised(link) or _follows_a_word(link):
            yield link.get("href"), _mark(link)


def _mark(link: Element) -> str:
    """The words of a mark without brackets, if it is more than a sign: "1" of "[1]", but "*"."""
    return re.sub(r"\W", "", _words(link)) or _words(link)


def _follows_a_word(element: Element) -> bool:
    """Does it stand right behind a word or a full stop, as marks do and links to chapters do not?"""
    before = element.getprevious()
    words = element.getparent().text if before is None else before.tail
    return bool(words) and not words[-1].isspace()


def _name(element: Element) -> str | None:
    if not isinstance(element.tag, str):
        return None
    return element.get("id") or (element.get("name") if element.tag == "a" else None)


def _block(element: Element) -> Element | None:
    """The paragraph that an element is, or stands in."""
    blocks = ("p", "li", "dd", "aside", "td", "div")
    if element.tag in blocks:
        return element
    return next((e for e in itertools.islice(element.iterancestors(), _NEAR) if e.tag in blocks), None)


def _words(element: Element, enough: int = 40) -> str:
    words = ""
    for part in element.itertext():
        words = (words + part).lstrip()
        if len(words) > enough:
            break
    return words.strip()
