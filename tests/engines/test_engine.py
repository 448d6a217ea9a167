"""How engines are found, and what is said of those that are not there."""

import re
from pathlib import Path

import pytest

from narrate.engines import Engine, EngineError, Request, engine_names, load_engine
from narrate.errors import NarrateError

FAULTY = Path(__file__).parent / "faulty"
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "engines.md"


def test_the_built_in_engines_come_through_the_same_door_as_others(monkeypatch: pytest.MonkeyPatch):
    built_in = {"command", "espeak", "kokoro", "openai", "piper", "pyttsx3", "tone"}
    assert built_in <= set(engine_names())

    monkeypatch.syspath_prepend(FAULTY)

    assert set(engine_names()) == built_in | {"absent", "faulty", "gone", "mute"}
    assert load_engine("faulty").voices()[0].name == "alto"


def test_the_engine_of_the_documentation_speaks():
    code = re.search(r"```python\n(import numpy.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    there: dict[str, type[Engine]] = {}
    exec(code[1], there)  # noqa: S102
    engine = there["Whistle"]()

    assert (engine.problem(), [voice.name for voice in engine.voices()]) == (None, ["tin"])
    usual, slow = (engine.speak(Request("Good evening.", "tin", rate=rate)) for rate in (1.0, 0.5))
    assert len(slow.pcm) == 2 * len(usual.pcm) > 0
    assert engine.speak(Request("…", "tin")).pcm == b""
    with pytest.raises(EngineError, match="the nearest is 'tin'"):
        engine.speak(Request("Who?", "tim"))


def test_an_engine_that_is_not_there_names_the_nearest():
    with pytest.raises(NarrateError) as error:
        load_engine("espeek")

    assert str(error.value) == (
        "there is no speech engine called 'espeek'\n"
        "  Did you mean 'espeak'? The engines here are command, espeak, kokoro, openai, piper, pyttsx3, tone."
    )


def test_an_engine_that_cannot_be_loaded_is_no_bug_of_ours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(FAULTY)

    with pytest.raises(NarrateError) as error:
        load_engine("gone")

    assert str(error.value) == (
        "the engine gone cannot be loaded: module 'faulty_engines' has no attribute 'Gone'\n"
        "  It comes with the package faulty-engines: install that again, or remove it."
    )


def test_an_engine_that_cannot_run_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(FAULTY)

    with pytest.raises(NarrateError) as error:
        load_engine("absent")

    assert str(error.value) == (
        "the engine absent cannot run here: its model is missing; install it with: pip install absent-model"
    )
