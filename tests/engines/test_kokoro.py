"""Kokoro's voices and their blends, with a tiny model made here."""

import sys
from pathlib import Path

import numpy as np
import pytest

from narrate.engines import EngineError, Request, load_engine
from narrate.engines.installing import voice_folder
from narrate.engines.kokoro import Kokoro
from narrate.errors import NarrateError
from tests.engines.listening import centre_hz

pytest.importorskip("kokoro_onnx")
pytest.importorskip("onnx")

LINE = "The harbour was quiet, and the lamps were lit."


@pytest.fixture(scope="module")
def kokoro() -> Kokoro:
    return Kokoro()


def hz(kokoro: Kokoro, voice: str, pitch: float = 0) -> float:
    return centre_hz(kokoro.speak(Request(LINE, voice, pitch)))


def test_names_say_language_and_gender_and_the_best_come_first(kokoro: Kokoro):
    voices = [(voice.name, voice.language, voice.gender.value) for voice in kokoro.voices()]

    assert voices == [
        ("af_heart", "en-us", "female"),
        ("am_puck", "en-us", "male"),
        ("bf_emma", "en-gb", "female"),
    ]


def test_a_blend_lies_between_its_parts_as_they_weigh(kokoro: Kokoro):
    low, high = hz(kokoro, "am_puck"), hz(kokoro, "af_heart")

    assert hz(kokoro, "am_puck+af_heart") == pytest.approx((low + high) / 2, rel=0.03)
    assert hz(kokoro, "am_puck(3)+af_heart(1)") == pytest.approx(0.75 * low + 0.25 * high, rel=0.03)


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        ("af_hart", "kokoro has no voice 'af_hart'; the nearest is 'af_heart'"),
        ("af_heart+bf_ema", "kokoro has no voice 'bf_ema'; the nearest is 'bf_emma'"),
        ("af_heart(much)", "kokoro has no voice 'af_heart(much)'; the nearest is 'af_heart'"),
        ("af_heart(0)", "the weights of 'af_heart(0)' add up to nothing; try 'kokoro:af_heart'"),
    ],
)
def test_a_wrong_voice_names_the_nearest_right_one(kokoro: Kokoro, voice: str, message: str):
    with pytest.raises(EngineError) as error:
        kokoro.speak(Request(LINE, voice))

    assert str(error.value) == message


def test_pitch_moves_the_whole_voice(kokoro: Kokoro):
    assert 12 * np.log2(hz(kokoro, "am_puck", 3) / hz(kokoro, "am_puck")) == pytest.approx(3, abs=0.5)


@pytest.mark.parametrize(
    "sentence",
    ["The {} stopped.", "{}!", "“{},” she said, “{}…”", "({}) and {}-like; a {}.", "{}'s hat, to {}"],
)
def test_a_word_in_ipa_is_spoken_as_written(kokoro: Kokoro, sentence: str):
    request = Request(sentence.replace("{}", "Xqzw"), "af_heart", ipa=(("Xqzw", "fˈɑːðɚ"),))

    assert kokoro.speak(request) == kokoro.speak(Request(sentence.replace("{}", "father"), "af_heart"))


def test_damaged_voices_are_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))
    voice_folder("kokoro").mkdir(parents=True)
    (voice_folder("kokoro") / "kokoro-v1.0.onnx").touch()
    (voice_folder("kokoro") / "voices-v1.0.bin").write_bytes(b"<html>Not found</html>")

    assert "voices-v1.0.bin is damaged" in (Kokoro().problem() or "")


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "kokoro_onnx", None)

    with pytest.raises(NarrateError, match="install it with: pip install kokoro-onnx onnx"):
        load_engine("kokoro")


def test_without_its_model_it_says_how_to_fetch_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))

    with pytest.raises(NarrateError, match="narrate voices --install kokoro"):
        load_engine("kokoro")
