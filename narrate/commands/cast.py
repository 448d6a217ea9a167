"""`narrate cast`: who is in the story, and whose voice they have."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from narrate.cast import Role, role_of
from narrate.commands import options
from narrate.pipeline import Production, prepare
from narrate.project import OUTPUT_FOLDER, SETTINGS_FILE, open_project
from narrate.script import Gender
from narrate.settings.proposals import write_cast


@click.command(short_help="Show who is in the story, and whose voice they have.")
@options.sources
@options.project_folder
@options.output_folder
@click.option("--write", is_flag=True, help="Put the proposals into voices.yaml; what stands there stays.")
@options.encoding
def cast(
    sources: tuple[Path, ...],
    folder: Path,
    output: Path | None,
    write: bool,
    encoding: str | None,
) -> None:
    """Show who is in SOURCE: lines, words, guessed gender, other names, and the voice that they get.

    Without SOURCE: everybody in script/. Change a voice in voices.yaml, or write all of them there
    with --write and change them then.
    """
    project = open_project(folder)
    production = prepare(project, sources, output or folder / OUTPUT_FOLDER, encoding)
    _show(production)
    if write:
        path = folder / SETTINGS_FILE
        changed = write_cast(path, [_role(production, name) for name in production.cast.characters])
        click.echo(f"{path}: {'written' if changed else 'nothing to add'}")


def _show(production: Production) -> None:
    words: Counter[str | None] = Counter()
    for span in production.script.spans:
        if span.spoken:
            words[span.speaker] += len(production.book.text[span.start : span.end].split())
    rows = [("name", "lines", "words", "gender", "voice", "also")]
    rows.append(("narrator", "", f"{words[None]:,}", "", production.cast.narrator.described, ""))
    for character in sorted(production.script.characters, key=lambda each: -words[each.name]):
        voice = production.cast.characters[character.name]
        rows.append(
            (
                character.name,
                f"{character.lines:,}",
                f"{words[character.name]:,}",
                character.gender.value,
                voice.described,
                ", ".join(character.aliases),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for index, row in enumerate(rows):
        cells = [
            cell.rjust(width) if column in (1, 2) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo(click.style("  ".join(cells).rstrip(), bold=index == 0))


def _role(production: Production, name: str) -> Role:
    """A character as an entry for voices.yaml."""
    character = next(each for each in production.script.characters if each.name == name)
    voice = production.cast.characters[name]
    listed = role_of(character, production.project.settings.cast)
    return replace(
        Role(listed.name if listed else name),
        aliases=character.aliases,
        gender=None if character.gender is Gender.UNKNOWN else character.gender,
        narrates=True if character.narrator else None,
        voice=voice.spec,
        pitch=voice.pitch or None,
        rate=voice.rate if voice.rate != 1 else None,
    )
