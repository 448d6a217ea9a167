"""Novels read by networks that have seen nothing of their author."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.attribution.studying import reread
from narrate.attribution.weighing.model import Model, trained
from narrate.attribution.weighing.rows import Floats
from novels.lessons import Lesson


def strangers_to(author: str, model: Model) -> Model:
    """The networks that have not seen an author's novels; all, if every one has seen none of them."""
    strangers = tuple(network for network in model.networks if author in network.unseen)
    return replace(model, networks=strangers or model.networks)


def reread_by_strangers(learned: Lesson, model: Model) -> Lesson:
    """A lesson read a second time, after the networks that have not seen its author have guessed."""
    seen = learned.study
    guessed = strangers_to(learned.novel.author, model).probabilities(seen.rows, seen.hints)
    return replace(learned, study=reread(seen, guessed))


def read_as_strangers(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, Floats]]:
    """Each lesson read again with the probabilities that strangers to its author give."""
    for told in lessons:
        learned = reread_by_strangers(told, trained())
        strangers = strangers_to(learned.novel.author, trained())
        yield learned, strangers.probabilities(learned.study.rows, learned.study.hints)
