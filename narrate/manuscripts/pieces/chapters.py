"""Which pieces of a text head its chapters and sections, and which break its scenes."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from narrate.manuscripts.pieces import bylines, headings, notes
from narrate.manuscripts.pieces.headings import CHAPTER, PART, Heading
from narrate.manuscripts.pieces.namelines import name_lines
from narrate.manuscripts.pieces.ornaments import is_ornament
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.book import BlockKind

_SECTION = 9  # a level below whatever Markdown has
_ENTRY = 100  # characters: a longer line is none of a table of contents
_MOST_ENTRIES = 500
_PROSE = 200  # characters: a longer piece is no title
_LONGEST_HEADING = 400  # that its markup calls one: an archive takes titles of 255
_TITLE_PAGE = 80  # characters: a longer piece does not stand between a title and the first chapter


def mark_headings(pieces: list[Piece]) -> list[Piece]:
    """Mark the title that Markdown gives, contents, chapter and section headings, and lines of ornaments."""
    marked = list(pieces)
    candidates, contents = _candidates(pieces)
    for i in contents:
        marked[i] = pieces[i].marked_as(BlockKind.SKIPPED, "table of contents")
    title = _title(pieces, candidates)
    if title is not None:
        marked[title] = pieces[title].marked_as(BlockKind.TITLE, "title")
        del candidates[title]
        if _is_byline(pieces, title + 1, candidates):
            marked[title + 1] = pieces[title + 1].marked_as(BlockKind.TITLE, "byline")
            del candidates[title + 1]
    chapter_level = _chapter_level(pieces, candidates)
    for i, found in candidates.items():
        kind = BlockKind.HEADING if found.level <= chapter_level else BlockKind.SECTION
        marked[i] = pieces[i].marked_as(kind, "heading")
        follower = pieces[i + 1] if found.bare and i + 2 < len(pieces) and i + 1 not in candidates else None
        if follower and _is_subtitle(follower, pieces[i]):
            marked[i + 1] = follower.marked_as(kind, "heading")
    for i, piece in enumerate(marked):
        if piece.kind is BlockKind.PARAGRAPH and is_ornament(piece.text):
            marked[i] = piece.marked_as(BlockKind.BREAK, "ornament")
    return marked


def _candidates(pieces: list[Piece]) -> tuple[dict[int, Heading], set[int]]:
    """The pieces that may head chapters and sections, in order, and the lines of tables of contents."""
    found = {i: heading for i, piece in enumerate(pieces) if (heading := _heading(piece)) is not None}
    if sum(pieces[i].level > 0 for i in found) > 1:  # markup that has headings has them all
        found = {i: heading for i, heading in found.items() if pieces[i].level}
    found = _in_sequence(pieces, found)
    found |= {i: Heading(_SECTION, bare=False) for i in name_lines(pieces, found)}
    listing, listed = _listed(pieces)
    found = {i: Heading(CHAPTER, bare=False) for i in listed} | found
    found = {i: found[i] for i in sorted(found.keys() - listing)}
    contents = _contents(pieces, found)
    return {i: heading for i, heading in found.items() if i not in contents}, listing | contents


def _heading(piece: Piece) -> Heading | None:
    """A piece of one line, one underlined as Markdown does, or one that its markup calls a heading."""
    if piece.kind is not BlockKind.PARAGRAPH or len(piece.text) > _LONGEST_HEADING:
        return None
    if piece.level:
        return Heading(piece.level, bare=False)
    first, _, second = piece.text.partition("\n")
    if len(piece.text) > _PROSE and not headings.is_markdown(first):
        return None
    if second and headings.UNDERLINE.fullmatch(second):
        return Heading(level=PART if "=" in second else CHAPTER, bare=False)
    return None if second else headings.heading(first)


def _title(pieces: list[Piece], candidates: dict[int, Heading]) -> int | None:
    """The heading above all others, before the story, that is not called a chapter: the book's title."""
    first = min(candidates, default=None)
    if first is None or any(len(piece.text) > _PROSE for piece in pieces[:first]):
        return None
    opening = pieces[first]
    if headings.names_chapter(opening.text.partition("\n")[0]):
        return None
    marked = opening.level > 0 or headings.is_markdown(opening.text) or "\n" in opening.text
    others = {i: found.level for i, found in candidates.items() if i != first}
    above = all(level > candidates[first].level for level in others.values())
    apart = others and all(len(piece.text) <= _TITLE_PAGE for piece in pieces[first : min(others)])
    named = apart and all(headings.names_chapter(pieces[i].text) for i in others)
    return first if marked and (above or named) else None


def _is_byline(pieces: list[Piece], at: int, candidates: dict[int, Heading]) -> bool:
    """Does a heading under the title name the author? "By the Sea" is a chapter, if it has any text."""
    line = pieces[at].text.strip("#* ") if at in candidates else ""
    told = line.startswith("By ") and at + 1 not in candidates
    return not told and bylines.byline(line) is not None


def _chapter_level(pieces: list[Piece], candidates: dict[int, Heading]) -> int:
    """The level of chapters: parts are above them, each with a chapter right under it; sections below.

    Headings that call themselves chapters are believed; a prologue may stand beside parts.
    """
    ranked = {i: found.level for i, found in candidates.items() if found.level != _SECTION}
    names = {i: named for i in ranked if (named := headings.named(pieces[i].text)) is not None}
    framing = {i for i, named in names.items() if named.framing}
    called = Counter(ranked[i] for i, named in names.items() if named.level == CHAPTER and i not in framing)
    if any(count > 1 for count in called.values()):
        return min(level for level, count in called.items() if count > 1)
    levels = Counter(level for i, level in ranked.items() if i not in framing) or Counter(ranked.values())
    for level, below in itertools.pairwise(sorted(levels)):
        heads = [i for i in ranked if ranked[i] == level and i not in framing]
        opened = sum(any(ranked.get(i + n) == below for n in (1, 2)) for i in heads)
        if levels[below] <= levels[level] or (len(heads) > 1 and opened < len(heads) / 2):
            return level
    return max(levels, default=CHAPTER)


def _in_sequence(pieces: list[Piece], candidates: dict[int, Heading]) -> dict[int, Heading]:
    """Believe bare numbers only where they count: 1, 2, 3 … (a part or chapter lets them begin again)."""
    kept: dict[int, Heading] = {}
    told = next((i for i, piece in enumerate(pieces) if len(piece.text) >= _PROSE / 2), len(pieces))
    for run in _numbered_runs(candidates):
        if len(run) > 1 or (run[0] <= told and not is_ornament(pieces[run[0]].text)):
            kept.update({i: candidates[i] for i in run})
    sure = {i: found for i, found in candidates.items() if found.number is None}
    if any(
        found.level == CHAPTER and not found.framing for found in sure.values()
    ):  # numbers then count a chapter's sections
        kept = {i: replace(found, level=_SECTION) for i, found in kept.items()}
    return dict(sorted((kept | sure).items()))


def _numbered_runs(candidates: dict[int, Heading]) -> Iterator[list[int]]:
    """Runs of candidates whose numbers rise by one, with text between them."""
    run: list[int] = []
    for i, found in candidates.items():
        if found.number is None:
            continue
        previous = candidates[run[-1]].number if run else None
        if run and previous is not None and found.number == previous + 1 and i > run[-1] + 1:
            run.append(i)
        elif found.number == 1 or not run:
            if run:
                yield run
            run = [i]
    if run:
        yield run


def _contents(pieces: list[Piece], candidates: dict[int, Heading]) -> set[int]:
    """The lines of a table of contents: four headings or more with nothing told between them."""
    lines: set[int] = set()
    for _, group in itertools.groupby(enumerate(candidates), key=lambda pair: pair[1] - pair[0]):
        run = [i for _, i in group]
        if len(run) >= 4:
            lines.update(run[:-1])
            if run[0] and headings.heads_contents(pieces[run[0] - 1].text):
                lines.add(run[0] - 1)
    return lines


def _listed(pieces: list[Piece]) -> tuple[set[int], set[int]]:
    """A table of contents, and the pieces further on that repeat its lines: they head chapters."""
    top = next((i for i, piece in enumerate(pieces) if headings.heads_contents(piece.text)), None)
    if top is None:
        return set(), set()
    places: dict[str, list[int]] = {}
    for i, piece in enumerate(pieces[top + 1 :], start=top + 1):
        if len(piece.text) <= _PROSE and piece.kind is BlockKind.PARAGRAPH:
            places.setdefault(_entry(piece.text), []).append(i)
    listing = {top}
    listed: set[int] = set()
    for i, piece in enumerate(pieces[top + 1 : top + 1 + _MOST_ENTRIES], start=top + 1):
        lines = piece.text.splitlines()
        if i in listed or any(len(line) > _ENTRY for line in lines):
            break
        later = [k for line in lines for k in places.get(_entry(line), [])[-len(lines) :] if k > i]
        if not later and (i + 1 in listed or (not listed and i > top + 1)):
            break
        listing.add(i)
        listed.update(later)
    return (listing, listed) if len(listed) >= 2 else (set(), set())


def _entry(line: str) -> str:
    """A line of the contents without its number and its page."""
    line = re.sub(r"[\s.·]*\d*\s*$", "", line.strip(" \t*_#").casefold())
    return " ".join(re.sub(r"^(?:\d{1,3}|[ivxlc]{1,7})[.:)]?\s+", "", line).split())


def _is_subtitle(piece: Piece, before: Piece) -> bool:
    lines = piece.text.splitlines()
    if (
        piece.kind is not BlockKind.PARAGRAPH
        or not 0 < len(lines) <= 3
        or (piece.gap > 2 and before.gap <= 2)
        or notes.opens_note(piece.text)
    ):
        return False
    joined = " ".join(line.strip() for line in lines)
    shouted = joined.isupper() and len(joined) <= 120 and joined[0] not in "\"“'‘"
    return headings.is_title_like(joined) or shouted
