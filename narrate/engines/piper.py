"""The engine `piper`: neural voices that run on any computer, fetched one by one.

Voices are called by their file, and one of several speakers in it by a `#`: `en_GB-alba-medium`,
`en_GB-vctk-medium#p228`. They are ONNX models (VITS) of https://github.com/OHF-Voice/piper1-gpl.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from narrate.engines import EngineError, Request, Speech, VoiceInfo, no_such_voice
from narrate.engines.frozen import load_frozen
from narrate.engines.installing import voice_folder
from narrate.engines.models import fingerprint, missing_package, package_version
from narrate.engines.phonemes import to_phonemes
from narrate.engines.plain import plain_words
from narrate.engines.tape import play, spoken_rate
from narrate.once import read_once
from narrate.story.people import Gender

_REVISION = 2  # ours: raise it with every change that can be heard
_MARKS = " ,.;:!?"  # that its voices have learnt

# Their files do not say it.
_WOMEN = "alba amy cori hfc_female jenny_dioco kathleen kristin lessac ljspeech prudence poppy".split()
_WOMEN += ["southern_english_female"]
_MEN = "alan bryce danny hfc_male joe john kusal norman northern_english_male obadiah reza_ibrahim".split()
_MEN += ["ryan", "spike"]
_GENDERS = dict.fromkeys(_WOMEN, Gender.FEMALE) | dict.fromkeys(_MEN, Gender.MALE)


class Piper:
    """Piper's voices, each loaded when it first speaks and kept."""

    def __init__(self) -> None:
        self.version = f"{package_version('piper-tts')}/{_REVISION}"
        self._loaded: dict[Path, Any] = {}

    def problem(self) -> str | None:
        """The package that is missing, or that there is no voice yet."""
        if missing := missing_package("piper-tts", "piper"):
            return missing
        try:
            voices = self.voices()
        except EngineError as error:
            return str(error)
        if not voices:
            return "it has no voice yet; fetch one with: narrate voices --install piper:en_GB-cori-medium"
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """The voices in its folder; every speaker of a model is one."""
        return [speaker.info for speaker in _speakers()]

    def voice_version(self, voice: str) -> str:
        """The hash of the voice's model and its description."""
        model = _find_speaker(voice).model
        return fingerprint(model, _description(model))

    def speak(self, request: Request) -> Speech:
        """Speak a request; pitch moves the whole voice, pronunciations are spoken as written."""
        speaker = _find_speaker(request.voice)
        voice = self._load(speaker.model)
        rate_hz = voice.config.sample_rate
        if not request.letters:
            return Speech(b"", rate_hz)
        from piper import SynthesisConfig  # noqa: PLC0415 -- with ONNX Runtime it takes half a second

        length = voice.config.length_scale / spoken_rate(request)
        settings = SynthesisConfig(speaker_id=speaker.number, length_scale=length)
        sound = [np.zeros(0, np.float32)]
        for phonemes in filter(None, _sentences(voice, request)):
            numbers = voice.phonemes_to_ids(phonemes)
            sound.append(np.ravel(voice.phoneme_ids_to_audio(numbers, settings)))
        return play(np.concatenate(sound), rate_hz, request)

    def _load(self, model: Path) -> Any:  # noqa: ANN401 -- a piper.PiperVoice
        if model not in self._loaded:
            from piper import PiperConfig, PiperVoice  # noqa: PLC0415

            config = PiperConfig.from_dict(_describe(_description(model)))
            self._loaded[model] = PiperVoice(session=load_frozen(model), config=config)
        return self._loaded[model]


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A voice of a model; `number` is None where there is only one."""

    info: VoiceInfo
    model: Path
    number: int | None


def _speakers() -> list[_Speaker]:
    models = sorted(voice_folder("piper").glob("*.onnx"))
    return [speaker for model in models for speaker in _speakers_of(model).values()]


def _speakers_of(model: Path) -> Mapping[str, _Speaker]:
    """The speakers of a model by what stands behind the `#`; none where its description is not there."""
    return _read_speakers(_description(model)) if _description(model).is_file() else {}


def _description(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _describe(description: Path) -> Any:  # noqa: ANN401 -- JSON
    try:
        facts = json.loads(description.read_text("utf-8"))
    except ValueError as error:
        raise EngineError(f"{description} is damaged: {error}") from error
    if not isinstance(facts, dict) or not {"audio", "espeak", "num_speakers"} <= set(facts):
        raise EngineError(f"{description} describes no voice of Piper's")
    return facts


@read_once()
def _read_speakers(description: Path) -> dict[str, _Speaker]:
    """The speakers of a model, by their names or by their numbers where they have none."""
    facts, model = _describe(description), description.with_suffix("")
    language = facts.get("language", {}).get("code") or facts["espeak"]["voice"]
    tag = language.replace("_", "-").lower()
    if facts["num_speakers"] == 1:
        dataset = model.stem.split("-")[1] if model.stem.count("-") == 2 else model.stem
        info = VoiceInfo(model.stem, tag, _GENDERS.get(dataset, Gender.UNKNOWN))
        return {"": _Speaker(info, model, None)}
    numbers = facts.get("speaker_id_map") or {str(number): number for number in range(facts["num_speakers"])}
    infos = {
        name: VoiceInfo(f"{model.stem}#{name}", tag, _GENDERS.get(name, Gender.UNKNOWN)) for name in numbers
    }
    return {name: _Speaker(infos[name], model, number) for name, number in numbers.items()}


def _find_speaker(name: str) -> _Speaker:
    """The speaker that a voice's name means; of a model named alone the first."""
    stem, _, speaker = name.partition("#")
    model = voice_folder("piper") / f"{stem}.onnx"
    speakers = _speakers_of(model) if model.name == f"{stem}.onnx" else {}  # and no path to somewhere else
    if name == stem and speakers:
        return next(iter(speakers.values()))
    if speaker in speakers:
        return speakers[speaker]
    raise no_such_voice("piper", name, [each.info.name for each in _speakers()])


def _sentences(voice: Any, request: Request) -> list[list[str]]:  # noqa: ANN401 -- a piper.PiperVoice
    """The phonemes of every sentence; one that has words pronounced otherwise counts as one."""
    if not request.ipa:
        phonemes: list[list[str]] = voice.phonemize(plain_words(request))
        return phonemes
    return [list(unicodedata.normalize("NFD", to_phonemes(request, lambda words: _phonemize(voice, words))))]


def _phonemize(voice: Any, words: str) -> str:  # noqa: ANN401
    """The phonemes of a part of a sentence; the marks at its ends, which espeak-ng would name, stay marks."""
    match = re.fullmatch(r"(\W*)(.*?)(\W*)", words, re.DOTALL)
    assert match  # noqa: S101 -- it fits everything
    before, core, after = match.groups()
    phonemes = " ".join("".join(sentence) for sentence in voice.phonemize(core))
    return "".join([*filter(_MARKS.count, before), phonemes, *filter(_MARKS.count, after)])
