"""Novels read by the program, with the right candidates marked."""

from dataclasses import dataclass

import numpy as np
from attribution_corpus import Novel, gold_speakers, person_of

from narrate.attribution.decide import Study, study
from narrate.attribution.model import Floats


@dataclass(frozen=True)
class Lesson:
    """A novel's study, and which rows are right: 1.0 for the gold speaker's."""

    novel: Novel
    cast: bool
    study: Study
    right: Floats
    spoken: list[bool]  # which utterances have a gold speaker


def lesson(novel: Novel, *, cast: bool) -> Lesson:
    """Read a novel and mark the right candidates."""
    seen = study(novel.book, novel.cast if cast else (), {})
    person = person_of(seen, novel)
    speakers = gold_speakers(seen, novel)
    wanted = [person.get(name, -1) if name else -1 for name in speakers]
    right = seen.rows.person == np.array(wanted, np.int64)[seen.rows.utterance]
    return Lesson(novel, cast, seen, right.astype(np.float32), [name is not None for name in speakers])
