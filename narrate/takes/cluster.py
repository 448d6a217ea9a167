"""Many machines: a Dask cluster as an executor, so that recording knows nothing of it."""

import importlib.util
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from narrate.errors import NarrateError

_PATIENCE_S = 10

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def open_cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a Dask scheduler (tcp://HOST:8786) as an executor, and how many there are.

    Raises NarrateError where `distributed` is not installed, nobody answers, or nobody works.
    """
    if importlib.util.find_spec("distributed") is None:
        raise NarrateError(
            "a scheduler needs the package distributed", hint="pip install distributed, here and there."
        )
    from distributed import Client  # noqa: PLC0415 - it takes a second

    try:
        client = Client(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NarrateError(
            f"no scheduler answers at {address}: {error}",
            hint="`dask scheduler` starts one and tells its address.",
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_S)
        except TimeoutError as error:
            raise NarrateError(
                f"the scheduler at {address} has no workers",
                hint=f"Start some, on any machine that has narrate: dask worker {address} --nthreads 1",
            ) from error
        yield _Cluster(client.get_executor(pure=False), address), sum(client.nthreads().values())


class _Cluster(Executor):
    """Dask's executor, with the endings of the standard library's where a worker or the scheduler dies."""

    def __init__(self, executor: Executor, address: str) -> None:
        self._executor = executor
        self._address = address

    def submit(self, function: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> "Future[T]":
        """Call the function on some machine; Dask itself tries again, elsewhere, where a worker dies."""
        promised: Future[T] = Future()
        future = self._executor.submit(function, *given, **named)
        future.add_done_callback(partial(self._keep, promised))
        return promised

    def _keep(self, promised: "Future[T]", future: "Future[T]") -> None:
        from distributed import KilledWorker  # noqa: PLC0415 - see open_cluster

        if future.cancelled():
            promised.set_exception(NarrateError(f"the scheduler at {self._address} has gone"))
        elif isinstance(error := future.exception(), KilledWorker):
            promised.set_exception(BrokenExecutor(f"{error.last_worker.address}, the last of several"))
        elif error:
            promised.set_exception(error)
        else:
            promised.set_result(future.result())
