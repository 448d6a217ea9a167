"""Saved pages of the sites where stories are told in chapters: what is the story, and what the site adds.

A site is known by the element that holds its text. All around that is the site's page, except the chapter's
heading and the author's notes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from narrate.manuscripts.markup.tree import words_of
from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.builder import Role
from narrate.story.book import BlockKind

_ADDED = "the site's page"
_BY = "by "


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of its story, and what the text inside some of its elements is."""

    root: Role
    roles: Mapping[Element, Role] = field(default_factory=dict)
    title: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class _Site:
    """XPaths: `story` holds the text, `added` is the site's within it."""

    story: str
    heading: str
    title: str
    author: str
    notes: str = ""
    added: str = ""


def _class(name: str, tag: str = "*") -> str:
    return f"//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


_SITE_NAME = "//meta[@property='og:site_name']/@content"
_META_AUTHOR = "//meta[@name='author']/@content"
_POST = _class("hasThreadmark", "article")
_SITES = (
    _Site(  # Royal Road
        story=_class("chapter-inner"),
        heading="//h1[not(ancestor::*[contains(@class, 'chapter-inner')])]",
        title=_class("fic-header") + "//h2",
        author=_class("fic-header") + "//h3",
        notes=_class("author-note-portlet"),
    ),
    _Site(  # Scribble Hub
        story="//*[@id='chp_raw']",
        heading=_class("chapter-title"),
        title=_class("wi_breadcrumb") + "//a[contains(@href, '/series/')]",
        author=_class("chp_byauthor"),
        notes=_class("wi_authornotes"),
        added=_class("sp-head"),
    ),
    _Site(  # FanFiction.net and FictionPress, which call a chapter by its name only in the list of all
        story="//*[@id='storytext']",
        heading="(//select[@id='chap_select'])[1]/option[@selected]",
        title="//*[@id='profile_top']/b",
        author="//*[@id='profile_top']/a[contains(@href, '/u/')]",
        added="(//select[@id='chap_select'])[1]",
    ),
    _Site(  # Wattpad
        story=_class("panel-reading") + "//pre",
        heading=_class("panel-reading", "header") + "//h1",
        title="substring-before(//title, ' - ')",
        author=_class("panel-reading", "header") + _class("author"),
        added=_class("panel-reading") + "//pre" + _class("comment-marker"),
    ),
    _Site(  # SpaceBattles, Sufficient Velocity and other forums made with XenForo
        story=_POST + _class("bbWrapper"),
        heading=_POST + _class("threadmarkLabel"),
        title=_class("p-title-value"),
        author=_POST + "/@data-author",
    ),
    _Site(  # Substack
        story=_class("available-content"),
        heading=_class("post-title"),
        title=_SITE_NAME,
        author=_META_AUTHOR,
    ),
    _Site(  # WordPress
        story=_class("entry-content"),
        heading=_class("entry-title"),
        title=_SITE_NAME,
        author=_META_AUTHOR,
        added=_class("entry-content") + _class("sharedaddy") + "|" + "//*[@id='jp-post-flair']",
    ),
)


def understand(tree: Element) -> WebPage:
    """What the page of a known site is made of; of any other page all is story."""
    for site in _SITES:
        if any(map(words_of, tree.xpath(site.story))):
            return WebPage(
                root=Role(BlockKind.SKIPPED, _ADDED),
                roles=_roles(site, tree),
                title=next(_said(tree, site.title), None),
                author=next(_said(tree, site.author), None),
            )
    return WebPage(Role())


def _roles(site: _Site, tree: Element) -> dict[Element, Role]:
    parts = (
        (site.story, Role()),
        (site.added, Role(BlockKind.SKIPPED, _ADDED)),
        (site.notes, Role(BlockKind.NOTE, "chapter notes")),
        (site.heading, Role(BlockKind.HEADING, "heading")),
    )
    return {element: role for path, role in parts if path for element in tree.xpath(path)}


def _said(tree: Element, path: str) -> Iterator[str]:
    """What a path leads to says: of elements their words, of a byline the name."""
    found = tree.xpath(path)
    for one in [found] if isinstance(found, str) else found:
        words = words_of(one) if etree.iselement(one) else " ".join(one.split())
        if words:
            yield words[len(_BY) :] if words.lower().startswith(_BY) else words
