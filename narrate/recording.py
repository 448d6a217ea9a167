"""Recording: lines to takes, on the processes of this machine or on any executor.

Lines are handed out in batches of about a quarter of a second, few ahead of the workers, so that memory
stays flat, all are busy to the end, and an interruption costs next to nothing.
"""

import functools
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from narrate.engine import Engine, EngineError, Request, load_engine
from narrate.errors import NarrateError, Place
from narrate.takes import Take, TakeStore, encode, trim

_BATCH_S = 0.25
_QUEUED_BATCHES = 2  # for each worker: one at work, one waiting
PATIENCE_S = 30.0  # includes loading the engine's model
_PATIENCE_S_PER_LETTER = 0.5
_SHORTEST_S_PER_LETTER = 0.008  # an eighth of the pace of speech
_LONGEST_S_PER_LETTER = 2.0


@dataclass(frozen=True, slots=True)
class Order:
    """A take to record: `key` names it in the store, `place` the line of the story that it speaks."""

    engine: str
    request: Request
    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no take, in words for the user."""

    why: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker sends back: a take's file for each order or why there is none, and the time it took."""

    outcomes: list[bytes | _Failure]
    seconds: float


class _Workers(Protocol):
    """Where batches are recorded."""

    def submit(self, batch: Sequence[Order], limit_s: float, *, fresh: bool) -> "Future[_Answer]":
        """Record a batch; in a process that nothing has spoiled, if `fresh`."""


def record(  # noqa: PLR0913 -- patience has a default that only slow machines need to change
    orders: Sequence[Order],
    store: TakeStore,
    executor: Executor | None,
    jobs: int,
    on_take: Callable[[Order], None],
    *,
    patience_s: float = PATIENCE_S,
) -> None:
    """Record all orders into the store and report each, in about the order of the story.

    Without an executor `jobs` processes of this machine work; with one, `jobs` says how many workers it has.
    A take whose engine dies, hangs (longer than `patience_s` and half a second a letter), or says
    nothing sensible is tried once more in a fresh process; then NarrateError names the line.
    """
    with _workers(executor, jobs) as workers:
        _Session(orders, store, workers, jobs, patience_s).run(on_take)


class _Session:
    """One call of `record`: what is to do, what is at work, what has failed once."""

    def __init__(
        self, orders: Sequence[Order], store: TakeStore, workers: _Workers, jobs: int, patience_s: float
    ) -> None:
        self._lines: dict[str, list[Order]] = {}  # a line that comes twice is recorded once
        for order in orders:
            self._lines.setdefault(order.key, []).append(order)
        self._todo = deque(same[0] for same in self._lines.values())
        self._pace = _Pace(sum(len(order.request.text) for order in self._todo), jobs)
        self._running: dict[Future[_Answer], Sequence[Order]] = {}
        self._failed_once: set[str] = set()
        self._store = store
        self._workers = workers
        self._most_batches = _QUEUED_BATCHES * jobs
        self._patience_s = patience_s

    def run(self, on_take: Callable[[Order], None]) -> None:
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
                    self._save(self._running[future], future.result())

    def _submit(self, batch: Sequence[Order], *, fresh: bool = False) -> None:
        future = self._workers.submit(batch, self._limit_s(batch), fresh=fresh)
        self._running[future] = batch

    def _limit_s(self, batch: Sequence[Order]) -> float:
        return self._patience_s + _PATIENCE_S_PER_LETTER * sum(len(order.request.text) for order in batch)

    def _wait(self) -> set["Future[_Answer]"]:
        """The batches that are done; NarrateError when no worker answers at all."""
        limit_s = 2 * _QUEUED_BATCHES * max(map(self._limit_s, self._running.values()))
        done, _ = wait(self._running, timeout=limit_s, return_when=FIRST_COMPLETED)
        if not done:
            raise NarrateError(
                f"no worker has answered for {limit_s:.0f} s",
                hint="See whether the workers still run; what is recorded so far is kept.",
            )
        return done

    def _receive(self, future: "Future[_Answer]") -> list[str]:
        """Save what came of a batch, have what failed tried again; returns the keys that are done."""
        batch = self._running.pop(future)
        answer = _answer(future, batch)
        self._pace.measure(batch, answer.seconds)
        done = self._save(batch, answer)
        for order, outcome in zip(batch, answer.outcomes, strict=True):
            if isinstance(outcome, _Failure):
                if order.key in self._failed_once:
                    raise _error(order, outcome.why)
                self._failed_once.add(order.key)
                self._submit([order], fresh=True)
        return done

    def _save(self, batch: Sequence[Order], answer: _Answer) -> list[str]:
        files = {
            order.key: outcome
            for order, outcome in zip(batch, answer.outcomes, strict=True)
            if isinstance(outcome, bytes)
        }
        for key, file in files.items():
            self._store.save(key, file)
        return list(files)


def _answer(future: "Future[_Answer]", batch: Sequence[Order]) -> _Answer:
    """What came of a batch, also when its process did not survive it."""
    start = time.perf_counter()
    try:
        return future.result()
    except TimeoutError:
        why = "it did not finish in time"
    except ProcessExpired as death:
        why = f"its process died with exit code {death.exitcode}"
    except BrokenExecutor as death:
        why = f"its process died ({death})"
    return _Answer([_Failure(why)] * len(batch), time.perf_counter() - start)


def _error(order: Order, why: str) -> NarrateError:
    words = order.request.text if len(order.request.text) <= 60 else f"{order.request.text[:59]}…"
    return NarrateError(
        f"{order.engine} cannot speak “{words}” in the voice {order.request.voice}: {why}",
        place=order.place,
        hint="Change the words, or give the speaker another voice in voices.yaml; other takes are kept.",
    )


class _Pace:
    """How much makes a batch: a quarter of a second by what was measured so far, less towards the end."""

    def __init__(self, letters: int, jobs: int) -> None:
        self._left = letters
        self._jobs = jobs
        self._letters_per_s = 0.0

    def next_batch(self, todo: deque[Order]) -> list[Order]:
        """Take the next batch, of one line at least."""
        size = min(_BATCH_S * self._letters_per_s, self._left / (2 * self._jobs))
        batch = [todo.popleft()]
        letters = len(batch[0].request.text)
        while todo and letters + len(todo[0].request.text) <= size:
            batch.append(todo.popleft())
            letters += len(batch[-1].request.text)
        self._left -= letters
        return batch

    def measure(self, batch: Sequence[Order], seconds: float) -> None:
        """Learn from a batch that took so long; the last ones count most."""
        letters_per_s = sum(len(order.request.text) for order in batch) / max(seconds, 1e-3)
        self._letters_per_s += (letters_per_s - self._letters_per_s) / 4


class _LocalWorkers:
    """Processes of this machine, which load each engine once; a second pool gives every task a new one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._steady = _pool(jobs, tasks=0)
        self._fresh: ProcessPool | None = None

    def submit(self, batch: Sequence[Order], limit_s: float, *, fresh: bool) -> "Future[_Answer]":
        """Record a batch in one of the processes, which is ended when it takes longer than the limit."""
        pool = self._steady
        if fresh:
            pool = self._fresh = self._fresh or _pool(self._jobs, tasks=1)
        future: Future[_Answer] = pool.schedule(_perform, args=(batch,), timeout=limit_s)
        return future

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for pool in filter(None, (self._steady, self._fresh)):
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _pool(jobs: int, tasks: int) -> ProcessPool:
    """Processes that do not inherit threads and locks: forked from a small server, or else started anew."""
    if "forkserver" not in get_all_start_methods():
        return ProcessPool(jobs, max_tasks=tasks, context=get_context("spawn"))
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return ProcessPool(jobs, max_tasks=tasks, context=context)


@dataclass(frozen=True, slots=True)
class _BorrowedWorkers:
    """Someone else's executor: it has its own ways with processes that die."""

    executor: Executor

    def submit(self, batch: Sequence[Order], limit_s: float, *, fresh: bool) -> "Future[_Answer]":
        """Record a batch; the executor knows neither time limits nor fresh processes."""
        del limit_s, fresh
        return self.executor.submit(_perform, batch)


@contextmanager
def _workers(executor: Executor | None, jobs: int) -> Iterator[_Workers]:
    if executor is not None:
        yield _BorrowedWorkers(executor)
        return
    local = _LocalWorkers(jobs)
    try:
        yield local
    finally:
        local.stop()


_load_engine = functools.cache(load_engine)


def _perform(batch: Sequence[Order]) -> _Answer:
    """What a worker does."""
    start = time.perf_counter()
    outcomes = [_speak(_load_engine(order.engine), order.request) for order in batch]
    return _Answer(outcomes, time.perf_counter() - start)


def _speak(engine: Engine, request: Request) -> bytes | _Failure:
    try:
        take = trim(engine.speak(request))
    except EngineError as error:
        return _Failure(str(error))
    why = _doubt(take, request)
    return _Failure(why) if why else encode(take)


def _doubt(take: Take, request: Request) -> str:
    """Why a take cannot be what was asked for: silence for words, or a length that no speech has."""
    letters = sum(map(str.isalnum, request.text))
    seconds = len(take.samples) / take.rate_hz
    if letters and not seconds:
        return "it said nothing"
    if seconds < _SHORTEST_S_PER_LETTER * letters / request.rate:
        return f"it made {seconds:.2f} s of sound, too little for these words"
    if seconds > 5 + _LONGEST_S_PER_LETTER * len(request.text) / request.rate:
        return f"it made {seconds:.0f} s of sound, too much for these words"
    return ""
