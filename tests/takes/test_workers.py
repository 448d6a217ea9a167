"""Processes that do the work, and die, hang and are interrupted at it."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

import pytest
from pebble.common import launch_process
from pebble.pool import process
from pebble.pool.base_pool import Task
from pebble.pool.process import PoolManager

from narrate.takes.workers import BorrowedWorkers, WorkerFailed, open_workers, result_of


def process_of(_: int) -> int:
    return os.getpid()


def end_process(status: int) -> None:
    os._exit(status)


def watch(process: int) -> None:
    """Look at a process for a minute; ProcessLookupError as soon as it has ended."""
    for _ in range(600):
        os.kill(process, 0)
        time.sleep(0.1)


def test_processes_live_on_and_are_replaced_before_they_grow():
    with open_workers(1, preload="narrate.takes.workers") as workers:
        futures = [workers.submit(process_of, number, limit_s=30, fresh=False) for number in range(20)]
        processes = Counter(result_of(future) for future in futures)

    assert sorted(processes.values()) == [4, 8, 8]
    assert os.getpid() not in processes


def test_a_fresh_process_is_used_once():
    with open_workers(1, preload="narrate.takes.workers") as workers:
        futures = [workers.submit(process_of, number, limit_s=30, fresh=number > 0) for number in range(4)]

        assert len({result_of(future) for future in futures}) == 4


def test_a_process_that_dies_or_hangs_does_not_stop_the_others():
    with open_workers(1, preload="narrate.takes.workers") as workers:
        dying = workers.submit(end_process, 3, limit_s=30, fresh=False)
        hanging = workers.submit(time.sleep, 600, limit_s=0.5, fresh=False)
        living = workers.submit(process_of, 0, limit_s=30, fresh=False)

        with pytest.raises(WorkerFailed, match="its process died with exit code 3"):
            result_of(dying)
        with pytest.raises(WorkerFailed, match="it did not finish in time"):
            result_of(hanging)
        assert result_of(living) != os.getpid()


def test_a_process_that_dies_with_nothing_to_do_is_replaced():
    with open_workers(1, preload="narrate.takes.workers") as workers:
        idle = result_of(workers.submit(process_of, 0, limit_s=30, fresh=False))
        os.kill(idle, signal.SIGKILL)
        with contextlib.suppress(WorkerFailed):  # its death may not be noticed yet
            result_of(workers.submit(process_of, 0, limit_s=30, fresh=False))

        assert result_of(workers.submit(process_of, 0, limit_s=30, fresh=False)) not in {idle, os.getpid()}


def test_work_handed_in_while_a_death_is_noticed_is_not_forgotten(monkeypatch):
    schedule = PoolManager.schedule

    def slow_schedule(manager: PoolManager, task: Task) -> None:
        while manager.context.alive:
            time.sleep(0.01)
        schedule(manager, task)

    with open_workers(1, preload="narrate.takes.workers") as workers:
        idle = result_of(workers.submit(process_of, 0, limit_s=30, fresh=False))
        monkeypatch.setattr(PoolManager, "schedule", slow_schedule)
        os.kill(idle, signal.SIGKILL)
        future = workers.submit(process_of, 0, limit_s=30, fresh=False)

        assert wait([future], timeout=30).done
        with pytest.raises(WorkerFailed, match="its process died"):
            result_of(future)


def test_an_interrupt_in_the_middle_of_handing_out_work_ends_it_all_the_same(monkeypatch):
    notify = threading.Condition.notify

    def struck_notify(condition: threading.Condition, count: int = 1) -> None:
        if threading.current_thread() is not threading.main_thread():
            notify(condition, count)
            return
        for waiter in condition._waiters:  # noqa: SLF001 - as in Python's own, but not taken off the list
            waiter.release()
        raise KeyboardInterrupt

    monkeypatch.setattr("narrate.takes.workers._FAREWELL_S", 0.5)
    with open_workers(1, preload="narrate.takes.workers") as workers:
        worker = result_of(workers.submit(process_of, 0, limit_s=30, fresh=False))
        time.sleep(0.1)  # now the thread that hands work out waits for more
        with monkeypatch.context() as interrupted:
            interrupted.setattr(threading.Condition, "notify", struck_notify)
            with pytest.raises(KeyboardInterrupt):
                workers.submit(process_of, 0, limit_s=30, fresh=False)
        time.sleep(0.1)  # and now it waits again

    with pytest.raises(ProcessLookupError):
        watch(worker)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_was_being_started_when_the_build_was_ended_ends_too(monkeypatch, number):
    """Left to itself it would complain, in the user's face, that what it was started with is gone."""
    monkeypatch.setattr(process, "launch_process", partial(launch_and_strike, number, started := []))
    before = signal.signal(number, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt), open_workers(2, preload="narrate.takes.workers") as workers:
        workers.submit(process_of, 0, limit_s=30, fresh=False)
    signal.signal(number, before)

    assert [each.is_alive() for each in started] == [False, False]


def launch_and_strike(number, started, *given, **named):
    started.append(launch_process(*given, **named))
    signal.raise_signal(number)
    return started[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupt_as_processes_are_started_reaches_the_build_alone(tmp_path):
    """^C in a terminal goes to all processes; the one that workers are forked from may be loading still."""
    (tmp_path / "loading.py").write_text(
        "import time\nopen('begun', 'w')\ntime.sleep(0.3)\n", encoding="utf-8"
    )
    build = (
        "import os, signal, time\n"
        "from narrate.takes.forking import start_ahead\n"
        "from narrate.takes.workers import open_workers\n"
        "start_ahead('loading')\n"
        "while not os.path.exists('begun'): time.sleep(0.01)\n"
        "try:\n"
        "    os.killpg(0, signal.SIGINT)\n"
        "    time.sleep(10)\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
        "with open_workers(1, preload='loading') as workers:\n"
        "    print(workers.submit(abs, -1, limit_s=None, fresh=False).result())\n"
    )

    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    command = [sys.executable, "-c", build]

    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, start_new_session=True, check=False
    )

    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"interrupted", b"1"], b"")


def test_an_executor_is_used_as_it_is():
    with ThreadPoolExecutor(1) as executor:
        workers = BorrowedWorkers(executor, 1)
        assert result_of(workers.submit(process_of, 0, limit_s=30, fresh=True)) == os.getpid()
