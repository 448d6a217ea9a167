"""The engine `tone`: a beep for every letter. For tests and drafts: instant, exact, the same everywhere."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from narrate.engines import Request, Speech, VoiceInfo, WordTime, no_such_voice
from narrate.story.people import Gender

RATE_HZ = 22_050
_LETTER_S = 0.06  # about the pace of speech: fifteen letters a second
_GAP_S = 0.05
_FADE_FRAMES = 60  # 3 ms, so that no beep clicks

_VOICES = (
    VoiceInfo("bass", "en", Gender.MALE, "a low tone", 82.5),
    VoiceInfo("baritone", "en", Gender.MALE, "a tone between low and middle", 98.0),
    VoiceInfo("tenor", "en", Gender.MALE, "a middle tone", 123.5),
    VoiceInfo("alto", "en", Gender.FEMALE, "a tone between middle and high", 175.0),
    VoiceInfo("mezzo", "en", Gender.FEMALE, "a high tone", 208.0),
    VoiceInfo("soprano", "en", Gender.FEMALE, "a very high tone", 247.0),
    VoiceInfo("reed", "en", Gender.NEUTRAL, "a tone between alto and tenor", 147.0),
)


class Tone:
    """Speaks in tones: one for each letter or digit, a gap between words."""

    version = "1"

    def problem(self) -> str | None:
        """Nothing is ever missing."""
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """Seven voices that differ in pitch."""
        return _VOICES

    def speak(self, request: Request) -> Speech:
        """Sound the letters of the text; a text without any is silent."""
        pitch_hz = _pitch_hz(request.voice) * 2 ** (request.pitch / 12)
        letter_frames = max(2 * _FADE_FRAMES, round(_LETTER_S * RATE_HZ / request.rate))
        gap = np.zeros(round(_GAP_S * RATE_HZ / request.rate), np.int16)
        sounds: list[NDArray[np.int16]] = []
        words: list[WordTime] = []
        frames = 0
        for word in re.finditer(r"[^\W_]+", request.text):
            words.append(WordTime(word.start(), round(frames * 1000 / RATE_HZ)))
            sounds += [*(_beep(letter, pitch_hz, letter_frames) for letter in word.group()), gap]
            frames += len(word.group()) * letter_frames + len(gap)
        pcm = np.concatenate(sounds).astype("<i2").tobytes() if sounds else b""
        return Speech(pcm, RATE_HZ, tuple(words))


def _pitch_hz(name: str) -> float:
    by_name = {voice.name: voice.pitch_hz or 0.0 for voice in _VOICES}
    if name not in by_name:
        raise no_such_voice("tone", name, by_name)
    return by_name[name]


def _beep(letter: str, pitch_hz: float, frames: int) -> NDArray[np.int16]:
    """A letter's tone: up to four semitones above the voice's own, by its place in the alphabet."""
    step = ord(letter.casefold()[0]) % 13 / 3
    time_s = np.arange(frames) / RATE_HZ
    phase = 2 * np.pi * pitch_hz * 2 ** (step / 12) * time_s
    ramp = np.minimum(1.0, np.minimum(np.arange(frames), np.arange(frames)[::-1]) / _FADE_FRAMES)
    wave = (0.7 * np.sin(phase) + 0.3 * np.sin(3 * phase)) * ramp
    return np.asarray(np.round(wave * 8192), np.int16)
