"""The work of `narrate build`, in the order in which the user sees it; loaded only where there is any."""

import logging
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from narrate.chapters.shelf import chapter_file
from narrate.commands.showing import TerminalProgress, count, duration
from narrate.commands.summary import summarise
from narrate.engines import Priced, voice_versions
from narrate.lines import Line
from narrate.manuscripts import SCRIPT_SUFFIX, STANDARD_INPUT
from narrate.production.pipeline import Options, Outcome, Work, build, foresee_work, plan_work, take_store
from narrate.production.preparing import Production, prepare
from narrate.production.project import looked_at, open_project
from narrate.production.receipts import Receipt, Report, glance_at, look_at, touched_since
from narrate.takes.planning import ChapterPlan
from narrate.takes.workers import start_ahead

# Of espeak's speech, spaces counted and pauses not, and of work on one core: see benchmarks/build.py.
_MS_A_LETTER = 54
_SECONDS_A_TAKE, _SECONDS_AN_HOUR_OF_SOUND = 0.004, 11.0

_SHOWN_FILES = 3


def show_plan(folder: Path, sources: Sequence[Path], asked: Options) -> None:
    """Show what a build would do."""
    production = prepare(open_project(folder), sources, asked.output, asked.encoding)
    _show(_introduction(production))
    store = take_store()
    work = plan_work(production, asked, store)
    why = foresee_work(production, asked, work, store)
    chapters = work.plan.chapters
    encoded_ms = sum(_sound_ms(chapter) for chapter in chapters if chapter.chapter.number in why)
    work_s = len(work.record) * _SECONDS_A_TAKE + encoded_ms / 3_600_000 * _SECONDS_AN_HOUR_OF_SOUND
    others = sorted({order.engine for order in work.record} - {"espeak", "tone"})
    click.echo(f"{count(len(work.record), 'take')} to record, {work.reused:,} reused")
    _show(_prices(production, work))
    click.echo(
        f"{len(why):,} of {count(len(chapters), 'chapter')} to encode, about {duration(encoded_ms)} of "
        f"{duration(sum(map(_sound_ms, chapters)))} of sound, about "
        f"{duration(round(1000 * (1 + work_s / asked.jobs)))} of work"
        + (f" besides what {' and '.join(others)} take to speak" if others else "")
    )
    for chapter in chapters:
        if chapter.chapter.number in why:
            click.echo(f"  {chapter_file(chapter.chapter)}  {why[chapter.chapter.number]}")


def _sound_ms(chapter: ChapterPlan) -> int:
    """About how long a chapter will be."""
    lines = (item.cue for item in chapter.items if isinstance(item.cue, Line))
    return sum(len(line.text) * _MS_A_LETTER + line.pause_before_ms for line in lines)


def make(folder: Path, sources: Sequence[Path], asked: Options, began_ns: int) -> Receipt | None:
    """Make the book and tell of it.

    Returns the receipt that says when there is nothing to do again; None where that cannot be known.
    """
    start_ahead("narrate.chapters.finishing")
    with _warnings() as warnings:
        production = prepare(open_project(folder), sources, asked.output, asked.encoding)
        introduction = _introduction(production)
        _show(introduction)
        if any(isinstance(engine, Priced) for engine in production.engines.values()):
            _show(_prices(production, plan_work(production, asked, take_store())))
        outcome = build(production, asked, TerminalProgress())
    report = _report(outcome, introduction, warnings, asked.library)
    written = {outcome.made[number].file for number in outcome.written}
    summarise(report, written, outcome.recorded, outcome.seconds)
    return _receipt(outcome, sources, report, asked, began_ns)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def _receipt(
    outcome: Outcome, sources: Sequence[Path], report: Report, asked: Options, began_ns: int
) -> Receipt | None:
    """What all of this was made of and what it has left; None where it may have changed meanwhile."""
    production = outcome.production
    cover = production.project.settings.cover
    inputs = {*looked_at(production.project, sources), *outcome.sounds, *filter(None, [cover])}
    if asked.library or STANDARD_INPUT in sources or touched_since(inputs, began_ns):
        return None
    voices = voice_versions(voice.spec for voice in production.cast.voices())
    return Receipt(look_at(inputs), glance_at(outcome.files()), voices, report)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """The warnings that are given inside this context."""
    listener = _Listener()
    logger = logging.getLogger("narrate")
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)


def _introduction(production: Production) -> tuple[str, ...]:
    """The title, and everyone with their voice and the number of their lines."""
    book = production.book
    by = f", by {book.author}" if book.author else ""
    lines = Counter(span.speaker for span in production.script.spans if span.spoken and span.speaker)
    rows = [("narrator", production.cast.narrator.described, "")]
    for name, number in lines.most_common():
        rows.append((name, production.cast.voice_of(name).described, count(number, "line")))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    people = (f"  {name:<{widths[0]}}  {voice:<{widths[1]}}  {said}".rstrip() for name, voice, said in rows)
    return (click.style(book.title, bold=True) + by, *people)


def _prices(production: Production, work: Work) -> tuple[str, ...]:
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


def _show(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)


def _report(
    outcome: Outcome, introduction: tuple[str, ...], warnings: Sequence[str], library: Path | None
) -> Report:
    ending = [*_doubted(outcome.production), click.style(str(outcome.production.folder), bold=True)]
    if library:
        ending.append(f"{library}, for audiobookshelf")
    chapters = tuple((made.file, made.duration_ms) for _, made in sorted(outcome.made.items()))
    takes = outcome.recorded + outcome.reused
    return Report(introduction, tuple(warnings), chapters, takes, tuple(ending))


def _doubted(production: Production) -> Iterator[str]:
    """How many lines are doubtful, and how one comes to them."""
    doubts = production.doubts()
    files = list(dict.fromkeys(production.book.place(span.start).file for span in doubts))
    if not files:
        return
    names, more = map(str, files[:_SHOWN_FILES]), " …" if len(files) > _SHOWN_FILES else ""
    if files[0].suffix == SCRIPT_SUFFIX:
        how = f"look for {{Name?}} in {', '.join(names)}{more}"
    else:
        folder = production.project.folder
        command = ["narrate", "script", *([] if folder == Path() else ["-C", str(folder)]), *names]
        how = f"`{shlex.join(command)}{more}` marks them {{Name?}}"
    yield f"{count(len(doubts), 'doubtful line')}: {how}."
