"""`narrate check`: everything that is wrong with the project, before any work and after it."""

from collections.abc import Iterator
from pathlib import Path

import click

from narrate.commands import options
from narrate.commands.complaints import complain
from narrate.commands.finishedfiles import audits, published
from narrate.counting import count
from narrate.engines import EngineError, Request, Versioned, blaming
from narrate.errors import NarrateError
from narrate.languages import primary
from narrate.lines import Line
from narrate.manuscripts import STANDARD_INPUT, read_manuscript
from narrate.production.preparing import Production, prepare
from narrate.production.project import Project, open_project
from narrate.production.sources import find_sources
from narrate.production.work import Work, plan_work, take_store
from narrate.proof.listening import Listener
from narrate.proof.suspects import suspects
from narrate.publishing.cover import read_cover
from narrate.settings import Settings
from narrate.settings.yamlfile import place_of


@click.command(short_help="Find everything that is wrong with the project.")
@options.sources
@options.project_folder
@options.output_folder
@options.encoding
@click.option("--names", is_flag=True, help="List the words that no dictionary knows, for pronounce:.")
@click.option("--listen", is_flag=True, help="Listen to the finished files too: is every line said, once?")
def check(
    sources: tuple[Path, ...],
    folder: Path,
    output: Path,
    encoding: str | None,
    names: bool,
    listen: bool,
) -> int:
    """Find everything that is wrong with the project: voices.yaml, scripts, voices, finished files.

    Nothing is recorded and nothing is changed. The exit status is 1 if anything is wrong.

    With --names it prints nothing but words that no dictionary knows, the most frequent first, as lines for
    voices.yaml: correct those that are said wrongly, and take out the others.

    With --listen a speech recogniser follows every line of an English book in the sound (pip install
    pocketsphinx); an hour takes some minutes.
    """
    if names:
        _show_names(prepare(open_project(folder), sources, output, encoding))
        return 0
    project, faults = _opened(folder)
    faults += [*_unreadable(project, sources, encoding), *_no_picture(project.settings.cover)]
    if not faults:
        production = prepare(project, sources, output, encoding)
        work = plan_work(production, take_store())
        _show_script(production)
        faults += [*_unsayable(production, work), *audits(production), *published(production)]
        if listen:
            faults += _unheard(production, work)
    for fault in faults:
        complain(str(fault))
    click.echo(f"{count(len(faults), 'error')} found" if faults else "Nothing is wrong.")
    return 1 if faults else 0


def _opened(folder: Path) -> tuple[Project, list[NarrateError]]:
    """The project, and what is wrong with its voices.yaml, which says nothing then."""
    try:
        return open_project(folder), []
    except NarrateError as error:
        if not folder.is_dir():
            raise
        return Project(folder, Settings()), list(error.each)


def _unreadable(project: Project, sources: tuple[Path, ...], encoding: str | None) -> Iterator[NarrateError]:
    """What is wrong with the manuscripts, each on its own."""
    try:
        paths = find_sources(project, sources)
    except NarrateError as error:
        yield error
        return
    for path in paths:
        if path == STANDARD_INPUT:  # which can be read only once
            continue
        try:
            read_manuscript(path, encoding)
        except NarrateError as error:
            yield error


def _no_picture(cover: Path | None) -> Iterator[NarrateError]:
    """What is wrong with the cover that voices.yaml names."""
    try:
        if cover:
            read_cover(cover)
    except NarrateError as error:
        yield error


def _unsayable(production: Production, work: Work) -> Iterator[NarrateError]:
    """The pronunciations in lines to be recorded that an engine has no sounds for; no model is asked."""
    asked = {(order.engine, *pair): order.request for order in work.record for pair in order.request.ipa}
    for (name, word, ipa), request in asked.items():
        engine = production.engines[name]
        if isinstance(engine, Versioned):
            continue
        try:
            with blaming(name):
                engine.speak(Request(word, request.voice, ipa=((word, ipa),)))
        except EngineError as error:
            settings = production.project.settings_path
            yield NarrateError(
                f"{word}: {error}",
                place=place_of(settings, f"/{ipa}/") if settings else None,
                hint="Choose a sound that is near it, or write a respelling without slashes, as in loo-ther.",
            )


def _show_names(production: Production) -> None:
    from narrate.lines.dictionary import unknown_words  # noqa: PLC0415 - its words, which other checks do without

    unknown = unknown_words(production.script, production.project.settings.pronounce)
    if not unknown:
        click.echo("Every word is in the dictionary.", err=True)
        return
    click.echo("pronounce:")
    width = max(len(each.word) for each in unknown)
    for each in unknown:
        entry = f"  {each.word}: {each.word}"
        place = production.book.place(each.first)
        click.echo(f"{entry:{2 * width + 6}}# {count(each.times, 'time')}, first {place}")


def _show_script(production: Production) -> None:
    chapters = count(len(production.book.chapters), "chapter")
    characters = count(len(production.cast.characters), "character")
    doubts = count(len(production.doubts()), "doubtful line")
    click.echo(f"{production.book.title}: {chapters}, {characters}, {doubts}")


def _unheard(production: Production, work: Work) -> Iterator[NarrateError]:
    """The lines that the finished files do not say; what only the recogniser may have missed is shown."""
    language = production.book.language
    if primary(language) != "en":
        yield NarrateError(
            f"only English can be listened to, and this book is {language}",
            hint="If it is English, say so in voices.yaml: `language: en`.",
        )
        return
    listener, lines, unsure = Listener(), 0, 0
    for chapter in work.plan.chapters:
        made = production.memory.chapters.get(chapter.chapter.number)
        if made is None:
            continue
        for suspect in suspects(chapter, production.book, production.folder / made.file, listener):
            if suspect.certain:
                yield NarrateError(str(suspect), hint="Listen to it there; another voice may say it.")
            else:
                click.echo(f"  perhaps: {suspect}")
                unsure += 1
        lines += sum(isinstance(item.cue, Line) for item in chapter.items)
    click.echo(f"{count(lines, 'line')} listened to, {unsure} of them perhaps not all said")
