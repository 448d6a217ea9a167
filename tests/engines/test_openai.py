"""Speech servers: what they are asked, what they answer, and what goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.engines import EngineError, Request
from narrate.engines.openai import OpenAI
from tests.engines.server import SpeechServer

SLOW_DOWN = (429, {"Retry-After": "0"}, '{"error": {"message": "slow down"}}')


@pytest.fixture
def server(speech_server: SpeechServer) -> Iterator[SpeechServer]:
    speech_server.orders.clear()
    yield speech_server
    speech_server.troubles.clear()
    speech_server.voices, speech_server.kind = ["alto", {"id": "bass"}], "wav"


def test_the_order_says_model_voice_words_rate_and_manner(server: SpeechServer):
    OpenAI().speak(Request("Come in.", "gpt-4o-mini-tts/alto", rate=1.25, manner="whisper"))
    OpenAI().speak(Request("Come in.", "alto", manner="whisper"))

    common = {"voice": "alto", "input": "Come in.", "response_format": "wav", "key": "Bearer secret"}
    assert server.orders == [
        {**common, "model": "gpt-4o-mini-tts", "speed": 1.25, "instructions": "Say it like this: whisper."},
        {**common, "model": "tts-1", "speed": 1.0},  # it takes no instructions
    ]


@pytest.mark.parametrize("kind", ["wav", "pcm"])
def test_the_answer_is_wav_or_bare_samples(server: SpeechServer, kind: str):
    server.kind = kind

    speech = OpenAI().speak(Request("Good evening.", "alto"))

    assert speech.rate_hz == {"wav": 22_050, "pcm": 24_000}[kind]
    assert 0.5 < len(speech.pcm) / 2 / speech.rate_hz < 1.5


def test_what_passes_is_tried_again(server: SpeechServer):
    server.troubles += [SLOW_DOWN, (503, {"Retry-After": "0"}, "<html>busy</html>"), SLOW_DOWN]

    assert OpenAI().speak(Request("At last.", "alto")).pcm
    assert len(server.orders) == 4


def test_what_does_not_pass_is_said_in_the_servers_words(server: SpeechServer):
    server.troubles += [SLOW_DOWN] * 6

    with pytest.raises(EngineError) as error:
        OpenAI().speak(Request("Never.", "alto"))

    assert str(error.value) == f"{server.base} answers 429: slow down"


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, '{"error": {"message": "Incorrect key: secret"}}', "401: Incorrect key: …"),
        (400, '{"detail": "too long"}', "400: too long"),
        (404, "", "404: Not Found"),
    ],
)
def test_a_refusal_is_final_and_never_repeats_the_key(
    server: SpeechServer, status: int, body: str, message: str
):
    server.troubles.append((status, {}, body))

    with pytest.raises(EngineError) as error:
        OpenAI().speak(Request("No.", "alto"))

    assert str(error.value) == f"{server.base} answers {message}"
    assert len(server.orders) == 1


def test_the_key_follows_no_redirection(server: SpeechServer):
    server.troubles.append((302, {"Location": f"{server.base}/audio/voices"}, ""))

    with pytest.raises(EngineError, match="answers 302"):
        OpenAI().speak(Request("Where?", "alto"))


@pytest.mark.parametrize("voices", [None, {}, 5])
def test_of_a_server_that_lists_no_voices_they_are_openais(server: SpeechServer, voices: object):
    server.voices = voices
    engine = OpenAI()

    assert [voice.name for voice in engine.voices()][:3] == ["alloy", "ash", "ballad"]
    with pytest.raises(EngineError, match="400: I know no such voice"):
        engine.speak(Request("Who?", "no-such-voice"))


@pytest.mark.usefixtures("server")
def test_blends_are_the_servers_business_as_long_as_their_parts_are_there():
    assert OpenAI().speak(Request("Both.", "kokoro/alto(2)+bass")).pcm
    with pytest.raises(EngineError, match="no voice 'bas'; the nearest is 'bass'"):
        OpenAI().speak(Request("Both.", "alto+bas"))


def test_calls_keep_to_the_rate(server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path))
    monkeypatch.setenv("NARRATE_OPENAI_PER_MINUTE", "600")
    turns = set()
    for _ in range(3):
        OpenAI().speak(Request("Next.", "alto"))
        turns |= {file.name for file in (tmp_path / "voices" / "openai").iterdir()}

    assert len(turns) == 3
    assert len(server.orders) == 3


@pytest.mark.parametrize(
    ("base", "key", "problem"),
    [
        (None, None, "set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of your own"),
        ("file:///etc/passwd", None, "OPENAI_BASE_URL is 'file:///etc/passwd'; a web address begins with"),
        ("http://[::1", None, "OPENAI_BASE_URL is 'http://[::1'; a web address begins with"),
        ("http://127.0.0.1:1/v1", None, "http://127.0.0.1:1/v1 does not answer: "),
    ],
)
def test_it_says_what_is_missing(
    base: str | None, key: str | None, problem: str, monkeypatch: pytest.MonkeyPatch
):
    for name, value in (("OPENAI_BASE_URL", base), ("OPENAI_API_KEY", key)):
        monkeypatch.delenv(name)
        if value:
            monkeypatch.setenv(name, value)

    assert (OpenAI().problem() or "").startswith(problem)


def test_another_server_is_another_sound(monkeypatch: pytest.MonkeyPatch):
    here = OpenAI().version
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    assert OpenAI().version != here


def test_what_the_work_costs_is_said_before_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    monkeypatch.setenv("NARRATE_OPENAI_PER_MINUTE", "50")
    requests = [Request("word " * 199 + "words", voice) for voice in ("alloy", "tts-1-hd/coral")] * 50

    assert OpenAI().price(requests) == (
        "100 calls, 100,000 characters, about $2.25 at the prices of 2025, 2 min at 50 calls a minute"
    )


@pytest.mark.usefixtures("server")
def test_a_server_of_ones_own_costs_nothing_but_calls():
    assert OpenAI().price([Request("Come in.", "alto")]) == "1 call, 8 characters"
