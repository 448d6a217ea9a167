"""Everyone who may be named in a direction, by any of their names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from narrate.errors import NarrateError, Place
from narrate.script import Kind, Span
from narrate.story.book import Book
from narrate.story.cast import AUTHOR, Role, fold
from narrate.story.directions import Direction, suggestion
from narrate.story.people import Character

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z][\w’'-]*")  # in the middle of a sentence
_PRONOUNS = frozenset("he she it they we him her them".split())


class Names:
    """Who is meant by a name: people of voices.yaml first, then those whom the story has speak.

    Raises NarrateError for a direction that names somebody whom neither knows.
    """

    def __init__(
        self, book: Book, known: Sequence[Role], found: Sequence[Character], directions: Sequence[Direction]
    ) -> None:
        self._characters = {character.name: character for character in found}
        listed = by_name(known)
        self._names = {**by_name(found), **listed}
        first = {direction.name: direction for direction in reversed(directions) if direction.name}
        for name, direction in sorted(first.items(), key=lambda item: item[1].at):
            nobody = fold(name) in _PRONOUNS or not is_named(name, book.text)
            if nobody and fold(name) not in listed and name != AUTHOR:
                others = {other for other, _ in (*_called(known), *_called(found))} - {name}
                raise _nobody(name, others.union(_NAME.findall(book.text)), direction.place)

    def meant(self, name: str | None) -> str | None:
        """The full name of whom a direction means; None for the narrator."""
        return name if name in (None, AUTHOR) else self._names.get(fold(name), name)

    def counted(self, spans: Iterable[Span]) -> Iterator[Character]:
        """The people who speak in these spans, each with the number of their lines."""
        lines = Counter[str]()
        for span in spans:
            if span.speaker is not None:
                lines[span.speaker] += span.kind is Kind.SPEECH
        for name, count in lines.items():
            yield replace(self._characters.get(name, Character(name)), lines=count)


def _called(people: Sequence[Role] | Sequence[Character]) -> list[tuple[str, str]]:
    """All names with the usual one of whom they mean; usual ones first, for they mean nobody else."""
    aliases = [(alias, person.name) for person in people for alias in person.aliases]
    return [(person.name, person.name) for person in people] + aliases


def by_name(people: Sequence[Role] | Sequence[Character]) -> dict[str, str]:
    """Who is meant by each of their names, as names are compared."""
    return {fold(name): person for name, person in reversed(_called(people))}


def whole_names(
    directions: Iterable[Direction], known: Sequence[Role], found: Sequence[Character], text: str
) -> dict[str, str]:
    """Whom directions call by a part of a name that the story never uses alone: {Luthor} is Lex Luthor.

    Where several people have such a name, nobody is meant by it.
    """
    people = dict((*_called(found), *_called(known)))
    whole: dict[str, str] = {}
    for name in {direction.name for direction in directions if direction.name}:
        longer = [
            called
            for called in people
            if f" {fold(name)} " in f" {fold(called)} " and fold(name) != fold(called)
        ]
        meant = {people[called] for called in longer}
        if len(meant) == 1 and not is_named(name, _without(longer, text)):
            whole[name] = meant.pop()
    return whole


def _without(names: Iterable[str], text: str) -> str:
    return re.sub(
        "|".join(map(re.escape, sorted(names, key=len, reverse=True))), "", text, flags=re.IGNORECASE
    )


def is_named(name: str, text: str) -> bool:
    """Does a name stand in a text, in whatever capitals? Of "the man" only the noun: he may be old there."""
    name, text = (unicodedata.normalize("NFC", part) for part in (name, text))
    words = name.split()[-1:] if name[:1].islower() else name.split()
    pattern = re.sub("['’]", "['’]", r"\s+".join(map(re.escape, words)))
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None


def _nobody(name: str, others: Iterable[str], place: Place | None) -> NarrateError:
    meant = suggestion(name, others)
    return NarrateError(
        f"the direction {{{name}}} names nobody whom the story or voices.yaml knows",
        place=place,
        hint=(f"Did you mean {{{meant}}}? " if meant else "")
        + "Somebody new goes under cast: in voices.yaml, another name of somebody under their aliases."
        + (" For braces in the story write {{ and }}." if name[:1].islower() and not meant else ""),
    )
