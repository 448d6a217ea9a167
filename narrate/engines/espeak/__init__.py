"""The engine `espeak`: espeak-ng from a wheel, in process: 1,000 times as fast as speech, 140 languages.

Voices are called LANGUAGE or LANGUAGE+VARIANT: `en-gb`, `en-us+m3`, `de+f2`.
"""

import functools
import json
import math
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from importlib.resources import files

from narrate.engines import EngineError, Request, Speech, VoiceInfo, WordTime
from narrate.engines.espeak.data import PLAIN, WHISPERED, Variant, languages, variants
from narrate.engines.espeak.library import RATE_HZ, Prosody, library
from narrate.engines.espeak.text import prepare_text
from narrate.engines.manner import MANNERS, manner_of
from narrate.errors import nearest
from narrate.story.people import Age, Gender

_WORDS_A_MINUTE = 175
_SLOWEST, _FASTEST = 80, 450  # words a minute: what the library can do without changing the sound
_RANGE = 50

# At its full volume 32 of 112 variants clip, and a raised pitch is louder still. These leave 6 dB for that.
_VOLUME = 30
_LOUD = dict.fromkeys(("antonio", "ed", "iven", "Jacky", "Marco", "Mr serious", "paul"), 12)

_FOLLOWED = frozenset(name for name, manner in MANNERS.items() if manner.whispered or manner.melody != 1)
_REVISION = 2  # ours: raise it with every change that can be heard


class Espeak:
    """espeak-ng: clear, robotic, instant, and exact: the same words in the same voice are the same bytes."""

    def __init__(self) -> None:
        self.version = f"{version('espeakng-loader')}/{_REVISION}"

    def problem(self) -> str | None:
        """What keeps the library from loading, if anything."""
        try:
            library()
        except (OSError, RuntimeError, EngineError) as error:
            return f"{error}; reinstall it with: pip install --force-reinstall espeakng-loader"
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """Every language in every variant that is pleasant and unlike the others, the clearest first."""
        measured = json.loads((files(__name__) / "voices.json").read_text("utf-8"))
        pleasant = [
            (
                "" if variant == PLAIN else f"+{variant}",
                Gender(v["gender"]),
                Age(v["age"]),
                v["pitch_hz"],
                tuple(v["timbre"]),
            )
            for variant, v in measured.items()
        ]
        return [
            VoiceInfo(tag + ending, tag, gender, language.name, pitch_hz, age, timbre)
            for tag, language in languages().items()
            for ending, gender, age, pitch_hz, timbre in pleasant
        ]

    def follows(self, voice: str) -> frozenset[str] | None:  # noqa: ARG002
        """It whispers, and spans its intonation wider and narrower."""
        return _FOLLOWED

    def speak(self, request: Request) -> Speech:
        """Speak a request; text without a letter or a digit is silent."""
        prosody = _prosody(request)
        text = prepare_text(request)
        if not request.letters:
            return Speech(b"", RATE_HZ)
        sound = library().speak(text.spoken, prosody, phonemes=text.phonemes)
        times = ((text.origin(position - 1), frame) for position, frame in sound.words)
        return Speech(sound.pcm, RATE_HZ, tuple(_word_times(times)))


def _prosody(request: Request) -> Prosody:
    file, variant = _find_voice(request.voice)
    ratio = 2 ** (request.pitch / 12)
    manner = manner_of(name for name in request.manner.split(", ") if name in MANNERS)
    return Prosody(
        voice=f"{file}+{variant}{WHISPERED if manner.whispered else ''}",
        rate=min(_FASTEST, max(_SLOWEST, round(_WORDS_A_MINUTE * request.rate))),
        volume=_LOUD.get(variant, _VOLUME),
        pitch=_pitch(variants()[variant], ratio),
        range=min(99, round(_RANGE * ratio * manner.melody)),
    )


def _pitch(variant: Variant, ratio: float) -> int:
    """The library's pitch, 0 to 99, that raises the whole voice by a ratio.

    The parameter moves the base of the voice, fifty steps to an octave, but not what the intonation adds
    to it (wavegen.c, SetPitch2).
    """
    wanted_hz = ratio * (variant.base_hz + variant.range_hz) - variant.range_hz
    return min(99, max(0, round(50 + 50 * math.log2(max(wanted_hz, 1.0) / variant.base_hz))))


@functools.cache
def _find_voice(name: str) -> tuple[str, str]:
    """The language's file and the variant that a voice's name means; EngineError offers the nearest."""
    tag, _, variant = name.partition("+")
    if tag.lower() not in languages():
        near = nearest(tag, languages(), alike=0)
        raise EngineError(f"espeak has no language {tag!r}; try 'espeak:{near}'")
    variant = variant or PLAIN
    exact = {other: facts for other, facts in variants().items() if facts.exact}
    if variant not in exact:
        why = "never sounds the same twice" if variant in variants() else "does not exist"
        raise EngineError(
            f"espeak's variant {variant!r} {why}; try 'espeak:{tag}+{nearest(variant, exact, alike=0)}'"
        )
    return languages()[tag.lower()].file, variant


def _word_times(times: Iterable[tuple[int, int]]) -> Iterable[WordTime]:
    """Word times from (offset, frame); what is spoken as several words (a number, "3 pm") counts once."""
    last = -1
    for start, frame in times:
        if start > last:
            yield WordTime(start, round(frame * 1000 / RATE_HZ))
            last = start
