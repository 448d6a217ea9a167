"""`narrate check`: everything that is wrong with the project, before any work and after it."""

from collections.abc import Iterator
from pathlib import Path

import click

from narrate.auditing import Audit, audit
from narrate.commands import options
from narrate.commands.options import count, duration
from narrate.errors import NarrateError, Place
from narrate.manuscripts import read_manuscript
from narrate.pipeline import Options, Production, plan_work, prepare, take_store
from narrate.project import OUTPUT_FOLDER, Project, find_sources, open_project


@click.command(short_help="Find everything that is wrong with the project.")
@options.sources
@options.project_folder
@options.output_folder
@options.encoding
def check(sources: tuple[Path, ...], folder: Path, output: Path | None, encoding: str | None) -> int:
    """Find everything that is wrong with the project: voices.yaml, scripts, voices, finished files.

    Nothing is recorded and nothing is changed. The exit status is 1 if anything is wrong.
    """
    project = open_project(folder)
    faults = list(_unreadable(project, sources, encoding))
    if not faults:
        production = prepare(project, sources, output or folder / OUTPUT_FOLDER, encoding)
        plan_work(production, Options(production.folder), take_store())
        _show_script(production)
        faults += _audits(production)
    for fault in faults:
        click.echo(click.style("error: ", fg="red", bold=True) + str(fault), err=True)
    click.echo(f"{count(len(faults), 'error')} found" if faults else "Nothing is wrong.")
    return 1 if faults else 0


def _unreadable(project: Project, sources: tuple[Path, ...], encoding: str | None) -> Iterator[NarrateError]:
    """What is wrong with the manuscripts, each on its own."""
    for path in find_sources(project, sources):
        try:
            read_manuscript(path, encoding)
        except NarrateError as error:
            yield error


def _show_script(production: Production) -> None:
    chapters = count(len(production.book.chapters), "chapter")
    characters = count(len(production.cast.characters), "character")
    doubts = count(len(production.doubts()), "doubtful line")
    click.echo(f"{production.book.title}: {chapters}, {characters}, {doubts}")


def _audits(production: Production) -> Iterator[NarrateError]:
    """The finished files, as a table, and what is wrong with them."""
    for _, made in sorted(production.memory.chapters.items()):
        path = production.folder / made.file
        try:
            measured = audit(path)
        except NarrateError as error:
            yield error
            continue
        click.echo(_row(measured))
        for fault in measured.faults(production.project.settings.master):
            yield NarrateError(fault, place=Place(path), hint="Build it again.")


def _row(measured: Audit) -> str:
    return (
        f"  {measured.path.name:<40} {duration(round(measured.seconds * 1000)):>14}  "
        f"{measured.lufs:6.1f} LUFS  {measured.true_peak_dbtp:5.1f} dBTP"
    )
