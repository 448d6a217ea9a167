"""The server that workers are forked from: started ahead, out of reach of ^C and of the current folder."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, get_all_start_methods, get_context, resource_tracker

_STANDBY = "narrate.takes.standby"  # by its name: it is for that server alone


def start_ahead(preload: str) -> bool:
    """Have the server that processes are forked from load a module while this one does something else.

    Returns whether there is such a server on this system.
    """
    if "forkserver" not in get_all_start_methods():
        return False
    get_context("forkserver").set_forkserver_preload([preload, _STANDBY])
    with _modules_here_ignored():
        resource_tracker.ensure_running()  # when it is started, Python lets ^C through again
        with _interrupts_held_back():
            forkserver.ensure_running()
    return True


@contextmanager
def _modules_here_ignored() -> Iterator[None]:
    """A Python that is started in here imports nothing from the current folder, which may be a stranger's."""
    before = os.environ.get("PYTHONSAFEPATH", "")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        os.environ["PYTHONSAFEPATH"] = before  # where it is empty, it is as if it were not there


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """^C, which goes to every process, comes at the end to this one, and never to those started in here."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
