"""Whom there are voices to find for: the characters of the story, as voices.yaml knows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrate.casting.firstnames import gender_of
from narrate.story.cast import Role, fold, role_of
from narrate.story.people import Age, Character, Gender

_CHILD = re.compile(r"\b(?:boy|girl|child|kid|baby|toddler|schoolboy|schoolgirl|youngster)\b", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:old|elderly|aged|ancient|crone|grand(?:father|mother|pa|ma|dad)|granny|gran|nana|gramps)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to cast: all the characters whom voices.yaml takes for one.

    `told` is the gender that voices.yaml or the story tells, None where neither does.
    """

    role: Role
    names: tuple[str, ...]
    told: Gender | None
    narrates: bool
    lines: int

    @property
    def gender(self) -> Gender:
        """The gender that their voice should have: a first name tells where nothing else does."""
        return self.told or gender_of(self.called)

    @property
    def called(self) -> list[str]:
        """Everything that they are called, as names are compared."""
        return [fold(name) for name in (*self.names, *self.role.names)]

    @property
    def age(self) -> Age:
        """What their names say about their age."""
        called = " / ".join(self.called)
        return Age.CHILD if _CHILD.search(called) else Age.OLD if _OLD.search(called) else Age.ADULT


def gather(characters: Sequence[Character], roles: Sequence[Role]) -> list[Person]:
    """The people of the story in the order in which they choose: who says most comes first."""
    of_role: dict[Role, list[Character]] = {}
    for character in sorted(characters, key=lambda each: (-each.lines, each.name)):
        role = role_of(character, roles) or Role(character.name, character.aliases)
        of_role.setdefault(role, []).append(character)
    people = [_person(role, together) for role, together in of_role.items()]
    return sorted(people, key=lambda person: (-person.lines, person.role.name))


def _person(role: Role, characters: list[Character]) -> Person:
    names = tuple(each.name for each in characters)
    told = next((each.gender for each in characters if each.gender is not Gender.UNKNOWN), None)
    return Person(
        role,
        names,
        told=role.gender or told,
        narrates=any(each.narrator for each in characters) if role.narrates is None else role.narrates,
        lines=sum(each.lines for each in characters),
    )
