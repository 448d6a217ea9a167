"""The script as it is performed: one sentence, one voice, one line, with the silence before it."""

import bisect
import itertools
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.lines import Line, Sound
from narrate.lines.sentences import sentences
from narrate.script import Kind, Script, Span, Stage
from narrate.settings import Pauses
from narrate.spoken import heading_aloud, say_aloud
from narrate.story.book import Book
from narrate.story.cast import AUTHOR

_BOUND = 0.4  # of the pause of a change of speaker is between the parts of one sentence: a quote and its tag
_TAG = re.compile(  # "Go!" Tom Pell said
    r"(?:[\w.'’]+\s+){1,3}(?:said|says|asked|asks|replied|answered|cried|called|shouted|whispered|added)\b"
)


def perform(script: Script, pauses: Pauses) -> list[Line | Sound]:
    """Everything that sounds, in order: lines, and the sound files that directions ask for.

    What stands at the end of a scene belongs to it: a sound comes right behind its last words, and at the end
    of a chapter a silence, too. Anything else comes before the words that follow.
    """
    cues: list[Line | Sound] = []
    stages = deque(script.stages)
    for before, line in itertools.pairwise(itertools.chain([None], _lines(script), [None])):
        silence_ms = _pause_before(before, line, pauses) if line else 0
        while stages and (line is None or stages[0].at <= line.start):
            stage = stages.popleft()
            beside = before if before and _ends_scene(script.book, stage, before, line) else line
            if beside and stage.file:
                cues.append(_sound(stage, beside, silence_ms if beside is line else pauses.paragraph_ms))
                silence_ms = pauses.sentence_ms if beside is line else silence_ms
            elif beside and line and beside.chapter == line.chapter:
                silence_ms += stage.pause_ms
            elif cues:
                cues[-1] = replace(cues[-1], pause_after_ms=cues[-1].pause_after_ms + stage.pause_ms)
        if line:
            cues.append(replace(line, pause_before_ms=silence_ms))
    return cues


def _sound(stage: Stage, beside: Line, silence_ms: int) -> Sound:
    return Sound(Path(stage.file), beside.chapter, beside.scene, silence_ms, stage.gain_db, stage.place)


def _ends_scene(book: Book, stage: Stage, before: Line, line: Line | None) -> bool:
    """Does a direction between two lines stand in the scene that ends with the first of them?"""
    block = book.block_at(max(0, stage.at - 1))  # that of the text before it
    here, last = (block.chapter, block.scene), (before.chapter, before.scene)
    return line is None or here == last != (line.chapter, line.scene)


def _lines(script: Script) -> Iterator[Line]:
    happens = [stage.at for stage in script.stages]
    for span, after in itertools.pairwise([*script.spans, None]):
        if span is None or not span.spoken:
            continue
        stops = happens[bisect.bisect_right(happens, span.start) : bisect.bisect_left(happens, span.end)]
        for start, end in _cut(script.book.text, span, stops):
            written = script.book.text[start:end]
            aloud = heading_aloud if span.kind is Kind.HEADING else say_aloud
            text = aloud(written, script.book.language)
            if end == span.end and text.endswith(",") and after and _ends_untold(script.book.text, after):
                text = f"{text[:-1]}."
            if text:
                yield Line(
                    start=start,
                    end=end,
                    text=text,
                    speaker=span.speaker or (AUTHOR if span.kind is Kind.NOTE else None),
                    chapter=span.chapter,
                    scene=span.scene,
                    paragraph=span.paragraph,
                    kind=span.kind,
                    manner=span.manner,
                    rate=span.rate,
                )


def _ends_untold(text: str, span: Span) -> bool:
    """Is it the end of a sentence that is not spoken, a dropped tag, so that the quote ends it?"""
    untold = span.kind is Kind.NARRATION and not span.spoken
    return untold and text[span.start : span.end].rstrip().endswith(".")


def _cut(text: str, span: Span, stops: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A span's sentences, cut also where something happens between words."""
    edges = [span.start, *stops, span.end]
    for start, end in itertools.pairwise(edges):
        if span.kind is Kind.HEADING:
            yield start, end
        else:
            yield from ((start + a, start + b) for a, b in sentences(text[start:end]))


def _pause_before(before: Line | None, line: Line, pauses: Pauses) -> int:
    """The silence between two lines, by the greatest change between them."""
    if before is None or before.chapter != line.chapter:
        return 0
    if before.scene != line.scene:
        return pauses.scene_ms
    changed = pauses.speaker_ms if before.speaker != line.speaker else 0
    if changed and before.paragraph == line.paragraph and _is_bound(before, line):
        changed = round(_BOUND * changed)
    if before.kind is Kind.HEADING:
        return 2 * pauses.paragraph_ms
    if before.paragraph != line.paragraph or line.kind is Kind.HEADING:
        return max(changed, pauses.paragraph_ms)
    return changed or pauses.sentence_ms


def _is_bound(before: Line, line: Line) -> bool:
    """Does the sentence go on though the voice changes: "Come in," said Nora?"""
    if before.text[-1] not in ".!?…:" or line.text[0].islower():
        return True
    return before.kind is Kind.SPEECH and line.kind is Kind.NARRATION and _TAG.match(line.text) is not None
