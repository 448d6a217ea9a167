"""Workers: processes of this machine that survive crashes and hangs, or any executor that one is given."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_all_start_methods, get_context
from typing import Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

_FAREWELL_S = 5.0
_STANDBY = "narrate.takes.standby"  # by its name: it is for that server alone
_ALL_TASKS = 0  # what pebble calls a process that lives as long as its pool

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class WorkerFailed(Exception):  # noqa: N818 -- it is not this program's error
    """A worker died or did not finish in time; the message says which, for the user."""


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


def start_ahead(preload: str) -> bool:
    """Have the server that processes are forked from load a module while this one does something else.

    Returns whether there is such a server on this system.
    """
    if "forkserver" not in get_all_start_methods():
        return False
    get_context("forkserver").set_forkserver_preload([preload, _STANDBY])
    forkserver.ensure_running()
    return True


def result_of(future: "Future[_Made]") -> _Made:
    """What a worker returned or raised; WorkerFailed when it did not live to do either."""
    try:
        return future.result()
    except TimeoutError as error:
        raise WorkerFailed("it did not finish in time") from error
    except ProcessExpired as error:
        raise WorkerFailed(f"its process died with exit code {error.exitcode}") from error
    except BrokenExecutor as error:
        raise WorkerFailed(f"its process died ({error})") from error


class _LocalWorkers:
    """Processes that live as long as the work; a second pool gives every task a process of its own."""

    at_home = True

    def __init__(self, jobs: int, preload: str) -> None:
        self.jobs = jobs
        self._preload = preload
        self._pools: dict[int, ProcessPool] = {}  # by how many tasks a process of theirs lives for
        self._ending: list[threading.Thread] = []

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> "Future[_Made]":
        """Call the function in one of the processes, which is ended when it takes longer than the limit."""
        pool = self._pool(tasks=1 if fresh else _ALL_TASKS)
        future: Future[_Made] = pool.schedule(function, args=(given,), timeout=limit_s)
        return future

    def _pool(self, tasks: int) -> ProcessPool:
        pool = self._pools.get(tasks)
        if pool and not pool.active:  # pebble gives a pool up when a process dies that has nothing to do
            self._ending.append(_end(pool))
            pool = None
        self._pools[tasks] = pool or _open_pool(self.jobs, self._preload, tasks)
        return self._pools[tasks]

    def rest(self) -> None:
        """Have all processes ended, whatever they are at, in a tenth of a second; others start for work."""
        while self._pools:
            self._ending.append(_end(self._pools.popitem()[1]))

    def end(self) -> None:
        """End all processes, and wait until they have ended."""
        self.rest()
        for ending in self._ending:
            # Where ^C has struck inside its queue, pebble waits for ever; its processes have ended by then.
            ending.join(_FAREWELL_S)


def _open_pool(jobs: int, preload: str, tasks: int) -> ProcessPool:
    """Processes that do not inherit threads and locks: forked from a small server, or else started anew."""
    method = "forkserver" if start_ahead(preload) else "spawn"
    environment = [dict(os.environ)]  # the server is as old as this process, and what it was told then
    return ProcessPool(
        jobs, max_tasks=tasks, initializer=_live_in, initargs=environment, context=get_context(method)
    )


def _end(pool: ProcessPool) -> threading.Thread:
    pool.stop()  # type: ignore[no-untyped-call]
    ending = threading.Thread(target=pool.join, daemon=True)
    ending.start()
    return ending


def _live_in(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


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
