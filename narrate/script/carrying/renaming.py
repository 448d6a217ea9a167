"""Somebody has another name in the changed text: their directions follow."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from narrate.script.carrying.aligning import Versions, words_of
from narrate.script.naming import is_named
from narrate.story.directions import Direction

_LONGEST = 4  # words of a new name
_MOSTLY = 0.5  # share of the places of the old name that have the new one


def new_names(
    versions: Versions, directions: Iterable[Direction], is_known: Callable[[str], bool]
) -> dict[str, str]:
    """The new names, by the old ones, of those who are not known and whom the new text does not name."""
    names = dict.fromkeys(direction.name for direction in directions if direction.name)
    gone = (name for name in names if not is_known(name) and not is_named(name, versions.new.text))
    return {name: new for name in gone if (new := _new_name(versions, name))}


def _new_name(versions: Versions, name: str) -> str | None:
    """What stands in most of the places where a name stood, and nowhere in the old text."""
    replaced = Counter(_replaced(versions, words_of(name).folded))
    best, count = max(replaced.items(), key=lambda item: item[1], default=("", 0))
    is_new = best and not is_named(best, versions.old.text)
    return best if is_new and count > _MOSTLY * replaced.total() else None


def _replaced(versions: Versions, name: tuple[str, ...]) -> Iterator[str]:
    """The words between the same words as a name was."""
    old, new = versions.old, versions.new
    pairs = {-1: -1, len(old): len(new), **versions.pairs}
    for at in range(len(old) - len(name) + 1):
        before, after = pairs.get(at - 1), pairs.get(at + len(name))
        if old.folded[at : at + len(name)] == name and before is not None and after is not None:
            between = range(before + 1, after)
            if 0 < len(between) <= _LONGEST:
                yield new.text[new.starts[between[0]] : new.ends[between[-1]]]
