"""How engines are found, and what is said of those that are not there."""

import re
from pathlib import Path

import pytest

from narrate.engines import Engine, EngineError, Request, VoiceInfo, engine_names, load_engine
from narrate.errors import NarrateError
from narrate.story.people import Age, Gender

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


OF_NO_USE = {
    "espeek": """\
there is no speech engine called 'espeek'
  Did you mean 'espeak'? The engines here are absent, command, espeak, faulty, gone, kokoro, mute, openai, \
piper, pyttsx3, tone.""",
    "gone": """\
the engine gone cannot be loaded: module 'faulty_engines' has no attribute 'Gone'
  It comes with the package faulty-engines: install that again, or remove it.""",
    "absent": """\
the engine absent cannot run here: its model is missing; install it with: pip install absent-model""",
}


@pytest.mark.parametrize("name", OF_NO_USE)
def test_of_an_engine_that_is_of_no_use_it_is_said_why(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.syspath_prepend(FAULTY)

    with pytest.raises(NarrateError) as error:
        load_engine(name)

    assert str(error.value) == OF_NO_USE[name]


@pytest.mark.parametrize(
    ("voice", "described"),
    [
        (VoiceInfo("f5", "en-gb", Gender.FEMALE, pitch_hz=195.2, age=Age.OLD), "old woman, en-gb, 195 Hz"),
        (VoiceInfo("slt", "mul", Gender.FEMALE), "woman"),
        (VoiceInfo("slt", "mul"), ""),
    ],
)
def test_a_voice_is_described_by_what_is_known_of_it(voice: VoiceInfo, described: str):
    assert voice.described == described
