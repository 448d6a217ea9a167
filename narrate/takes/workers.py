"""Workers: processes of this machine that survive crashes and hangs, or any executor that one is given."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from narrate.takes.forking import start_ahead

_FAREWELL_S = 5.0
_WATCH_S = 0.1
_TASKS = 8  # that a process lives for: with each its heap has more holes, and grows

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


@contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """^C, and being terminated, come at the end, whichever thread the system tells of them."""
    if threading.current_thread() is not threading.main_thread():  # no other is ever interrupted
        yield
        return
    came: list[int] = []
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        for each in before:
            signal.signal(each, lambda number, _: came.append(number))
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if came:
            signal.raise_signal(came[0])


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
        self._pools: dict[int, _Pool] = {}  # by how many tasks a process of theirs lives for
        self._ending: list[_Pool] = []

    def submit(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> "Future[_Made]":
        """Call the function in one of the processes, which is ended when it takes longer than the limit."""
        tasks = 1 if fresh else _TASKS
        pool = self._pool(tasks)
        try:
            return pool.schedule(function, given, limit_s)
        except RuntimeError:  # pebble gives a pool up when a process dies that has nothing to do
            self._ending.append(pool)
            del self._pools[tasks]
            return self._pool(tasks).schedule(function, given, limit_s)

    def _pool(self, tasks: int) -> "_Pool":
        if tasks not in self._pools:
            with _interrupts_put_off():  # a process of which nobody knows yet would not be ended
                self._pools[tasks] = _Pool(_open_pool(self.jobs, self._preload, tasks))
        return self._pools[tasks]

    def rest(self) -> None:
        """Have all processes ended, whatever they are at, in a tenth of a second; others start for work."""
        while self._pools:
            pool = self._pools.popitem()[1]
            pool.stop()
            self._ending.append(pool)

    def end(self) -> None:
        """End all processes, and wait until they have ended."""
        self.rest()
        for pool in self._ending:
            # Where ^C has struck inside its queue, pebble waits for ever; its processes have ended by then.
            pool.join(_FAREWELL_S)


class _Pool:
    """A pool of pebble's in which every task ends, also one handed in while pebble gives the pool up."""

    def __init__(self, pool: ProcessPool) -> None:
        self._pool = pool
        self._unfinished: set[Future[Any]] = set()
        self._handing_in = threading.Lock()
        self._stopped = threading.Event()
        _ = pool.active  # starts its processes
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def schedule(
        self, function: Callable[[_Given], _Made], given: _Given, limit_s: float | None
    ) -> "Future[_Made]":
        """Call the function in one of the processes; RuntimeError when pebble has given them up."""
        with self._handing_in:
            future: Future[_Made] = self._pool.schedule(function, args=(given,), timeout=limit_s)
            self._unfinished.add(future)
        future.add_done_callback(self._unfinished.discard)
        return future

    def stop(self) -> None:
        """Have the processes ended, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._stopped.set()

    def join(self, limit_s: float) -> None:
        """Wait until the processes have ended, after `stop` or by themselves."""
        self._watcher.join(limit_s)

    def _watch(self) -> None:
        while not self._stopped.wait(_WATCH_S) and self._pool.active:
            pass
        self._pool.join()
        with self._handing_in:
            forgotten = tuple(self._unfinished)
        for future in forgotten:
            future.set_exception(BrokenExecutor("before it was given work"))


def _open_pool(jobs: int, preload: str, tasks: int) -> ProcessPool:
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
