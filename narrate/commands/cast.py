"""`narrate cast`: who is in the story, and whose voice they have."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from narrate.casting.people import Person, gather
from narrate.commands import options
from narrate.commands.progress import TerminalProgress
from narrate.commands.showing import show, table
from narrate.counting import count
from narrate.errors import nearest
from narrate.production.audition import audition
from narrate.production.preparing import Production, prepare
from narrate.production.project import SETTINGS_FILE, open_project
from narrate.settings.proposals import write_cast
from narrate.story.cast import Role, Voice, role_of
from narrate.story.people import Gender

_NAMED = 8  # of those who are silent


@click.command(short_help="Show who is in the story, and whose voice they have.")
@options.sources
@options.project_folder
@options.output_folder
@click.option("--write", is_flag=True, help="Put the proposals into voices.yaml; what stands there stays.")
@click.option(
    "--audition",
    "heard",
    type=click.Path(path_type=Path),
    metavar="FILE.mp3",
    help="Write an MP3 in which everyone says a line of their own, named by the narrator.",
)
@options.encoding
def cast(
    sources: tuple[Path, ...],
    folder: Path,
    output: Path,
    write: bool,
    heard: Path | None,
    encoding: str | None,
) -> None:
    """Show who is in SOURCE: lines, words, guessed gender, other names, and the voice that they get.

    Without SOURCE: everybody in script/. Change a voice in voices.yaml, or write all of them there
    with --write and change them then. To hear them all:

    \b
    narrate cast --audition cast.mp3
    """
    if heard and heard.suffix.lower() != ".mp3":
        raise click.UsageError(f"{heard} is not .mp3.")
    project = open_project(folder)
    production = prepare(project, sources, output, encoding)
    _show(production)
    if write:
        path = folder / SETTINGS_FILE
        changed = write_cast(path, [_role(production, name) for name in production.cast.characters])
        click.echo(f"{path}: {'written' if changed else 'nothing to add'}")
    if heard:
        people = audition(production, heard, options.usable_cores(), TerminalProgress())
        click.echo(f"{heard}: {count(people, 'voice')}")


def _show(production: Production) -> None:
    words: Counter[str | None] = Counter()
    for span in production.script.spans:
        if span.spoken:
            words[span.speaker] += len(production.book.text[span.start : span.end].split())
    people = sorted(production.script.characters, key=lambda each: -words[each.name])
    castable = gather(production.script.characters, production.project.settings.cast)
    genders = {name: _gender(each) for each in castable for name in each.names}
    rows = [("name", "lines", "words", "gender", "voice", "how it sounds", "also")]
    narrator = production.cast.narrator
    rows.append(
        ("narrator", "", f"{words[None]:,}", "", narrator.described, _sound(production, narrator), "")
    )
    for person in people:
        voice = production.cast.characters[person.name]
        rows.append(
            (
                person.name,
                f"{person.lines:,}",
                f"{words[person.name]:,}",
                genders[person.name],
                voice.described,
                _sound(production, voice),
                ", ".join(person.aliases),
            )
        )
    head, *lines = table(rows, right=(1, 2))
    click.echo(click.style(head, bold=True))
    show(lines)
    if silent := _silent(production):
        more = f", and {len(silent) - _NAMED:,} more" if len(silent) > _NAMED else ""
        click.echo(f"In {SETTINGS_FILE}, but silent in this story: {', '.join(silent[:_NAMED])}{more}")


def _gender(person: Person) -> str:
    """The gender that a voice was chosen by, and whether a first name is all that tells it."""
    by_name = person.told is None and person.gender is not Gender.UNKNOWN
    return f"{person.gender.value} (by name)" if by_name else person.gender.value


def _silent(production: Production) -> list[str]:
    """Whom voices.yaml lists and the story does not hear; slips of the pen first, beside who was meant."""
    roles = production.project.settings.cast
    speakers = {person.name: role_of(person, roles) for person in production.script.characters}
    unlisted = [name for name, role in speakers.items() if role is None]
    silent = [role.name for role in roles if role not in speakers.values()]
    guesses = {name: nearest(name, unlisted, alike=0.8) for name in silent}
    slips = [f"{name} ({meant}?)" for name, meant in guesses.items() if meant]
    return [*slips, *(name for name, meant in guesses.items() if not meant)]


def _sound(production: Production, voice: Voice) -> str:
    """What the engine tells of a voice, at the pitch that it is used at; "" for one that it does not list."""
    offered = production.engines[voice.engine].voices()
    info = next((info for info in offered if info.name == voice.name), None)
    if info is None:
        return ""
    hz = info.pitch_hz and info.pitch_hz * 2 ** (voice.pitch / 12)
    return replace(info, pitch_hz=hz).described


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
