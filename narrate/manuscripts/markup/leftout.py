"""What stands in a marked-up file and is not told: contents, footnotes, page numbers, hidden text."""

import itertools
import re

from narrate.manuscripts.markup import footnotes
from narrate.manuscripts.markup.style import HIDDEN, StyleSheet
from narrate.manuscripts.markup.tree import BLOCKS, HEADINGS, ink_of, is_short, words_of
from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.apparatus import NEIGHBOURS
from narrate.manuscripts.pieces.gutenberg import LICENCE

_LISTS = frozenset(("p", "ul", "ol", "table", "div"))
_CAPTIONED = frozenset(("p", "div", "dd", "td"))
_CONTROLS = frozenset(
    "button select textarea input option datalist iframe audio video canvas svg math".split()
)
_UNSEEN = frozenset("template noscript noembed noframes object applet".split())
_PAGE_NUMBER = re.compile(
    r"\b(?:pagenum(?:ber)?|page-?no|page-?number|pagebreak|pgnum|folio|x-ebookmaker-pageno)\b", re.IGNORECASE
)
_NOTE_CLASS = re.compile(r"\b(?:foot|end)-?_?notes?\b", re.IGNORECASE)
_WORDS_OWN = (  # how Word calls what it saves in a web page beside the text
    (re.compile(r"\bMsoToc(?:\d|Heading)\b"), "contents"),
    (re.compile(r"\bMsoCommentText\b"), "comment"),
)
_CAPTION = re.compile(r"caption(?:s|-?text|-western)?(?:\s|$)", re.IGNORECASE)  # with whatever before it
_RUNNING = {"header": "running head", "footer": "running foot"}  # LibreOffice's
_TRANSCRIBER = re.compile(r"\b(?:trans(?:criber)?|t)-?_?notes?\b", re.IGNORECASE)
_BOILERPLATE = re.compile(r"\b(?:pg-boilerplate|pgheader|pg-header|pg-footer|pgfooter)\b", re.IGNORECASE)
# EPUB's structural semantics, https://www.w3.org/TR/epub-ssv-11/, and ARIA's roles of the same names
TYPES = {
    **dict.fromkeys(("toc", "landmarks", "page-list", "loi", "lot"), "contents"),
    **dict.fromkeys(("titlepage", "halftitlepage"), "title page"),
    **dict.fromkeys(("acknowledgments", "acknowledgements"), "acknowledgements"),
    **dict.fromkeys(("endnote", "endnotes", "rearnote", "rearnotes"), "endnotes"),
    **dict.fromkeys(("footnote", "footnotes"), "footnote"),
    **{kind: kind for kind in "cover imprint colophon dedication index bibliography errata".split()},
    "copyright-page": "copyright page",
    "contributors": "credits",
    "other-credits": "credits",
    "seriespage": "advertisement",
    "pagebreak": "page numbers",
}
_COMMENTS = re.compile(
    r"(?:^|\s)comments?(?:-?(?:list|section|area|container|thread))?(?:\s|$)", re.IGNORECASE
)
_ADDED = re.compile(  # as most blogs call what stands around their text
    r"(?:^|\s)(?:navbar|breadcrumbs?|sidebar|site-(?:header|footer)|page-footer|pagination|nav-links"
    r"|post-navigation|footer|widget-area|related-posts|cookie-(?:notice|banner))(?:\s|$)",
    re.IGNORECASE,
)
_PAGING = re.compile(rf"[\W_]*{NEIGHBOURS}[\W_]*", re.IGNORECASE)
_PAGING_CHARACTERS = 30
_LANDMARKS = frozenset(("navigation", "search", "complementary", "contentinfo"))  # ARIA's, of a site
_PAGE_NUMBER_CHARACTERS = 20
_CONTENTS_LINKS = 3  # fewer are links in a text
_NUMBER = re.compile(r"\W*(?:\d{1,3}|[ivxlc]{1,7})\W*", re.IGNORECASE)
_LONGEST_TITLE = 60  # characters beside the number of a chapter that is linked to


class LeftOut:
    """Says why an element of one file is not told; what that takes is looked up once a file."""

    def __init__(self, tree: Element, style: StyleSheet) -> None:
        self._style = style
        self._notes = footnotes.targets(tree)
        self._contents = _lists_of_contents(tree)

    def in_passing(self, element: Element, tag: str, *, begun: bool) -> str:
        """Why a mark or a control in running text is not told; "" where it is.

        `begun`: words stand before it in the paragraph. A footnote's mark without them is the note's own.
        """
        inline, name = tag not in BLOCKS, element.get("class") or ""
        if tag in _UNSEEN:
            return "hidden text"
        if tag in _CONTROLS or "button" in _types_of(element):
            return "buttons and frames"
        if (inline or is_short(element, _PAGE_NUMBER_CHARACTERS)) and _is_page_number(element):
            return "page numbers"
        if tag == "a" and is_short(element, _PAGING_CHARACTERS) and _PAGING.fullmatch(ink_of(element)):
            return "links to other pages"
        if tag == "a" and _is_handle(element):
            return "links to headings"
        return (
            (self._of_a_footnote(element, tag, name) if begun else "")
            or ("comment" if "msocom" in name else "")
            or ("what was deleted" if tag == "del" and element.get("datetime") else "")
            or ("hidden text" if inline and self.is_hidden(element) else "")
        )

    def _of_a_footnote(self, element: Element, tag: str, name: str) -> str:
        if tag in ("a", "sup") and footnotes.is_mark(element, self._notes):
            return "footnote marks"
        return "footnote" if tag == "span" and _NOTE_CLASS.search(name) else ""

    def as_block(self, element: Element, tag: str, *, by_author: bool) -> str:
        """Why a whole block is not told; "" where it is.

        `by_author`: no site has added anything there, whatever the author calls a letter's foot, or a chat.
        """
        name = element.get("class") or ""
        names = f"{name} {element.get('id')}"
        types = (TYPES[kind] for kind in _types_of(element) if kind in TYPES)
        return (
            next(types, "")
            or {"nav": "contents", "figcaption": "picture"}.get(tag, "")
            or ("picture" if tag in _CAPTIONED and _CAPTION.search(name) else "")
            or (_RUNNING.get((element.get("title") or "").lower(), "") if tag == "div" else "")
            or ("the page's foot" if tag == "footer" and _is_of_body(element) else "")
            or ("contents" if element in self._contents else "")
            or ("hidden text" if self.is_hidden(element) else "")
            or (LICENCE if _BOILERPLATE.search(names) else "")
            or ("footnote" if tag != "body" and _NOTE_CLASS.search(name) else "")
            or ("" if by_author or tag == "body" else _added(names))
            or ("the site's page" if _LANDMARKS.intersection(_types_of(element)) else "")
            or next((why for words, why in _WORDS_OWN if words.search(name)), "")
            or ("transcriber's note" if _TRANSCRIBER.search(name) else "")
            or ("footnote" if element in self._notes.paragraphs else "")
        )

    def is_hidden(self, element: Element) -> bool:
        """Does its file keep it from being seen?"""
        return element.get("hidden") is not None or self._style.sets(element, HIDDEN)


def _added(names: str) -> str:
    """What a site has added under such names; "" where they say nothing of that."""
    if _ADDED.search(names):
        return "the site's page"
    return "what readers say" if _COMMENTS.search(names) else ""


def _types_of(element: Element) -> list[str]:
    """The element's `epub:type`, and its ARIA role without the prefix `doc-`."""
    role = (element.get("role") or "").lower().removeprefix("doc-")
    return [*(element.get("epub:type") or "").lower().split(), role]


def _is_handle(link: Element) -> bool:
    """Is it the sign beside a heading by which it can be linked to: ¶, #, a chain?"""
    heading = any(around.tag in HEADINGS for around in itertools.islice(link.iterancestors(), 2))
    return heading and (link.get("href") or "")[:1] == "#" and not re.search(r"\w", ink_of(link))


def _is_of_body(element: Element) -> bool:
    """Does it belong to the page as a whole? A letter inside a story may have a foot, too."""
    parent = element.getparent()
    return parent is not None and parent.tag == "body"


def _is_page_number(element: Element) -> bool:
    return "pagebreak" in _types_of(element) or _PAGE_NUMBER.search(element.get("class") or "") is not None


def _lists_of_contents(tree: Element) -> set[Element]:
    """Blocks of nothing but links to other places of the file; a mere number must lead to a heading."""
    headed = _names_of_headings(tree)
    links: dict[Element, list[float]] = {}  # for each block, how long it may be for each link in it
    alone: set[Element] = set()
    for link in tree.iter("a"):
        target = (link.get("href") or "").partition("#")[2]
        numbered = target in headed and _NUMBER.fullmatch(words_of(link)) is not None
        if numbered or (target and not footnotes.looks_like_mark(link)):
            words = words_of(link)
            near = itertools.islice(link.iterancestors(), 8)
            blocks = list(itertools.islice((e for e in near if e.tag in _LISTS), 3))
            for block in blocks:
                title = _LONGEST_TITLE if numbered and block.tag == "table" else 0
                links.setdefault(block, []).append(title + 1.5 * (len(words) + 3))
            if numbered and blocks and is_short(blocks[0], len(words)):
                alone.add(blocks[0])
    lists = {
        block
        for block, room in links.items()
        if len(room) >= _CONTENTS_LINKS and len(words_of(block)) <= 20 + sum(room)
    }
    return lists | (alone if len(alone) >= _CONTENTS_LINKS else set())


def _names_of_headings(tree: Element) -> set[str]:
    """The names that lead to headings: their own, those in them, that of what begins with one."""
    names: set[str] = set()
    for heading in tree.iter(*HEADINGS):
        around = [heading.getparent()] if heading.getprevious() is None else []
        for element in (*heading.iter("*"), *around):
            names.update(filter(None, (element.get("id"), element.get("name"))))
    return names
