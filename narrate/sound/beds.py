"""Sounds that lie under the voices: repeated without a seam, faded in and out, turned down for speech."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from narrate.sound.loudness import Block, Series
from narrate.sound.soundfiles import at_rate, read_sound
from narrate.sound.timeline import BedCue, Timeline

_FADE_MS = 1500  # in and out
_DOWN_MS = 250  # the bed goes down so long before somebody speaks
_UP_MS = 1000  # and comes up again after; in a pause that has no room for both it stays down
_SEAM_MS = 1000  # the end of the sound is blended into its beginning


def lay_under(blocks: Iterable[Block], timeline: Timeline) -> Iterator[Block]:
    """The timeline's blocks with its beds added, in place; nothing clips.

    Raises NarrateError where a sound file cannot be read.
    """
    speech = _speech(timeline)
    loops: dict[BedCue, NDArray[np.int16]] = {}
    frame = 0
    for block in blocks:
        end = frame + len(block)
        heard = [bed for bed in timeline.beds if bed.start_frame < end and frame < bed.end_frame]
        loops = {bed: loops[bed] if bed in loops else _loop(bed, timeline) for bed in heard}
        for bed, loop in loops.items():
            at = np.arange(max(frame, bed.start_frame), min(end, bed.end_frame))
            gain = _gain(bed, at, speech, timeline.rate_hz)[:, None]
            block[at[0] - frame : at[-1] + 1 - frame] += gain * loop[(at - bed.start_frame) % len(loop)]
        frame = end
        yield block


def _gain(bed: BedCue, at: NDArray[np.intp], speech: tuple[Series, Series], rate_hz: int) -> Block:
    """What the samples of a bed's loop are multiplied by in some frames."""
    level_db = bed.gain_db + bed.duck_db * np.interp(at, *speech)
    fade = min(_FADE_MS * rate_hz // 1000, (bed.end_frame - bed.start_frame) // 2)
    edges = [bed.start_frame, bed.start_frame + fade, bed.end_frame - 1 - fade, bed.end_frame - 1]
    faded = np.interp(at, edges, [0, 1, 1, 0])
    return np.asarray(faded * 10 ** (level_db / 20) / 32768, np.float32)


def _speech(timeline: Timeline) -> tuple[Series, Series]:
    """A curve over the frames: 1 while somebody speaks, 0 in longer pauses, a slope between."""
    down, up = (ms * timeline.rate_hz // 1000 for ms in (_DOWN_MS, _UP_MS))
    stretches: list[list[int]] = []
    for cue in timeline.cues:
        if cue.clip.key is None:
            continue
        if stretches and cue.start_frame - stretches[-1][1] < down + up:
            stretches[-1][1] = cue.end_frame
        else:
            stretches.append([cue.start_frame, cue.end_frame])
    frames = [edge for start, end in stretches for edge in (start - down, start, end, end + up)]
    return np.array(frames or [0], np.float64), np.array([0, 1, 1, 0] * len(stretches) or [0], np.float64)


def _loop(bed: BedCue, timeline: Timeline) -> NDArray[np.int16]:
    """The bed's sound in the timeline's rate and channels, made so that its end leads into its beginning."""
    samples = at_rate(read_sound(bed.file), timeline.rate_hz)
    if samples.shape[1] != timeline.channels:
        mono = samples.mean(axis=1, keepdims=True).astype(np.int16)
        samples = np.repeat(mono, timeline.channels, axis=1)
    seam = min(_SEAM_MS * timeline.rate_hz // 1000, len(samples) // 2)
    if not seam:
        return samples
    ramp = np.linspace(0, np.pi / 2, seam)[:, None]  # equal power: rain does not get thinner there
    blend = samples[-seam:] * np.cos(ramp) + samples[:seam] * np.sin(ramp)
    return np.concatenate((np.clip(blend, -32768, 32767).astype(np.int16), samples[seam:-seam]))
