"""The script as a file: the manuscript with a direction wherever the speaker changes."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.script import Kind, Script, Span
from narrate.script.doubts import doubtful
from narrate.story.book import Part, Removed
from narrate.story.braces import escapes, in_order, put_back
from narrate.story.directions import Order, understand


def script_text(script: Script, part: Part) -> str:
    """One source file's text with a direction before each quote whose speaker the one before did not give.

    The directions that the script was read with stay as they stand; new guesses are marked `{Name?}`.
    """
    text = script.book.text[part.start : part.end]
    spans = [replace(s, start=s.start - part.start) for s in script.spans if part.start <= s.start < part.end]
    kept = part.removed or tuple(escapes(text))
    return put_back(text, in_order([*kept, *_new_directions(spans, part.removed)]))


def _new_directions(spans: Sequence[Span], kept: Sequence[Removed]) -> Iterator[Removed]:
    confirmed = {
        piece.at: direction
        for piece in kept
        if (direction := understand(piece)) and direction.order is Order.SPEAKER
    }
    for _, paragraph in itertools.groupby(spans, key=lambda span: span.paragraph):
        told: tuple[str | None, bool] | None = None
        for span in paragraph:
            if span.start in confirmed:
                told = (span.speaker, False)
            elif span.kind is Kind.SPEECH and span.speaker and told != (span.speaker, doubtful(span)):
                told = (span.speaker, doubtful(span))
                name = span.speaker.replace(",", "")  # {Luthor Jr.}: after a comma stands how it is said
                yield Removed(span.start, f"{{{name}{'?' if told[1] else ''}}} ")
