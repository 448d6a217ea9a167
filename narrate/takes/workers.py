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

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class WorkerFailed(Exception):  # noqa: N818 -- it is not this program's error
    """A worker died or did not finish in time; the message says which, for the user."""


class Workers(Protocol):
    """Where work is done."""

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float, fresh: bool
    ) -> "Future[_Made]":
        """Call the function; in a process that nothing has spoiled, if `fresh`."""


@contextmanager
def open_workers(executor: Executor | None, jobs: int, *, preload: str) -> Iterator[Workers]:
    """So many processes of this machine, which know the module `preload`, or else those of an executor.

    At the end the processes are ended, whatever they are at; an executor is left to its owner.
    """
    if executor is not None:
        yield _BorrowedWorkers(executor)
        return
    local = _LocalWorkers(jobs, preload)
    try:
        yield local
    finally:
        local.stop()


def start_ahead(preload: str) -> bool:
    """Have the server that processes are forked from load a module while this one does something else.

    Returns whether there is such a server on this system.
    """
    if "forkserver" not in get_all_start_methods():
        return False
    get_context("forkserver").set_forkserver_preload([preload])
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

    def __init__(self, jobs: int, preload: str) -> None:
        self._jobs = jobs
        self._preload = preload
        self._steady = _pool(jobs, preload, tasks=0)
        self._fresh: ProcessPool | None = None

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float, fresh: bool
    ) -> "Future[_Made]":
        """Call the function in one of the processes, which is ended when it takes longer than the limit."""
        pool = self._steady
        if fresh:
            pool = self._fresh = self._fresh or _pool(self._jobs, self._preload, tasks=1)
        future: Future[_Made] = pool.schedule(function, args=(given,), timeout=limit_s)
        return future

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for pool in filter(None, (self._steady, self._fresh)):
            pool.stop()  # type: ignore[no-untyped-call]
            ending = threading.Thread(target=pool.join, daemon=True)
            ending.start()
            # Where ^C has struck inside its queue, pebble waits for ever; its processes have ended by then.
            ending.join(_FAREWELL_S)


def _pool(jobs: int, preload: str, tasks: int) -> ProcessPool:
    """Processes that do not inherit threads and locks: forked from a small server, or else started anew."""
    method = "forkserver" if start_ahead(preload) else "spawn"
    environment = [dict(os.environ)]  # the server is as old as this process, and what it was told then
    return ProcessPool(
        jobs, max_tasks=tasks, initializer=_live_in, initargs=environment, context=get_context(method)
    )


def _live_in(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


@dataclass(frozen=True, slots=True)
class _BorrowedWorkers:
    """Someone else's executor: it has its own ways with processes that die."""

    executor: Executor

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float, fresh: bool
    ) -> "Future[_Made]":
        """Call the function; the executor knows neither time limits nor fresh processes."""
        del limit_s, fresh
        return self.executor.submit(function, given)
