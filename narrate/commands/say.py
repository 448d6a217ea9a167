"""`narrate say`: hear one voice."""

import wave
from pathlib import Path

import click
import numpy as np

from narrate.commands import options
from narrate.engines import EngineError, Request, Speech, blaming, load_engine
from narrate.errors import NarrateError, nearest, refusals_told
from narrate.files.atomic import replacing
from narrate.files.encoding import encode_mp3
from narrate.files.formats import MP3_FORMATS
from narrate.production.preparing import prepare
from narrate.production.project import SETTINGS_FILE, Project, open_project
from narrate.production.sources import find_sources
from narrate.spoken import say_aloud
from narrate.spoken.pronouncing import pronounce
from narrate.story.cast import AUTHOR, Voice, fold


@click.command(short_help="Hear one voice.")
@click.argument("text")
@click.option("--voice", "spec", metavar="ENGINE:VOICE", help="Say it in this voice.")
@click.option("--as", "character", metavar="CHARACTER", help="Say it in the voice of someone in the project.")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    default=Path("said.wav"),
    show_default=True,
    metavar="FILE",
    help="Where to write it: a .wav or .mp3 file.",
)
@options.project_folder
def say(text: str, spec: str | None, character: str | None, path: Path, folder: Path) -> None:
    """Say TEXT in one voice, the narrator's if none is named, into a .wav or .mp3 file.

    \b
    narrate say "Good evening." --voice espeak:en-gb
    narrate say "Good evening." --as Lex -o lex.wav
    """
    if path.suffix.lower() not in (".wav", ".mp3"):
        raise click.UsageError(f"{path} is neither .wav nor .mp3.")
    if spec and character:
        raise click.UsageError("Choose one of --voice and --as.")
    project = open_project(folder)
    voice = _named(spec) if spec else _of(character or "narrator", project)
    words, ipa = pronounce(
        say_aloud(text, project.settings.language or "en"),
        {**project.settings.pronounce, **dict(voice.pronounce)},
    )
    if not words:
        raise NarrateError(
            "there is nothing to say in this text", hint='For example: narrate say "Good evening."'
        )
    try:
        with blaming(voice.engine):
            engine = load_engine(voice.engine)
            speech = engine.speak(Request(words, voice.name, voice.pitch, voice.rate, ipa=ipa))
    except EngineError as error:
        raise NarrateError(
            f"{voice.spec} cannot say this: {error}",
            hint=f"`narrate voices --engine {voice.engine}` lists what can be used here.",
        ) from None
    with refusals_told("cannot be written", path, "Choose another file: narrate say TEXT -o FILE."):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, speech)
    seconds = len(speech.pcm) / 2 / speech.rate_hz
    click.echo(f"{path}: {seconds:.1f} s in {voice.described}")


def _write(path: Path, speech: Speech) -> None:
    if path.suffix.lower() == ".mp3":
        samples = np.frombuffer(speech.pcm, "<i2").astype(np.float32)[:, None] / np.float32(32768)
        encode_mp3([samples], speech.rate_hz, 1, path, MP3_FORMATS["standard"])
        return
    with replacing(path) as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(speech.rate_hz)
        sound.writeframes(speech.pcm)


def _named(spec: str) -> Voice:
    engine, colon, name = spec.partition(":")
    if not colon or not name:
        raise click.UsageError(f"{spec!r} is not ENGINE:VOICE; `narrate voices` lists them.")
    return Voice(engine, name)


def _of(character: str, project: Project) -> Voice:
    """The voice that somebody has in voices.yaml, or else gets in the project's story."""
    called = fold(character)
    roles = (project.settings.narrator, *project.settings.cast)
    listed = next((role for role in roles if called in map(fold, role.names)), None)
    if listed and listed.voice is not None:
        return listed.follow(Voice("", ""))
    voices = _voices_of_story(project)
    for name, voice in voices.items():
        if fold(name) == called:
            return voice
    if listed:
        raise NarrateError(
            f"{listed.name} says nothing in the story, and so has no voice yet",
            hint=f"Give them one in {SETTINGS_FILE}: voice: ENGINE:VOICE",
        )
    near = nearest(character, voices)
    raise NarrateError(
        f"nobody in the story is called {character}",
        hint=f"Did you mean {near}?" if near else "`narrate cast` lists who is in it.",
    )


def _voices_of_story(project: Project) -> dict[str, Voice]:
    """Everybody's voice in the project's story, by each of their names."""
    try:
        find_sources(project, ())
    except NarrateError as error:
        raise NarrateError(
            "there is no story here whose voices could say this",
            place=error.place,
            hint="Name a voice: narrate say TEXT --voice espeak:en-gb. `narrate voices` lists them.",
        ) from None
    production = prepare(project, (), project.folder / options.OUTPUT_FOLDER)
    voices = {"narrator": production.cast.narrator, AUTHOR: production.cast.voice_of(AUTHOR)}
    for person in production.script.characters:
        for name in (person.name, *person.aliases):
            voices.setdefault(name, production.cast.characters[person.name])
    return voices
