"""The cast: who is known by which names, and whose voice is whose."""

from dataclasses import dataclass

from narrate.script import Gender


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine and how it is used.

    `pitch` is in semitones, `rate` in times the voice's own, `gain_db` comes on top of the levelling
    that makes voices equally loud, `pan` goes from -1 (left) to 1 (right).
    """

    engine: str
    name: str
    pitch: float = 0.0
    rate: float = 1.0
    gain_db: float = 0.0
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Role:
    """A person whom voices.yaml lists; what it leaves open is None."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    narrates: bool | None = None
    voice: str | None = None  # ENGINE:VOICE
    pitch: float | None = None
    rate: float | None = None
    gain_db: float | None = None
    pan: float | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Every character's voice, the narrator's, and the author's (None: notes are not read)."""

    narrator: Voice
    author: Voice | None
    characters: dict[str, Voice]

    def voice_of(self, speaker: str | None) -> Voice:
        """The voice that speaks a span; None is the narrator."""
        return self.narrator if speaker is None else self.characters[speaker]
