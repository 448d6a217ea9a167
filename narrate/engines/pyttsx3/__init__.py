"""The engine `pyttsx3`: the voices of the operating system (SAPI5, NSSpeech, on Linux espeak).

The package loses files, hangs, prints, and does not survive threads, so it lives in a process of its own
(`child`), speaks one file at a time, and every result is checked and tried again.
"""

import json
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import soundfile

from narrate.counting import count
from narrate.engines import EngineError, Request, Speech, VoiceInfo, no_such_voice
from narrate.engines.plain import plain_words
from narrate.files.temporary import temporary_folder
from narrate.story.people import Gender

_START_LIMIT_S = 30.0
_PATIENCE_S = 15.0
_LIMIT_S_PER_LETTER = 0.2
_SHORTEST_S_PER_LETTER = 0.01
_REVISION = 2  # ours: raise it with every change that can be heard


class Pyttsx3:
    """The operating system's voices, by their id or name."""

    def __init__(self, child_options: Sequence[str] = (), patience_s: float = _PATIENCE_S) -> None:
        self.version = f"{version('pyttsx3')}/{sys.platform}/{_REVISION}"
        self._child_options = tuple(child_options)
        self._patience_s = patience_s
        self._child: _Child | None = None
        self._voices: dict[str, VoiceInfo] = {}  # by id
        self._lock = threading.Lock()

    def problem(self) -> str | None:
        """Why the operating system's voices cannot be used, if so."""
        try:
            self.voices()
        except EngineError as error:
            return str(error)
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """The voices that are installed on this computer."""
        with self._lock:
            if not self._voices:
                answer = self._ask({"voices": True}, _START_LIMIT_S)
                self._voices = {facts["id"]: _voice_info(facts) for facts in answer["voices"]}
            return list(self._voices.values())

    def speak(self, request: Request) -> Speech:
        """Speak a request; pitch is followed on Linux only, pronunciations nowhere."""
        voice_id = self._find_voice(request.voice)
        if not request.letters:
            return Speech(b"", 22_050)
        with self._lock:
            try:
                return self._speak(request, voice_id)
            except EngineError:
                self._end_child()
                return self._speak(request, voice_id)

    def _speak(self, request: Request, voice_id: str) -> Speech:
        usual_letters = request.letters / request.rate  # that would take as long at the usual pace
        with temporary_folder() as folder:
            file = Path(folder) / "take.wav"
            order = {"text": plain_words(request), "voice": voice_id, "rate": request.rate}
            order |= {"pitch": request.pitch, "file": str(file)}
            self._ask(order, self._patience_s + _LIMIT_S_PER_LETTER * usual_letters)
            try:
                samples, rate_hz = soundfile.read(file, dtype="int16", always_2d=True)
            except soundfile.LibsndfileError as error:
                raise EngineError(f"pyttsx3 left no sound: {error}") from error
        seconds = len(samples) / rate_hz
        if seconds < _SHORTEST_S_PER_LETTER * request.letters / max(1.0, request.rate):
            letters = count(request.letters, "letter")
            raise EngineError(f"pyttsx3 made only {seconds:.2f} s of sound for {letters}")
        return Speech(samples[:, 0].astype("<i2").tobytes(), rate_hz)

    def _find_voice(self, name: str) -> str:
        self.voices()
        by_name = {
            key: voice_id for voice_id, voice in self._voices.items() for key in (voice_id, voice.name)
        }
        if name not in by_name:
            raise no_such_voice("this computer", name, by_name)
        return by_name[name]

    def _ask(self, question: Mapping[str, object], limit_s: float) -> dict[str, list[dict[str, str]]]:
        if self._child is None:
            self._child = _Child(self._child_options)
            weakref.finalize(self, self._child.end)
        try:
            return self._child.ask(question, limit_s)
        except EngineError:
            self._end_child()
            raise

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """The process in which pyttsx3 lives; one line of JSON for a question, one for the answer."""

    def __init__(self, options: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "narrate.engines.pyttsx3.child", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self.ask({"warm up": True}, _START_LIMIT_S)

    def ask(self, question: Mapping[str, object], limit_s: float) -> dict[str, list[dict[str, str]]]:
        """The answer; EngineError when there is none in time, or the child could not do it."""
        assert self._process.stdin is not None  # noqa: S101 -- for the type checker
        assert self._process.stdout is not None  # noqa: S101
        timer = threading.Timer(limit_s, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            raise EngineError(f"pyttsx3 ended or did not answer within {limit_s:.0f} s")
        answer: dict[str, list[dict[str, str]]] = json.loads(line)
        if "error" in answer:
            raise EngineError(f"pyttsx3: {answer['error']}")
        return answer

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.communicate()


def _voice_info(facts: Mapping[str, str]) -> VoiceInfo:
    """A voice by the shorter of its id and name: a registry path on Windows, `gmw/en-us` on Linux."""
    name = min(facts["id"], facts["name"] or facts["id"], key=len)
    gender = {"male": Gender.MALE, "female": Gender.FEMALE}.get(facts["gender"], Gender.UNKNOWN)
    return VoiceInfo(name, facts["language"], gender, facts["name"])
