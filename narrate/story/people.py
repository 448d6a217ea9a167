"""The people of a story: what they are called, and what the story says about them."""

from dataclasses import dataclass
from enum import StrEnum


class Gender(StrEnum):
    """What the story's pronouns, titles and kinship words say about a person."""

    MALE = "male"
    FEMALE = "female"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Age(StrEnum):
    """How old somebody sounds, or should."""

    CHILD = "child"
    ADULT = "adult"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Character:
    """Someone who speaks: `narrator` marks the one who tells the story in the first person."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    narrator: bool = False
    lines: int = 0
