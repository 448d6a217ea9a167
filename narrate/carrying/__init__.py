"""A script written again: its confirmed directions find their text in the changed manuscript."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from narrate.book import Manuscript, Removed, assemble
from narrate.carrying.aligning import words_of
from narrate.carrying.finding import find_again
from narrate.directions import escapes, put_back, take_out, understand
from narrate.errors import Place

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


def without_guesses(script: Manuscript) -> Manuscript:
    """A script with its confirmed directions alone, so that the doubtful ones are guessed anew."""
    return replace(script, removed=tuple(piece for piece in script.removed if not _is_guess(piece)))


def _is_guess(piece: Removed) -> bool:
    direction = understand(piece)
    return direction is not None and direction.doubtful


def carry_over(old: Manuscript, new: Manuscript) -> tuple[Manuscript, tuple[Lost, ...]]:
    """Put the directions of an old script where their text stands in the new manuscript.

    A direction is found by its quote and what is around it, never by number; doubtful guesses are left
    behind. Returns the manuscript with directions, and those that fit nowhere.
    """
    understood = [(piece, understand(piece)) for piece in without_guesses(old).removed]
    wanted = [(piece, direction) for piece, direction in understood if direction is not None]
    if not wanted:
        return new, ()
    found = find_again(old, new, [direction for _, direction in wanted])
    both = list(zip((piece for piece, _ in wanted), found, strict=True))
    carried = [replace(piece, at=at) for piece, at in both if at is not None]
    lost = [piece for piece, at in both if at is None]
    return replace(new, removed=_settled(new, carried)), tuple(_lost(old, lost) if lost else ())


def _lost(old: Manuscript, pieces: Iterable[Removed]) -> Iterator[Lost]:
    book = assemble([old])
    for piece in pieces:
        following = " ".join(old.text[piece.at :].partition("\n\n")[0].split())
        yield Lost(piece.raw.strip(), book.place_of_direction(piece.at), following)


def _settled(new: Manuscript, carried: Iterable[Removed]) -> tuple[Removed, ...]:
    """Directions and the story's braces in order, so that the story is what is left without them.

    A direction that stood on a line of its own may have none where it stands now.
    """
    removed = sorted([*carried, *escapes(new.text)], key=lambda piece: piece.at)
    if take_out(put_back(new.text, removed), new.path)[0] != new.text:
        removed = [replace(p, raw=f"{p.raw.strip()} ") if understand(p) else p for p in removed]
    return tuple(removed)
