"""What a build is asked for, and what it has to do: every take that the book needs, and those that lack."""

import logging
from dataclasses import dataclass
from pathlib import Path

from narrate.chapters.identity import left_out, refuse_another
from narrate.errors import NarrateError
from narrate.files.caching import cache_folder
from narrate.files.formats import Format
from narrate.production.credits import PlannedCredits, plan_credits
from narrate.production.preparing import Production
from narrate.takes.planning import Plan, plan
from narrate.takes.recording import missing
from narrate.takes.speaking import TakeOrder
from narrate.takes.store import TakeStore

log = logging.getLogger(__name__)

_SHOWN_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of a build.

    `only` names chapters by number, none for all; `formats` overrules voices.yaml where it names any;
    `library` is a folder of audiobookshelf's into which the book is put too, `scheduler` the address of a
    Dask cluster that records.
    """

    output: Path
    only: frozenset[int] = frozenset()
    jobs: int = 1
    strict: bool = False
    quality: str = "standard"
    encoding: str | None = None
    formats: tuple[Format, ...] = ()
    library: Path | None = None
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What a build has to do: its chapters, its credits, the takes to `record`.

    `takes` is how many the book needs, with those that are there.
    """

    plan: Plan
    credits: PlannedCredits | None
    record: tuple[TakeOrder, ...]
    takes: int


def take_store() -> TakeStore:
    """The store of takes that all projects share."""
    return TakeStore(cache_folder() / "takes")


def plan_work(
    production: Production, store: TakeStore, *, only: frozenset[int] = frozenset(), strict: bool = False
) -> Work:
    """Plan the takes of a production, and find out which of them are there.

    `only` names chapters by number, none for all. Raises NarrateError for a chapter that is not there, where
    another book's files are in its folder, and under `strict` for doubts.
    """
    _refuse(production, only=only, strict=strict)
    _warn_of_left_out(production)
    settings, cast, engines = production.project.settings, production.cast, production.engines
    planned = plan(production.script, cast, settings, engines, only=only)
    around = plan_credits(production.book, settings, cast, engines)
    orders = {order.key: order for order in (*planned.orders, *(around.plan.orders if around else ()))}
    store.discard_damaged(planned.calibrations.values())  # without them nothing can be laid out
    return Work(planned, around, missing(tuple(orders.values()), store), len(orders))


def _refuse(production: Production, *, only: frozenset[int], strict: bool) -> None:
    """Raise NarrateError for what cannot be built as it is asked for."""
    book = production.book
    refuse_another(production.folder, production.memory, book)
    numbers = {chapter.number for chapter in book.chapters}
    if absent := only - numbers:
        raise NarrateError(f"there is no chapter {min(absent)}", hint=f"The book has {len(book.chapters)}.")
    asked = only or numbers
    if strict and (doubts := [span for span in production.doubts() if span.chapter in asked]):
        raise NarrateError(
            f"it is not sure who says this line, the first of {len(doubts)}",
            place=book.place(doubts[0].start),
            hint="`narrate script` marks them {Name?}: take the mark away, or correct the name.",
        )
    unsaid = [at for at in production.script.unsaid if book.block_at(at).chapter in asked]
    if strict and unsaid:
        raise NarrateError(
            f"nobody is known who could say this line, the first of {len(unsaid)}",
            place=book.place(unsaid[0]),
            hint="List who speaks under cast: in voices.yaml, or write {narrator} before it.",
        )


def _warn_of_left_out(production: Production) -> None:
    """Warn where a book loses manuscripts that are still there: somebody may have named the newest alone."""
    others = left_out(production.folder, production.memory, production.book)
    if others:
        log.warning(
            "%s: this book had %s in it, which this build leaves out; name all the files of a book",
            production.folder,
            ", ".join(others[:_SHOWN_OTHERS]) + " …" * (len(others) > _SHOWN_OTHERS),
        )
