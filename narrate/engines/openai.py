"""The engine `openai`: any server that speaks as OpenAI's does: Kokoro-FastAPI, Chatterbox, OpenAI itself.

The server's address is in OPENAI_BASE_URL, the key in OPENAI_API_KEY. Voices are called VOICE or
MODEL/VOICE: `alloy`, `gpt-4o-mini-tts/coral`, `kokoro/af_heart+af_bella`.
API: https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

import json
import math
import os
import re
import time
from collections.abc import Sequence

import numpy as np

from narrate.addresses import is_web_address
from narrate.calling import NoAnswer, Server
from narrate.counting import count
from narrate.engines import EngineError, Request, Speech, VoiceInfo, no_such_voice
from narrate.engines.installing import voice_folder
from narrate.engines.kokoro import kokoro_voice
from narrate.engines.plain import plain_words
from narrate.engines.tape import play, read_sound, spoken_rate
from narrate.story.people import Gender

_HOME = "https://api.openai.com/v1"
_MODEL = "tts-1"  # servers with one model take this name for theirs
_SLOWEST, _FASTEST = 0.25, 4.0
_PCM_HZ = 24_000  # of samples that come without a header, as these types do
_BARE = {"audio/pcm", "audio/l16", "application/octet-stream"}
_PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0)

# For a million characters, as of 2025. gpt-4o-mini-tts is paid by the minute: 0.015, of about 880 characters.
_DOLLARS = {"tts-1": 15.0, "tts-1-hd": 30.0, "gpt-4o-mini-tts": 17.0}

_REVISION = 1  # ours: raise it with every change that can be heard

_WOMEN, _MEN = ("coral", "nova", "sage", "shimmer"), ("ash", "ballad", "echo", "onyx", "verse")
_GENDERS = dict.fromkeys(_WOMEN, Gender.FEMALE) | dict.fromkeys(_MEN, Gender.MALE)
_VOICES = ("alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse")


class OpenAI:
    """The voices of a server."""

    def __init__(self) -> None:
        base = (os.environ.get("OPENAI_BASE_URL") or _HOME).rstrip("/")
        self.version = f"{base}/{_REVISION}"
        self._server = Server(base, os.environ.get("OPENAI_API_KEY", ""))
        self._listed: list[str] | None = None  # None until the server was asked

    def problem(self) -> str | None:
        """What is not set, or why the server does not answer."""
        if self._server.base == _HOME and not self._server.key:
            return "set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of your own (http://127.0.0.1:8880/v1)"
        if not is_web_address(self._server.base):
            return f"OPENAI_BASE_URL is {self._server.base!r}; a web address begins with https:// or http://"
        try:
            _calls_per_minute()
            self._names()
        except EngineError as error:
            return str(error)
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """The voices that the server lists; of one that lists none, OpenAI's."""
        return [
            kokoro_voice(name) or VoiceInfo(name, "mul", _GENDERS.get(name, Gender.UNKNOWN))
            for name in self._names() or _VOICES
        ]

    def voice_version(self, voice: str) -> str:
        """Nothing: what a server does with a voice it alone knows. Its address is in the version."""
        self._check(_model_and_name(voice)[1])
        return ""

    def follows(self, voice: str) -> frozenset[str] | None:
        """Any words, with models that take instructions; the first ones take none."""
        return frozenset() if _model_and_name(voice)[0].startswith("tts-1") else None

    def speak(self, request: Request) -> Speech:
        """Speak a request; what is not to be said plainly goes along as an instruction."""
        model, voice = _model_and_name(request.voice)
        self._check(voice)
        if not request.letters:
            return Speech(b"", _PCM_HZ)
        order: dict[str, object] = {
            "model": model,
            "voice": voice,
            "input": plain_words(request),
            "response_format": "wav",
            "speed": round(min(_FASTEST, max(_SLOWEST, spoken_rate(request))), 3),
        }
        if request.manner and self.follows(request.voice) is None:
            order["instructions"] = f"Say it like this: {request.manner}."
        try:
            data, kind = self._server.ask("audio/speech", order, _PAUSES_S, _wait_for_turn)
        except NoAnswer as error:
            raise EngineError(str(error)) from error
        if kind in _BARE and data[:4] != b"RIFF":
            samples = np.frombuffer(data[: len(data) & ~1], "<i2") / 32768
            return play(samples, _PCM_HZ, request)
        return play(*read_sound(data, "the server"), request)

    def price(self, requests: Sequence[Request]) -> str:
        """The calls and characters, at OpenAI what they cost, and how long a limit makes them wait."""
        models = [_model_and_name(request.voice)[0] for request in requests]
        sizes = [len(plain_words(request)) for request in requests]
        said = [f"{count(len(requests), 'call')}, {count(sum(sizes), 'character')}"]
        if self._server.base == _HOME and set(models) <= _DOLLARS.keys():
            dollars = sum(size * _DOLLARS[model] / 1e6 for size, model in zip(sizes, models, strict=True))
            said.append(f"about ${dollars:.2f} at the prices of 2025")
        if per_minute := _calls_per_minute():
            rate = f"{count(per_minute, 'call')} a minute"
            said.append(f"{math.ceil(len(requests) / per_minute)} min at {rate}")
        return ", ".join(said)

    def _names(self) -> list[str]:
        """The names of the server's voices; none where it does not tell, as OpenAI's own does not."""
        if self._listed is None:
            try:
                answer, _ = self._server.ask("audio/voices", None, _PAUSES_S[:1])  # somebody is waiting
                self._listed = _voice_names(answer)
            except NoAnswer as error:
                if error.status not in {400, 404, 405}:
                    raise EngineError(str(error)) from error
                self._listed = []
        return self._listed

    def _check(self, voice: str) -> None:
        """EngineError for a voice, or a part of a blend, that the server does not list."""
        listed = self._names()
        for part in re.split(r"\+|-(?=[a-z]{2}_)", voice) if listed and voice not in listed else ():
            name = re.sub(r"\([\d.]+\)$", "", part)
            if name not in listed:
                raise no_such_voice("the server", name, listed)


def _model_and_name(voice: str) -> tuple[str, str]:
    """The model, and the voice as its server calls it, that MODEL/VOICE or VOICE means."""
    model, _, name = voice.rpartition("/")
    return model or _MODEL, name


def _voice_names(answer: bytes) -> list[str]:
    """The names in a server's list: of texts, or of objects with an id; none in what is no such list."""
    try:
        facts = json.loads(answer)
    except ValueError:
        return []
    voices = facts.get("voices") if isinstance(facts, dict) else facts
    if not isinstance(voices, list):
        return []
    named = [each.get("id") or each.get("name") if isinstance(each, dict) else each for each in voices]
    return [name for name in named if isinstance(name, str)]


def _calls_per_minute() -> int:
    """The user's limit; 0 for none."""
    limit = os.environ.get("NARRATE_OPENAI_PER_MINUTE", "")
    if not re.fullmatch(r"\d*", limit):
        raise EngineError(f"NARRATE_OPENAI_PER_MINUTE is {limit!r}; it should be a number")
    return int(limit or 0)


def _wait_for_turn() -> None:
    """Keep to NARRATE_OPENAI_PER_MINUTE calls, all processes together: each turn is a file that one makes."""
    per_minute = _calls_per_minute()
    if not per_minute:
        return
    folder = voice_folder("openai")
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        turn = int(time.time() * per_minute / 60)
        try:
            (folder / f"turn-{turn}").touch(exist_ok=False)
        except FileExistsError:
            time.sleep(max(0.0, (turn + 1) * 60 / per_minute - time.time()))
        else:
            for file in folder.glob("turn-*"):
                if int(file.name.removeprefix("turn-")) < turn - 1:
                    file.unlink(missing_ok=True)
            return
