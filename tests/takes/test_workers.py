"""Processes that do the work, and die, hang and are interrupted at it."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from narrate.files.temporary import temporary_folder
from narrate.takes.workers import BorrowedWorkers, WorkerFailed, open_workers, result_of


def process_of(_: int) -> int:
    return os.getpid()


def end_process(status: int) -> None:
    os._exit(status)


def start_a_program(pipe: Path) -> None:
    """A program that starts another one, which has a pipe open for as long as it lives."""
    subprocess.run(["/bin/sh", "-c", '(echo begun; exec sleep 600) > "$0"; true', str(pipe)], check=False)


def linger(_: int) -> None:
    with temporary_folder():
        time.sleep(600)


def watch(process: int) -> None:
    """Look at a process for a minute; ProcessLookupError as soon as it has ended."""
    for _ in range(600):
        os.kill(process, 0)
        time.sleep(0.1)


def test_folders_of_processes_that_are_killed_go_with_the_build_and_those_of_another_day(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    another, killed = tmp_path / "narrate-1-_running", tmp_path / "narrate-1-__killed"
    log, notes = tmp_path / "narrate-12345678.log", tmp_path / "narrate-my-notes"
    log.touch()
    for folder in (another, killed, notes):
        folder.mkdir()
    for old in (killed, log, notes):
        os.utime(old, (1_700_000_000,) * 2)

    with open_workers(1, preload="narrate.takes.workers") as workers:
        workers.submit(linger, 0, limit_s=600, fresh=False)
        while not any(tmp_path.glob(f"narrate-{os.getpid()}-*")):
            time.sleep(0.02)

    assert set(tmp_path.glob("narrate-*")) == {another, log, notes}


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
        with contextlib.suppress(ProcessLookupError):
            watch(idle)

        assert result_of(workers.submit(process_of, 0, limit_s=30, fresh=False)) not in {idle, os.getpid()}


def test_a_death_between_two_tasks_costs_no_more_than_one():
    with open_workers(1, preload="narrate.takes.workers") as workers:
        idle = result_of(workers.submit(process_of, 0, limit_s=30, fresh=False))
        os.kill(idle, signal.SIGKILL)
        _, *others = [workers.submit(abs, number, limit_s=None, fresh=False) for number in (-1, -2, -3)]

        assert [result_of(future) for future in others] == [2, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are POSIX")
def test_a_process_ends_with_all_that_it_has_started(tmp_path):
    os.mkfifo(tmp_path / "open")
    end = os.open(tmp_path / "open", os.O_RDONLY | os.O_NONBLOCK)
    with open_workers(1, preload="narrate.takes.workers") as workers:
        workers.submit(start_a_program, tmp_path / "open", limit_s=None, fresh=False)
        select.select([end], [], [], 60)
        assert os.read(end, 100) == b"begun\n"

    assert select.select([end], [], [], 60)[0]
    assert os.read(end, 100) == b""
    os.close(end)


def test_what_is_raised_over_there_is_raised_here_with_its_traceback():
    with open_workers(1, preload="narrate.takes.workers") as workers:
        future = workers.submit(int, "seven", limit_s=30, fresh=False)

        with pytest.raises(ValueError, match="'seven'") as raised:
            result_of(future)
        assert "in _outcome" in raised.value.__notes__[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_processes_end_with_the_build_also_those_that_are_being_started(monkeypatch, number):
    """Left to itself one would complain, in the user's face, that what it was started with is gone."""
    started: list[BaseProcess] = []

    def start_and_strike(process: BaseProcess) -> None:
        start(process)
        started.append(process)
        if len(started) == 1:
            os.kill(os.getpid(), number)

    start = BaseProcess.start
    monkeypatch.setattr(BaseProcess, "start", start_and_strike)
    before = signal.signal(number, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt), open_workers(2, preload="narrate.takes.workers") as workers:
        wait([workers.submit(process_of, 0, limit_s=30, fresh=False) for _ in range(20)])
    signal.signal(number, before)

    assert started
    assert not any(each.is_alive() for each in started)


def test_an_interrupt_while_processes_are_ended_leaves_none(monkeypatch):
    def struck_join(process: BaseProcess, timeout: float | None = None) -> None:
        monkeypatch.undo()
        join(process, timeout)
        raise KeyboardInterrupt

    join = BaseProcess.join
    with open_workers(2, preload="narrate.takes.workers") as workers:
        idle = [result_of(workers.submit(process_of, 0, limit_s=30, fresh=True)) for _ in range(2)]
        monkeypatch.setattr(BaseProcess, "join", struck_join)
        with pytest.raises(KeyboardInterrupt):
            workers.end()

        for each in idle:
            with pytest.raises(ProcessLookupError):
                watch(each)


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
