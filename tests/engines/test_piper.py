"""Piper's voices, with tiny models made here."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from narrate.engines import EngineError, Request, load_engine, version_of
from narrate.engines.installing import voice_folder
from narrate.engines.piper import Piper
from narrate.errors import NarrateError
from narrate.takes.take import take_key
from tests.engines.listening import centre_hz
from tests.engines.tiny import save_piper_voice

piper = pytest.importorskip("piper")
pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

VOICE = "en_US-lessac-x_low"
LINES = ("It was late.", "The harbour was quiet, and the lamps were lit.", '"Why not?" she said.')


def samples(request: Request) -> np.ndarray:
    return np.frombuffer(Piper().speak(request).pcm, "<i2").astype(np.float64)


def test_every_speaker_of_a_model_is_a_voice():
    voices = {voice.name: (voice.language, voice.gender.value) for voice in Piper().voices()}

    assert voices == {
        "en_US-lessac-x_low": ("en-us", "female"),
        "en_US-tiny-x_low#anna": ("en-us", "unknown"),
        "en_US-tiny-x_low#bert": ("en-us", "unknown"),
    }


def test_a_model_named_alone_is_its_first_speaker():
    spoken = [Piper().speak(Request(LINES[0], f"en_US-tiny-x_low{who}")) for who in ("", "#anna", "#bert")]

    assert spoken[0] == spoken[1] != spoken[2]


def test_a_line_is_the_same_bytes_though_the_model_draws_random_numbers():
    model = voice_folder("piper") / f"{VOICE}.onnx"
    config = piper.PiperConfig.from_dict(json.loads(Path(f"{model}.json").read_text("utf-8")))
    as_it_is = piper.PiperVoice(session=onnxruntime.InferenceSession(str(model)), config=config)
    drawn = [next(iter(as_it_is.synthesize(LINES[0]))).audio_int16_bytes for _ in range(2)]
    assert drawn[0] != drawn[1]

    engine = Piper()
    first = [engine.speak(Request(line, VOICE)) for line in LINES]

    assert [engine.speak(Request(line, VOICE)) for line in reversed(LINES)] == first[::-1]


@pytest.mark.parametrize("semitones", [-4, 3])
def test_pitch_moves_the_whole_voice_and_leaves_the_length(semitones: float):
    usual, moved = (Piper().speak(Request(LINES[1], VOICE, pitch=pitch)) for pitch in (0, semitones))

    assert 12 * np.log2(centre_hz(moved) / centre_hz(usual)) == pytest.approx(semitones, abs=0.5)
    assert len(moved.pcm) == pytest.approx(len(usual.pcm), rel=0.01)


def test_loudness_is_the_models_own():
    assert np.abs(samples(Request(LINES[1], VOICE))).max() < 0.5 * 32768


@pytest.mark.parametrize(
    "sentence",
    ["The {} stopped.", "{}!", "“{},” she said, “{}.”", "({}) and {}-like; a {}.", "{}'s hat, to {}"],
)
def test_a_word_in_ipa_is_spoken_as_written(sentence: str):
    request = Request(sentence.replace("{}", "Xqzw"), VOICE, ipa=(("Xqzw", "fˈɑːðɚ"),))

    assert samples(request).tolist() == samples(Request(sentence.replace("{}", "father"), VOICE)).tolist()


def test_brackets_of_the_text_are_never_phonemes():
    assert (
        samples(Request("He [[fˈɑːðɚ]] said.", VOICE)) == samples(Request("He ((fˈɑːðɚ)) said.", VOICE))
    ).all()


def test_a_model_that_is_exchanged_is_another_voice_and_the_rest_stay(
    tmp_path: Path, equipment: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(equipment / "voices", tmp_path / "voices")
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))
    voices = [voice.name for voice in Piper().voices()]

    def keys() -> list[str]:
        engine = Piper()
        return [take_key("piper", version_of(engine, voice), Request("Hello.", voice)) for voice in voices]

    before = keys()
    save_piper_voice(tmp_path / "voices" / "piper", VOICE, ("only",), base_hz=171)

    assert [old == new for old, new in zip(before, keys(), strict=True)] == [
        voice != VOICE for voice in voices
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is damaged: Expecting"),
        ('{"espeak": 1}', "describes no voice of Piper's"),
        ("[]", "describes no voice"),
    ],
)
def test_a_damaged_description_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, message: str
):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))
    save_piper_voice(voice_folder("piper"), VOICE, ("only",))
    (voice_folder("piper") / f"{VOICE}.onnx.json").write_text(content, "utf-8")

    assert message in (Piper().problem() or "")


@pytest.mark.parametrize("content", [b"", b"<html>Not found</html>"])
def test_a_damaged_model_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))
    save_piper_voice(voice_folder("piper"), VOICE, ("only",))
    (voice_folder("piper") / f"{VOICE}.onnx").write_bytes(content)

    with pytest.raises(EngineError, match="is damaged or no model"):
        Piper().speak(Request("Hello.", VOICE))


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "piper", None)

    with pytest.raises(
        NarrateError, match="it needs the package piper; install it with: pip install piper-tts"
    ):
        load_engine("piper")


def test_without_a_voice_it_says_how_to_fetch_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))

    with pytest.raises(NarrateError, match="narrate voices --install piper:en_GB-cori-medium"):
        load_engine("piper")
    with pytest.raises(EngineError, match="there is none yet"):
        Piper().speak(Request("Hello.", VOICE))
