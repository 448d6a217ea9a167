"""Every test has a cache of its own, so that none hears what another has recorded."""

import functools
import os
import signal
from pathlib import Path

import hypothesis
import pytest

from narrate.attribution.weighing.model import trained
from narrate.cli import run
from narrate.production import pipeline
from narrate.publishing import jacket

# A first example may load a model on a machine that is busy: how long it takes says nothing.
hypothesis.settings.register_profile(
    "narrate", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("narrate")

# A shell starts what it runs in the background deaf to ^C, and the programs under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True, scope="session")
def _once_for_all_builds():
    """What is the same in build after build, and a third of its time: covers, and the networks at hand."""
    with pytest.MonkeyPatch.context() as once:
        once.setattr(jacket, "make_cover", functools.cache(jacket.make_cover))
        once.setattr(pipeline, "embedded_cover", functools.cache(pipeline.embedded_cover))
        once.setattr(trained, "cache_clear", lambda: None)
        yield


@pytest.fixture
def narrate(capsys):
    """Run a command line: its exit status, its output, its complaints."""

    def narrate(*arguments):
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return narrate


@pytest.fixture
def project(tmp_path):
    """A project folder whose voices are tones: instant, and the same everywhere."""
    (tmp_path / "script").mkdir()
    (tmp_path / "voices.yaml").write_text("narrator: {voice: tone:alto}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def damage_takes():
    """Have every take in the cache hold another byte than was written."""

    def damage():
        for take in Path(os.environ["NARRATE_CACHE"]).glob("takes/*/*.take"):
            data = bytearray(take.read_bytes())
            data[len(data) // 2] ^= 0xFF
            take.write_bytes(data)

    return damage


def pytest_addoption(parser):
    parser.addoption("--save-golden", action="store_true", help="write the golden files anew, to be read")


def pytest_xdist_auto_num_workers(config):
    """Tests that are named run in this process: they are over before others would have started."""
    return None if all(Path(argument).is_dir() for argument in config.args) else 0
