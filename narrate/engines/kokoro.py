"""The engine `kokoro`: one neural model with some fifty voices, which can be blended.

Voices are called as their makers do, and a blend by its parts: `af_heart`, `af_heart+af_bella`,
`bm_george(2)+bm_lewis(1)`, as in Kokoro-FastAPI. Runs https://github.com/thewh1teagle/kokoro-onnx.
"""

import functools
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from narrate.engines import EngineError, Request, Speech, VoiceInfo, no_such_voice
from narrate.engines.espeak.data import prepare_data
from narrate.engines.frozen import load_frozen
from narrate.engines.installing import voice_folder
from narrate.engines.models import fingerprint, missing_package, package_version
from narrate.engines.phonemes import to_phonemes
from narrate.engines.tape import play, spoken_rate
from narrate.once import read_once
from narrate.story.people import Gender

_RATE_HZ = 24_000
_SLOWEST, _FASTEST = 0.5, 2.0  # what the package takes
_REVISION = 2  # ours: raise it with every change that can be heard

# By the first letter of a voice. Japanese (j) and Chinese (z) need phonemes that espeak-ng does not make.
_LANGUAGES = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "p": "pt-br"}
_GENDERS = {"f": Gender.FEMALE, "m": Gender.MALE}
# By the grades of its makers (VOICES.md of hexgrad/Kokoro-82M), those below a C+ and a whisperer left out.
_BEST = "af_heart af_bella bf_emma af_aoede af_kore af_sarah am_fenrir am_michael am_puck".split()
_PART = re.compile(r"(?P<name>\w+)(?:\((?P<weight>\d+(?:\.\d+)?)\))?")


class Kokoro:
    """Kokoro's voices, all of one model that is loaded with the first line."""

    def __init__(self) -> None:
        packages = (package_version("kokoro-onnx"), package_version("espeakng-loader"))
        self.version = "/".join([*packages, str(_REVISION)])

    def problem(self) -> str | None:
        """The package that is missing, or the model."""
        if sys.version_info >= (3, 14):
            return "the package kokoro-onnx does not run on Python 3.14 yet; 3.13 is the last"
        if missing := missing_package("kokoro-onnx", "kokoro_onnx"):
            return missing
        try:
            names = _names()
        except EngineError as error:
            return str(error)
        if not names:
            return "its model is not here; fetch it (354 MB) with: narrate voices --install kokoro"
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """The model's voices, those that it says best first; blends of them can be used, too."""
        return [info for name in _names() if (info := kokoro_voice(name))]

    def voice_version(self, voice: str) -> str:
        """The hash of the model and its voices."""
        _parts(voice)
        return fingerprint(*_files())

    def speak(self, request: Request) -> Speech:
        """Speak a request; pitch moves the whole voice, pronunciations are spoken as written."""
        parts = _parts(request.voice)
        if not request.letters:
            return Speech(b"", _RATE_HZ)
        model = self._model
        total = sum(parts.values())
        style = sum(model.get_voice_style(name) * (weight / total) for name, weight in parts.items())
        info = kokoro_voice(next(iter(parts)))
        language = info.language if info else "en-us"
        phonemes = to_phonemes(request, lambda words: model.tokenizer.phonemize(words, language))
        if not phonemes.strip():  # letters that it has no sounds for
            return Speech(b"", _RATE_HZ)
        rate = min(_FASTEST, max(_SLOWEST, spoken_rate(request)))
        sound, rate_hz = model.create(phonemes, np.asarray(style, np.float32), rate, is_phonemes=True)
        return play(sound, rate_hz, request)

    @functools.cached_property
    def _model(self) -> Any:  # noqa: ANN401 -- a kokoro_onnx.Kokoro
        import kokoro_onnx  # noqa: PLC0415 -- with ONNX Runtime it takes half a second

        model, voices = _files()
        self._data = prepare_data()  # where espeak-ng finds its own in spite of a long path
        session = load_frozen(model)
        session._model_path = str(model)  # noqa: SLF001 -- the package looks whether it exists
        config = kokoro_onnx.EspeakConfig(data_path=str(self._data.folder))
        return kokoro_onnx.Kokoro.from_session(session, str(voices), espeak_config=config)


def kokoro_voice(name: str) -> VoiceInfo | None:
    """What a voice's name says: `bm_george` is British and a man; None for one that says nothing."""
    if not re.fullmatch(r"[a-z][fm]_\w+", name) or name[0] not in _LANGUAGES:
        return None
    return VoiceInfo(name, _LANGUAGES[name[0]], _GENDERS[name[1]])


def _files() -> tuple[Path, ...]:
    """The model and its voices, if both are there; of several models the first by name."""
    folder = voice_folder("kokoro")
    found = [sorted(folder.glob(pattern))[:1] for pattern in ("*.onnx", "voices*.bin")]
    return tuple(files[0] for files in found) if all(found) else ()


def _names() -> list[str]:
    files = _files()
    return _names_in(files[1]) if files else []


@read_once()
def _names_in(file: Path) -> list[str]:
    """The names of the voices in a file."""
    try:
        voices = np.load(file)
    except (OSError, ValueError, BadZipFile) as error:
        raise EngineError(f"{file} is damaged: {error}") from error
    with voices:
        return sorted(voices.files, key=lambda name: (name not in _BEST, name))


def _parts(voice: str) -> dict[str, float]:
    """The voices of a blend and their weights; EngineError offers the nearest to one that is not there."""
    parts: dict[str, float] = {}
    names = _names()
    for part in voice.split("+"):
        match = _PART.fullmatch(part.strip())
        name = match["name"] if match else part.strip()
        if match is None or name not in names:
            raise no_such_voice("kokoro", name, names)
        parts[name] = parts.get(name, 0.0) + float(match["weight"] or 1)
    if not sum(parts.values()):
        raise EngineError(f"the weights of {voice!r} add up to nothing; try 'kokoro:{next(iter(parts))}'")
    return parts
