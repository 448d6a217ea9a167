"""Novels read by networks that have seen nothing of their author."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribution_lessons import Lesson

from narrate.attribution.decide import reread
from narrate.attribution.model import trained
from narrate.attribution.rows import Floats


def read_as_strangers(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, Floats]]:
    """Each lesson read again with the probabilities that strangers to its author give."""
    for learned in lessons:
        strangers = trained().stranger_to(learned.novel.author)
        study = learned.study
        study = reread(study, strangers.probabilities(study.rows, study.known))
        yield replace(learned, study=study), strangers.probabilities(study.rows, study.known)
