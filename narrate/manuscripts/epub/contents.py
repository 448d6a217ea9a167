"""An EPUB's table of contents: EPUB 3's nav and EPUB 2's NCX as one list of entries."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.manuscripts.epub.package import Package
from narrate.manuscripts.markup.tree import words_of
from narrate.manuscripts.opening.archive import Archive
from narrate.manuscripts.opening.xmlparts import Element, local, named, parse_xml
from narrate.manuscripts.pieces.matter import by_title
from narrate.manuscripts.pieces.piece import plain

_MOST_ENTRIES = 20_000
_DEEPEST = 12
_LINKS = re.compile(r"[\s↩↑←⏎^\ufe0e\ufe0f]*|(?:more )?notes")  # of a story's notes: calibre lists any link


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its title, the file and the place in it that it leads to ("" its beginning).

    `depth` counts from 1; `leaf` has no entries under it; `parent_file` is where the entry above it leads.
    """

    title: str
    file: str
    anchor: str
    depth: int
    leaf: bool
    parent_file: str | None = None


def read_contents(package: Package, archive: Archive) -> list[Entry]:
    """The entries that lead to files of the book, from the nav or, where it says little, the NCX."""
    found: list[list[Entry]] = [[]]
    for name, reader in ((package.nav, _nav), (package.ncx, _ncx)):
        tree = parse_xml(archive.read(name)) if name else None
        if name and tree is not None:
            found.append(list(itertools.islice(reader(tree, _Level(name, archive)), _MOST_ENTRIES)))
    return list(_below_title(max(found, key=len), package.title))


def _below_title(entries: Sequence[Entry], title: str | None) -> Iterator[Entry]:
    """The entries; where all stand below one that is called as the book is, they without it."""
    tops = {entry for entry in entries if entry.depth == 1 and by_title(entry.title) is None}
    titled = {plain(entry.title) for entry in tops} == {plain(title or "")}
    below = titled and not all(entry.leaf for entry in tops)
    for entry in entries:
        if not below or entry not in tops:
            yield replace(entry, depth=max(1, entry.depth - 1)) if below else entry


def landmarks(package: Package, archive: Archive) -> dict[str, str]:
    """What kinds of pages some files are, as the nav's landmarks and the guide say."""
    kinds = dict(package.guide)
    tree = parse_xml(archive.read(package.nav)) if package.nav else None
    for nav in named(tree, "nav") if tree is not None else ():
        if "landmarks" not in _types(nav):
            continue
        for link in named(nav, "a"):
            name = archive.find(link.get("href") or "", package.nav or "")
            if name and _types(link):
                kinds[name] = _types(link)[0]
    return kinds


def _types(element: Element) -> list[str]:
    return (element.get("{http://www.idpf.org/2007/ops}type") or element.get("type") or "").lower().split()


def _nav(tree: Element, level: "_Level") -> Iterator[Entry]:
    navs = list(named(tree, "nav"))
    toc = next((nav for nav in navs if "toc" in _types(nav)), navs[0] if navs else None)
    top = next(named(toc, "ol"), None) if toc is not None else None
    if top is not None:
        yield from _list(top, level)


@dataclass(frozen=True, slots=True)
class _Level:
    """Where a list of the contents stands: its file, its depth, and where the entry above it leads."""

    where: str
    archive: Archive
    depth: int = 1
    parent: str | None = None

    def entry(self, title: str, href: str, *, leaf: bool) -> Entry | None:
        """An entry of this list, if it leads somewhere."""
        file = self.archive.find(href, self.where) if href else None
        if not file or _LINKS.fullmatch(title):
            return None
        return Entry(title, file, href.partition("#")[2], self.depth, leaf, self.parent)

    def below(self, entry: Entry | None) -> "_Level":
        """The level of the entries under one."""
        return replace(self, depth=self.depth + 1, parent=entry.file if entry else self.parent)


def _list(top: Element, level: _Level) -> Iterator[Entry]:
    for item in top:
        if local(item) != "li":
            continue
        label = next((child for child in item if local(child) in ("a", "span")), None)
        below = next((child for child in item if local(child) == "ol"), None)
        entry = None
        if label is not None:
            link = label if label.get("href") else next(named(label, "a"), label)
            entry = level.entry(words_of(label), link.get("href") or "", leaf=below is None)
        if entry:
            yield entry
        if below is not None and level.depth < _DEEPEST:
            yield from _list(below, level.below(entry))


def _ncx(tree: Element, level: _Level) -> Iterator[Entry]:
    top = next(named(tree, "navmap"), None)
    if top is not None:
        yield from _points(top, level)


def _points(top: Element, level: _Level) -> Iterator[Entry]:
    for point in top:
        if local(point) != "navpoint":
            continue
        parts = {local(child): child for child in reversed(point)}
        title = words_of(parts["navlabel"]) if "navlabel" in parts else ""
        href = (parts["content"].get("src") or "") if "content" in parts else ""
        entry = level.entry(title, href, leaf="navpoint" not in parts)
        if entry:
            yield entry
        if level.depth < _DEEPEST:
            yield from _points(point, level.below(entry))
