"""A Dask cluster for real: a scheduler and two workers in processes of their own, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.errors import NarrateError
from narrate.takes.cluster import open_cluster
from narrate.takes.recording import record
from narrate.takes.speaking import TakeOrder
from narrate.takes.store import TakeStore
from narrate.takes.workers import BorrowedWorkers
from tests.takes.test_recording import FAULTY, ROOT, files, order_lines
from tests.takes.test_recording import record as record_here

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    paths = os.pathsep.join(map(str, (ROOT, FAULTY)))
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without workers."""
    facts = tmp_path_factory.mktemp("dask") / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    process = start("distributed.cli.dask_scheduler", *options, "--scheduler-file", str(facts))
    while not facts.is_file() or not facts.read_text():
        assert process.poll() is None
        time.sleep(0.05)
    yield json.loads(facts.read_text())["address"]
    process.kill()
    process.wait()


@pytest.fixture
def workers(scheduler: str, tmp_path: Path) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Two of its workers, as `dask worker` starts them."""
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
    processes = [start("distributed.cli.dask_worker", scheduler, *options) for _ in range(2)]
    yield processes
    for process in processes:
        process.kill()
        process.wait()


def test_a_worker_that_is_killed_costs_a_retry_and_takes_come_home_the_same(
    scheduler: str, workers: list["subprocess.Popen[bytes]"], tmp_path: Path
):
    lines = [f"She counted {number} boats in the harbour, and sighed." for number in range(150)]
    orders = order_lines(lines, "espeak", "en-us+m3")
    at_home, from_afar = TakeStore(tmp_path / "home"), TakeStore(tmp_path / "afar")
    record_here(orders, at_home, 2)
    reported: list[TakeOrder] = []

    def kill_one(order: TakeOrder) -> None:
        reported.append(order)
        if len(reported) == 5:
            workers[0].send_signal(signal.SIGKILL)

    with open_cluster(scheduler) as (executor, _):
        record(orders, from_afar, BorrowedWorkers(executor, 2), kill_one)

    assert len(reported) == len(orders)
    assert files(from_afar) == files(at_home)
    assert workers[0].wait() == -signal.SIGKILL
    assert workers[1].poll() is None


@pytest.mark.usefixtures("workers")
def test_a_line_that_no_worker_can_speak_is_named(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.syspath_prepend(FAULTY)
    orders = order_lines(["Before.", "refuse now", "After."], "faulty")

    with (
        open_cluster(scheduler) as (executor, jobs),
        pytest.raises(NarrateError, match=r"^story.txt:2: .*no such phoneme"),
    ):
        record(orders, TakeStore(tmp_path / "takes"), BorrowedWorkers(executor, jobs), lambda _: None)


@pytest.mark.usefixtures("workers")
def test_an_engine_that_hangs_on_a_worker_is_given_up(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.syspath_prepend(FAULTY)
    orders = order_lines(["Before.", "hang now", "After."], "faulty")
    store = TakeStore(tmp_path / "takes")

    with (
        open_cluster(scheduler) as (executor, jobs),
        pytest.raises(NarrateError, match=r"^story.txt:2: no worker has answered for 7 s"),
    ):
        record(orders, store, BorrowedWorkers(executor, jobs), lambda _: None, patience_s=1.5)

    assert [store.find(order.key) is not None for order in orders] == [True, False, True]


def test_nobody_there_is_one_clear_error(scheduler: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("narrate.takes.cluster._PATIENCE_S", 0.3)

    with pytest.raises(NarrateError, match=r"has no workers\n.*dask worker tcp"), open_cluster(scheduler):
        pass
    with pytest.raises(NarrateError, match=r"no scheduler answers at tcp://127.0.0.1:9"):
        open_cluster("tcp://127.0.0.1:9").__enter__()
