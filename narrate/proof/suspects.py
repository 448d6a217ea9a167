"""Lines that a finished chapter does not seem to say: each is listened to where the transcript has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrate.chapters.transcripts import read_telling
from narrate.errors import NarrateError, Place
from narrate.lines import Line
from narrate.proof.listening import Heard, Listener, Stretch
from narrate.story.book import Book
from narrate.takes.planning import ChapterPlan

# What of a line must be wrong to be the sound's fault: a recogniser errs less, or loses a long line whole.
_CERTAIN_SHARE, _CERTAIN_WORDS, _LONG_LINE = 0.5, 5, 20


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line of which something was not heard, or heard twice: its place in the story and in the file."""

    place: Place
    file: str
    at_ms: int
    heard: Heard

    @property
    def certain(self) -> bool:
        """Whether it is the sound that is wrong, and not the recogniser."""
        count = len(self.heard.expected)
        lost = not self.heard.heard and count > _LONG_LINE
        return self.heard.wrong >= max(_CERTAIN_SHARE * count, _CERTAIN_WORDS) and not lost

    def __str__(self) -> str:
        seconds = self.at_ms // 1000
        words = [
            f"{what}: {' '.join(said)}"
            for what, said in (("not heard", self.heard.missing), ("heard besides", self.heard.doubled))
            if said
        ]
        return f"{self.place}: {self.file} at {seconds // 60}:{seconds % 60:02d}: {'; '.join(words)}"


def suspects(chapter: ChapterPlan, book: Book, path: Path, listener: Listener) -> Iterator[Suspect]:
    """The lines of a chapter that its finished file does not seem to say.

    Raises NarrateError where the file cannot be read, or is not of this state of the story.
    """
    lines = [item.cue for item in chapter.items if isinstance(item.cue, Line)]
    telling = read_telling(path)
    if telling is None:
        raise _outdated(path, "its transcript is damaged or gone")
    if len(telling.sentences) != len(lines):
        raise _outdated(path, "the story has changed since this was made")
    stretches = [
        Stretch(line.text, said.start_ms, said.end_ms)
        for line, said in zip(lines, telling.sentences, strict=True)
    ]
    for line, stretch, heard in zip(lines, stretches, listener.listen(path, stretches), strict=True):
        if heard.doubtful:
            yield Suspect(book.place(line.start), path.name, stretch.start_ms, heard)


def _outdated(path: Path, message: str) -> NarrateError:
    return NarrateError(message, place=Place(path), hint="Build again, then listen.")
