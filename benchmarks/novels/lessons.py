"""Novels read by the program, with the right candidates marked."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from narrate.attribution.studying import Study, groundwork, study
from narrate.attribution.weighing.rows import Floats
from novels.corpus import Novel
from novels.gold import gold_quotes, person_of
from novels.pieces import pieces

PIECES = 16  # chapters of a novel, at the most, whose beginnings are lessons of their own


@dataclass(frozen=True)
class Lesson:
    """A novel's study, and which rows are the gold speaker's, and people's spoken to or of there (1.0)."""

    novel: Novel
    cast: bool
    study: Study
    right: Floats
    spoken_to: Floats
    spoken_of: Floats


def lesson(novel: Novel, *, cast: bool) -> Lesson:
    """Read a novel and mark the right candidates."""
    seen = study(groundwork(novel.book, novel.cast if cast else ()))
    person = person_of(seen, novel)
    quotes = gold_quotes(seen, novel)
    speakers = [[quote["speaker"]] if quote else [] for quote in quotes]
    addressees = [quote.get("addressees") or [] if quote else [] for quote in quotes]
    others = [list(_spoken_of(quote)) if quote else [] for quote in quotes]

    def marked(names: Sequence[Sequence[str]]) -> Floats:
        wanted = [{person[name] for name in some if name in person} for some in names]
        pairs = zip(seen.rows.utterance.tolist(), seen.rows.person.tolist(), strict=True)
        return np.array([who in wanted[index] for index, who in pairs], np.float32)

    return Lesson(novel, cast, seen, marked(speakers), marked(addressees), marked(others))


def _spoken_of(quote: Mapping[str, Any]) -> Iterator[str]:
    """Whom a quote mentions, one at a time, that neither says nor hears it."""
    here = {quote["speaker"], *(quote.get("addressees") or [])}
    for names in itertools.chain.from_iterable(quote.get("mentioned") or []):
        if len(names) == 1 and names[0] not in here:
            yield names[0]


def few_pages(told: Lesson) -> list[Lesson]:
    """The beginnings of some of a lesson's chapters, each as a lesson in which little is known of anybody."""
    return answerable(first_pages(told))


def answerable(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Those in which somebody speaks who can be found."""
    return [learned for learned in lessons if learned.right.any()]


def first_pages(told: Lesson) -> Iterator[Lesson]:
    """The same with those in which nobody speaks who can be found."""
    for story in itertools.islice(pieces(told.novel, 1), PIECES):
        yield lesson(story, cast=told.cast)
