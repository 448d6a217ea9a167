"""What every engine that is installed must do, whatever it is."""

import hashlib
import random
import subprocess
import sys

import numpy as np
import pytest

from narrate.engines import (
    Engine,
    EngineError,
    Request,
    Speech,
    Versioned,
    engine_names,
    load_engine,
    version_of,
)
from narrate.errors import NarrateError
from narrate.takes.take import trim

SENTENCES = (
    "The harbour was quiet, and the lamps were lit.",
    '"You came back," she said. "I had almost stopped waiting!"',
    "On 14 March 1887 they sold 3,250 barrels for £12 each.",
    "Why not?",
)

HOSTILE = {
    "brackets": "He said [[slnc 9000]] and {this} and [that].",
    "SSML": '<speak>Hello <break time="30s"/> there, <prosody rate="x-slow">my friend</prosody>.</speak>',
    "NUL and controls": "One\0two\x01three\x1b[31m four\x7f.",
    "emoji": "Well 😀 done 👩‍👩‍👧 you 🎉.",
    "an endless word": "a" + "bcdefghijkl" * 273,
    "right to left": "She wrote שלום and مرحبا on the wall.",
    "a lone surrogate": "Broken \udce9 text.",
    "Windows line ends": "One line.\r\nAnother line.\r\n",
}

EXACT = ("espeak", "kokoro", "piper", "tone")  # their voices repeat themselves


@pytest.fixture(scope="module", params=engine_names())
def engine(request: pytest.FixtureRequest) -> Engine:
    try:
        return load_engine(request.param)
    except NarrateError as error:
        if "the package " not in error.message:
            raise
        pytest.skip(error.message)  # an extra that is not installed, or that this Python has not got


@pytest.fixture(scope="module")
def voice(engine: Engine) -> str:
    return next(voice.name for voice in engine.voices() if voice.language.split("-")[0] in {"en", "mul"})


def seconds(speech: Speech) -> float:
    """The length of what is heard, without silence at either end."""
    return len(trim(speech).samples) / speech.rate_hz


def peak(speech: Speech) -> float:
    return float(np.abs(np.frombuffer(speech.pcm, "<i2").astype(np.float64)).max()) / 32768


@pytest.mark.parametrize("text", SENTENCES)
def test_speaks_english(engine: Engine, voice: str, text: str):
    speech = engine.speak(Request(text, voice))

    assert 0.03 * len(text) < seconds(speech) < 0.2 * len(text) + 0.5
    assert 0.02 < peak(speech) < 0.999


def test_longer_texts_take_longer(engine: Engine, voice: str):
    lengths = [seconds(engine.speak(Request(SENTENCES[0] * times, voice))) for times in (1, 2, 4)]

    assert lengths[1] > 1.7 * lengths[0]
    assert lengths[2] > 1.7 * lengths[1]


def test_words_come_in_order_and_within_the_sound(engine: Engine, voice: str):
    speech = engine.speak(Request(SENTENCES[1], voice))

    starts = [word.start for word in speech.words]
    times = [word.at_ms for word in speech.words]
    assert starts == sorted(set(starts))
    assert times == sorted(times)
    assert all(SENTENCES[1][start] == '"' or SENTENCES[1][start].isalnum() for start in starts)
    assert all(0 <= at_ms < 1000 * len(speech.pcm) / 2 / speech.rate_hz for at_ms in times)


@pytest.mark.parametrize(("rate", "lengths"), [(0.8, (1.15, 1.4)), (1.25, (0.7, 0.88))])
def test_the_rate_changes_the_length(engine: Engine, voice: str, rate: float, lengths: tuple[float, float]):
    usual = seconds(engine.speak(Request(SENTENCES[0] * 2, voice)))
    changed = seconds(engine.speak(Request(SENTENCES[0] * 2, voice, rate=rate)))

    assert lengths[0] < changed / usual < lengths[1]


@pytest.mark.parametrize("engine", EXACT, indirect=True)
def test_the_same_request_is_the_same_sound(engine: Engine, voice: str):
    requests = [Request(text, voice, pitch=pitch) for text in SENTENCES for pitch in (0, 2)]
    first = {request: engine.speak(request) for request in requests}

    for request in random.Random(7).sample(requests, len(requests)):
        assert engine.speak(request) == first[request]


@pytest.mark.parametrize("engine", EXACT, indirect=True)
def test_another_process_speaks_the_same_bytes(engine: Engine, voice: str):
    request = Request(SENTENCES[0], voice)
    engine.speak(Request(SENTENCES[1], voice))
    kind = type(engine)
    program = (
        "import hashlib; from narrate.engines import Request; "
        f"from {kind.__module__} import {kind.__name__} as engine; "
        f"print(hashlib.sha256(engine().speak({request!r}).pcm).hexdigest())"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == hashlib.sha256(engine.speak(request).pcm).hexdigest()


def test_every_listed_voice_speaks(engine: Engine):
    voices = engine.voices()
    sample = voices[:: max(1, len(voices) // 40)]

    mute = [
        voice.name
        for voice in sample
        if seconds(engine.speak(Request("Hello there, my friend.", voice.name))) < 0.5
    ]

    assert mute == []
    assert len({voice.name for voice in voices}) == len(voices)


def test_an_unknown_voice_is_an_error_that_offers_another(engine: Engine):
    with pytest.raises(EngineError, match=r"no-such-voice.*'.+'"):
        engine.speak(Request("Hello.", "no-such-voice"))
    if isinstance(engine, Versioned):
        with pytest.raises(EngineError, match=r"no-such-voice.*'.+'"):
            version_of(engine, "no-such-voice")


def test_a_second_instance_has_the_same_version(engine: Engine, voice: str):
    assert version_of(engine, voice) == version_of(type(engine)(), voice) != ""


@pytest.mark.parametrize("text", ["", "   \n ", "?!", "— … “”", "***"])
def test_nothing_to_say_is_silence(engine: Engine, voice: str, text: str):
    assert seconds(engine.speak(Request(text, voice))) == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_only_read(engine: Engine, voice: str, name: str):
    text = HOSTILE[name]
    speech = engine.speak(Request(text, voice))

    assert 0.02 * len(text) < seconds(speech) < 0.6 * len(text)


def test_two_engines_in_one_process_do_not_mix(engine: Engine, voice: str):
    other = load_engine("tone")
    hum = other.speak(Request("Hum.", "alto"))
    usual = seconds(engine.speak(Request(SENTENCES[0], voice)))

    second = type(engine)()

    assert other.speak(Request("Hum.", "alto")) == hum
    assert seconds(second.speak(Request(SENTENCES[0], voice))) == pytest.approx(usual, rel=0.1)
