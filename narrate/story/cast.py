"""The cast: who is known by which names, and whose voice is whose."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from narrate.story.people import Character, Gender

NARRATOR, AUTHOR = "narrator", "author"  # who speak in {narrator} and {as author}: no character is called so


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine and how it is used.

    `pitch` is in semitones, `rate` in times the voice's own, `gain_db` comes on top of the levelling
    that makes voices equally loud, `pan` goes from -1 (left) to 1 (right). `pronounce` are words that
    this voice says in its own way.
    """

    engine: str
    name: str
    pitch: float = 0.0
    rate: float = 1.0
    gain_db: float = 0.0
    pan: float = 0.0
    pronounce: tuple[tuple[str, str], ...] = ()

    @property
    def spec(self) -> str:
        """The voice as voices.yaml writes it: ENGINE:VOICE."""
        return f"{self.engine}:{self.name}"

    @property
    def described(self) -> str:
        """The voice and what makes it another person's: `espeak:en-us+m3 pitch -2 rate 1.05`."""
        pitch = f" pitch {self.pitch:+g}" if self.pitch else ""
        return f"{self.spec}{pitch}" + (f" rate {self.rate:g}" if self.rate != 1 else "")


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
    pronounce: tuple[tuple[str, str], ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that this person is called: the name, then the aliases."""
        return (self.name, *self.aliases)

    def follow(self, base: Voice) -> Voice:
        """The voice that this role decides, with `base` for what it leaves open."""
        if self.voice is not None:
            engine, _, name = self.voice.partition(":")
            base = Voice(engine, name)
        said = {name: getattr(self, name) for name in ("pitch", "rate", "gain_db", "pan", "pronounce")}
        return replace(base, **{name: value for name, value in said.items() if value is not None})


def fold(name: str) -> str:
    """A name as it is compared: case, commas, curly apostrophes and the width of spaces tell nobody apart.

    Nor does it matter whether an accent is written as a character of its own (Unicode's NFD).
    """
    composed = unicodedata.normalize("NFC", name.casefold())
    return " ".join(composed.replace(",", " ").replace("’", "'").split())


def role_of(character: Character, roles: Sequence[Role]) -> Role | None:
    """The role in voices.yaml that a character has: one's name is a name or alias of the other.

    An alias that both have says nothing: two sisters can be Miss Lane.
    """
    name, aliases = fold(character.name), {fold(alias) for alias in character.aliases}

    def likeness(role: Role) -> int:
        called = fold(role.name)
        return (
            3 if name == called else 2 if name in map(fold, role.aliases) else 1 if called in aliases else 0
        )

    best = max(roles, key=likeness, default=None)
    return best if best is not None and likeness(best) else None


@dataclass(frozen=True, slots=True)
class Cast:
    """Every character's voice, the narrator's, and the author's (None: notes are not read)."""

    narrator: Voice
    author: Voice | None
    characters: dict[str, Voice]

    def voices(self) -> list[Voice]:
        """Everybody's voice, each once, the narrator's first."""
        return list(dict.fromkeys([self.narrator, *filter(None, [self.author]), *self.characters.values()]))

    def voice_of(self, speaker: str | None) -> Voice:
        """The voice that speaks a span: None is the narrator, `author` the author of the story."""
        if speaker == AUTHOR:
            return self.author or self.narrator
        return self.narrator if speaker is None else self.characters[speaker]
