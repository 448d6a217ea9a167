"""Who says what: people, mentions, candidates, and the decision."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from narrate.attribution.confidence import SURE
from narrate.attribution.decide import decide
from narrate.attribution.values import Attribution, Known, Saying
from narrate.story.book import Book

__all__ = ["SURE", "Attribution", "Known", "Saying", "attribute"]


def attribute(
    book: Book, known: Sequence[Known] = (), confirmed: Mapping[int, str | None] = MappingProxyType({})
) -> Attribution:
    """Decide who says each quote of a book.

    `known` are the people of voices.yaml. `confirmed` maps the start of a quote to the speaker that a
    person has confirmed (None: nobody); it is obeyed, and tells about the quotes around it.
    """
    return decide(book, known, confirmed)
