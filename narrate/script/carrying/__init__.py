"""A script written again: its confirmed directions find their text in the changed manuscript."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from narrate.errors import Place
from narrate.script.carrying.aligning import versions_of, words_of
from narrate.script.carrying.finding import Finder, find_again
from narrate.script.carrying.reaching import FREE, reaching
from narrate.script.carrying.renaming import new_names
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind, Manuscript, Removed
from narrate.story.braces import escapes, in_order, put_back, take_out
from narrate.story.directions import Direction, Order, understand

_KEPT = 0.2  # share of its runs of words by which a story is known again
_RUN = 4  # words of such a run


@dataclass(frozen=True, slots=True)
class Lost:
    """A direction of the old script whose text is gone, where it stood, and the words that followed it."""

    direction: str
    place: Place
    words: str


def same_story(one: Manuscript, other: Manuscript) -> bool:
    """Can one be a later version of the other? Then a fifth of what the shorter one says is in both."""
    told = [words_of(manuscript.text).folded for manuscript in (one, other)]
    length = max(1, min(_RUN, *map(len, told)))
    runs = [{words[at : at + length] for at in range(len(words) - length + 1)} for words in told]
    return len(runs[0] & runs[1]) >= _KEPT * min(map(len, runs))


def goes_on(earlier: Manuscript, later: Manuscript) -> bool:
    """Does a manuscript tell all that an earlier one does, and then more?"""
    told, more = (
        [
            each.text[block.start : block.end].strip()
            for block in each.blocks
            if block.kind is BlockKind.PARAGRAPH
        ]
        for each in (earlier, later)
    )
    return len(told) < len(more) and more[: len(told)] == told


def without_guesses(script: Manuscript) -> Manuscript:
    """A script with its confirmed directions alone, and where the others stood, to be guessed anew."""
    removed = (
        replace(piece, raw="") if direction and direction.doubtful else piece
        for piece, direction in _understood(assemble([script]).removed())  # with its place there
    )
    return replace(script, removed=tuple(removed))


def _understood(removed: Iterable[Removed]) -> list[tuple[Removed, Direction | None]]:
    return [(piece, understand(piece)) for piece in removed]


@dataclass(frozen=True, slots=True)
class Carried:
    """A manuscript with the directions of an earlier script of it.

    `lost` are those that fit nowhere, `renamed` the new names of people, by the old ones.
    """

    manuscript: Manuscript
    lost: tuple[Lost, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


def carry_over(old: Manuscript, new: Manuscript, is_known: Callable[[str], bool]) -> Carried:
    """Put the directions of an old script where their text stands in the new manuscript.

    A direction is found by its quote and what is around it, never by number; doubtful guesses are left
    behind. Whoever is called otherwise in the story now is so in the directions too, unless the name
    `is_known` to voices.yaml or the rest of the book.
    """
    confirmed = without_guesses(old)
    if old.text == new.text:
        return Carried(replace(new, removed=confirmed.removed))
    understood = _understood(confirmed.removed)
    free = [direction for _, direction in understood if direction and direction.order is Order.FREE]
    orders = [(piece, order) for piece, order in understood if order and order.order is not Order.FREE]
    if not orders:
        return Carried(new)
    versions = versions_of(old.text, new.text)
    new_book = assemble([new])
    finder = Finder(versions, assemble([replace(old, removed=())]), new_book)
    directions = [direction for _, direction in orders]
    names = new_names(versions, directions, is_known)
    found = [(*order, at) for order, at in zip(orders, find_again(finder, directions), strict=True)]
    lost = tuple(_lost(old, piece) for piece, _, at in found if at is None)
    kept = [(piece, order, at) for piece, order, at in found if at is not None]
    carried = [_moved(piece, order, at, names) for piece, order, at in kept]
    now = {at: _order(order, names) for _, order, at in kept if order.order is Order.SPEAKER}
    before = {
        quote.start: _order(direction, names)
        for direction in (*free, *directions)
        if (quote := finder.directed(direction))
    }
    carried += reaching(finder, new_book, before, now)
    return Carried(replace(new, removed=_settled(new, carried)), lost, names)


def called_alike(carried: Sequence[Carried]) -> list[Manuscript]:
    """The manuscripts of one book: who has a new name in one has it in the directions of all."""
    names = {name: new for each in carried for name, new in each.renamed.items()}
    return [_renamed(each.manuscript, names) if names else each.manuscript for each in carried]


def _renamed(manuscript: Manuscript, names: Mapping[str, str]) -> Manuscript:
    understood = _understood(manuscript.removed)
    moved = (_moved(piece, order, piece.at, names) if order else piece for piece, order in understood)
    return replace(manuscript, removed=tuple(moved))


def _lost(old: Manuscript, piece: Removed) -> Lost:
    following = " ".join(old.text[piece.at :].partition("\n\n")[0].split())
    return Lost(piece.raw.strip(), piece.place or Place(old.path), following)


def _moved(piece: Removed, order: Direction, at: int, names: Mapping[str, str]) -> Removed:
    name = order.name or ""
    return replace(piece, at=at, raw=piece.raw.replace(name, names.get(name, name), 1))


def _order(direction: Direction, names: Mapping[str, str]) -> str:
    """The order to speak that a direction gives, as it is written for a quote that it reaches."""
    name = direction.name or "narrator"
    return FREE if direction.order is Order.FREE else f"{{{names.get(name, name)}}} "


def _settled(new: Manuscript, carried: Iterable[Removed]) -> tuple[Removed, ...]:
    """Directions and the story's braces in order, so that the story is what is left without them.

    A direction that stood on a line of its own may have none where it stands now.
    """
    removed = in_order([*carried, *escapes(new.text)])
    if take_out(put_back(new.text, removed), new.path)[0] != new.text:
        removed = [replace(p, raw=f"{p.raw.strip()} ") if p.raw.strip("{}") else p for p in removed]
    return tuple(removed)
