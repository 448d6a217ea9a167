"""`narrate voices`: the voices that can be used here."""

import click

from narrate.engine import engine_names, load_engine
from narrate.errors import NarrateError
from narrate.script import Gender


@click.command(short_help="List the voices that can be used here.")
@click.option("--engine", metavar="E", help="Only the voices of this engine.")
@click.option("--language", metavar="CODE", help="Only voices of this language: en, en-gb, fr …")
def voices(engine: str | None, language: str | None) -> None:
    """List the voices that can be used here, by engine.

    Write one as ENGINE:VOICE into voices.yaml, and hear it: narrate say "Good evening." --voice
    espeak:en-gb
    """
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
            pitch = f"{voice.pitch_hz:.0f} Hz" if voice.pitch_hz else ""
            row = f"  {name}:{voice.name:<24} {voice.language:<8} {gender:<8} {pitch:<8} {voice.description}"
            click.echo(row.rstrip())
