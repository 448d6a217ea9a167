"""The process in which pyttsx3 lives: questions on standard input, answers on standard output, as JSON."""

import ctypes
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from narrate.engines.espeak.data import prepare_data

_ESPEAK = "libespeak-ng.so.1"
_SETTLED_S = 0.05
_WRITTEN_WITHIN_S = 3.0
_WORDS_PER_MINUTE = 200  # as pyttsx3 sets it; asked for it, espeak's driver says by chance 175
_STEPS_PER_OCTAVE = 50  # of espeak's pitch, the only driver that has one

Answer = dict[str, Any]


def main(arguments: list[str]) -> None:
    """Answer questions until standard input ends; whatever pyttsx3 prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if sys.platform == "linux":
        _lend_library(always="--wheel" in arguments)
    import pyttsx3  # noqa: PLC0415 -- it looks for its library when it is imported

    speaker = pyttsx3.init()

    def answer(question: Answer) -> Answer:
        if "voices" in question:
            return {"voices": [_facts(voice) for voice in speaker.getProperty("voices")]}
        if "warm up" in question:  # its first file is often lost
            with tempfile.TemporaryDirectory() as folder:
                _save(speaker, "Ready.", Path(folder) / "first.wav")
            return {}
        _set(speaker, "voice", question["voice"])
        _set(speaker, "rate", round(_WORDS_PER_MINUTE * question["rate"]))
        if speaker.driver_name == "espeak":
            _set(speaker, "pitch", 50 + round(_STEPS_PER_OCTAVE * question["pitch"] / 12))
        _save(speaker, question["text"], Path(question["file"]))
        return {}

    _serve(sys.stdin, answers, answer)


def _serve(questions: IO[str], answers: IO[str], answer: Callable[[Answer], Answer]) -> None:
    for line in questions:
        try:
            reply = answer(json.loads(line))
        except Exception as error:  # noqa: BLE001 -- whatever a driver raises is an answer, not the end
            reply = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


def _lend_library(*, always: bool) -> None:
    """Let pyttsx3 find espeak-ng: the computer's, or else the wheel's, which counts as loaded by its name."""
    if not always:
        try:
            ctypes.CDLL(_ESPEAK)
        except OSError:
            pass
        else:
            return
    import espeakng_loader  # noqa: PLC0415

    os.environ["ESPEAK_DATA_PATH"] = str(prepare_data().folder)
    ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)


def _set(speaker: Any, name: str, value: str | int) -> None:  # noqa: ANN401 -- pyttsx3 has no types
    _wait_until_idle(speaker)
    speaker.setProperty(name, value)


def _save(speaker: Any, text: str, file: Path) -> None:  # noqa: ANN401
    """Speak into a file, and wait until it is written: pyttsx3 may return before."""
    _wait_until_idle(speaker)
    speaker.save_to_file(text, str(file))
    speaker.runAndWait()
    limit = time.monotonic() + _WRITTEN_WITHIN_S
    size = -1
    while time.monotonic() < limit:
        if file.exists() and size == file.stat().st_size > 0:
            return
        size = file.stat().st_size if file.exists() else -1
        time.sleep(_SETTLED_S)


def _wait_until_idle(speaker: Any) -> None:  # noqa: ANN401
    """Wait until espeak has done what it was told: when pyttsx3 is to speak, it cancels what is under way."""
    if speaker.driver_name != "espeak":
        return
    espeak = ctypes.CDLL(_ESPEAK)  # the one that pyttsx3 has loaded
    while espeak.espeak_IsPlaying():
        time.sleep(0.001)


def _facts(voice: Any) -> dict[str, str]:  # noqa: ANN401
    """A voice's id, name, language and gender, as text; drivers give bytes, None and enumerations, too."""
    language = next(iter(voice.languages or []), "") or ""
    if isinstance(language, bytes):
        language = language.decode("utf-8", "replace")
    return {
        "id": str(voice.id),
        "name": str(voice.name or ""),
        "language": re.sub(r"[^A-Za-z0-9-].*", "", language.lstrip("\x05").replace("_", "-")).lower(),
        "gender": "female" if "female" in str(voice.gender).lower() else _gender(str(voice.gender)),
    }


def _gender(text: str) -> str:
    return "male" if "male" in text.lower() else "unknown"


if __name__ == "__main__":
    main(sys.argv[1:])
