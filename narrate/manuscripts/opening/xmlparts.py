"""The XML parts of EPUB and DOCX archives, whatever namespaces they declare."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any  # lxml's elements come without types

_DOCTYPE = re.compile(  # one that is not closed goes on to the end: nothing is searched twice
    rb"<!DOCTYPE[^>\[]*(?:>|\[.*?(?:\]\s*>|\Z)|\Z)", re.DOTALL
)


def parse_xml(raw: bytes) -> Element | None:
    """The tree of one of an EPUB's own XML files; no entity, no network, what is broken left out."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(without_doctype(raw).lstrip(), parser)
    except etree.XMLSyntaxError:
        return None


def without_doctype(raw: bytes) -> bytes:
    """The document type goes, and with it the entities that a file may have declared."""
    return _DOCTYPE.sub(b"", raw)


def local(element: Element) -> str:
    """An element's name without its namespace, or the prefix of one that the file does not declare."""
    return re.split(r"[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def named(tree: Element, name: str) -> Iterator[Element]:
    """The elements of that name, whatever their namespace."""
    return (element for element in tree.iter() if local(element) == name)
