"""The sounds of voices.yaml: what every chapter begins and ends with, what stands at scene breaks."""

from dataclasses import dataclass, field
from pathlib import Path

from narrate.errors import Place
from narrate.settings.yamlvalue import Schema, Value


@dataclass(frozen=True, slots=True)
class Effect:
    """A sound file, how much louder it plays than a voice, and where voices.yaml names it."""

    file: Path
    gain_db: float = 0.0
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Sounds:
    """The sounds of every chapter; `bed` lies under all of it.

    `duck_db` is by how much every bed is turned down while somebody speaks.
    """

    intro: Effect | None = None
    outro: Effect | None = None
    scene: Effect | None = None
    bed: Effect | None = None
    duck_db: float = -10.0


NO_SOUNDS = Sounds()


def read_sounds(value: Value) -> Sounds:
    """What stands under `sounds:`; NarrateError for a file that is not there."""
    return Sounds(**value.fields(_SOUNDS, "a sound"))


def _effect(value: Value) -> Effect:
    """A sound: its file alone, or with a gain."""
    if value.scalar:
        return Effect(_file(value), place=value.place)
    fields = value.fields(_EFFECT, f"a setting of the sound {value.key}")
    if "file" not in fields:
        raise value.error(f"the sound {value.key} has no file", f"Write {value.key}: {{file: bell.wav}}.")
    return Effect(**fields, place=value.place)


def _file(value: Value) -> Path:
    return value.project_file().resolve()


_EFFECT: Schema = {
    "file": ("file", _file),
    "gain": ("gain_db", lambda value: value.number(-40, 40, "dB")),
}
_SOUNDS: Schema = {
    **{name: (name, _effect) for name in ("intro", "outro", "scene", "bed")},
    "duck": ("duck_db", lambda value: value.number(-40, 0, "dB")),
}
