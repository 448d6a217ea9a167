"""`narrate voices`: the voices that can be used here, and how more of them come here."""

from collections.abc import Sequence
from pathlib import Path

import click

from narrate.casting.ear import speaks
from narrate.commands.showing import show
from narrate.counting import count
from narrate.engines import VoiceInfo, engine_names, load_engine, voices_of
from narrate.engines.installing import Download, fetch, find_downloads, voice_folder
from narrate.errors import NarrateError
from narrate.story.people import Age, Gender
from narrate.story.tongues import language_code

_MANY, _SHOWN = 200, "en-gb"  # of so many voices only those of this language are listed unasked


def _language(value: str) -> str:
    """The code of a language, in small letters."""
    code = language_code(value)
    if code is None:
        raise click.BadParameter(
            f"{value!r} is no language known by that name. Write its code: en, en-gb, fr."
        )
    return code.lower()


@click.command(short_help="List the voices that can be used here; install more.")
@click.option("--engine", metavar="E", help="Only the voices of this engine.")
@click.option(
    "--language",
    type=_language,
    metavar="CODE",
    help="Only voices of this language: en, en-gb, French …",
)
@click.option("--install", metavar="VOICE", help="Fetch a voice: piper:NAME, or kokoro for all of its.")
def voices(engine: str | None, language: str | None, install: str | None) -> None:
    """List the voices that can be used here, by engine; of espeak's thousands those of one language.

    Each is written ENGINE:VOICE, in voices.yaml and with --voice.

    \b
    narrate voices --language fr                        those that speak French
    narrate voices --install piper:en_GB-cori-medium    fetches a neural one
    narrate say "Good evening." --voice espeak:en-gb    lets one be heard
    """
    if install:
        _install(install)
        return
    lacking, listed = [], 0
    for name in [engine] if engine else engine_names():
        try:
            offered = voices_of(name, load_engine(name))
        except NarrateError as error:
            if engine:
                raise
            lacking.append(f"{name}: {error.message.removeprefix(f'the engine {name} ')}")
        else:
            listed += _show(name, offered, language)
    show(lacking)
    if language and not listed:
        raise NarrateError(
            f"no voice here speaks {language}", hint="docs/engines.md tells how voices are added."
        )


def _show(engine: str, offered: Sequence[VoiceInfo], language: str | None) -> int:
    """List the voices of an engine that are in a language; returns how many they are."""
    chosen = _chosen(offered, language)
    if language and not chosen:
        return 0
    narrowed = not language and len(chosen) < len(offered)
    more = f" (of {len(offered):,}; --language CODE lists others)" if narrowed else ""
    click.echo(click.style(f"{engine}: {count(len(chosen), 'voice')}", bold=True) + more)
    for voice in chosen:
        gender = "" if voice.gender is Gender.UNKNOWN else voice.gender.value
        age = "" if voice.age is Age.ADULT else voice.age.value
        pitch = f"{voice.pitch_hz:.0f} Hz" if voice.pitch_hz else ""
        facts = f"{voice.language:<8} {gender:<8} {age:<5} {pitch:<8} {voice.description}"
        click.echo(f"  {engine}:{voice.name:<24} {facts}".rstrip())
    return len(chosen)


def _chosen(offered: Sequence[VoiceInfo], language: str | None) -> Sequence[VoiceInfo]:
    """The voices of a language; of all languages only where that is a list that one can read."""
    if language:
        region = "-" in language
        return [
            voice
            for voice in offered
            if (voice.language.lower().startswith(language) if region else speaks(voice, language))
        ]
    few = [voice for voice in offered if voice.language == _SHOWN] if len(offered) > _MANY else []
    return few or offered


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
        fetch(download, folder, lambda got_bytes: bar.update(got_bytes - bar.pos))
