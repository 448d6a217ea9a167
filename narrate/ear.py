"""How voices sound beside each other: whom they fit, and how far two of them are apart."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrate.cast import Voice
from narrate.engine import VoiceInfo
from narrate.errors import NarrateError
from narrate.script import Gender

# Between two people whom nobody confuses, in semitones (see distance): another timbre, three higher.
ENOUGH = 9.0

_ANOTHER_TIMBRE = 6.0
_ANOTHER_ACCENT = 3.0
_TWICE_AS_FAST = 24.0  # so that an eighth faster is worth as much as four semitones

# The farthest that a voice is bent: beyond this it is a cartoon.
_PITCH_REACH = 4.0  # semitones
_RATE_REACH = 1 / 8

_TYPICAL_HZ = {Gender.MALE: 110.0, Gender.FEMALE: 200.0}
_BETWEEN_HZ = 150.0  # below it a voice that does not say what it is passes for a man's

# Accents that are understood everywhere, the best for a narrator first.
_CLEAR_ACCENTS = {"en": ("en-gb", "en-us")}


@dataclass(frozen=True, slots=True)
class Sound:
    """A voice as it is told from others.

    `timbre` is whose throat it is: the same in every accent. `accent` is empty for one that is none
    of the clear ones, and so no help. `height` is that of the pitch, in semitones above 1 Hz.
    """

    voice: Voice
    timbre: str
    accent: str
    height: float

    def bent(self, pitch: float, rate: float) -> "Sound":
        """The same voice at another pitch (in semitones from its own) and rate."""
        voice = replace(self.voice, pitch=pitch, rate=rate)
        return replace(self, voice=voice, height=self.height + pitch - self.voice.pitch)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the engines offer for a book in `language`: by engine, the clearest voices first."""

    voices: Mapping[str, Sequence[VoiceInfo]]
    language: str

    def speakers(self, engine: str) -> list[VoiceInfo]:
        """The engine's voices that speak the book's language, clear accents first; all when none does."""
        offered = self.voices.get(engine, ())
        if not offered:
            raise NarrateError(
                f"the engine {engine} offers no voice here",
                hint="`narrate check` says why; `narrate voices` lists what there is.",
            )
        order = clear_accents(self.language)
        rank = {accent: place for place, accent in enumerate(order)}
        return sorted(
            [info for info in offered if speaks(info, self.language)] or offered,
            key=lambda info: rank.get(_tag(info.language), len(order)),
        )

    def sound(self, voice: Voice, info: VoiceInfo | None = None) -> Sound:
        """How a voice sounds, looked up where `info` is not given; of one not listed, little is known."""
        if info is None:
            listed = (each for each in self.voices.get(voice.engine, ()) if each.name == voice.name)
            info = next(listed, VoiceInfo(voice.name, ""))
        accent = _tag(info.language)
        hz = info.pitch_hz or _TYPICAL_HZ.get(info.gender, _BETWEEN_HZ)
        return Sound(
            voice,
            f"{voice.engine}:{info.name.removeprefix(info.language)}",
            accent if accent in clear_accents(self.language) else "",
            12 * math.log2(hz) + voice.pitch,
        )


def distance(one: Sound, other: Sound) -> float:
    """How far apart two voices sound: semitones of pitch, or whatever is as easy to hear.

    Rounded, so that the last digit of a machine's logarithm decides nothing.
    """
    pitch = abs(one.height - other.height)
    timbre = _ANOTHER_TIMBRE if one.timbre != other.timbre else 0.0
    accent = _ANOTHER_ACCENT if one.accent and other.accent and one.accent != other.accent else 0.0
    pace = _TWICE_AS_FAST * abs(math.log2(one.voice.rate / other.voice.rate))
    return round(pitch + timbre + accent + pace, 3)


def offsets(pitch: float | None, rate: float | None) -> Iterator[list[tuple[float, float]]]:
    """Pitches and rates that make other people of one voice, in ever finer steps; a given one stays.

    All are sums of halves, so they are the same numbers on every machine.
    """
    for halvings in itertools.count():
        steps = 2**halvings
        parts = [part / steps for part in range(-steps, steps + 1)]
        pitches = [_PITCH_REACH * part for part in parts] if pitch is None else [pitch]
        rates = [1 + _RATE_REACH * part for part in parts] if rate is None else [rate]
        yield list(itertools.product(pitches, rates))
        if pitch is not None and rate is not None:
            return


def clear_accents(language: str) -> tuple[str, ...]:
    """The accents of a language that everyone understands, the book's own first."""
    tag = _tag(language)
    known = _CLEAR_ACCENTS.get(tag.partition("-")[0], ())
    return known if tag in _CLEAR_ACCENTS else (tag, *(accent for accent in known if accent != tag))


def speaks(info: VoiceInfo, language: str) -> bool:
    """Whether a voice speaks a language, in whichever accent; some engines' voices speak any."""
    tag = _tag(info.language)
    return tag in {"", "und", "mul"} or tag.partition("-")[0] == _tag(language).partition("-")[0]


def fits(info: VoiceInfo, gender: Gender) -> bool:
    """Whether a voice can be that of a man or a woman; anyone else can have any."""
    if gender not in _TYPICAL_HZ:
        return True
    if info.gender is Gender.UNKNOWN and info.pitch_hz is not None:
        return (info.pitch_hz < _BETWEEN_HZ) == (gender is Gender.MALE)
    return info.gender in {gender, Gender.UNKNOWN}


def _tag(language: str) -> str:
    return language.casefold().replace("_", "-")
