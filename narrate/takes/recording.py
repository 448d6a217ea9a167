"""Recording: lines to takes, on the processes of this machine or on any executor.

Lines are handed out in batches of about a quarter of a second, few ahead of the workers, so that memory
stays flat, all are busy to the end, and an interruption costs next to nothing.
"""

import functools
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

from narrate.engines import Engine, EngineError, Request, blaming, load_engine, version_of
from narrate.errors import NarrateError, Place
from narrate.takes.store import TakeStore
from narrate.takes.take import Take, encode, take_key, trim
from narrate.takes.workers import WorkerFailed, Workers, result_of

_BATCH_S = 0.25
_QUEUED_BATCHES = 2  # for each worker: one at work, one waiting
PATIENCE_S = 30.0  # for one letter; includes loading the engine's model
_PATIENT_LETTERS = 60  # so many take twice as long: with the usual patience half a second for each
_SHORTEST_S_PER_LETTER = 0.008  # an eighth of the pace of speech
_LONGEST_S_PER_LETTER = 2.0


@dataclass(frozen=True, slots=True)
class TakeOrder:
    """A take to record: `key` names it in the store, `place` the line of the story that it speaks."""

    engine: str
    request: Request
    key: str
    place: Place


def missing(orders: Sequence[TakeOrder], store: TakeStore) -> tuple[TakeOrder, ...]:
    """The orders whose takes are not in the store."""
    return tuple(order for order in orders if store.find(order.key) is None)


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no take, in words for the user; the traceback, where its engine raised something."""

    why: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker sends back, and the time it took.

    For each order a take's file, or None where the worker has saved it, or why there is none.
    """

    outcomes: Sequence[bytes | _Failure | None]
    seconds: float | None = None  # None when it did not live to tell


def record(
    orders: Sequence[TakeOrder],
    store: TakeStore,
    workers: Workers,
    on_take: Callable[[TakeOrder], None],
    *,
    patience_s: float = PATIENCE_S,
) -> None:
    """Record all orders into the store and report each, in about the order of the story.

    A take whose engine dies, hangs (longer than `patience_s` and a sixtieth of it for each letter), or
    says nothing sensible is tried once more in a fresh process; then NarrateError names the line.
    """
    _Session(orders, store, workers, patience_s).run(on_take)


class _Session:
    """One call of `record`: what is to do, what is at work, what has failed once."""

    def __init__(
        self, orders: Sequence[TakeOrder], store: TakeStore, workers: Workers, patience_s: float
    ) -> None:
        self._lines: dict[str, list[TakeOrder]] = {}  # a line that comes twice is recorded once
        for order in orders:
            self._lines.setdefault(order.key, []).append(order)
        self._todo = deque(same[0] for same in self._lines.values())
        self._pace = _Pace(sum(len(order.request.text) for order in self._todo), workers.jobs)
        self._running: dict[Future[_Answer], Sequence[TakeOrder]] = {}
        self._failed_once: set[str] = set()
        self._store = store
        self._workers = workers
        self._perform = functools.partial(_perform_here, store) if workers.at_home else _perform
        self._most_batches = _QUEUED_BATCHES * workers.jobs
        self._patience_s = patience_s

    def run(self, on_take: Callable[[TakeOrder], None]) -> None:
        """Record everything, or raise NarrateError for the first line that failed twice."""
        try:
            while self._todo or self._running:
                while self._todo and len(self._running) < self._most_batches:
                    self._submit(self._pace.next_batch(self._todo))
                for future in self._wait():
                    for key in self._receive(future):
                        for order in self._lines[key]:
                            on_take(order)
        finally:
            for future in self._running:  # what was finished when something else stopped the work
                if future.done() and not future.cancelled() and future.exception() is None:
                    _save(self._store, self._running[future], future.result())

    def _submit(self, batch: Sequence[TakeOrder], *, fresh: bool = False) -> None:
        future = self._workers.submit(self._perform, batch, limit_s=self._limit_s(batch), fresh=fresh)
        self._running[future] = batch

    def _limit_s(self, batch: Sequence[TakeOrder]) -> float:
        letters = sum(len(order.request.text) for order in batch)
        return self._patience_s * (1 + letters / _PATIENT_LETTERS)

    def _wait(self) -> set["Future[_Answer]"]:
        """The batches that are done; NarrateError when no worker answers at all."""
        limit_s = 2 * _QUEUED_BATCHES * max(map(self._limit_s, self._running.values()))
        done, _ = wait(self._running, timeout=limit_s, return_when=FIRST_COMPLETED)
        if not done:
            first = next(iter(self._running.values()))[0]
            raise NarrateError(
                f"no worker has answered for {limit_s:.0f} s",
                place=first.place,
                hint="They hang at this line or soon after it, or are gone: restart them, or change the "
                "words. What is recorded so far is kept.",
            )
        return done

    def _receive(self, future: "Future[_Answer]") -> list[str]:
        """Save what came of a batch, have what failed tried again; returns the keys that are done."""
        batch = self._running.pop(future)
        answer = _answer(future, batch)
        if answer.seconds is not None:
            self._pace.measure(batch, answer.seconds)
        _save(self._store, batch, answer)
        done = []
        for order, outcome in zip(batch, answer.outcomes, strict=True):
            if not isinstance(outcome, _Failure):
                done.append(order.key)
            elif order.key in self._failed_once:
                raise _error(order, outcome)
            else:
                self._failed_once.add(order.key)
                self._submit([order], fresh=True)
        return done


def _save(store: TakeStore, batch: Sequence[TakeOrder], answer: _Answer) -> None:
    for order, outcome in zip(batch, answer.outcomes, strict=True):
        if isinstance(outcome, bytes):
            store.save(order.key, outcome)


def _answer(future: "Future[_Answer]", batch: Sequence[TakeOrder]) -> _Answer:
    """What came of a batch, also when its process did not survive it."""
    try:
        return result_of(future)
    except WorkerFailed as failure:
        return _Answer([_Failure(str(failure))] * len(batch))


def _error(order: TakeOrder, failure: _Failure) -> NarrateError:
    words = order.request.text if len(order.request.text) <= 60 else f"{order.request.text[:59]}…"
    return NarrateError(
        f"{order.engine} cannot speak “{words}” in the voice {order.request.voice}: {failure.why}",
        place=order.place,
        hint="Change the words, or give the speaker another voice in voices.yaml; other takes are kept.",
        trace=failure.trace,
    )


class _Pace:
    """How much makes a batch: a quarter of a second by what was measured so far, less towards the end."""

    def __init__(self, letters: int, jobs: int) -> None:
        self._left = letters
        self._jobs = jobs
        self._letters_per_s = 0.0

    def next_batch(self, todo: deque[TakeOrder]) -> list[TakeOrder]:
        """Take the next batch, of one line at least."""
        size = min(_BATCH_S * self._letters_per_s, self._left / (2 * self._jobs))
        batch = [todo.popleft()]
        letters = len(batch[0].request.text)
        while todo and letters + len(todo[0].request.text) <= size:
            batch.append(todo.popleft())
            letters += len(batch[-1].request.text)
        self._left -= letters
        return batch

    def measure(self, batch: Sequence[TakeOrder], seconds: float) -> None:
        """Learn from a batch that took so long; the last ones count most."""
        letters_per_s = sum(len(order.request.text) for order in batch) / max(seconds, 1e-3)
        self._letters_per_s += (letters_per_s - self._letters_per_s) / 4


_load_engine = functools.cache(load_engine)


def _perform_here(store: TakeStore, batch: Sequence[TakeOrder]) -> _Answer:
    """What a worker of this machine does: its takes need no way home."""
    answer = _perform(batch)
    _save(store, batch, answer)
    return _Answer([o if isinstance(o, _Failure) else None for o in answer.outcomes], answer.seconds)


def _perform(batch: Sequence[TakeOrder]) -> _Answer:
    """What any worker does."""
    start = time.perf_counter()
    outcomes = [_speak(_load_engine(order.engine), order) for order in batch]
    return _Answer(outcomes, time.perf_counter() - start)


def _speak(engine: Engine, order: TakeOrder) -> bytes | _Failure:
    request = order.request
    try:
        with blaming(order.engine):
            version = version_of(engine, request.voice)
            if take_key(order.engine, version, request) != order.key:  # on another machine
                return _Failure(f"the worker has another version of it, {version}, or of narrate")
            take = trim(engine.speak(request))
    except EngineError as error:
        return _Failure(str(error))
    except NarrateError as error:
        return _Failure(error.message, error.trace)
    why = _doubt(take, request)
    return _Failure(why) if why else encode(take)


def _doubt(take: Take, request: Request) -> str:
    """Why a take cannot be what was asked for: silence for words, or a length that no speech has."""
    seconds = len(take.samples) / take.rate_hz
    if request.letters and not seconds:
        return "it said nothing"
    if seconds < _SHORTEST_S_PER_LETTER * request.letters / request.rate:
        return f"it made {seconds:.2f} s of sound, too little for these words"
    if seconds > 5 + _LONGEST_S_PER_LETTER * len(request.text) / request.rate:
        return f"it made {seconds:.0f} s of sound, too much for these words"
    return ""
