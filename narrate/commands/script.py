"""`narrate script`: who says what, as a text file that a person checks and corrects."""

import json
from collections import Counter
from pathlib import Path

import click

from narrate.atomic import replacing
from narrate.book import Book, Manuscript
from narrate.carrying import Lost, carry_over, without_guesses
from narrate.commands import options
from narrate.commands.options import count
from narrate.manuscripts import SCRIPT_SUFFIX, read_manuscript
from narrate.project import Project, find_sources, join, open_project, script_path
from narrate.reading import doubtful, read_script
from narrate.script import Kind, Script, Span
from narrate.scriptfile import script_text
from narrate.scriptjson import script_json

_SHOWN_DOUBTS = 12


@click.command(short_help="Write who says what, to be checked and corrected.")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@options.project_folder
@click.option("--json", "as_json", is_flag=True, help="Print the reading as JSON instead, and write nothing.")
@options.encoding
def script(sources: tuple[Path, ...], folder: Path, as_json: bool, encoding: str | None) -> None:
    """Write SOURCE with stage directions into script/, to be checked and corrected.

    \b
    {Lex} "Hello, Martha."       Lex says this, and what follows in the paragraph
    {Lois?} "Just business."     a guess: correct the name, or take the ? away

    Written again, a script keeps every direction that you have confirmed. `narrate build` reads it in
    place of the manuscript.
    """
    project = open_project(folder)
    paths = find_sources(project, sources)
    manuscripts = [read_manuscript(path, encoding) for path in paths]
    if as_json:
        reading = read_script(
            join(manuscripts, project.settings), project.known(), read_notes=project.reads_notes
        )
        click.echo(json.dumps(script_json(reading), ensure_ascii=False))
        return
    carried = [_carried(project, manuscript) for manuscript in manuscripts]
    book = join([manuscript for manuscript, _ in carried], project.settings)
    reading = read_script(book, project.known(), read_notes=project.reads_notes)
    for part in book.parts:
        path = part.path if part.path.suffix == SCRIPT_SUFFIX else script_path(project, part.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(script_text(reading, part).encode())
        click.echo(click.style(str(path), bold=True))
    _summarise(reading)
    for _, lost in carried:
        _list_lost(lost)


def _carried(project: Project, manuscript: Manuscript) -> tuple[Manuscript, tuple[Lost, ...]]:
    """The manuscript with the confirmed directions of the script that was written of it before."""
    if manuscript.path.suffix == SCRIPT_SUFFIX:
        return without_guesses(manuscript), ()
    before = script_path(project, manuscript.path)
    if not before.is_file():
        return manuscript, ()
    return carry_over(read_manuscript(before), manuscript)


def _summarise(reading: Script) -> None:
    speech = [span for span in reading.spans if span.kind is Kind.SPEECH]
    scenes = {(span.chapter, span.scene) for span in reading.spans}
    click.echo(
        f"{count(len(reading.book.chapters), 'chapter')}, {count(len(scenes), 'scene')}, "
        f"{count(len(speech), 'spoken line')} of {count(len(reading.characters), 'character')}"
    )
    _show_kinds(reading)
    doubts = [span for span in speech if doubtful(span)]
    if doubts:
        click.echo(f"{count(len(doubts), 'doubtful line')}, marked {{Name?}}; look at these first:")
    for span in sorted(doubts, key=lambda span: span.confidence)[:_SHOWN_DOUBTS]:
        place, words = reading.book.place(span.start), _words(reading.book, span, 60)
        click.echo(f"  {place}  {{{span.speaker}?}} {words}  ({span.why})")


def _show_kinds(reading: Script) -> None:
    """How many words are story, and what is left out."""
    words: Counter[str] = Counter()
    for span in reading.spans:
        kind = "story" if span.kind in (Kind.NARRATION, Kind.SPEECH, Kind.HEADING) else span.kind.value
        words[kind] += len(reading.book.text[span.start : span.end].split())
    click.echo(f"  story  {count(words['story'], 'word')}")
    for span in reading.spans:
        if span.kind is Kind.NOTE:
            state = "read" if span.spoken else "left out"
            number = len(reading.book.text[span.start : span.end].split())
            click.echo(f"  {state}  {count(number, 'word')}: {_words(reading.book, span, 60)}")


def _words(book: Book, span: Span, length: int) -> str:
    text = " ".join(book.text[span.start : span.end].split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _list_lost(lost: tuple[Lost, ...]) -> None:
    if lost:
        click.echo(f"{count(len(lost), 'direction')} of the old script fit nowhere now:")
    for direction in lost:
        click.echo(f"  {direction.direction} {direction.words}")
