"""What a build tells before the work: the title, everyone's voice, and what it costs."""

from collections import Counter

import click

from narrate.chapters.identity import gone
from narrate.commands.showing import table
from narrate.counting import count
from narrate.engines import Priced
from narrate.production.preparing import Production
from narrate.production.work import Work

_SHOWN_FILES = 3


def introduction(production: Production) -> tuple[str, ...]:
    """The title, and everyone with their voice and the number of their lines."""
    book = production.book
    by = f", by {book.author}" if book.author else ""
    lines = Counter(span.speaker for span in production.script.spans if span.spoken and span.speaker)
    rows = [("narrator", production.cast.narrator.described, "")]
    for name, number in lines.most_common():
        rows.append((name, production.cast.voice_of(name).described, count(number, "line")))
    return (click.style(book.title, bold=True) + by, *(f"  {line}" for line in table(rows)))


def farewell(production: Production) -> tuple[str, ...]:
    """The finished chapters that go, since the book no longer has them."""
    files = gone(production.memory, production.book)
    more = f" and {len(files) - _SHOWN_FILES:,} more" if len(files) > _SHOWN_FILES else ""
    return (f"no longer in the book: {', '.join(files[:_SHOWN_FILES])}{more}",) if files else ()


def prices(production: Production, work: Work) -> tuple[str, ...]:
    """What the takes cost that are to be recorded, by engine."""
    requests = {
        name: [order.request for order in work.record if order.engine == name]
        for name, engine in production.engines.items()
    }
    return tuple(
        f"{name}: {engine.price(requests[name])}"
        for name, engine in production.engines.items()
        if isinstance(engine, Priced) and requests[name]
    )
