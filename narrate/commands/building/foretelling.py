"""What `narrate build --dry-run` tells: takes to record, chapters to encode and why, how long it may take."""

from collections.abc import Sequence
from pathlib import Path

import click

from narrate.chapters.shelf import chapter_file
from narrate.commands.building.introducing import farewell, introduction, prices
from narrate.commands.showing import duration, show
from narrate.counting import count
from narrate.lines import Line
from narrate.production.pipeline import foresee_work
from narrate.production.preparing import prepare
from narrate.production.project import open_project
from narrate.production.work import Options, Work, plan_work, take_store
from narrate.takes.planning import ChapterPlan

# Of espeak's speech, spaces counted and pauses not, and of work on one core: see benchmarks/build.py.
_MS_A_LETTER = 54
_SECONDS_A_TAKE, _SECONDS_AN_HOUR_OF_SOUND = 0.004, 11.0


def show_plan(folder: Path, sources: Sequence[Path], asked: Options) -> None:
    """Show what a build would do."""
    production = prepare(open_project(folder), sources, asked.output, asked.encoding)
    show(introduction(production))
    show(farewell(production))
    store = take_store()
    work = plan_work(production, store, only=asked.only, strict=asked.strict)
    why = foresee_work(production, asked, work, store)
    chapters = work.plan.chapters
    tail_ms = production.project.settings.pauses.chapter_ms
    sound_ms = {chapter.chapter.number: _spoken_ms(chapter) + tail_ms for chapter in chapters}
    encoded_ms = sum(sound_ms[number] for number in why)
    work_s = len(work.record) * _SECONDS_A_TAKE + encoded_ms / 3_600_000 * _SECONDS_AN_HOUR_OF_SOUND
    others = sorted({order.engine for order in work.record} - {"espeak", "tone"})
    click.echo(f"{count(len(work.record), 'take')} to record, {work.takes - len(work.record):,} reused")
    show(prices(production, work))
    click.echo(
        f"{len(why):,} of {count(len(chapters), 'chapter')} to encode, about {duration(encoded_ms)} of "
        f"{duration(sum(sound_ms.values()))} of sound, about "
        f"{duration(round(1000 * (1 + work_s / asked.jobs)))} of work"
        + (f" besides what {' and '.join(others)} take{'s' * (len(others) == 1)} to speak" if others else "")
    )
    for chapter in chapters:
        if chapter.chapter.number in why:
            click.echo(f"  {chapter_file(chapter.chapter)}  {why[chapter.chapter.number]}")
    if besides := _besides_chapters(work):
        what = "to measure voices" + " and for the credits" * (work.credits is not None)
        click.echo(f"  besides, {count(besides, 'take')} {what}")


def _besides_chapters(work: Work) -> int:
    """How many of the takes to record are no chapter's."""
    told = {item.key for chapter in work.plan.chapters for item in chapter.items}
    return sum(order.key not in told for order in work.record)


def _spoken_ms(chapter: ChapterPlan) -> int:
    """About how long a chapter will be, without the silence at its end."""
    lines = (item.cue for item in chapter.items if isinstance(item.cue, Line))
    return sum(len(line.text) * _MS_A_LETTER + line.pause_before_ms + line.pause_after_ms for line in lines)
