"""The sounds of a performance: those that the script asks for are found, those of voices.yaml are put in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from narrate.errors import NarrateError
from narrate.files.finding import find_file
from narrate.lines import Line, Sound
from narrate.lines.performing import perform
from narrate.manuscripts import SCRIPT_FOLDER
from narrate.script import Bed, Script
from narrate.settings import Pauses, Settings
from narrate.settings.sounds import Effect, Sounds
from narrate.sound.soundfiles import read_sound

Cue = Line | Sound
Asked = TypeVar("Asked", Sound, Bed)


def with_sounds(script: Script, settings: Settings) -> Iterator[Cue]:
    """Everything that sounds, in order; every sound has its file's whole path.

    Raises NarrateError for a sound that is not there, or cannot be read.
    """
    performed = perform(script, settings.pauses)
    cues = (_found(cue) if isinstance(cue, Sound) else cue for cue in performed)
    for cue in _with_effects(cues, settings.sounds, settings.pauses):
        yield _heard(cue) if isinstance(cue, Sound) else cue


def beds(script: Script, settings: Settings) -> tuple[Bed, ...]:
    """What lies under passages, and under the whole book; NarrateError as with `with_sounds`."""
    laid, under = list(map(_found, script.beds)), settings.sounds.bed
    if under:
        laid.append(Bed(0, len(script.book.text), under.file, under.gain_db, under.place))
    return tuple(map(_heard, laid))


def _with_effects(cues: Iterable[Cue], sounds: Sounds, pauses: Pauses) -> Iterator[Cue]:
    """The cues with intros, outros, and the sound of scene breaks in the middle of the pause."""
    before: Cue | None = None
    for cue in cues:
        silence_ms = cue.pause_before_ms
        if before is None or before.chapter != cue.chapter:
            yield from _outro(before, sounds, pauses)
            if sounds.intro:
                yield _effect(sounds.intro, cue, 0)
                silence_ms = max(silence_ms, pauses.paragraph_ms)
        elif before.scene != cue.scene and sounds.scene:
            yield _effect(sounds.scene, before, silence_ms // 2)
            silence_ms -= silence_ms // 2
        yield replace(cue, pause_before_ms=silence_ms)
        before = cue
    yield from _outro(before, sounds, pauses)


def _outro(last: Cue | None, sounds: Sounds, pauses: Pauses) -> Iterator[Sound]:
    if last and sounds.outro:
        yield _effect(sounds.outro, last, pauses.scene_ms // 2)


def _effect(effect: Effect, beside: Cue, silence_ms: int) -> Sound:
    return Sound(effect.file, beside.chapter, beside.scene, silence_ms, effect.gain_db, effect.place)


def _found(asked: Asked) -> Asked:
    """What a direction asks for, its file found: beside the script, or elsewhere in its project.

    That is the folder of the script, or the one around the project's folder of scripts.
    """
    if asked.place is None:
        return asked
    folder = asked.place.file.parent.resolve()
    project = folder.parent if folder.name == SCRIPT_FOLDER else folder
    return replace(asked, file=find_file(str(asked.file), asked.place, project).resolve())


def _heard(asked: Asked) -> Asked:
    """What is asked for, once its sound has been read; NarrateError says where it is asked for."""
    try:
        read_sound(asked.file)
    except NarrateError as error:
        message = f"{asked.file.name}: {error.message}"
        raise NarrateError(message, place=asked.place or error.place, hint=error.hint) from None
    return asked
