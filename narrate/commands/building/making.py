"""The work of `narrate build`; loaded only where there is any."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from narrate.chapters.leftovers import WHOLE_BOOK
from narrate.commands.building.introducing import farewell, introduction, prices
from narrate.commands.building.summary import summarise
from narrate.commands.complaints import warnings_heard
from narrate.commands.progress import TerminalProgress
from narrate.commands.showing import show
from narrate.counting import count
from narrate.engines import voice_versions
from narrate.errors import NarrateError
from narrate.manuscripts import STANDARD_INPUT, is_script
from narrate.production.pipeline import Outcome, build
from narrate.production.preparing import Production, prepare
from narrate.production.project import open_project
from narrate.production.receipts import Receipt, Report, glance_at, look_at, touched_since
from narrate.production.sources import looked_at
from narrate.production.work import Options, plan_work, take_store
from narrate.takes.forking import start_ahead

_SHOWN_FILES = 3


def make(folder: Path, sources: Sequence[Path], asked: Options, began_ns: int) -> Receipt | None:
    """Make the book and tell of it.

    Returns the receipt that says when there is nothing to do again; None where that cannot be known.
    """
    start_ahead("narrate.chapters.finishing")
    warnings: list[str] = []
    with warnings_heard(warnings.append):
        production = prepare(open_project(folder), sources, asked.output, asked.encoding)
        before = introduction(production)
        show(before)
        work = plan_work(production, take_store(), only=asked.only, strict=asked.strict)
        show(farewell(production))
        show(prices(production, work))
        outcome = build(production, work, asked, TerminalProgress())
    report = _report(outcome, before, warnings, asked)
    written = {outcome.made[number].file for number in outcome.written}
    summarise(report, written, outcome.recorded, outcome.seconds)
    return _receipt(outcome, sources, report, asked, began_ns)


def _report(outcome: Outcome, before: tuple[str, ...], warnings: Sequence[str], asked: Options) -> Report:
    folder, formats = outcome.production.folder, asked.formats or outcome.production.project.settings.formats
    bound = [
        name for name in outcome.memory.files if Path(name).suffix[1:] in WHOLE_BOOK.intersection(formats)
    ]
    ending = [*_doubted(outcome.production), click.style(str(folder), bold=True)]
    ending += [str(folder / name) for name in sorted(bound)]
    if asked.library:
        ending.append(f"{asked.library}, for audiobookshelf")
    chapters = tuple((made.file, made.duration_ms) for _, made in sorted(outcome.made.items()))
    takes = outcome.recorded + outcome.reused
    whole = len(outcome.production.book.chapters)
    return Report(before, tuple(warnings), chapters, whole, takes, tuple(ending))


def _doubted(production: Production) -> Iterator[str]:
    """How many lines are doubtful, and how one comes to them."""
    doubts = production.doubts()
    files = list(dict.fromkeys(production.book.place(span.start).file for span in doubts))
    if not files:
        return
    names, more = map(str, files[:_SHOWN_FILES]), " …" if len(files) > _SHOWN_FILES else ""
    if is_script(files[0]):
        how = f"look for {{Name?}} in {', '.join(names)}{more}"
    else:
        how = f"`{production.project.command('script', *names)}{more}` marks them {{Name?}}"
    yield f"{count(len(doubts), 'doubtful line')}: {how}."


def _receipt(
    outcome: Outcome, sources: Sequence[Path], report: Report, asked: Options, began_ns: int
) -> Receipt | None:
    """What all of this was made of and what it has left; None where it may have changed meanwhile."""
    production = outcome.production
    cover = production.project.settings.cover
    try:
        inputs = {*looked_at(production.project, sources), *outcome.sounds, *filter(None, [cover])}
    except NarrateError:  # a manuscript has gone meanwhile, of which the next build complains
        return None
    if asked.library or STANDARD_INPUT in sources or touched_since(inputs, began_ns):
        return None
    voices = voice_versions(voice.spec for voice in production.cast.voices())
    return Receipt(look_at(inputs), glance_at(outcome.files()), voices, report)
