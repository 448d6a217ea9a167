"""`narrate script`: who says what, as a text file that a person checks and corrects."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from narrate.commands import options
from narrate.commands.progress import TerminalProgress
from narrate.commands.scriptreport import report
from narrate.errors import NarrateError, Place, refusals_told
from narrate.files.atomic import replacing
from narrate.lines.acting import act
from narrate.manuscripts import is_script, read_manuscript
from narrate.production.project import Project, open_project
from narrate.production.reading import join
from narrate.production.sources import find_sources, newest, script_path
from narrate.script import Script
from narrate.script.carrying import Carried, carry_over, same_story, without_guesses
from narrate.script.file import script_text
from narrate.script.json import script_json
from narrate.script.llm import LanguageModel, Question
from narrate.script.reading import Resolver, read_script, unresolved
from narrate.story.book import Manuscript


@click.command(short_help="Write who says what, to be checked and corrected.")
@options.sources
@options.project_folder
@click.option("--json", "as_json", is_flag=True, help="Print the reading as JSON instead, and write nothing.")
@click.option(
    "--ask-llm",
    "server",
    type=options.web_address,
    metavar="URL",
    help="Ask a language model about the doubtful lines: Ollama's http://localhost:11434/v1, or any server "
    "like it. Passages of the story are sent there; a key is taken from NARRATE_LLM_KEY.",
)
@click.option("--llm-model", "model", metavar="NAME", help="Which one. [default: the server's only model]")
@options.encoding
def script(
    sources: tuple[Path, ...],
    folder: Path,
    as_json: bool,
    server: str | None,
    model: str | None,
    encoding: str | None,
) -> None:
    """Write SOURCE with stage directions into script/, to be checked and corrected.

    \b
    {Lex} "Hello, Martha."       Lex says this, and what follows in the paragraph
    {Lois?} "Just business."     a guess: correct the name, or take the ? away

    Without SOURCE: a script of everything in script/. Written again, a script keeps every direction that
    you have confirmed. `narrate build` reads it in place of the manuscript.
    """
    if model and not server:
        raise click.UsageError("--llm-model says which model --ask-llm asks: name its server, too.")
    project = open_project(folder)
    found = find_sources(project, sources)
    paths = list(dict.fromkeys(found if sources else (newest(project, path) for path in found)))
    manuscripts = [read_manuscript(path, encoding) for path in paths]
    resolver = _language_model(server, model) if server else unresolved
    if not as_json:
        _check_targets(project, paths)
    is_known = partial(project.knows, book=manuscripts)
    carried = [_carried(project, each, is_known, writes=not as_json) for each in manuscripts]
    book = join(carried, paths, project.settings)
    reading = read_script(book, project.settings.cast, read_notes=project.reads_notes, resolver=resolver)
    if as_json:
        told = json.dumps(script_json(act(reading, project.settings)), ensure_ascii=False)
        click.echo(told.encode())  # UTF-8 whatever the console's letters are, as JSON is
    else:
        _write(reading)
        report(reading, carried)


def _write(reading: Script) -> None:
    """Write a script for each manuscript."""
    hint = "Choose another project: narrate script -C DIR."
    for part in reading.book.parts:
        folder = part.path.parent
        with refusals_told("nothing can be written here", folder, hint):
            folder.mkdir(parents=True, exist_ok=True)
            with replacing(part.path) as file:
                file.write(script_text(reading, part).encode())
        click.echo(click.style(str(part.path), bold=True))


def _language_model(server: str, model: str | None) -> Resolver:
    progress = TerminalProgress()

    def watched(questions: Sequence[Question]) -> Iterator[Question]:
        with progress.stage("asking", len(questions)):
            for question in questions:
                yield question
                progress.step()

    return LanguageModel.at(server, os.environ.get("NARRATE_LLM_KEY", ""), model, watched).settle


def _target(project: Project, source: Path) -> Path:
    return source if is_script(source) else script_path(project, source)


def _check_targets(project: Project, sources: Sequence[Path]) -> None:
    """No two manuscripts may have one script."""
    taken: dict[Path, Path] = {}
    for source in sources:
        other = taken.setdefault(_target(project, source), source)
        if other != source:
            raise NarrateError(
                f"{other} and {source} would have the same script, {_target(project, source)}",
                hint="Give one of the two another name.",
            )


def _carried(
    project: Project, manuscript: Manuscript, is_known: Callable[[str], bool], *, writes: bool
) -> Carried:
    """The manuscript with the confirmed directions of the script that was written of it before.

    What `writes` the script has its path and lines.
    """
    if is_script(manuscript.path):
        return Carried(without_guesses(manuscript) if writes else manuscript)
    path = script_path(project, manuscript.path)
    told = replace(manuscript, path=path) if writes else manuscript
    if not path.is_file():
        return Carried(told)
    before = read_manuscript(path)
    has_changed = before.text != manuscript.text
    if has_changed and not same_story(before, manuscript):
        if not writes:
            return Carried(manuscript)
        raise NarrateError(
            f"this is the script of another story than {manuscript.path}",
            place=Place(path),
            hint="Move it away, or give the manuscript another name.",
        )
    carried = carry_over(before, told, is_known)
    return _backed_up(path, carried) if writes and has_changed else carried


def _backed_up(script: Path, carried: Carried) -> Carried:
    """Keep the old script beside the new one: somebody may have worked on it. What is lost stands there."""
    backup = script.with_name(f"{script.name}.bak")
    shutil.copy2(script, backup)
    click.echo(f"The text has changed: the script as it was is kept in {backup}")
    lost = (replace(direction, place=replace(direction.place, file=backup)) for direction in carried.lost)
    return replace(carried, lost=tuple(lost))
