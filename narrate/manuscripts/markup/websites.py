"""Saved pages of the sites where stories are told in chapters: what is the story, and what the site adds.

A site is known by the element that holds its text. All around that is the site's page, except the chapter's
heading and the author's notes.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from narrate.manuscripts.markup.tree import words_of
from narrate.manuscripts.opening.xmlparts import Element
from narrate.manuscripts.pieces.builder import Role
from narrate.story.book import BlockKind

_ADDED = "the site's page"
_BY = "by "
_LINK = re.compile(r"(?:https?:)?(?://[^/?#]*)?/?([^/?#]*)")
_LONGEST_NAME = 200  # characters
_NEAR = 40  # ancestors among which the outer element of a path is looked for


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of its story, and what the text inside some of its elements is."""

    root: Role
    roles: Mapping[Element, Role] = field(default_factory=dict)
    title: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class _Site:
    """Where things are on its pages: `story` holds the text, `added` is the site's own within it.

    Each is a key of an element, as `_keys` names it, or that of one around it and its own. `title_ends` is
    what stands behind the book's title.
    """

    story: str
    heading: str
    title: str
    author: str = ""
    notes: str = ""
    added: str = ""
    title_ends: str = ""


_SITES = (
    _Site(  # Royal Road
        story=".chapter-inner",
        heading="h1",
        title=".fic-header h2",
        author=".fic-header h3",
        notes=".author-note-portlet",
    ),
    _Site(  # Scribble Hub
        story="#chp_raw",
        heading=".chapter-title",
        title=".wi_breadcrumb a/series",
        author=".chp_byauthor",
        notes=".wi_authornotes",
        added=".sp-head",
    ),
    _Site(  # FanFiction.net and FictionPress, which call a chapter by its name only in the list of all
        story="#storytext",
        heading="#chap_select option[selected]",
        title="#profile_top b",
        author="#profile_top a/u",
        added="#chap_select",
    ),
    _Site(  # Wattpad
        story=".panel-reading pre",
        heading="header.panel-reading h1",
        title="title",
        author="header.panel-reading .author",
        added=".comment-marker",
        title_ends=" - ",
    ),
    _Site(  # SpaceBattles, Sufficient Velocity and other forums made with XenForo
        story=".hasThreadmark .bbWrapper",
        heading=".hasThreadmark .threadmarkLabel",
        title=".p-title-value",
        author=".hasThreadmark",
    ),
    _Site(story=".available-content", heading=".post-title", title="og:site_name"),  # Substack
    _Site(  # WordPress
        story=".entry-content", heading=".entry-title", title="og:site_name", added=".sharedaddy"
    ),
)


def understand(tree: Element) -> WebPage:
    """What the page of a known site is made of; of any other page all is story."""
    places: dict[str, list[Element]] = {}
    for element in tree.iter("*"):
        for key in _keys(element):
            places.setdefault(key, []).append(element)
    site = next((site for site in _SITES if any(map(words_of, _found(places, site.story)))), None)
    if site is None:
        return WebPage(Role())
    title, author = (
        next(filter(None, map(_said, _found(places, path))), "") for path in (site.title, site.author)
    )
    return WebPage(
        root=Role(BlockKind.SKIPPED, _ADDED),
        roles=_roles(site, tree, places),
        title=title.partition(site.title_ends)[0] if site.title_ends else title,
        author=author[len(_BY) :] if author.lower().startswith(_BY) else author,
    )


def _keys(element: Element) -> Iterator[str]:
    """`h1`, `#id`, `.class`, `h1.class`, `a/series` (a link to /series/…), `option[selected]`, `og:title`."""
    yield element.tag
    if element.get("id"):
        yield f"#{element.get('id')}"
    for name in (element.get("class") or "").split():
        yield from (f".{name}", f"{element.tag}.{name}")
    if element.tag == "a":
        found = _LINK.match(element.get("href") or "")
        yield f"a/{found[1]}" if found else "a/"
    if element.get("selected") is not None:
        yield f"{element.tag}[selected]"
    if element.get("property"):
        yield element.get("property")


def _found(places: Mapping[str, list[Element]], path: str) -> Iterator[Element]:
    """The elements that a path leads to, in order."""
    *outer, own = path.split() or [""]
    around = {element for key in outer for element in places.get(key, ())}
    for element in places.get(own, ()):
        if not outer or not around.isdisjoint(itertools.islice(element.iterancestors(), _NEAR)):
            yield element


def _roles(site: _Site, tree: Element, places: Mapping[str, list[Element]]) -> dict[Element, Role]:
    parts = (
        (_found(places, site.story), Role()),
        (_found(places, site.notes), Role(BlockKind.NOTE, "chapter notes")),
        (_found(places, site.added), Role(BlockKind.SKIPPED, _ADDED)),
        (_headings(site, tree, places), Role(BlockKind.HEADING, "heading")),
    )
    return {element: role for elements, role in parts for element in elements}


def _headings(site: _Site, tree: Element, places: Mapping[str, list[Element]]) -> Iterator[Element]:
    """The headings of the texts: the last before each. Others are of lists of chapters, or in the text."""
    order = {element: at for at, element in enumerate(tree.iter("*"))}
    headings = list(_found(places, site.heading))
    starts = [order[heading] for heading in headings]
    for text in _found(places, site.story):
        yield from headings[: bisect.bisect(starts, order[text])][-1:]


def _said(element: Element) -> str:
    """The name that an element says, or has instead of words; "" where it says more than a name."""
    said: str = element.get("content") or element.get("data-author") or words_of(element)
    return said if len(said) <= _LONGEST_NAME else ""
