"""A timeline as sound: clips and pauses, streamed in blocks, so that memory does not grow with a chapter."""

import warnings
from collections.abc import Callable, Iterator

import numpy as np

from narrate.sound.beds import lay_under
from narrate.sound.loudness import Block, block_frames
from narrate.sound.soundfiles import Audio, at_rate, read_sound
from narrate.sound.timeline import Clip, Timeline, frames_at

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for an ffmpeg, which is not needed here
    from pydub import AudioSegment

_EDGE_FADE_MS = 3  # takes the click off a clip that begins or ends within a wave, and no consonant with it
_HEADROOM_DB = 24.0  # kept free while pydub works in 32-bit integers, which cannot go over full scale

# AudioSegment counts at what is full scale for 32 bits, _HEADROOM_DB below.
_FULL_SCALE = np.float32(10 ** (_HEADROOM_DB / 20) / 2**31)


def mix(timeline: Timeline, load: Callable[[str], Audio]) -> Iterator[Block]:
    """The chapter as float blocks (frames, channels) of 3.2 s, the last one shorter; nothing clips.

    `load` gives the take of a key. Raises NarrateError where a sound file cannot be read.
    """
    blocks = _blocks(timeline, load)
    return lay_under(blocks, timeline) if timeline.beds else blocks


def _blocks(timeline: Timeline, load: Callable[[str], Audio]) -> Iterator[Block]:
    """The cues, one after another."""
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


def _pieces(timeline: Timeline, load: Callable[[str], Audio]) -> Iterator[Block]:
    """Pauses and clips in turn, from the first frame to the last."""
    frame = 0
    for cue in timeline.cues:
        yield np.zeros((cue.start_frame - frame, timeline.channels), np.float32)
        yield _clip(cue.clip, load, timeline.rate_hz, timeline.channels)
        frame = cue.end_frame
    yield np.zeros((timeline.frames - frame, timeline.channels), np.float32)


def _clip(clip: Clip, load: Callable[[str], Audio], rate_hz: int, channels: int) -> Block:
    """One clip at the timeline's rate, with its gain and pan, its edges faded."""
    if clip.key is not None:
        sound = load(clip.key)
    elif clip.file is not None:
        sound = read_sound(clip.file)
    else:
        raise ValueError("a clip has a key or a file")
    samples = at_rate(sound, rate_hz)
    frames = frames_at(rate_hz, clip.frames, clip.rate_hz)
    if len(samples) != frames:
        raise ValueError(f"{clip.key or clip.file}: {len(samples)} frames, {frames} laid out")
    if samples.shape[1] == channels and not clip.pan:  # a take, mostly, which only needs its gain
        gain = np.float32(10 ** (clip.gain_db / 20) / 2**15)
        return _faded(np.multiply(samples, gain, dtype=np.float32), rate_hz)
    segment = AudioSegment(samples.tobytes(), sample_width=2, frame_rate=rate_hz, channels=samples.shape[1])
    segment = segment.set_sample_width(4).apply_gain(clip.gain_db - _HEADROOM_DB).set_channels(channels)
    if clip.pan and channels == 2:
        segment = segment.pan(clip.pan)
    block = np.frombuffer(segment.raw_data, np.int32).reshape(-1, channels) * _FULL_SCALE
    return _faded(block, rate_hz)


def _faded(block: Block, rate_hz: int) -> Block:
    """The clip with short ramps at its edges; pydub's fades would round it to whole milliseconds."""
    frames = min(_EDGE_FADE_MS * rate_hz // 1000, len(block) // 2)
    ramp = np.arange(frames, dtype=np.float32)[:, None] / np.float32(frames or 1)
    block[:frames] *= ramp
    block[len(block) - frames :] *= ramp[::-1]
    return block
