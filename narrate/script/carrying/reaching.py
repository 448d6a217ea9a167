"""An order reaches in the changed text what it reached in the old one, and nothing else."""

from collections.abc import Iterator, Mapping

from narrate.attribution.speech import are_speech
from narrate.script.carrying.finding import Finder
from narrate.script.obeying import reached
from narrate.story.book import Book, Removed

FREE = ""  # the order of quotes that none reaches


def reaching(
    finder: Finder, book: Book, before: Mapping[int, str], now: Mapping[int, str]
) -> Iterator[Removed]:
    """What must stand before quotes of the new book besides the orders that stand in it now.

    The orders, those of the old book and those of the new one, go by the start of the quotes that they are
    about.
    """
    earlier = _held_again(finder, before)
    order, paragraph = FREE, 0
    for quote, is_speech in zip(finder.new_quotes, are_speech(book, finder.new_quotes), strict=True):
        if quote.paragraph != paragraph:
            order, paragraph = FREE, quote.paragraph
        if quote.start in now:
            order = now[quote.start]
        elif is_speech and earlier.get(quote.start, FREE) != order:
            order = earlier.get(quote.start, FREE)
            yield Removed(quote.start, order)


def _held_again(finder: Finder, before: Mapping[int, str]) -> dict[int | None, str]:
    """What held for quotes of the old book, by the starts of those of the new one that fit them best."""
    found = [(*finder.quote(quote), order) for quote, order in reached(finder.old_quotes, before, FREE)]
    return {at: order for at, _, order in sorted(found, key=lambda each: each[1])}
