"""The markup of fan-fiction archives and downloaders: where the story ends and its notes begin.

Archive of Our Own (downloads as HTML and, through calibre, EPUB; saved pages): the app/views/downloads of
otwcode/otwarchive. FanFicFare (EPUB, HTML): the writers of JimmXinu/FanFicFare. The archive's rule is that
`div.userstuff` is story and `blockquote.userstuff` is notes; calibre renames classes and keeps ids, tags
and comments, so those decide first.
"""

import re
from dataclasses import replace
from enum import StrEnum

from narrate.manuscripts.markup.tree import words_of
from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.builder import Role
from narrate.story.book import BlockKind


class _Place(StrEnum):
    """Where in a download, or in a page of the archive, the text inside an element stands."""

    AO3 = "ao3"
    PREFACE = "ao3 preface"
    CHAPTERS = "ao3 chapters"
    HEAD = "ao3 head"
    AFTERWORD = "ao3 afterword"
    SITE = "ao3 site"
    WORK = "ao3 work"
    STORY = "ao3 story"
    FFF_TITLE = "fff title"


_PARTS = {
    "preface": Role(BlockKind.NOTE, "preface", place=_Place.PREFACE),
    "chapters": Role(place=_Place.CHAPTERS),
    "afterword": Role(BlockKind.NOTE, "afterword", place=_Place.AFTERWORD),
}
_PREFACE_TAGS = {"h1": Role(BlockKind.TITLE, "title"), "dl": Role(BlockKind.NOTE, "tags")}
_FFF_PAGES = {
    "fff_titlepage": Role(BlockKind.NOTE, "about the story", place=_Place.FFF_TITLE),
    "fff_tocpage": Role(BlockKind.SKIPPED, "contents"),
    "fff_logpage": Role(BlockKind.SKIPPED, "update log"),
    "fff_coverpage": Role(BlockKind.SKIPPED, "cover"),
}
_NOTES = re.compile(
    r"\bfff_(?:\w*_)?(?:notes?|summary)\b|\b(?:author'?s?|chapter|story|head|start|begin(?:ning)?|post|pre)[-_]?notes?\b"
    r"|\bauthor-?note-?\w*",
    re.IGNORECASE,
)
_SECTION = re.compile(r"section\d+")
_LONGEST_LABEL = 80  # characters


def root(markup: str) -> Role:
    """What a file's text is where nothing inside it says otherwise."""
    if re.search(r"""\bid=["']workskin["']""", markup):
        return Role(BlockKind.SKIPPED, "the site's page", place=_Place.SITE)
    posted = "Posted originally on the" in markup or "download for this work" in markup
    if posted and re.search(r"""\bid=["'](?:preface|chapters|afterword)["']""", markup):
        return Role(place=_Place.AO3)
    return Role()


def is_story(role: Role) -> bool:
    """Is it known to be the story's own text, with nothing of a site in it?"""
    return role.place == _Place.STORY


def role(element: Element, outer: Role) -> Role | None:
    """What the archive's own markup says of an element; None where it says nothing."""
    classes = (element.get("class") or "").split()
    if outer.place.startswith("ao3"):
        found = _on_the_archive(element, element.get("id") or "", classes, outer)
        if found is not None:
            return found
    return _fanficfare(element, classes, outer) or _notes(element, classes, outer)


def _on_the_archive(  # noqa: PLR0911 - one return a place
    element: Element, name: str, classes: list[str], outer: Role
) -> Role | None:
    """What the place in a download, or in a page of the archive, says."""
    match outer.place:
        case _Place.AO3:
            return _PARTS.get(name)
        case _Place.CHAPTERS:
            return _chapter_part(element, name, classes, outer)
        case _Place.HEAD if element.tag == "h2":
            return Role(BlockKind.HEADING, "heading")
        case _Place.PREFACE if element.tag in _PREFACE_TAGS:
            return _PREFACE_TAGS[element.tag]
        case _Place.PREFACE if "byline" in classes or _is_byline(element):
            return Role(BlockKind.TITLE, "byline")
        case _Place.HEAD | _Place.PREFACE | _Place.AFTERWORD:
            return _labelled(element, outer)
        case _:
            return _on_the_site(element, name, classes, outer)


def _chapter_part(element: Element, name: str, classes: list[str], outer: Role) -> Role:
    if name.startswith("endnotes"):
        return Role(BlockKind.NOTE, "chapter end notes")
    if element.tag == "div" and ("meta" in classes or _precedes_story(element)):
        return Role(BlockKind.NOTE, "chapter notes", place=_Place.HEAD)
    return replace(outer, place=_Place.STORY)


def _on_the_site(element: Element, name: str, classes: list[str], outer: Role) -> Role | None:
    """A page saved from the archive: the work is in #workskin."""
    found = None
    if "landmark" in classes:
        found = Role(BlockKind.SKIPPED, "the site's page")
    elif outer.place == _Place.STORY:
        found = None
    elif name == "workskin":
        found = Role(BlockKind.NOTE, "notes", place=_Place.WORK)
    elif "title" in classes and element.tag in ("h2", "h3"):
        kind = BlockKind.TITLE if element.tag == "h2" else BlockKind.HEADING
        found = Role(kind, kind.value)
    elif "byline" in classes:
        found = Role(BlockKind.TITLE, "byline")
    elif "userstuff" in classes and element.tag == "div":
        found = Role(place=_Place.STORY)
    elif "module" in classes and ("summary" in classes or "notes" in classes):
        notes = "end notes" if "end" in classes else "notes"
        found = Role(BlockKind.NOTE, "summary" if "summary" in classes else notes, place=_Place.WORK)
    return found


def _precedes_story(element: Element) -> bool:
    """Does the comment follow that opens a chapter's text?"""
    following = element.getnext()
    return (
        following is not None and "chapter content" in _comment(following) and "/" not in _comment(following)
    )


def _comment(node: Element) -> str:
    return "" if isinstance(node.tag, str) else node.text or ""


def _is_byline(element: Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "h1" and words_of(element).lower().startswith("by ")


def _labelled(element: Element, outer: Role) -> Role | None:
    """A paragraph such as "Chapter Notes" says what the quotation after it is."""
    label = element
    if element.tag == "blockquote":
        label = element.getprevious()
    elif element.getnext() is None or element.getnext().tag != "blockquote":
        return None
    words = words_of(label) if label is not None and label.tag == "p" else ""
    return replace(outer, why=words.rstrip(":").lower()) if 0 < len(words) < _LONGEST_LABEL else None


def _fanficfare(element: Element, classes: list[str], outer: Role) -> Role | None:
    page = next((_FFF_PAGES[name] for name in classes if name in _FFF_PAGES), None)
    if page:
        return page
    if element.tag == "table" and "full" in classes and outer.kind is None:
        return _FFF_PAGES["fff_titlepage"]
    heads = element.tag == "h2" and _SECTION.fullmatch(element.getparent().get("name") or "")
    if "fff_chapter_title" in classes or heads:
        return Role(BlockKind.HEADING, "heading")
    on_title_page = outer.place == _Place.FFF_TITLE and element.tag in ("h1", "h2", "h3")
    if on_title_page or (element.tag == "h1" and outer.kind is None and _titles_download(element)):
        return Role(BlockKind.TITLE, "title")
    return None


def _titles_download(heading: Element) -> bool:
    """FanFicFare's own: a link to the story, "by", a link to the author."""
    links = list(heading.iterchildren("a"))
    return bool(links) and (links[0].tail or "").strip().startswith("by") and heading.getprevious() is None


def _notes(element: Element, classes: list[str], outer: Role) -> Role | None:
    if outer.kind is not None:
        return None
    # calibre gives a letter inside a story the class of the notes beside it
    if element.tag == "blockquote" and "userstuff" in classes and outer.place != _Place.STORY:
        return Role(BlockKind.NOTE, "notes")
    if element.tag != "body" and classes and _NOTES.search(" ".join(classes)):
        return Role(BlockKind.NOTE, _why(" ".join(classes)))
    return None


def _why(classes: str) -> str:
    if "summary" in classes:
        return "chapter summary"
    return "chapter end notes" if re.search(r"foot|end|post", classes) else "chapter notes"
