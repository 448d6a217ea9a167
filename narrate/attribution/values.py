"""What comes out of the attribution."""

from dataclasses import dataclass

from narrate.story.people import Character


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says one quote; `speaker` None: nobody does, it is narration.

    `others` are those who may have said it instead, the likeliest first, with their probabilities.
    """

    start: int
    end: int
    speaker: str | None
    confidence: float
    why: str
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Everyone who speaks, and all quotes in the order of the text."""

    characters: tuple[Character, ...]
    sayings: tuple[Saying, ...]
