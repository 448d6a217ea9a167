"""Every test has a cache of its own, so that none hears what another has recorded."""

import hypothesis
import pytest

from narrate.cli import run

# A first example may load a model on a machine that is busy: how long it takes says nothing.
hypothesis.settings.register_profile("narrate", deadline=None)
hypothesis.settings.load_profile("narrate")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path_factory.mktemp("cache")))


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
