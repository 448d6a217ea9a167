"""What goes into the attribution."""

from dataclasses import dataclass

from narrate.script import Gender


@dataclass(frozen=True, slots=True)
class Known:
    """A person from voices.yaml; what it leaves open is None."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    narrates: bool | None = None
