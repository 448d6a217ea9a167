"""A chapter as it is heard: its sentences as the story writes them, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from narrate.files.text import legal
from narrate.lines import Line, Sound
from narrate.script import Kind
from narrate.sound.timeline import Timeline
from narrate.spoken import without_marks
from narrate.story.book import heading_title
from narrate.story.cast import AUTHOR

AUTHOR_SHOWN = "Author"  # to listeners, for whose voice reads the notes

TimedWord: TypeAlias = tuple[int, str]  # when it begins in ms, and the word as it is written


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and when they are heard: as the story writes them, not as the engine is asked to say them.

    `end_ms` is where the voice stops, before the pause. `speaker` is None for the narrator. `paragraph`
    counts from 1 in the chapter; a heading is a paragraph of its own. `words` are those whose time is known.
    """

    start_ms: int
    end_ms: int
    text: str
    speaker: str | None = None
    scene: int = 1
    paragraph: int = 1
    heading: bool = False
    words: tuple[TimedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A chapter as it is heard: its sentences in order, and where its scenes begin (ms, title)."""

    number: int
    title: str
    duration_ms: int
    scenes: tuple[tuple[int, str], ...]
    sentences: tuple[Sentence, ...]

    def held(self) -> Iterator[tuple[Sentence, int, int]]:
        """Every sentence with the time it is shown: until the next one begins, the last until the end.

        Players would blink in every pause otherwise, and read-along readers skip what no text belongs to.
        """
        starts: list[int] = []
        for sentence in self.sentences:
            starts.append(max(sentence.start_ms, starts[-1] + 1 if starts else 0))
        last = [max(self.duration_ms, starts[-1] + 1)] if starts else []
        yield from zip(self.sentences, starts, [*starts[1:], *last], strict=True)

    def speakers(self) -> list[str]:
        """Who speaks in the chapter besides the narrator, in order of appearance."""
        return list(dict.fromkeys(s.speaker for s in self.sentences if s.speaker))


def tell(number: int, title: str, cues: Sequence[Line | Sound], timeline: Timeline, text: str) -> Telling:
    """What is heard in a chapter; `cues` are what its timeline was laid out from, `text` is the book's."""
    sentences: list[Sentence] = []
    before: Line | None = None
    for line, cue in zip(cues, timeline.cues, strict=True):
        if isinstance(line, Sound):
            continue
        paragraph = sentences[-1].paragraph if sentences else 0
        sentences.append(
            Sentence(
                start_ms=timeline.ms(cue.start_frame),
                end_ms=timeline.ms(cue.end_frame),
                text=_as_written(text[line.start : line.end], line.kind),
                speaker=AUTHOR_SHOWN if line.speaker == AUTHOR else line.speaker,
                scene=line.scene,
                paragraph=paragraph + _begins_paragraph(before, line, text),
                heading=line.kind is Kind.HEADING,
            )
        )
        before = line
    scenes = tuple((mark.start_ms, mark.title) for mark in timeline.marks)
    return Telling(number, title, timeline.duration_ms, scenes, tuple(sentences))


def _begins_paragraph(before: Line | None, line: Line, text: str) -> bool:
    """Does a new paragraph begin with this line? Headings and notes are not counted as the story's are."""
    if before is None or line.kind is Kind.HEADING or before.kind is Kind.HEADING:
        return True
    if not line.paragraph and not before.paragraph:
        return "\n\n" in text[before.start : line.start]
    return (before.scene, before.paragraph) != (line.scene, line.paragraph)


def as_text(cues: Sequence[Line | Sound], text: str) -> str:
    """What is told in a chapter as a text for the eye, a paragraph or heading a line."""
    told: list[list[Line]] = []
    for line in cues:
        if isinstance(line, Line):
            if _begins_paragraph(told[-1][-1] if told else None, line, text):
                told.append([])
            told[-1].append(line)
    return "\n".join(_as_written("".join(text[x.start : x.end] for x in one), one[0].kind) for one in told)


def _as_written(text: str, kind: Kind) -> str:
    if kind is Kind.HEADING:
        text = heading_title(text)
    return " ".join(without_marks(legal(text)).split())


def paragraphs(telling: Telling) -> Iterator[list[tuple[Sentence, int, int]]]:
    """The sentences of each paragraph, with the time that they are shown."""
    for _, held in groupby(telling.held(), key=lambda one: one[0].paragraph):
        yield list(held)
