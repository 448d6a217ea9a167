"""A timeline as sound: clips and pauses, streamed in blocks, so that memory does not grow with a chapter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import av
import numpy as np
import soxr
from numpy.typing import NDArray
from pydub import AudioSegment

from narrate.errors import NarrateError, Place
from narrate.loudness import Block, block_frames
from narrate.timeline import Clip, Timeline, frames_at

EDGE_FADE_MS = 3  # takes the click off a clip that begins or ends within a wave, and no consonant with it
HEADROOM_DB = 24.0  # kept free while pydub works in 32-bit integers, which cannot go over full scale
LONGEST_SOUND_S = 600  # an effect is held whole: 10 minutes are 100 MB

SOUND_FORMATS = "aac,aiff,ac3,asf,au,caf,flac,matroska,webm,mov,mp4,mp3,ogg,w64,wav"

# AudioSegment counts at what is full scale for 32 bits, HEADROOM_DB below.
_FULL_SCALE = np.float32(10 ** (HEADROOM_DB / 20) / 2**31)


class Sound(Protocol):
    """Samples that can be put on a timeline: a take, or a sound that was read from a file."""

    @property
    def samples(self) -> NDArray[np.int16]:
        """Signed 16-bit: (frames,) for mono, (frames, channels) otherwise."""

    @property
    def rate_hz(self) -> int:
        """Frames per second."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A sound read from a file: `samples` are (frames, 1 or 2 channels)."""

    samples: NDArray[np.int16]
    rate_hz: int


def mix(timeline: Timeline, load: Callable[[str], Sound]) -> Iterator[Block]:
    """The chapter as float blocks (frames, channels) of 3.2 s, the last one shorter; nothing clips.

    `load` gives the take of a key. Raises NarrateError where a sound file cannot be read.
    """
    frames = block_frames(timeline.rate_hz)
    block = np.empty((frames, timeline.channels), np.float32)
    filled = 0
    for piece in _pieces(timeline, load):
        left = piece
        while len(left):
            part = left[: frames - filled]
            block[filled : filled + len(part)] = part
            filled += len(part)
            left = left[len(part) :]
            if filled == frames:
                yield block
                block, filled = np.empty_like(block), 0
    if filled:
        yield block[:filled]


def read_sound(path: Path) -> Recording:
    """A sound file of any usual kind at its own rate; anything beyond stereo is mixed down.

    The demuxers are named: a playlist that calls itself a .wav would otherwise be followed to wherever
    it points.
    """
    try:
        options = {"format_whitelist": SOUND_FORMATS}
        with path.open("rb") as file, av.open(file, "r", options=options) as source:
            if not source.streams.audio:
                raise NarrateError("there is no sound in this file", place=Place(path))
            chunks, rate_hz = _decoded(source, path)
    except av.error.FFmpegError as error:
        raise NarrateError(
            f"this file cannot be read as sound ({error.strerror})",
            place=Place(path),
            hint="WAV, MP3, FLAC, Ogg and M4A are sure to work.",
        ) from error
    samples = np.concatenate(chunks) if chunks else np.zeros((0, 1), np.int16)
    return Recording(samples, rate_hz)


def _decoded(source: av.container.InputContainer, path: Path) -> tuple[list[NDArray[np.int16]], int]:
    """Everything that the first audio stream holds, as (frames, channels) chunks, and its rate."""
    stream = source.streams.audio[0]
    channels = min(stream.channels, 2)
    resampler = av.AudioResampler(
        format="s16", layout="mono" if channels == 1 else "stereo", rate=stream.rate
    )
    chunks = []
    frames = 0
    for decoded in (*source.decode(stream), None):
        for frame in resampler.resample(decoded):
            chunks.append(frame.to_ndarray().astype(np.int16, copy=False).reshape(-1, channels))
            frames += frame.samples
        if frames > LONGEST_SOUND_S * stream.rate:
            raise NarrateError("a sound may last ten minutes at most", place=Place(path))
    return chunks, stream.rate


def _pieces(timeline: Timeline, load: Callable[[str], Sound]) -> Iterator[Block]:
    """Pauses and clips in turn, from the first frame to the last."""
    frame = 0
    for cue in timeline.cues:
        yield _silence(cue.start_frame - frame, timeline.channels)
        yield _clip(cue.clip, load, timeline.rate_hz, timeline.channels)
        frame = cue.end_frame
    yield _silence(timeline.frames - frame, timeline.channels)


def _silence(frames: int, channels: int) -> Block:
    """As long a silence as you like, in no memory."""
    return np.broadcast_to(np.float32(0), (frames, channels))


def _clip(clip: Clip, load: Callable[[str], Sound], rate_hz: int, channels: int) -> Block:
    """One clip at the timeline's rate, with its gain and pan, its edges faded."""
    if clip.key is not None:
        sound = load(clip.key)
    elif clip.file is not None:
        sound = read_sound(clip.file)
    else:
        raise ValueError("a clip has a key or a file")
    samples = _at_rate(sound, rate_hz)
    frames = frames_at(rate_hz, clip.frames, clip.rate_hz)
    if len(samples) != frames:
        raise ValueError(f"{clip.key or clip.file}: {len(samples)} frames, {frames} laid out")
    segment = AudioSegment(samples.tobytes(), sample_width=2, frame_rate=rate_hz, channels=samples.shape[1])
    segment = segment.set_sample_width(4).apply_gain(clip.gain_db - HEADROOM_DB).set_channels(channels)
    if clip.pan and channels == 2:
        segment = segment.pan(clip.pan)
    block = np.frombuffer(segment.raw_data, np.int32).reshape(-1, channels) * _FULL_SCALE
    return _faded(block, rate_hz)


def _faded(block: Block, rate_hz: int) -> Block:
    """The clip with short ramps at its edges; pydub's fades would round it to whole milliseconds."""
    frames = min(EDGE_FADE_MS * rate_hz // 1000, len(block) // 2)
    ramp = np.linspace(0, 1, frames, endpoint=False, dtype=np.float32)[:, None]
    block[:frames] *= ramp
    block[len(block) - frames :] *= ramp[::-1]
    return block


def _at_rate(sound: Sound, rate_hz: int) -> NDArray[np.int16]:
    """The sound as (frames, channels) at a rate: exactly as many frames as the timeline laid out."""
    samples = sound.samples.reshape(len(sound.samples), -1)
    if sound.rate_hz == rate_hz:
        return samples
    frames = frames_at(rate_hz, len(samples), sound.rate_hz)
    resampled = soxr.resample(samples, sound.rate_hz, rate_hz, quality="HQ")[:frames]
    return np.pad(resampled, ((0, frames - len(resampled)), (0, 0)))
