"""`narrate build`: the main job, from manuscripts to chapter MP3s."""

import os
from collections import Counter
from pathlib import Path

import click

from narrate.commands import options
from narrate.commands.options import count, duration
from narrate.encoding import FORMATS
from narrate.lines import Line
from narrate.pipeline import Options, Outcome, Production, Work, plan_work, prepare, take_store
from narrate.pipeline import build as make
from narrate.project import OUTPUT_FOLDER, open_project
from narrate.settings import Format

_MS_A_LETTER = 68  # of speech, without the pauses: measured on the sample story
_SECONDS_A_TAKE = 0.02  # to record one with the embedded engine, measured on one core


@click.command(short_help="Make the audiobook.")
@options.sources
@options.project_folder
@options.output_folder
@click.option(
    "--only", type=options.Numbers(), default=frozenset(), metavar="3-5", help="Only these chapters."
)
@click.option(
    "--quality",
    type=click.Choice([name for name in FORMATS if name != "acx"]),
    default="standard",
    show_default=True,
    help="standard is 44.1 kHz at 128 kbit/s, compact 22 kHz at 64.",
)
@click.option(
    "--format",
    "formats",
    type=options.Formats(),
    default=(),
    metavar="mp3,m4b,epub",
    help="What to make besides the chapters' MP3s and the feed. [default: formats in voices.yaml]",
)
@click.option(
    "--audiobookshelf",
    "library",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Put the chapters into this library of audiobookshelf too, in the folders that it expects.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, metavar="N", help="Workers.")
@click.option(
    "--dry-run", is_flag=True, help="Only show the plan: takes to record, takes reused, minutes expected."
)
@click.option("--strict", is_flag=True, help="Make it an error when it is not sure who says a line.")
@options.encoding
def build(
    sources: tuple[Path, ...],
    folder: Path,
    output: Path | None,
    only: frozenset[int],
    quality: str,
    formats: tuple[Format, ...],
    library: Path | None,
    jobs: int,
    dry_run: bool,
    strict: bool,
    encoding: str | None,
) -> None:
    """Make the audiobook of SOURCE: a manuscript, several, or a folder; of everything in script/ if none.

    \b
    narrate build story.txt               into output/STORY/
    narrate build story.txt -o ~/books    into another folder
    narrate build --only 3-5              only some chapters
    narrate build --dry-run               what there is to do, and how long it will be

    Where script/ holds a script of the manuscript (see `narrate script`), the script is read. Only what
    has changed since the last build is recorded and written again.
    """
    project = open_project(folder)
    asked = Options(output or folder / OUTPUT_FOLDER, only, jobs, strict, quality, encoding, formats, library)
    production = prepare(project, sources, asked.output, encoding)
    _introduce(production)
    if dry_run:
        _show_plan(plan_work(production, asked, take_store()))
        return
    _summarise(make(production, asked, options.TerminalProgress()))


def _introduce(production: Production) -> None:
    book = production.book
    by = f", by {book.author}" if book.author else ""
    click.echo(click.style(book.title, bold=True) + by)
    lines = Counter(span.speaker for span in production.script.spans if span.spoken and span.speaker)
    rows = [("narrator", production.cast.narrator.described, "")]
    for name, number in lines.most_common():
        rows.append((name, production.cast.voice_of(name).described, count(number, "line")))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, voice, said in rows:
        click.echo(f"  {name:<{widths[0]}}  {voice:<{widths[1]}}  {said}".rstrip())


def _show_plan(work: Work) -> None:
    lines = [i.cue for chapter in work.plan.chapters for i in chapter.items if isinstance(i.cue, Line)]
    sound_ms = sum(len(line.text) * _MS_A_LETTER + line.pause_before_ms for line in lines)
    work_ms = round(1000 * (1 + len(work.record) * _SECONDS_A_TAKE))
    click.echo(f"{count(len(work.record), 'take')} to record, {work.reused:,} reused")
    click.echo(
        f"{count(len(work.plan.chapters), 'chapter')}, about {duration(sound_ms)} of sound, "
        f"about {duration(work_ms)} of work"
    )


def _summarise(outcome: Outcome) -> None:
    production = outcome.production
    click.echo()
    for number, made in sorted(outcome.made.items()):
        state = "" if number in outcome.written else "  (unchanged)"
        click.echo(f"  {made.file}  {duration(made.duration_ms)}{state}")
    total = sum(made.duration_ms for made in outcome.made.values())
    click.echo(
        f"{count(len(outcome.made), 'chapter')}, {duration(total)}, in {outcome.seconds:.1f} s: "
        f"{count(outcome.recorded, 'take')} recorded, {outcome.reused:,} reused"
    )
    doubts = production.doubts()
    if doubts:
        source = production.book.parts[0].path
        click.echo(f"{count(len(doubts), 'doubtful line')}: `narrate script {source}` marks them {{Name?}}.")
    click.echo(click.style(str(production.folder), bold=True))
