"""`narrate script`: who says what, as a text file that a person checks and corrects."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from narrate.atomic import replacing
from narrate.book import BlockKind, Book, Manuscript
from narrate.carrying import Lost, carry_over, same_story, without_guesses
from narrate.commands import options
from narrate.commands.options import count
from narrate.errors import NarrateError, Place
from narrate.manuscripts import SCRIPT_SUFFIX, read_manuscript
from narrate.project import Project, find_sources, join, open_project, script_path
from narrate.reading import doubtful, read_script
from narrate.script import Kind, Script, Span
from narrate.scriptfile import script_text
from narrate.scriptjson import script_json

_SHOWN_DOUBTS = 12
_WORD = re.compile(r"\w[\w'’-]*")


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
    _check_targets(project, paths)
    carried = [_carried(project, manuscript) for manuscript in manuscripts]
    book = join([manuscript for manuscript, _ in carried], project.settings)
    reading = read_script(book, project.known(), read_notes=project.reads_notes)
    for part in book.parts:
        path = _target(project, part.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(script_text(reading, part).encode())
        click.echo(click.style(str(path), bold=True))
    _summarise(reading)
    for _, lost in carried:
        _list_lost(lost)


def _target(project: Project, source: Path) -> Path:
    return source if source.suffix == SCRIPT_SUFFIX else script_path(project, source)


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


def _carried(project: Project, manuscript: Manuscript) -> tuple[Manuscript, tuple[Lost, ...]]:
    """The manuscript with the confirmed directions of the script that was written of it before.

    An old script whose own text differs is kept beside the new one: somebody may have worked on it.
    """
    if manuscript.path.suffix == SCRIPT_SUFFIX:
        return without_guesses(manuscript), ()
    path = script_path(project, manuscript.path)
    if not path.is_file():
        return manuscript, ()
    before = read_manuscript(path)
    if before.text != manuscript.text:
        if not same_story(before, manuscript):
            raise NarrateError(
                f"this is the script of another story than {manuscript.path}",
                place=Place(path),
                hint="Move it away, or give the manuscript another name.",
            )
        backup = path.with_name(f"{path.name}.bak")
        shutil.copy2(path, backup)
        click.echo(f"The text has changed: the script as it was is kept in {backup}")
    return carry_over(before, manuscript)


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
    """How many words of the manuscript are story, and what the others are, each with its first words."""
    words: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for span in reading.spans:
        kind = _told_as(reading.book, span)
        words[kind] += count_words(reading.book, span)
        first.setdefault(kind, span)
    click.echo(f"  {words.pop('story', 0):>8,} words of story")
    for kind, number in words.items():
        if number:
            click.echo(f"  {number:>8,} {kind}: {_words(reading.book, first[kind], 60)}")


def _told_as(book: Book, span: Span) -> str:
    """What a span counts as: the story, or what is not read and why."""
    if span.kind is not Kind.NOTE:
        return "story"
    if span.spoken and book.block_at(span.start).kind is not BlockKind.NOTE:
        return f"read ({span.why})"
    if book.block_at(span.start).kind is not BlockKind.NOTE:
        return f"left out ({span.why})"
    why = "" if span.why.startswith("note: ") else f" ({span.why})"
    return f"note{why}, read" if span.spoken else f"note{why}"


def count_words(book: Book, span: Span) -> int:
    """How many words stand in a span."""
    return len(_WORD.findall(book.text[span.start : span.end])) if span.kind is not Kind.BLANK else 0


def _words(book: Book, span: Span, length: int) -> str:
    text = " ".join(book.text[span.start : span.end].removeprefix("> ").split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _list_lost(lost: tuple[Lost, ...]) -> None:
    if lost:
        click.echo(f"{count(len(lost), 'direction')} of the old script fit nowhere now:")
    for direction in lost:
        click.echo(f"  {direction.direction} {direction.words}")
