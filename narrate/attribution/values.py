"""What goes into the attribution, and what comes out."""

from dataclasses import dataclass

from narrate.story.people import Character, Gender


@dataclass(frozen=True, slots=True)
class Known:
    """A person from voices.yaml; what it leaves open is None."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    narrates: bool | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)


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
