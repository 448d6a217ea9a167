"""Novels read by networks that have seen nothing of their author."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.attribution.decide import reread
from narrate.attribution.weighing.model import Model, trained
from narrate.attribution.weighing.rows import Floats
from novels.lessons import Lesson


def reread_by_strangers(learned: Lesson, model: Model) -> Lesson:
    """A lesson read a second time, after the networks that have not seen its author have guessed."""
    seen = learned.study
    guessed = model.stranger_to(learned.novel.author).probabilities(seen.rows, seen.hints)
    return replace(learned, study=reread(seen, guessed))


def read_as_strangers(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, Floats]]:
    """Each lesson read again with the probabilities that strangers to its author give."""
    for told in lessons:
        learned = reread_by_strangers(told, trained())
        strangers = trained().stranger_to(learned.novel.author)
        yield learned, strangers.probabilities(learned.study.rows, learned.study.hints)
