"""Sound files on a timeline: effects as clips among the takes, beds under them, each at a level that fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from narrate.lines import Sound
from narrate.once import content_digest, read_once
from narrate.script import Bed
from narrate.sound.mastering import levelling_gain_db
from narrate.sound.soundfiles import Recording, read_sound
from narrate.sound.timeline import BedCue, Clip, Timeline

_BED_DB = -10.0  # what lies under voices is so much quieter than they, even while nobody speaks


@dataclass(frozen=True, slots=True)
class Measured:
    """What is to be known of a sound file to lay it out; `level_db` makes it as loud as the voices."""

    frames: int
    rate_hz: int
    level_db: float
    digest: str


@read_once()
def measured(path: Path) -> Measured:
    """A sound file, measured once for all chapters; NarrateError where it cannot be read."""
    recording = read_sound(path)
    return Measured(len(recording.samples), recording.rate_hz, _level_db(recording), content_digest(path))


def sound_clip(sound: Sound) -> Clip:
    """An effect, as loud as the voices; NarrateError where its file cannot be read."""
    known = measured(sound.file)
    return Clip(
        key=None,
        file=sound.file,
        frames=known.frames,
        rate_hz=known.rate_hz,
        gain_db=known.level_db + sound.gain_db,
        pause_before_ms=sound.pause_before_ms,
        pause_after_ms=sound.pause_after_ms,
        scene=sound.scene,
    )


def bed_rates_hz(beds: Iterable[Bed]) -> set[int]:
    """The rates of the sounds that lie under a chapter."""
    return {measured(bed.file).rate_hz for bed in beds}


def bed_cues(beds: Iterable[Bed], timeline: Timeline, duck_db: float) -> Iterator[BedCue]:
    """The beds in their places, as far as something is said there that they can lie under."""
    for bed in beds:
        if room := timeline.room_under(bed.start, bed.end):
            yield BedCue(bed.file, *room, measured(bed.file).level_db + _BED_DB + bed.gain_db, duck_db)


def _level_db(recording: Recording) -> float:
    """What makes a sound as loud as the voices, as far as its peaks stay below full scale."""
    low, high = int(recording.samples.min(initial=0)), int(recording.samples.max(initial=0))
    headroom_db = round(20 * float(np.log10(32768 / max(1, -low, high))), 2)
    return min(levelling_gain_db(recording.samples, recording.rate_hz), headroom_db)
