"""Sound files on a timeline: effects as clips among the takes, beds under them, each at a level that fits."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from narrate.lines import Sound
from narrate.script import Bed
from narrate.sound.mastering import levelling_gain_db
from narrate.sound.soundfiles import Recording, read_sound
from narrate.sound.timeline import BedCue, Clip, Timeline

BED_DB = -10.0  # what lies under voices is so much quieter than they, even while nobody speaks


def sound_clip(sound: Sound) -> Clip:
    """An effect, as loud as the voices; NarrateError where its file cannot be read."""
    path = Path(sound.file)
    recording = read_sound(path)
    return Clip(
        key=None,
        file=path,
        frames=len(recording.samples),
        rate_hz=recording.rate_hz,
        gain_db=level_db(recording) + sound.gain_db,
        pause_before_ms=sound.pause_before_ms,
        pause_after_ms=sound.pause_after_ms,
        scene=sound.scene,
    )


def bed_rates_hz(beds: Iterable[Bed]) -> set[int]:
    """The rates of the sounds that lie under a chapter."""
    return {read_sound(Path(bed.file)).rate_hz for bed in beds}


def bed_cues(beds: Iterable[Bed], timeline: Timeline, duck_db: float) -> Iterator[BedCue]:
    """The beds in their places, as far as something is said there that they can lie under."""
    for bed in beds:
        if room := timeline.room_under(bed.start, bed.end):
            path = Path(bed.file)
            yield BedCue(path, *room, level_db(read_sound(path)) + BED_DB + bed.gain_db, duck_db)


def level_db(recording: Recording) -> float:
    """What makes a sound as loud as the voices, as far as its peaks stay below full scale."""
    peak = max(1, int(np.abs(recording.samples.astype(np.int32)).max(initial=0)))
    headroom_db = round(20 * float(np.log10(32768 / peak)), 2)
    return min(levelling_gain_db(recording.samples, recording.rate_hz), headroom_db)
