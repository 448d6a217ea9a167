"""The script: spans that tile a story's text, each with who says it and how."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from narrate.errors import Place
from narrate.story.book import Book
from narrate.story.people import Character


class Kind(StrEnum):
    """What a span of the text is."""

    HEADING = "heading"
    NARRATION = "narration"
    SPEECH = "speech"
    NOTE = "note"
    BREAK = "break"
    DIRECTION = "direction"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text of one kind, spoken by one voice.

    `start` and `end` count code points of the text. `speaker` is a character's name, or None for
    the narrator, `rival` the likeliest other one. `why` is one phrase that a person understands.
    `manner` and `rate` (times the voice's own) are how a direction wants it said.
    """

    start: int
    end: int
    kind: Kind
    chapter: int
    scene: int
    paragraph: int
    speaker: str | None = None
    rival: str | None = None
    confidence: float = 1.0
    why: str = ""
    spoken: bool = True
    manner: str = ""
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that happens between words, before offset `at`: a silence, or a sound file.

    `place` is where a person has written it.
    """

    at: int
    pause_ms: int = 0
    file: str = ""
    gain_db: float = 0.0
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Bed:
    """A sound `file` that lies under a passage, from offset `start` to `end`; `place` as of a stage."""

    start: int
    end: int
    file: Path
    gain_db: float = 0.0
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Script:
    """A book with everything decided: `spans` tile its text; only people who speak are `characters`.

    `unsaid` are the offsets of speech that the narrator reads, since nobody is known who could say it.
    """

    book: Book
    characters: tuple[Character, ...]
    spans: tuple[Span, ...]
    stages: tuple[Stage, ...] = ()
    beds: tuple[Bed, ...] = ()
    unsaid: tuple[int, ...] = ()
