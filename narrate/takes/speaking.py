"""What a worker does: orders become takes, and what comes of each goes back."""

import functools
import time
from collections.abc import Sequence
from dataclasses import dataclass

from narrate.engines import Engine, EngineError, Request, blaming, load_engine, version_of
from narrate.errors import NarrateError, Place
from narrate.takes.store import TakeStore
from narrate.takes.take import Take, encode, take_key, trim

# Spoken once by every voice, so that all can be made equally loud whatever the story has them say.
CALIBRATION_TEXT = (
    "The lamp on the harbour wall was lit before the rain began, and nobody could say by whom. "
    "She asked twice; he shook his head, and the boats went out all the same."
)

_SHORTEST_S_PER_LETTER = 0.008  # an eighth of the pace of speech
_LONGEST_S_PER_LETTER = 2.0

_load_engine = functools.cache(load_engine)


@dataclass(frozen=True, slots=True)
class TakeOrder:
    """A take to record: `key` names it in the store, `place` the line of the story that it speaks."""

    engine: str
    request: Request
    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no take, in words for the user; the traceback, where its engine raised something."""

    why: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker sends back, and the time it took.

    For each order a take's file, or None where the worker has saved it, or why there is none.
    """

    outcomes: Sequence[bytes | Failure | None]
    seconds: float | None = None  # None when it did not live to tell


def speak_and_save(store: TakeStore, batch: Sequence[TakeOrder]) -> Answer:
    """Speak a batch on the machine whose store it is: its takes need no way home."""
    answer = speak(batch)
    save_takes(store, batch, answer)
    failures = [each if isinstance(each, Failure) else None for each in answer.outcomes]
    return Answer(failures, answer.seconds)


def speak(batch: Sequence[TakeOrder]) -> Answer:
    """Speak a batch on any machine."""
    start = time.perf_counter()
    outcomes = [_take(_load_engine(order.engine), order) for order in batch]
    return Answer(outcomes, time.perf_counter() - start)


def save_takes(store: TakeStore, batch: Sequence[TakeOrder], answer: Answer) -> None:
    """Save the takes of a batch that a worker has sent back."""
    for order, outcome in zip(batch, answer.outcomes, strict=True):
        if isinstance(outcome, bytes):
            store.save(order.key, outcome)


def _take(engine: Engine, order: TakeOrder) -> bytes | Failure:
    """The file of a take, or why there is none."""
    request = order.request
    try:
        with blaming(order.engine):
            version = version_of(engine, request.voice)
            if take_key(order.engine, version, request) != order.key:  # on another machine
                return Failure(f"the worker has another version of it, {version}, or of narrate")
            take = trim(engine.speak(request))
    except EngineError as error:
        return Failure(str(error))
    except NarrateError as error:
        return Failure(error.message, error.trace)
    why = _doubt(take, request)
    return Failure(why) if why else encode(take)


def _doubt(take: Take, request: Request) -> str:
    """Why a take cannot be what was asked for: silence for words, or a length that no speech has."""
    seconds = len(take.samples) / take.rate_hz
    if request.letters and not seconds:
        return "it said nothing"
    rate = max(1.0, request.rate)  # no engine is as slow as somebody may want
    if seconds < _SHORTEST_S_PER_LETTER * request.letters / rate:
        return f"it made {seconds:.2f} s of sound, too little for these words"
    if seconds > 5 + _LONGEST_S_PER_LETTER * len(request.text) / request.rate:
        return f"it made {seconds:.0f} s of sound, too much for these words"
    return ""
