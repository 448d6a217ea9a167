"""Workers: processes of this machine that survive crashes and hangs, or any executor that one is given."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Protocol, TypeVar

from narrate.files.temporary import clear_temporary_folders
from narrate.takes.desk import Desk, WorkerFailed

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class Workers(Protocol):
    """Where work is done: so many `jobs` at once, `at_home` where this machine's files are."""

    @property
    def jobs(self) -> int: ...  # noqa: D102 - see above

    @property
    def at_home(self) -> bool: ...  # noqa: D102

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> "Future[_Made]":
        """Call the function, within a time limit; in a process that nothing has spoiled, if `fresh`."""

    def rest(self) -> None:
        """Take no memory until there is work again."""


@contextmanager
def open_workers(jobs: int, *, preload: str) -> Iterator[Workers]:
    """So many processes of this machine, which know the module `preload`; started when there is work.

    At the end they are ended, whatever they are at.
    """
    local = _LocalWorkers(jobs, preload)
    try:
        yield local
    finally:
        local.end()


def result_of(future: "Future[_Made]") -> _Made:
    """What a worker returned or raised; WorkerFailed when it did not live to do either."""
    try:
        return future.result()
    except BrokenExecutor as error:
        raise WorkerFailed(f"its process died ({error})") from error


class _LocalWorkers:
    """A desk for each job, at which processes work; threads, to which ^C never comes, hand it to them."""

    at_home = True

    def __init__(self, jobs: int, preload: str) -> None:
        self.jobs = jobs
        self._threads = ThreadPoolExecutor(jobs)
        lock = threading.Lock()
        self._desks = [Desk(preload, lock) for _ in range(jobs)]
        self._free: SimpleQueue[Desk] = SimpleQueue()
        for desk in self._desks:
            self._free.put(desk)

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> "Future[_Made]":
        """Call the function in one of the processes, which is ended when it takes longer than the limit."""
        return self._threads.submit(self._call, function, given, limit_s=limit_s, fresh=fresh)

    def _call(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> _Made:
        desk = self._free.get()
        try:
            return desk.call(function, given, limit_s=limit_s, fresh=fresh)
        finally:
            self._free.put(desk)

    def rest(self) -> None:
        """Have all processes ended, whatever they are at; others start for work."""
        for desk in self._desks:
            desk.clear()

    def end(self) -> None:
        """End all processes, wait until they have ended, and tidy up behind them."""
        try:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for desk in self._desks:
                desk.close()
        finally:  # also where ^C comes again
            for desk in self._desks:
                desk.close()
            clear_temporary_folders()


@dataclass(frozen=True, slots=True)
class BorrowedWorkers:
    """Someone else's executor, which works at so many jobs at once and has its own ways with what dies."""

    executor: Executor
    jobs: int
    at_home: bool = False

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> "Future[_Made]":
        """Call the function; the executor knows neither time limits nor fresh processes."""
        del limit_s, fresh
        return self.executor.submit(function, given)

    def rest(self) -> None:
        """Do nothing: its owner decides how long it lives."""
