"""What goes wrong for the user: one sentence, where it is, and what to do next."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in one of the user's files; lines and columns count from 1."""

    file: Path
    line: int | None = None
    column: int | None = None

    @staticmethod
    def of(file: Path, text: str, offset: int) -> "Place":
        """The line and column of an offset into a file's text."""
        return Place(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class NarrateError(Exception):
    """Something that the user can put right: shown without a traceback, exit status 1.

    `message` says what is wrong, `place` where, `hint` what to do next, `trace` what they need to see who
    have written an engine.
    """

    def __init__(self, message: str, *, place: Place | None = None, hint: str = "", trace: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint
        self.trace = trace

    @property
    def each(self) -> Sequence["NarrateError"]:
        """The single complaints."""
        return (self,)

    def at(self, place: Place | None) -> "NarrateError":
        """The same complaint, now that it is known where."""
        return NarrateError(self.message, place=place, hint=self.hint, trace=self.trace)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}" + (f"\n  {self.hint}" if self.hint else "")


class SeveralErrors(NarrateError):  # noqa: N818 - they are
    """All that the user can put right at once."""

    def __init__(self, errors: Sequence[NarrateError]) -> None:
        super().__init__(f"{len(errors)} things are wrong", place=errors[0].place)
        self.errors = errors

    @property
    def each(self) -> Sequence[NarrateError]:
        """The single complaints."""
        return self.errors

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


def of_each(make: Callable[[_Given], _Made], given: Iterable[_Given]) -> list[_Made]:
    """What a function makes of each; where it complains of several, all complaints are raised at once."""
    made: list[_Made] = []
    complaints: dict[str, NarrateError] = {}
    for one in given:
        try:
            made.append(make(one))
        except NarrateError as error:
            complaints |= {str(each): each for each in error.each}  # an anchor's is met wherever it is used
    if complaints:
        first, *others = complaints.values()
        raise SeveralErrors((first, *others)) if others else first
    return made


@contextmanager
def refusals_told(what: str, path: Path, hint: str = "") -> Iterator[None]:
    """What the system refuses in here is told in these words, with its reason, as the user's to put right."""
    try:
        yield
    except OSError as error:
        raise NarrateError(f"{what}: {error.strerror}", place=Place(path), hint=hint) from None


def undecodable(path: Path, error: Exception) -> NarrateError:
    """The complaint about a finished file that no decoder reads any more."""
    reason = "it holds no sound" if isinstance(error, IndexError) else getattr(error, "strerror", error)
    return NarrateError(f"cannot be decoded: {reason}", place=Place(path), hint="Remove it and build again.")


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The one of the known words that `word` was most likely meant to be; None when none is near.

    `alike` is how near it must be: from 0 (any word is) to 1.
    """
    by_fold = {option.casefold(): option for option in known}
    found = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=alike)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a word that is not among the known ones: the nearest, or all of them when none is near."""
    options = list(known)
    guess = nearest(word, options)
    if guess is not None:
        return f"Did you mean {guess}?"
    return f"Possible here: {', '.join(options)}." if options else ""
