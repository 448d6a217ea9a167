"""HTML and XHTML: the tree of a file, within limits, and what the file says of itself."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from narrate.errors import NarrateError, Place
from narrate.manuscripts.opening.xmlparts import Element, without_doctype

BLOCKS = frozenset(
    "address article aside blockquote body caption center details div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody "
    "tfoot thead tr ul".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_ELEMENTS = 500_000  # of one file; a story of a million words has a fifth of that
_DEEPEST = 2_000  # a word processor nests some twenty deep


def parse(markup: str, path: Path) -> Element:
    """The tree of a marked-up file; nothing is fetched, expanded or run.

    The HTML parser knows no entities but HTML's own. huge_tree only lifts limits of libxml2 that differ from
    version to version; the number and depth of the elements are limited here. Raises NarrateError beyond.
    """
    raw = without_doctype(markup.replace("\0", "").encode("utf-8", "replace"))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    tree = etree.fromstring(raw, parser) if raw.strip() else None
    refused = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    tree = etree.Element("html") if tree is None else tree
    if sum(1 for _ in itertools.islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise _too_much(f"more than {_MOST_ELEMENTS:,} elements of markup are no story", path)
    if refused or _is_deep(tree):
        raise _too_much("the markup is nested more deeply than any reader follows", path)
    return tree


def _too_much(what: str, path: Path) -> NarrateError:
    return NarrateError(what, place=Place(path), hint="Save the file anew, or split it into chapters.")


def _is_deep(tree: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def words_of(element: Element) -> str:
    """All the words inside an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def ink_of(element: Element) -> str:
    """All that an element shows, on one line, with the descriptions of its pictures."""
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walker:
        apart = " " if inner.tag in BLOCKS or inner.tag == "br" else ""
        if event == "start" and inner.tag not in ("script", "style"):
            parts += (apart, inner.get("alt") or "", inner.text or "")
        elif event == "start":
            walker.skip_subtree()
        elif inner is not element:
            parts += (apart, inner.tail or "")
    return " ".join("".join(parts).split())


def is_short(element: Element, characters: int) -> bool:
    """Has it no more than so many characters? No more than these are looked at."""
    for words in element.itertext():
        characters -= len(words.strip())
        if characters < 0:
            return False
    return True


def text_of(tree: Element, tag: str) -> str:
    """The words of the first element with a tag; "" where there is none."""
    return next((words_of(element) for element in tree.iter(tag)), "")


def meta_of(tree: Element, name: str) -> str | None:
    """What a `meta` element of the head says."""
    found: Iterator[str | None] = (
        meta.get("content") for meta in tree.iter("meta") if (meta.get("name") or "").lower() == name
    )
    return next(filter(None, found), None)


def language_of(tree: Element) -> str | None:
    """The language that the file says it is in."""
    said = (element.get("lang") or element.get("xml:lang") for element in (tree, *tree.iterchildren("body")))
    return next(filter(None, said), None)


def style_of(tree: Element) -> str:
    """The style sheets that stand in a file itself."""
    return "\n".join(element.text or "" for element in tree.iter("style"))


def stylesheets(tree: Element) -> Iterator[str]:
    """Where the style sheets lie that a file links to."""
    for link in tree.iter("link"):
        if "stylesheet" in (link.get("rel") or "").lower() and link.get("href"):
            yield link.get("href")
