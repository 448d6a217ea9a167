"""What sounds, in order: words for one voice to say and sound files, each with the silence before it."""

from dataclasses import dataclass
from pathlib import Path

from narrate.errors import Place
from narrate.script import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """Words for one voice to say, and how.

    `start` and `end` are where they stand in the book's text, `text` is what is said aloud. `speaker`
    is None for the narrator, `author` for the author's own voice. Silence comes after the last line of a
    chapter only where a direction asks for it.
    """

    start: int
    end: int
    text: str
    speaker: str | None
    chapter: int
    scene: int
    paragraph: int
    kind: Kind
    manner: str = ""
    rate: float = 1.0
    pause_before_ms: int = 0
    pause_after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound file that plays between lines; `place` is where a script asks for it, if one does."""

    file: Path
    chapter: int
    scene: int
    pause_before_ms: int = 0
    gain_db: float = 0.0
    place: Place | None = None
    pause_after_ms: int = 0
