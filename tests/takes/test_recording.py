"""Lines become takes, whatever engines and their processes do."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from narrate.engines import Request, load_engine
from narrate.errors import NarrateError, Place
from narrate.takes import recording, speaking
from narrate.takes.speaking import CALIBRATION_TEXT, TakeOrder
from narrate.takes.store import TakeStore
from narrate.takes.take import take_key
from narrate.takes.workers import BorrowedWorkers, open_workers

FAULTY = Path(__file__).parents[1] / "engines" / "faulty"
ROOT = Path(__file__).parents[2]
STORY = Path("story.txt")


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "takes")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(FAULTY)


def order_lines(
    lines: list[str], engine: str = "tone", voice: str = "alto", rate: float = 1.0
) -> list[TakeOrder]:
    version = load_engine(engine).version
    requests = [Request(line, voice, rate=rate) for line in lines]
    return [
        TakeOrder(engine, request, take_key(engine, version, request), Place(STORY, number))
        for number, request in enumerate(requests, 1)
    ]


def record(orders: list[TakeOrder], store: TakeStore, jobs: int, on_take=lambda _: None, **patience: float):
    with open_workers(jobs, preload=speaking.__name__) as workers:
        recording.record(orders, store, workers, on_take, **patience)


def files(store: TakeStore) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}


def test_records_everything_and_reports_each_line_once(store: TakeStore):
    orders = order_lines([f"Line {number}." for number in range(100)])
    reported: list[TakeOrder] = []

    record(orders, store, 2, reported.append)

    assert sorted(order.place.line or 0 for order in reported) == list(range(1, 101))
    assert all(store.load(order.key) is not None for order in orders)


def test_nothing_to_record_starts_nothing(store: TakeStore):
    record([], store, 2, lambda order: pytest.fail(f"reported {order}"))

    assert not store.folder.exists()


def test_a_line_that_comes_twice_is_recorded_once_and_reported_twice(store: TakeStore):
    reported: list[TakeOrder] = []

    record(order_lines(["No.", "Why?", "No."]), store, 1, reported.append)

    assert sorted(order.place.line or 0 for order in reported) == [1, 2, 3]
    assert store.usage().takes == 2


def test_the_number_of_workers_does_not_change_a_byte(tmp_path: Path):
    lines = [f"She counted {number} boats in the harbour, and sighed." for number in range(20)]
    voices = ["en-us", "en-gb+f3", "en-us+m7"]
    orders = [order for voice in voices for order in order_lines(lines, "espeak", voice)]
    stores = [TakeStore(tmp_path / name) for name in ("one", "three", "backwards")]

    record(orders, stores[0], 1)
    record(orders, stores[1], 3)
    record(orders[::-1], stores[2], 2)

    assert files(stores[0]) == files(stores[1]) == files(stores[2])
    assert len(files(stores[0])) == len(orders)


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_will_do(store: TakeStore, executor: type[ThreadPoolExecutor | ProcessPoolExecutor]):
    orders = order_lines(["One.", "Two.", "Three."])
    options = {} if executor is ThreadPoolExecutor else {"mp_context": multiprocessing.get_context("spawn")}

    with executor(2, **options) as workers:
        recording.record(orders, store, BorrowedWorkers(workers, 2), lambda _: None)

    assert all(store.find(order.key) for order in orders)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("crash now", "its process died with exit code -11"),
        ("exit now", "its process died with exit code 7"),
        ("hang now", "it did not finish in time"),
        ("silence now", "it said nothing"),
        ("blip now, and nothing of these many words", "it made 0.02 s of sound, too little for these words"),
        ("refuse now", "the model has no such phoneme"),
        ("raise now", "the engine faulty raised ValueError: no such layer: encoder.7"),
    ],
)
def test_a_line_that_cannot_be_spoken_is_named_and_what_is_finished_is_kept(
    store: TakeStore, line: str, why: str
):
    good = [f"Good line {number}." for number in range(20)]
    orders = order_lines([*good, line], "faulty")
    reported: list[TakeOrder] = []

    with pytest.raises(NarrateError) as error:
        record(orders, store, 2, reported.append, patience_s=1.0)

    assert error.value.place == Place(STORY, 21)
    assert error.value.message == f"faulty cannot speak “{line}” in the voice alto: {why}"
    assert "another voice" in error.value.hint
    assert store.find(orders[-1].key) is None
    assert reported
    assert all(store.find(order.key) for order in reported)
    record(orders[:-1], store, 2)
    assert store.usage().takes == len(good)


def test_words_that_are_not_in_the_story_are_not_quoted_as_if_they_were(store: TakeStore):
    with pytest.raises(NarrateError) as error:
        record(order_lines([CALIBRATION_TEXT], "espeak", "en-us+m33"), store, 1)

    assert "the text by which narrate makes all voices equally loud, in the voice" in error.value.message
    assert "Change the words" not in error.value.hint


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("fault", ["crash", "exit", "hang", "silence", "refuse"])
def test_a_fault_that_passes_costs_a_retry(store: TakeStore, tmp_path: Path, fault: str):
    orders = order_lines(["Before.", f"{fault} once {tmp_path / 'marker'}", "After."], "faulty")

    record(orders, store, 1, patience_s=1.0)

    assert all(store.find(order.key) for order in orders)


def test_a_voice_that_cannot_be_as_slow_as_directions_want_speaks_as_slowly_as_it_can(store: TakeStore):
    orders = order_lines(["Please."], "espeak", "en-us", rate=0.05)

    record(orders, store, 1)

    assert store.find(orders[0].key) is not None


def test_a_voice_that_does_not_exist_is_named(store: TakeStore):
    with pytest.raises(
        NarrateError, match=r"^story.txt:1: .*espeak has no|^story.txt:1: .*'m33' does not exist"
    ):
        record(order_lines(["Hello."], "espeak", "en-us+m33"), store, 1)


def test_an_error_of_the_caller_ends_the_work_and_keeps_the_takes(store: TakeStore):
    orders = order_lines([f"Line {number}." for number in range(50)])

    def stop(_: TakeOrder) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(orders, store, 2, stop)

    assert store.usage().takes > 0
    record([order for order in orders if store.find(order.key) is None], store, 2)
    assert all(store.find(order.key) for order in orders)


PROGRAM = """
import sys
from pathlib import Path
from narrate.takes.store import TakeStore
from tests.takes.test_recording import order_lines, record

if __name__ == "__main__":
    lines = [f"This is line {number} of a book that is far too long." for number in range(int(sys.argv[2]))]
    orders = order_lines(lines, "espeak", "en-us+m3")
    record(orders, TakeStore(Path(sys.argv[1])), 2, lambda order: print(order.place.line, flush=True))
"""


def start(program: Path, folder: Path, lines: int) -> "subprocess.Popen[str]":
    program.write_text(PROGRAM)
    return subprocess.Popen(
        [sys.executable, str(program), str(folder), str(lines)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_goes_on_where_it_was(tmp_path: Path, end: signal.Signals):
    stopped = start(tmp_path / "program.py", tmp_path / "stopped", 100)
    assert stopped.stdout is not None
    reported = [int(stopped.stdout.readline()) for _ in range(10)]
    stopped.send_signal(end)
    rest, _ = stopped.communicate()
    reported += map(int, rest.split())
    store = TakeStore(tmp_path / "stopped")
    orders = order_lines(
        [f"This is line {number} of a book that is far too long." for number in range(100)],
        "espeak",
        "en-us+m3",
    )

    assert len(reported) < 100
    assert all(store.load(orders[line - 1].key) is not None for line in reported)
    missing = [order for order in orders if store.find(order.key) is None]
    record(missing, store, 2)

    undisturbed = TakeStore(tmp_path / "undisturbed")
    record(orders, undisturbed, 2)
    assert {name: data for name, data in files(store).items() if name.endswith(".take")} == files(undisturbed)


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_workers_do_not_outlive_a_killed_build(tmp_path: Path):
    killed = start(tmp_path / "program.py", tmp_path / "takes", 1500)
    assert killed.stdout is not None
    killed.stdout.readline()
    group = descendants(killed.pid)
    assert len(group) >= 3

    killed.kill()
    killed.communicate()

    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in group) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in group if Path(f"/proc/{pid}/cmdline").exists()] == []


def descendants(pid: int) -> set[int]:
    children = {
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    }
    return children.union(*map(descendants, children))
