"""What sounds when: clips laid one after another, exact to the frame, as data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

_MARK_LEAD_MS = 200  # a scene's mark lies this far inside the pause before it: players seek roughly

_BED_LEAD_MS, _BED_TRAIL_MS = 2000, 3000  # how far a bed goes beyond its words, where there is a pause


@dataclass(frozen=True, slots=True)
class Clip:
    """One thing that sounds: a take, known by its `key`, or a sound `file`; the other one is None.

    `frames` counts at the clip's own `rate_hz`. `gain_db` is everything that is done to its level before
    the chapter is mastered, `pan` goes from -1 (left) to 1 (right). `scene` counts from 1. `start` is the
    code point of the text from which it speaks; a sound speaks none (0).
    """

    key: str | None
    file: Path | None
    frames: int
    rate_hz: int
    gain_db: float = 0.0
    pan: float = 0.0
    pause_before_ms: int = 0
    pause_after_ms: int = 0
    scene: int = 1
    start: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """A clip in its place; `start_frame` and `frames` count at the timeline's rate."""

    clip: Clip
    start_frame: int
    frames: int

    @property
    def end_frame(self) -> int:
        """The first frame after the clip."""
        return self.start_frame + self.frames


@dataclass(frozen=True, slots=True)
class Mark:
    """A scene's stretch of the chapter: where players offer to jump to."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class BedCue:
    """A sound that lies under the cues, repeated from `start_frame` to `end_frame`.

    `gain_db` is everything that is done to its level in the pauses, `duck_db` what comes on top while
    somebody speaks.
    """

    file: Path
    start_frame: int
    end_frame: int
    gain_db: float
    duck_db: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chapter: its cues in order, none overlapping, its scenes' marks, which tile it, and its beds."""

    rate_hz: int
    channels: int
    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...]
    frames: int
    beds: tuple[BedCue, ...] = ()

    @property
    def files(self) -> set[Path]:
        """The sound files that are heard."""
        return {cue.clip.file for cue in self.cues if cue.clip.file} | {bed.file for bed in self.beds}

    def ms(self, frame: int) -> int:
        """The time of a frame, rounded down: a mark never lies after what it marks."""
        return frame * 1000 // self.rate_hz

    @property
    def duration_ms(self) -> int:
        """The chapter's length."""
        return self.ms(self.frames)

    def room_under(self, start: int, end: int) -> tuple[int, int] | None:
        """The frames that a bed has under the text from `start` to `end`; None where nothing of it is said.

        It may begin in the pause before the first word, and end in the pause after the last.
        """
        inside = [n for n, cue in enumerate(self.cues) if cue.clip.key and start <= cue.clip.start < end]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        lead, trail = (
            frames_at(self.rate_hz, _BED_LEAD_MS, 1000),
            frames_at(self.rate_hz, _BED_TRAIL_MS, 1000),
        )
        before = self.cues[first - 1].end_frame if first else 0
        after = self.cues[last + 1].start_frame if last + 1 < len(self.cues) else self.frames
        return (
            max(before, self.cues[first].start_frame - lead),
            min(after, self.cues[last].end_frame + trail),
        )


def frames_at(rate_hz: int, frames: int, from_hz: int) -> int:
    """How many frames at `rate_hz` hold `frames` at `from_hz`: rounded up, so that none is lost."""
    return -(-frames * rate_hz // from_hz)


def working_rate_hz(rates_hz: Iterable[int], file_rate_hz: int) -> int:
    """The lowest rate to mix at that takes nothing from sounds of these rates, nor more than a file holds.

    Speech at 22,050 Hz is mixed and measured at that rate and only the finished chapter is resampled:
    half the work, the same sound.
    """
    return min(file_rate_hz, max(rates_hz, default=file_rate_hz))


def lay_out(  # noqa: PLR0913, PLR0917 - four of them are numbers
    clips: Sequence[Clip],
    scene_titles: Sequence[str],
    rate_hz: int,
    channels: int,
    head_ms: int = 0,
    tail_ms: int = 0,
) -> Timeline:
    """Lay clips one after another, each in its pauses; `scene_titles[0]` names scene 1."""
    cues = []
    frame = frames_at(rate_hz, head_ms, 1000)
    for clip in clips:
        frame += frames_at(rate_hz, clip.pause_before_ms, 1000)
        cue = Cue(clip, frame, frames_at(rate_hz, clip.frames, clip.rate_hz))
        cues.append(cue)
        frame = cue.end_frame + frames_at(rate_hz, clip.pause_after_ms, 1000)
    frames = frame + frames_at(rate_hz, tail_ms, 1000)
    marks = _scene_marks(cues, scene_titles, rate_hz, frames)
    return Timeline(rate_hz, channels, tuple(cues), marks, frames)


def _scene_marks(cues: Sequence[Cue], titles: Sequence[str], rate_hz: int, frames: int) -> tuple[Mark, ...]:
    """One mark per scene that sounds; the first begins with the chapter, the last ends with it."""
    if not cues:
        return ()
    scenes = [scene for scene, _ in groupby(cues, key=lambda cue: cue.clip.scene)]
    lead = frames_at(rate_hz, _MARK_LEAD_MS, 1000)
    starts = [
        max(before.end_frame, cue.start_frame - lead)
        for before, cue in pairwise(cues)
        if before.clip.scene != cue.clip.scene
    ]
    edges_ms = [frame * 1000 // rate_hz for frame in (0, *starts, frames)]
    return tuple(
        Mark(titles[scene - 1], start_ms, end_ms)
        for scene, (start_ms, end_ms) in zip(scenes, pairwise(edges_ms), strict=True)
    )
