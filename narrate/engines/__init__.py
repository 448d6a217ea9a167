"""What a speech engine is: one Protocol, found through the entry-point group `narrate.engines`."""

import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from typing import Protocol, runtime_checkable

from narrate.errors import NarrateError, nearest
from narrate.story.people import Age, Gender

_CALLED = {Gender.MALE: "man", Gender.FEMALE: "woman", Gender.NEUTRAL: "person"}


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice that an engine offers; `language` is a BCP 47 tag, `pitch_hz` its median pitch where known.

    `timbre` are the cepstral coefficients of its mean spectrum where that was measured, so scaled that the
    distance of two of them is in dB (benchmarks/hearing.py). `bends` says whether it can be asked for another
    pitch and rate than its own.
    """

    name: str
    language: str
    gender: Gender = Gender.UNKNOWN
    description: str = ""
    pitch_hz: float | None = None
    age: Age = Age.ADULT
    timbre: tuple[float, ...] = ()
    bends: bool = True

    @property
    def described(self) -> str:
        """What is known of it, in words: "old woman, en-gb, 195 Hz"."""
        age = "" if self.age is Age.ADULT else f"{self.age.value} "
        who = _CALLED.get(self.gender, "")
        pitch = f"{self.pitch_hz:.0f} Hz" if self.pitch_hz else ""
        language = self.language if self.language != "mul" else ""  # it speaks any, or does not say
        return ", ".join(filter(None, (f"{age}{who}".strip(), language, pitch)))


@dataclass(frozen=True, slots=True)
class Request:
    """Words to speak and everything that their sound depends on.

    `pitch` is in semitones from the voice's own, `rate` in times its own. `ipa` says words that are
    pronounced otherwise than the engine would: (word, IPA) pairs, only those that occur in `text`.
    """

    text: str
    voice: str
    pitch: float = 0.0
    rate: float = 1.0
    manner: str = ""  # what an engine can do itself (see Directable): names of manners, or any words
    ipa: tuple[tuple[str, str], ...] = ()

    @property
    def letters(self) -> int:
        """How many letters and digits there are to speak; where there are none, an engine is silent."""
        return sum(map(str.isalnum, self.text))


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word of the request begins: `start` is its offset into the text, in code points."""

    start: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine said: mono signed 16-bit little-endian PCM."""

    pcm: bytes
    rate_hz: int
    words: tuple[WordTime, ...] = ()


class EngineError(Exception):
    """An engine could not speak a request; the message says why, in the engine's words."""


def no_such_voice(owner: str, name: str, known: Iterable[str]) -> EngineError:
    """The error for a voice that `owner`, an engine or its server, does not have; it offers the nearest."""
    near = nearest(name, known, alike=0)
    other = f"the nearest is {near!r}" if near else "there is none yet"
    return EngineError(f"{owner} has no voice {name!r}; {other}")


class Engine(Protocol):
    """Something that speaks."""

    @property
    def version(self) -> str:
        """Part of every take's key: a new version is a new sound."""

    def problem(self) -> str | None:
        """Why it cannot run here, and what to install; None when it can."""

    def voices(self) -> Sequence[VoiceInfo]:
        """The voices that can be used here."""

    def speak(self, request: Request) -> Speech:
        """Speak the request; raises EngineError when that is impossible."""


@runtime_checkable
class Versioned(Protocol):
    """An engine whose voices change one by one: each is a file, or a command, of its own."""

    def voice_version(self, voice: str) -> str:
        """What the voice itself adds to the engine's version; EngineError when there is no such voice."""


@runtime_checkable
class Directable(Protocol):
    """An engine that can do more about a manner of speaking than to change pitch, rate and level."""

    def follows(self, voice: str) -> frozenset[str] | None:
        """The manners of narrate/engines/manner.py that it does something about; None: it takes any words.

        An engine that takes any words gets them all, and does everything by itself.
        """


@runtime_checkable
class Priced(Protocol):
    """An engine that takes money or patience for every request."""

    def price(self, requests: Sequence[Request]) -> str:
        """What they cost, in a few words, before they are spoken."""


def version_of(engine: Engine, voice: str) -> str:
    """The version that belongs into the key of a take in this voice.

    A model that is exchanged under its name is another voice; the takes of all others stay as they are.
    """
    return (
        f"{engine.version}/{engine.voice_version(voice)}" if isinstance(engine, Versioned) else engine.version
    )


def voice_versions(voices: Iterable[str]) -> dict[str, str]:
    """The version of each voice (ENGINE:VOICE); none of them is asked whether it can speak.

    Raises KeyError for an engine that is not installed, EngineError for a voice that is not there.
    """
    engines: dict[str, Engine] = {}
    versions = {}
    for voice in voices:
        name, _, own_name = voice.partition(":")
        engine = engines[name] = engines.get(name) or _doors()[name].load()()
        versions[voice] = version_of(engine, own_name)
    return versions


def _doors() -> EntryPoints:
    return entry_points(group="narrate.engines")


def engine_names() -> tuple[str, ...]:
    """The names of the engines that are installed, in alphabetical order."""
    return tuple(sorted(_doors().names))


def load_engine(name: str) -> Engine:
    """Load an engine by name; NarrateError when there is none or it cannot run here."""
    if name not in engine_names():
        near = nearest(name, engine_names(), alike=0.5)
        hint = f"Did you mean {near!r}? " if near else ""
        raise NarrateError(
            f"there is no speech engine called {name!r}",
            hint=f"{hint}The engines here are {', '.join(engine_names())}.",
        )
    door = _doors()[name]
    with blaming(name):
        try:
            engine: Engine = door.load()()
        except (ImportError, AttributeError) as error:
            raise NarrateError(
                f"the engine {name} cannot be loaded: {error}",
                hint=f"It comes with the package {_package(door)}: install that again, or remove it.",
            ) from error
        if problem := engine.problem():
            raise NarrateError(f"the engine {name} cannot run here: {problem}")
    return engine


def voices_of(name: str, engine: Engine) -> Sequence[VoiceInfo]:
    """The voices of the engine that is called so; NarrateError where it cannot even tell."""
    with blaming(name):
        return engine.voices()


@contextmanager
def blaming(name: str) -> Iterator[None]:
    """While an engine works: what one that does not come with narrate raises becomes a NarrateError."""
    try:
        yield
    except (EngineError, NarrateError):
        raise
    except Exception as error:
        door = _doors()[name]
        if door.module.startswith(f"{__package__}."):
            raise
        said = " ".join("".join(traceback.format_exception_only(error)).split())
        raise NarrateError(
            f"the engine {name} raised {said}",
            hint=f"It comes with the package {_package(door)}: tell those who have written it.",
            trace=traceback.format_exc(),
        ) from error


def _package(door: EntryPoint) -> str:
    return door.dist.name if door.dist else door.module
