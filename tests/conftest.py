"""Every test has a cache of its own, so that none hears what another has recorded."""

import functools
import signal

import hypothesis
import pytest

from narrate.cli import run
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
def _covers_drawn_once():
    """A made cover depends on its title and author alone: each story's is drawn once, not in every build."""
    with pytest.MonkeyPatch.context() as once:
        once.setattr(jacket, "make_cover", functools.cache(jacket.make_cover))
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


def pytest_addoption(parser):
    parser.addoption("--save-golden", action="store_true", help="write the golden files anew, to be read")
