"""Recording: lines to takes, on the processes of this machine or on any executor.

Lines are handed out in batches of about a quarter of a second, few ahead of the workers, so that memory
stays flat, all are busy to the end, and an interruption costs next to nothing.
"""

import functools
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from narrate.errors import NarrateError
from narrate.takes.desk import WorkerFailed
from narrate.takes.speaking import (
    CALIBRATION_TEXT,
    Answer,
    Failure,
    TakeOrder,
    save_takes,
    speak,
    speak_and_save,
)
from narrate.takes.store import TakeStore
from narrate.takes.workers import Workers, result_of

_BATCH_S = 0.25
_QUEUED_BATCHES = 2  # for each worker: one at work, one waiting
_PATIENCE_S = 30.0  # for one letter; includes loading the engine's model
_PATIENT_LETTERS = 60  # so many take twice as long: with the usual patience half a second for each


def missing(orders: Sequence[TakeOrder], store: TakeStore) -> tuple[TakeOrder, ...]:
    """The orders whose takes are not in the store."""
    return tuple(order for order in orders if store.find(order.key) is None)


def record(
    orders: Sequence[TakeOrder],
    store: TakeStore,
    workers: Workers,
    on_take: Callable[[TakeOrder], None],
    *,
    patience_s: float = _PATIENCE_S,
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
        self._running: dict[Future[Answer], Sequence[TakeOrder]] = {}
        self._failed_once: set[str] = set()
        self._store = store
        self._workers = workers
        self._speak = functools.partial(speak_and_save, store) if workers.at_home else speak
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
                    save_takes(self._store, self._running[future], future.result())

    def _submit(self, batch: Sequence[TakeOrder], *, fresh: bool = False) -> None:
        future = self._workers.submit(self._speak, batch, limit_s=self._limit_s(batch), fresh=fresh)
        self._running[future] = batch

    def _limit_s(self, batch: Sequence[TakeOrder]) -> float:
        letters = sum(len(order.request.text) for order in batch)
        return self._patience_s * (1 + letters / _PATIENT_LETTERS)

    def _wait(self) -> set["Future[Answer]"]:
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

    def _receive(self, future: "Future[Answer]") -> list[str]:
        """Save what came of a batch, have what failed tried again; returns the keys that are done."""
        batch = self._running.pop(future)
        answer = _answer(future, batch)
        if answer.seconds is not None:
            self._pace.measure(batch, answer.seconds)
        save_takes(self._store, batch, answer)
        done = []
        for order, outcome in zip(batch, answer.outcomes, strict=True):
            if not isinstance(outcome, Failure):
                done.append(order.key)
            elif order.key in self._failed_once:
                raise _error(order, outcome)
            else:
                self._failed_once.add(order.key)
                self._submit([order], fresh=True)
        return done


def _answer(future: "Future[Answer]", batch: Sequence[TakeOrder]) -> Answer:
    """What came of a batch, also when its process did not survive it."""
    try:
        return result_of(future)
    except WorkerFailed as failure:
        return Answer([Failure(str(failure))] * len(batch))


def _error(order: TakeOrder, failure: Failure) -> NarrateError:
    words = order.request.text
    if words == CALIBRATION_TEXT:
        said = "the text by which narrate makes all voices equally loud,"
        hint = "Give whoever speaks here another voice in voices.yaml; other takes are kept."
    else:
        said = f"“{words}”" if len(words) <= 60 else f"“{words[:59]}…”"
        hint = "Change the words, or give the speaker another voice in voices.yaml; other takes are kept."
    return NarrateError(
        f"{order.engine} cannot speak {said} in the voice {order.request.voice}: {failure.why}",
        place=order.place,
        hint=hint,
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
