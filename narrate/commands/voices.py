"""`narrate voices`: the voices that can be used here, and how more of them come here."""

from pathlib import Path

import click

from narrate.engines import engine_names, load_engine
from narrate.engines.installing import Download, fetch, find_downloads, voice_folder
from narrate.errors import NarrateError
from narrate.story.people import Age, Gender


@click.command(short_help="List the voices that can be used here; install more.")
@click.option("--engine", metavar="E", help="Only the voices of this engine.")
@click.option("--language", metavar="CODE", help="Only voices of this language: en, en-gb, fr …")
@click.option("--install", metavar="VOICE", help="Fetch a voice: piper:NAME, or kokoro for all of its.")
def voices(engine: str | None, language: str | None, install: str | None) -> None:
    """List the voices that can be used here, by engine.

    Write one as ENGINE:VOICE into voices.yaml, and hear it: narrate say "Good evening." --voice
    espeak:en-gb

    \b
    narrate voices --install piper:en_GB-cori-medium    fetches a neural voice
    """
    if install:
        _install(install)
        return
    for name in [engine] if engine else engine_names():
        try:
            offered = load_engine(name).voices()
        except NarrateError as error:
            if engine:
                raise
            click.echo(f"{name}: {error.message}")
            continue
        chosen = [v for v in offered if not language or v.language.lower().startswith(language.lower())]
        click.echo(click.style(f"{name}: {len(chosen)} voices", bold=True))
        for voice in chosen:
            gender = "" if voice.gender is Gender.UNKNOWN else voice.gender.value
            age = "" if voice.age is Age.ADULT else voice.age.value
            pitch = f"{voice.pitch_hz:.0f} Hz" if voice.pitch_hz else ""
            facts = f"{voice.language:<8} {gender:<8} {age:<5} {pitch:<8} {voice.description}"
            click.echo(f"  {name}:{voice.name:<24} {facts}".rstrip())


def _install(voice: str) -> None:
    engine = voice.partition(":")[0]
    folder = voice_folder(engine)
    downloads = find_downloads(voice)
    for download in downloads:
        _show_fetching(download, folder)
    megabytes = sum(download.size_bytes for download in downloads) / 1e6
    click.echo(f"{voice} is installed: {megabytes:.1f} MB in {folder}")
    load_engine(engine)  # says what is still missing


def _show_fetching(download: Download, folder: Path) -> None:
    with click.progressbar(length=download.size_bytes, label=download.name) as bar:
        fetch(download, folder, lambda there: bar.update(there - bar.pos))
