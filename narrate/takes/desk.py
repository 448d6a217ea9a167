"""A desk: one task after the other is done there, by a process that may die, hang and be replaced."""

import os
import signal
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from narrate.takes.forking import start_ahead

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_TASKS = 8  # that a process lives for: with each its heap has more holes, and grows
_HAS_GROUPS = os.name == "posix"

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class WorkerFailed(Exception):  # noqa: N818 -- it is not this program's error
    """A worker died or did not finish in time; the message says which, for the user."""


class Desk:
    """A process with the module `preload`; another one comes when it dies, hangs or has grown.

    Processes know nothing of each other: what happens to one costs its own task, and no other.
    """

    def __init__(self, preload: str, lock: threading.Lock) -> None:
        self._preload = preload
        self._lock = lock  # of all desks: Python's list of processes is not made for several threads
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any]
        self._tasks = 0
        self._is_closed = False

    def call(
        self, function: Callable[[_Given], _Made], given: _Given, *, limit_s: float | None, fresh: bool
    ) -> _Made:
        """What the function returns or raises; WorkerFailed when the process does not live to do either."""
        try:
            if fresh or self._tasks == _TASKS or not self._is_alive():
                self.clear()
                self._start()
            self._tasks += 1
            self._pipe.send((function, given))
            if not self._pipe.poll(limit_s):
                self.clear()
                raise WorkerFailed("it did not finish in time")
            made, raised = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerFailed(f"its process died with exit code {self.clear()}") from error
        if raised:
            raise raised
        return made  # type: ignore[no-any-return]

    def _is_alive(self) -> bool:
        with self._lock:
            return self._process is not None and self._process.is_alive()

    def _start(self) -> None:
        """Start a process, and wait until it is ready."""
        with self._lock:
            if self._is_closed:
                raise EOFError
            # It does not inherit threads and locks: it is forked from a small server, or else started anew.
            forks = start_ahead(self._preload)
            context = get_context("forkserver") if forks else get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, dict(os.environ)))
            self._process.start()
            theirs.close()
        self._tasks = 0
        self._pipe.recv()

    def close(self) -> None:
        """End the process, and let no other come."""
        self._is_closed = True
        self.clear()

    def clear(self) -> int | None:
        """End the process and all that it has started; returns its exit code, None if there was none."""
        with self._lock:
            if self._process is None:
                return None
            self._process.kill()
            _kill_group(self._process.pid)
            self._process.join()
            self._pipe.close()
            exit_code, self._process = self._process.exitcode, None
            return exit_code


def _kill_group(leader: int | None) -> None:
    """End the programs that a process has started, such as may hang; on Windows they are left alone."""
    if leader and _HAS_GROUPS:
        with suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)


def _work(pipe: "Connection[Any, Any]", environment: Mapping[str, str]) -> None:
    """The life of a process: to do what comes through the pipe, until nobody is at its other end."""
    if _HAS_GROUPS:
        os.setpgid(0, 0)  # what it starts ends with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is for the build, which ends this process
    os.environ.clear()  # the server that it is forked from is as old as the build, and what it was told then
    os.environ.update(environment)
    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            function, given = pipe.recv()
            pipe.send(_outcome(function, given))


def _outcome(function: Callable[[Any], object], given: object) -> tuple[object, Exception | None]:
    """What a function returns, or what it raises, with the traceback of here."""
    try:
        return function(given), None
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        error.add_note(traceback.format_exc())
        return None, error
