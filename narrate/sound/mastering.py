"""The chapter's level: measured, brought to its profile's target, its peaks held under a ceiling."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from narrate.sound.limiting import kept_by_limiter, limit
from narrate.sound.loudness import (
    SILENCE_DB,
    Block,
    Levels,
    block_frames,
    db,
    in_channels,
    integrated_lufs,
    measure,
)

COMMON_LUFS = -23.0  # every voice is brought here (EBU R 128's level) before chapters are mastered
_NEAR_ENOUGH_DB = 0.001
ENCODER_MARGIN_DB = 1.0  # how far MP3 may lift the peaks that went in; 0.6 was the most seen
_ROOM_BLOCKS = 4  # of noise, which then comes again


@dataclass(frozen=True, slots=True)
class Profile:
    """What a chapter must measure once it is encoded.

    Its level is `lufs` for one channel (each further channel adds 3 LU: the same loudness per ear), as far
    as its RMS stays between the two of `rms_db`; None: as mixed. `peak_dbtp` is the highest true peak of the
    encoded file. `room_db` is the RMS of room tone under everything, None for none. `head_ms` is what lies
    before the first clip.
    """

    name: str
    lufs: float | None = None
    rms_db: tuple[float, float] | None = None
    peak_dbtp: float = -1.0
    room_db: float | None = None
    head_ms: int = 300


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("podcast", lufs=-19.0),
        Profile("acx", lufs=-20.0, rms_db=(-22.5, -18.5), peak_dbtp=-3.0, room_db=-68.0, head_ms=700),
        Profile("none"),
    )
}


def levelling_gain_db(samples: NDArray[np.int16], rate_hz: int) -> float:
    """What brings a voice (or a sound) to the common level, by what it sounds like and nothing else.

    `samples` is mono or (frames, channels). A voice is measured on one fixed text, so a change anywhere
    in the book leaves the level of every other line, and so every other chapter's bytes, as they were.
    Silence is left as it is.
    """
    sound = in_channels(samples)
    step = block_frames(rate_hz)
    blocks = (sound[at : at + step].astype(np.float32) for at in range(0, len(sound), step))
    levels = measure((block / np.float32(32768) for block in blocks), rate_hz)
    lufs = levels.lufs - 3.0 * (sound.shape[1] - 1)
    return round(COMMON_LUFS - lufs, 2) if lufs > SILENCE_DB else 0.0


def master(
    mixed: Callable[[], Iterable[Block]], rate_hz: int, channels: int, profile: Profile
) -> Iterator[Block]:
    """The chapter at its profile's level; `mixed` gives its blocks, and is asked twice.

    Once to measure, once to be changed: mixing twice is cheaper than keeping a chapter.
    """
    ceiling_dbtp = profile.peak_dbtp - ENCODER_MARGIN_DB
    gain_db = chapter_gain_db(measure(mixed(), rate_hz), channels, profile, ceiling_dbtp)
    limited = limit(mixed(), rate_hz, gain_db, ceiling_dbtp)
    return limited if profile.room_db is None else _with_room_tone(limited, rate_hz, profile.room_db)


def chapter_gain_db(levels: Levels, channels: int, profile: Profile, ceiling_dbtp: float) -> float:
    """The gain that leads to the profile's target *after* the limiter has taken from the peaks.

    What the limiter will take is foreseen from the largest sample of each 20 ms, so that no third pass
    over the sound is needed. The profile without a target only has its peaks held, and what nobody would
    hear is not made loud.
    """
    if levels.lufs <= SILENCE_DB or profile.lufs is None:
        return 0.0
    gain_db = 0.0
    for _ in range(16):  # a few words in much silence take as many
        limited = 10 ** (gain_db / 10) * kept_by_limiter(levels.peaks, gain_db, ceiling_dbtp)
        step_db = profile.lufs + 3.0 * (channels - 1) - integrated_lufs(levels.weighted * limited)
        if profile.rms_db is not None:  # which a file with much silence would miss
            now_db = db(float((levels.power * limited).sum()) / levels.hops)
            step_db = min(max(step_db, profile.rms_db[0] - now_db), profile.rms_db[1] - now_db)
        gain_db += step_db
        if abs(step_db) < _NEAR_ENOUGH_DB:
            break
    return gain_db


def _with_room_tone(blocks: Iterable[Block], rate_hz: int, room_db: float) -> Iterator[Block]:
    """Blocks over quiet noise, so that a pause is a room and not a gap."""
    noise = np.random.default_rng(0).standard_normal((_ROOM_BLOCKS * block_frames(rate_hz), 1), np.float32)
    tones = np.split(noise * np.float32(10 ** (room_db / 20)), _ROOM_BLOCKS)
    for block, tone in zip(blocks, cycle(tones), strict=False):
        yield block + tone[: len(block)]
