"""The store of takes: keys, damage, and builds that share it."""

import dataclasses
import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from narrate.engines import Request, Speech, WordTime
from narrate.engines.espeak import Espeak
from narrate.errors import NarrateError
from narrate.takes.store import TakeInfo, TakeStore, Usage
from narrate.takes.take import Take, decode, encode, take_key, trim

REQUEST = Request(
    "Hello, Martha.", "en-us+m3", pitch=-2.0, rate=1.05, manner="softly", ipa=(("Martha", "mˈɑːɹθə"),)
)
DAY_S = 86_400


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "takes")


def a_take(frames: int = 2000, seed: int = 0) -> Take:
    noise = np.random.default_rng(seed).normal(0, 3000, frames)
    return Take(22_050, noise.astype(np.int16), (WordTime(0, 0), WordTime(7, 51)))


def same(left: Take | None, right: Take) -> bool:
    return left is not None and (left.rate_hz, left.samples.tolist(), left.words) == (
        right.rate_hz,
        right.samples.tolist(),
        right.words,
    )


def test_the_key_holds_everything_that_is_heard():
    changes: list[dict[str, object]] = [
        {"text": "Hello, Martha!"},
        {"voice": "en-us+m4"},
        {"pitch": -2.5},
        {"rate": 1.0},
        {"manner": ""},
        {"ipa": ()},
        {"ipa": (("Martha", "mˈɑːtə"),)},
    ]
    keys = [take_key("espeak", "1", dataclasses.replace(REQUEST, **change)) for change in changes]
    keys += [take_key(*other, REQUEST) for other in (("espeak", "1"), ("espeak", "2"), ("tone", "1"))]

    assert len(set(keys)) == len(changes) + 3
    assert {change for fields in changes for change in fields} == {
        field.name for field in dataclasses.fields(Request)
    }


def test_the_key_is_the_same_in_every_process():
    assert take_key("tone", "1", Request("Hello.", "alto")) == "7233e0d5b9f0a04a9b35b4dbc79bec63be3dd909"


@given(
    samples=arrays(np.int16, st.integers(0, 5000)),
    rate_hz=st.sampled_from([8000, 16_000, 22_050, 24_000, 44_100, 48_000]),
    words=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**7)), max_size=20),
)
def test_a_take_comes_back_as_it_was(samples: np.ndarray, rate_hz: int, words: list[tuple[int, int]]):
    take = Take(rate_hz, samples, tuple(WordTime(*word) for word in words))

    assert same(decode(encode(take)), take)


@given(data=st.data())
def test_damage_is_noticed(data: st.DataObject):
    file = bytearray(encode(a_take(500)))
    position = data.draw(st.integers(0, len(file) - 1))
    file[position] ^= data.draw(st.integers(1, 255))

    assert decode(bytes(file)) is None


def test_a_take_is_smaller_than_its_sound():
    take = trim(Espeak().speak(Request("Every lantern in the harbour was lit.", "en-us+m3")))

    assert len(encode(take)) < 0.8 * take.samples.nbytes


def test_find_and_load(store: TakeStore):
    store.save("ab" * 20, encode(a_take(1234)))

    assert store.find("ab" * 20) == TakeInfo(22_050, 1234)
    assert same(store.load("ab" * 20), a_take(1234))
    assert store.words("ab" * 20) == a_take(1234).words != ()
    assert store.find("cd" * 20) is None
    assert store.load("cd" * 20) is None
    assert store.words("cd" * 20) == ()


@pytest.mark.parametrize("left", [0, 1, 27, 28, 400, -1])
def test_a_take_that_is_cut_short_is_not_found(store: TakeStore, left: int):
    store.save("ab" * 20, encode(a_take()))
    path = store.path("ab" * 20)
    path.write_bytes(path.read_bytes()[:left])

    assert store.find("ab" * 20) is None
    assert store.load("ab" * 20) is None
    assert not path.exists()


@pytest.mark.parametrize(("place", "words"), [(300, a_take().words), (-40, ()), (-20, ())])
def test_a_flipped_bit_is_noticed_when_it_is_read(store: TakeStore, place: int, words: tuple[WordTime, ...]):
    store.save("ab" * 20, encode(a_take()))
    path = store.path("ab" * 20)
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)

    assert store.words("ab" * 20) == words
    assert store.load("ab" * 20) is None
    assert store.find("ab" * 20) is None


def test_saving_again_replaces_and_leaves_nothing_aside(store: TakeStore):
    store.save("ab" * 20, encode(a_take(100)))
    store.save("ab" * 20, encode(a_take(200)))

    assert store.find("ab" * 20) == TakeInfo(22_050, 200)
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [store.path("ab" * 20).name]


def test_the_folder_may_go_at_any_time(store: TakeStore):
    store.save("ab" * 20, encode(a_take()))
    for path in sorted(store.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    store.folder.rmdir()

    assert store.find("ab" * 20) is None
    assert store.usage() == Usage(0, 0)
    store.save("ab" * 20, encode(a_take()))
    assert store.find("ab" * 20) is not None


def test_two_processes_that_save_the_same_takes_do_not_hurt_each_other(store: TakeStore):
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.takes.test_store import a_take, encode; from narrate.takes.store import TakeStore\n"
        "store = TakeStore(Path(sys.argv[1]))\n"
        "for number in range(200): store.save(f'{number % 20:040d}', encode(a_take(300, number % 20)))"
    )
    command = [sys.executable, "-c", program, str(store.folder)]
    processes = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]

    assert [process.wait() for process in processes] == [0, 0]
    assert all(same(store.load(f"{number:040d}"), a_take(300, number)) for number in range(20))
    assert store.usage().takes == 20


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_clear_error(store: TakeStore):
    store.folder.mkdir()
    (store.folder / "ab").mkdir()
    path = store.path("ab" * 20)
    path.with_name(f"{path.name}.{os.getpid()}.part").symlink_to("/dev/full")

    with pytest.raises(NarrateError) as error:
        store.save("ab" * 20, encode(a_take()))

    assert error.value.message == f"a take cannot be saved in {store.folder}: {os.strerror(errno.ENOSPC)}"
    assert "narrate clean" in error.value.hint
    assert "NARRATE_CACHE" in error.value.hint
    store.save("ab" * 20, encode(a_take()))
    assert store.find("ab" * 20) is not None


def test_what_no_build_has_used_for_long_can_go(store: TakeStore):
    store.save("ab" * 20, encode(a_take()))
    store.save("cd" * 20, encode(a_take()))
    store.save("ef" * 20, encode(a_take()))
    long_ago = time.time() - 40 * DAY_S
    for key in ("ab" * 20, "cd" * 20):
        os.utime(store.path(key), (long_ago, long_ago))
    store.find("cd" * 20)  # used by today's build

    removed = store.remove_unused(days=30)

    assert removed == Usage(1, len(encode(a_take())))
    assert [store.find(key * 20) is not None for key in ("ab", "cd", "ef")] == [False, True, True]


@pytest.mark.skipif(os.name == "nt", reason="what is open cannot be removed there")
def test_a_take_may_go_while_it_is_looked_for(store: TakeStore):
    path, data = store.path("ab" * 20), encode(a_take(10))
    store.save("ab" * 20, data)

    def come_and_go():
        for _ in range(2000):
            path.write_bytes(data)
            os.utime(path, (0, 0))
            path.unlink()

    other_build = threading.Thread(target=come_and_go)
    other_build.start()
    while other_build.is_alive():
        assert store.find("ab" * 20) in (None, TakeInfo(22_050, 10))


def test_shrinking_removes_what_was_used_least_recently(store: TakeStore):
    size = len(encode(a_take()))
    for age, key in enumerate(["newest", "newer", "older", "oldest"]):
        store.save(key * 8, encode(a_take()))
        used = time.time() - age * DAY_S
        os.utime(store.path(key * 8), (used, used))

    removed = store.shrink(2 * size + 10)

    assert removed == Usage(2, 2 * size)
    assert store.usage() == Usage(2, 2 * size)
    assert store.find("newer" * 8) is not None
    assert store.find("older" * 8) is None


def test_what_a_killed_build_left_half_written_goes_too(store: TakeStore):
    store.save("ab" * 20, encode(a_take()))
    store.path("ab" * 20).with_suffix(".take.4711.part").write_bytes(b"half")

    store.shrink(0)

    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_trimming_takes_the_silence_off_and_moves_the_words():
    sound = (8000 * np.sin(np.arange(2205) * 0.3)).astype("<i2")
    silence = np.zeros(11_025, "<i2")
    speech = Speech(
        np.concatenate([silence, sound, silence]).tobytes(), 22_050, (WordTime(3, 500), WordTime(9, 560))
    )

    take = trim(speech)

    assert len(take.samples) == pytest.approx(2205 + 2 * 220, abs=111)
    assert [word.start for word in take.words] == [3, 9]
    assert [word.at_ms for word in take.words] == pytest.approx([10, 70], abs=6)


def test_trimming_leaves_silence_empty():
    assert len(trim(Speech(bytes(20_000), 22_050)).samples) == 0
    assert len(trim(Speech(b"", 22_050)).samples) == 0


@pytest.mark.parametrize("word", ["Half", "Thanks", "Fifth", "Sheriff", "Hush"])
@pytest.mark.parametrize("voice", ["en-us", "en-gb+f1", "en-us+Hugo", "en-us+antonio"])
def test_trimming_never_cuts_into_a_soft_consonant(word: str, voice: str):
    speech = Espeak().speak(Request(f"{word}.", voice))
    heard = np.flatnonzero(np.abs(np.frombuffer(speech.pcm, "<i2").astype(int)) > 2)

    lost_frames = heard[-1] + 1 - heard[0] - len(trim(speech).samples)

    assert lost_frames / speech.rate_hz < 0.015


def test_a_worker_that_is_ended_leaks_no_lock():
    """Python would say so in the user's face."""
    packs = (
        "import os; import numpy as np; from narrate.takes.take import Take, encode; "
        "encode(Take(22050, np.ones(99, np.int16))); os._exit(0)"
    )
    starts = (
        "import multiprocessing; "
        f"worker = multiprocessing.get_context('spawn').Process(target=exec, args=({packs!r},)); "
        "worker.start(); worker.join()"
    )

    ended = subprocess.run([sys.executable, "-c", starts], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
