"""How voices sound beside each other: whom they fit, and how far two of them are apart."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrate.engines import VoiceInfo
from narrate.errors import NarrateError
from narrate.languages import primary
from narrate.story.cast import Voice
from narrate.story.people import Age, Gender

# Distances are in semitones of pitch, and 1 dB of timbre (root mean square, between the mean spectra)
# counts as one: by about that much a voice differs from itself when it says something else (0.7 to 1.3 dB).
FAR = 13.0  # between two people whom nobody confuses
ENOUGH = 11.0  # when there are more people than voices that are FAR apart

_ANOTHER_TIMBRE = FAR  # where it was not measured: another name is another person, recorded or trained
_ANOTHER_ACCENT = 3.0
_TWICE_AS_FAST = 24.0  # so that an eighth faster is worth as much as four semitones

# The farthest that a voice is bent: beyond this it is a cartoon.
_PITCH_REACH = 3.0  # semitones
_RATE_REACH = 1 / 8

_TYPICAL_HZ = {Gender.MALE: 110.0, Gender.FEMALE: 200.0}
_BETWEEN_HZ = 150.0  # below it a voice that does not say what it is passes for a man's
_CHILD_HZ = 190.0  # above it a voice can be a child's

# Accents that are understood everywhere, the best for a narrator first.
_CLEAR_ACCENTS = {"en": ("en-gb", "en-us")}


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """A voice as it is told from others.

    `throat` is the same in every accent, and `timbre` how it sounds, where that was measured (see
    `VoiceInfo`). `accent` is empty for one that is none of the clear ones, and so no help. `height` is
    that of the pitch, in semitones above 1 Hz; a voice that does not `bend` stays at its own.
    """

    voice: Voice
    throat: str
    accent: str
    height: float
    timbre: tuple[float, ...] = ()
    bends: bool = True

    def bent(self, pitch: float, rate: float) -> "Voiceprint":
        """The same voice at another pitch (in semitones from its own) and rate."""
        if not self.bends:
            return self
        voice = replace(self.voice, pitch=pitch, rate=rate)
        return replace(self, voice=voice, height=self.height + pitch - self.voice.pitch)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the engines offer for a book in `language`: by engine, the clearest voices first."""

    voices: Mapping[str, Sequence[VoiceInfo]]
    language: str

    def speakers(self, engine: str) -> list[VoiceInfo]:
        """The engine's voices that speak the book's language, clear accents first.

        Where none does, those that speak English, which listeners understand best; then all.
        """
        offered = self.voices.get(engine, ())
        if not offered:
            raise NarrateError(
                f"the engine {engine} offers no voice here",
                hint="`narrate check` says why; `narrate voices` lists what there is.",
            )
        spoken = next(
            (each for each in (self.language, "en") if any(speaks(info, each) for info in offered)), ""
        )
        order = clear_accents(spoken)
        rank = {accent: place for place, accent in enumerate(order)}
        return sorted(
            [info for info in offered if speaks(info, spoken)] or offered,
            key=lambda info: rank.get(_tag(info.language), len(order)),
        )

    def sound(self, voice: Voice, info: VoiceInfo | None = None) -> Voiceprint:
        """How a voice sounds, looked up where `info` is not given; of one not listed, little is known."""
        if info is None:
            listed = (each for each in self.voices.get(voice.engine, ()) if each.name == voice.name)
            info = next(listed, VoiceInfo(voice.name, ""))
        accent = _tag(info.language)
        hz = info.pitch_hz or _TYPICAL_HZ.get(info.gender, _BETWEEN_HZ)
        return Voiceprint(
            voice,
            f"{voice.engine}:{info.name.removeprefix(info.language)}",
            accent if accent in clear_accents(self.language) else "",
            12 * math.log2(hz) + voice.pitch,
            info.timbre,
            info.bends,
        )


def distance(one: Voiceprint, other: Voiceprint) -> float:
    """How far apart two voices sound: semitones of pitch, or whatever is as easy to hear.

    Rounded, so that the last digit of a machine's logarithm decides nothing.
    """
    pitch = abs(one.height - other.height)
    accent = _ANOTHER_ACCENT if one.accent and other.accent and one.accent != other.accent else 0.0
    pace = _TWICE_AS_FAST * abs(math.log2(one.voice.rate / other.voice.rate))
    return round(pitch + _timbre_distance(one, other) + accent + pace, 3)


def _timbre_distance(one: Voiceprint, other: Voiceprint) -> float:
    if one.throat == other.throat:
        return 0.0
    return math.dist(one.timbre, other.timbre) if one.timbre and other.timbre else _ANOTHER_TIMBRE


def offsets(pitch: float | None, rate: float | None) -> Iterator[list[tuple[float, float]]]:
    """Pitches and rates that make other people of one voice, in ever finer steps; a given one stays.

    First comes the voice as it is, then other pitches, then other rates too. All are sums of halves, so they
    are the same numbers on every machine; in each step the least bent come first.
    """
    yield [(pitch or 0.0, rate or 1.0)]
    if pitch is not None and rate is not None:
        return
    for halvings in itertools.count():
        steps = 2**halvings
        parts = sorted(
            (part / steps for part in range(-steps, steps + 1)), key=lambda part: (abs(part), part)
        )
        pitches = [_PITCH_REACH * part for part in parts] if pitch is None else [pitch]
        rates = [1 + _RATE_REACH * part for part in parts if halvings] if rate is None else [rate]
        yield list(itertools.product(pitches, rates or [1.0]))


def clear_accents(language: str) -> tuple[str, ...]:
    """The accents of a language that everyone understands, the book's own first."""
    tag = _tag(language)
    known = _CLEAR_ACCENTS.get(primary(tag), ())
    return known if tag in _CLEAR_ACCENTS else (tag, *(accent for accent in known if accent != tag))


def speaks(info: VoiceInfo, language: str) -> bool:
    """Whether a voice speaks a language, in whichever accent; some engines' voices speak any."""
    tag = _tag(info.language)
    return tag in {"", "und", "mul"} or _family(tag) == _family(_tag(language))


def fits(info: VoiceInfo, gender: Gender) -> bool:
    """Whether a voice can be that of a man or a woman; anyone else can have any."""
    if gender not in _TYPICAL_HZ:
        return True
    if info.gender is Gender.UNKNOWN and info.pitch_hz is not None:
        return (info.pitch_hz < _BETWEEN_HZ) == (gender is Gender.MALE)
    return info.gender in {gender, Gender.UNKNOWN}


def suits(infos: Sequence[VoiceInfo], gender: Gender, age: Age) -> list[VoiceInfo]:
    """The voices that somebody may have, those of their age first; all where there are none.

    A child, boy or girl, has a high voice.
    """
    if age is Age.CHILD:
        high = [info for info in infos if (info.pitch_hz or 0) > _CHILD_HZ and info.age is not Age.OLD]
        if high:
            return high
    fitting = [info for info in infos if fits(info, gender)] or list(infos)
    return sorted(fitting, key=lambda info: info.age is not age)


def _family(tag: str) -> str:
    """A language without its region, by one of the codes that it has."""
    code = primary(tag)
    return {"cmn": "zh", "no": "nb"}.get(code, code)


def _tag(language: str) -> str:
    return language.casefold().replace("_", "-")
