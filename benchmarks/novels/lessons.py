"""Novels read by the program, with the right candidates marked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from narrate.attribution.decide import Study, study
from narrate.attribution.weighing.rows import Floats
from novels.corpus import Novel
from novels.gold import gold_quotes, person_of


@dataclass(frozen=True)
class Lesson:
    """A novel's study, and which rows are the gold speaker's and those of the people spoken to (1.0)."""

    novel: Novel
    cast: bool
    study: Study
    right: Floats
    spoken_to: Floats


def lesson(novel: Novel, *, cast: bool) -> Lesson:
    """Read a novel and mark the right candidates."""
    seen = study(novel.book, novel.cast if cast else (), {})
    person = person_of(seen, novel)
    quotes = gold_quotes(seen, novel)
    speakers = [[quote["speaker"]] if quote else [] for quote in quotes]
    addressees = [quote.get("addressees") or [] if quote else [] for quote in quotes]

    def marked(names: Sequence[Sequence[str]]) -> Floats:
        wanted = [{person[name] for name in some if name in person} for some in names]
        pairs = zip(seen.rows.utterance.tolist(), seen.rows.person.tolist(), strict=True)
        return np.array([who in wanted[index] for index, who in pairs], np.float32)

    return Lesson(novel, cast, seen, marked(speakers), marked(addressees))
