"""voices.yaml as values: what the author has decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from narrate.files.formats import Format
from narrate.settings.sounds import NO_SOUNDS, Sounds
from narrate.story.book import Series
from narrate.story.cast import Role


class Master(StrEnum):
    """How loud the finished chapters are."""

    PODCAST = "podcast"
    ACX = "acx"
    NONE = "none"


class DialogueTags(StrEnum):
    """What becomes of tags that tell nothing but who speaks: "said Lex"."""

    KEEP = "keep"
    SOFT = "soft"
    DROP = "drop"


class Acting(StrEnum):
    """Where a manner of speaking comes from: directions alone, or also tags and exclamation marks."""

    FULL = "full"
    DIRECTED = "directed"


@dataclass(frozen=True, slots=True)
class Pauses:
    """The silence after a sentence, a paragraph, a change of speaker, a scene and a chapter."""

    sentence_ms: int = 300
    paragraph_ms: int = 550
    speaker_ms: int = 350
    scene_ms: int = 2000
    chapter_ms: int = 3000


@dataclass(frozen=True, slots=True)
class Podcast:
    """Where the feed will live and what it says of itself; `url` is the address of its folder."""

    url: str | None = None
    email: str | None = None
    category: str = "Fiction"
    description: str | None = None
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Credits:
    """What is said in files of their own before and after the book; None: a sentence made of its title."""

    opening: str | None = None
    closing: str | None = None


NARRATOR = Role("narrator")  # a narrator of whom nothing is said


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that voices.yaml can say; what it leaves open is None or the default.

    `narrator` and `author_voice` are partial voices. `author_voice` is None where the author's notes
    are skipped; where they are read and nothing more is said, they are read in the narrator's voice.
    `pronounce` maps a word to its respelling, or to its IPA between slashes.
    """

    title: str | None = None
    author: str | None = None
    series: Series | None = None
    cover: Path | None = None
    language: str | None = None
    narrator: Role = NARRATOR
    author_voice: Role | None = None
    cast: tuple[Role, ...] = ()
    pauses: Pauses = Pauses()
    tags: DialogueTags = DialogueTags.KEEP
    acting: Acting = Acting.FULL
    pronounce: Mapping[str, str] = field(default_factory=dict)
    sounds: Sounds = NO_SOUNDS
    credits: Credits | None = None
    master: Master = Master.PODCAST
    formats: tuple[Format, ...] = (Format.MP3,)
    podcast: Podcast = Podcast()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Everybody whose voice it may decide: the narrator, the author, the people."""
        return (self.narrator, *((self.author_voice,) if self.author_voice else ()), *self.cast)
