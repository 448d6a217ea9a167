"""espeak-ng in process: the same bytes every time, no commands in the text, word times that fit."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.hearing import hear, melody
from narrate.engines import EngineError, Request
from narrate.engines.espeak import Espeak
from narrate.engines.espeak.data import languages, variants
from narrate.engines.espeak.text import prepare_text, to_mnemonics
from narrate.takes.take import trim

LINES = (
    "It was October, the town was awash in red and gold.",
    '"Nice save, Clark," Lex said to the television, raising his glass.',
    "Roses are red; hurry, Harry!",
    "No.",
    "He had been cruising to what looked like certain victory, and now he was not so sure.",
)


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def samples(espeak: Espeak, request: Request) -> np.ndarray:
    return np.frombuffer(espeak.speak(request).pcm, "<i2").astype(np.float64)


def median_pitch_hz(wave: np.ndarray, rate_hz: int = 22_050) -> float:
    """The median over voiced frames of the autocorrelation's first peak."""
    pitches, window, audible = [], np.hanning(2048), 0.1 * np.abs(wave).max()
    for start in range(0, len(wave) - 2048, 551):
        frame = wave[start : start + 2048] * window
        correlation = np.fft.irfft(np.abs(np.fft.rfft(frame, 4096)) ** 2)
        low, high = rate_hz // 500, rate_hz // 40
        lag = low + int(correlation[low:high].argmax())
        if np.abs(frame).max() > audible and correlation[lag] > 0.4 * correlation[0]:
            before, at, after = correlation[lag - 1 : lag + 2]
            pitches.append(rate_hz / (lag + (before - after) / (2 * (before - 2 * at + after))))
    return float(np.median(pitches))


def test_a_line_is_the_same_bytes_whatever_was_spoken_before(espeak: Espeak):
    exact = [f"en-us+{name}" for name, variant in variants().items() if variant.exact]
    voices = [*exact, "en-gb", "en-gb-scotland+m3", "de", "fr+f2", "es", "ru", "hi", "cmn"]
    dice = random.Random(1)
    requests = [Request(dice.choice(LINES), voice, pitch=dice.choice((0, 3))) for voice in voices * 2]
    first = {request: espeak.speak(request).pcm for request in requests}

    for request in dice.sample(requests, len(requests)):
        assert espeak.speak(request).pcm == first[request], request


def test_no_variant_clips_even_when_raised(espeak: Espeak):
    requests = [
        Request(f"{LINES[2]} {LINES[0]}", f"en-us+{name}", pitch=8)
        for name, variant in variants().items()
        if variant.exact
    ]

    peaks = {request.voice: np.abs(samples(espeak, request)).max() / 32768 for request in requests}

    assert {voice: peak for voice, peak in peaks.items() if not 0.05 < peak < 0.9} == {}


@pytest.mark.parametrize("voice", ["en-us", "en-gb+f2", "en-us+m8", "en-us+anika"])
@pytest.mark.parametrize("semitones", [-6, 3, 6])
def test_pitch_is_in_semitones(espeak: Espeak, voice: str, semitones: float):
    text = " ".join(LINES)
    usual_hz = median_pitch_hz(samples(espeak, Request(text, voice)))

    changed_hz = median_pitch_hz(samples(espeak, Request(text, voice, pitch=semitones)))

    assert 12 * np.log2(changed_hz / usual_hz) == pytest.approx(semitones, abs=0.5)


def test_the_listed_pitch_is_the_measured_one(espeak: Espeak):
    listed = {voice.name: voice.pitch_hz for voice in espeak.voices()[::6] if voice.language == "en-us"}

    measured = {name: median_pitch_hz(samples(espeak, Request(" ".join(LINES), name))) for name in listed}

    assert measured == {name: pytest.approx(pitch_hz, rel=0.08) for name, pitch_hz in listed.items()}


def test_every_language_speaks(espeak: Espeak):
    mute = [tag for tag in languages() if not samples(espeak, Request("Maria 12.", tag)).any()]

    assert mute == []


@pytest.mark.parametrize(
    "name", ["en-gb", "en-GB", "en", "en-us+m3", "en-gb-x-rp+f2", "en-us+Mr serious", "de+f1"]
)
def test_voices_are_language_and_variant(espeak: Espeak, name: str):
    assert samples(espeak, Request("Hello.", name)).any()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("en-gb+m33", "espeak's variant 'm33' does not exist; try 'espeak:en-gb+m3'"),
        ("en-gb+M3", "espeak's variant 'M3' does not exist; try 'espeak:en-gb+m3'"),
        ("en-bg", "espeak has no language 'en-bg'; try 'espeak:en-gb'"),
        ("", "espeak has no language ''; try"),
        ("en-us+klatt2", "espeak's variant 'klatt2' never sounds the same twice; try 'espeak:en-us+"),
    ],
)
def test_a_wrong_voice_names_the_nearest_right_one(espeak: Espeak, name: str, message: str):
    with pytest.raises(EngineError) as error:
        espeak.speak(Request("Hello.", name))

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("ipa", "mnemonics"),
    [
        ("ˈluːθɚ", "'lu:T3"),
        ("smˈɔːlvɪl", "sm'O:lvIl"),
        ("hɜːˈmaɪəni", "h3:'maI@ni"),
        ("t͡ʃɛkɒf", "tSEk0f"),
        ("ˈmʏlɐ, ʁɛˈɲɑ̃", "'mUla#, rE'njA:n"),  # sounds that English lacks
    ],
)
def test_ipa_becomes_the_librarys_mnemonics(ipa: str, mnemonics: str):
    assert to_mnemonics(ipa) == mnemonics


def test_ipa_without_a_sound_is_named():
    with pytest.raises(EngineError, match="'ǃ' in the pronunciation /ǃkuŋ/"):
        to_mnemonics("ǃkuŋ")


@pytest.mark.parametrize(
    ("word", "ipa"),
    [
        ("father", "fˈɑːðɚ"),
        ("church", "tʃˈɜːtʃ"),
        ("measure", "mˈɛʒɚ"),
        ("singing", "sˈɪŋɪŋ"),
        ("rhythm", "ɹˈɪðəm"),
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "The {} stopped.",
        '"{}?" he said.',
        "“{},” she said, “…{}!”",
        "({}) and ‘{}’ and *{}*, {}-like.",
    ],
)
def test_a_word_in_ipa_sounds_like_the_word(espeak: Espeak, sentence: str, word: str, ipa: str):
    said = espeak.speak(Request(sentence.replace("{}", "Xqzw"), "en-us", ipa=(("Xqzw", ipa),)))
    written = espeak.speak(Request(sentence.replace("{}", word), "en-us"))

    assert trim(said).samples.tolist() == trim(written).samples.tolist()
    assert [time.at_ms for time in said.words] == [time.at_ms for time in written.words]


@pytest.mark.parametrize(("word", "ipa"), [("father", "fˈɑːðɚ"), ("lake", "lˈeɪk"), ("church", "tʃˈɜːtʃ")])
def test_a_word_in_ipa_has_its_genitive(espeak: Espeak, word: str, ipa: str):
    said = espeak.speak(Request("The Xqzw's end, the Xqzw’s end.", "en-us", ipa=(("Xqzw", ipa),)))
    written = espeak.speak(Request(f"The {word}'s end, the {word}’s end.", "en-us"))

    assert len(trim(said).samples) == pytest.approx(len(trim(written).samples), rel=0.03)
    assert len(said.words) == len(written.words)


def test_the_genitive_of_a_foreign_sound():
    """As the library itself says "loch's"."""
    request = Request("Bach's", "en-us", ipa=(("Bach", "bˈɑːx"),))

    assert prepare_text(request).spoken == " [[b'A:xs]]"


def test_brackets_of_the_text_are_never_phonemes():
    request = Request("[[h@l'oU]] Lex", "en-us", ipa=(("Lex", "lˈɛks"),))

    assert prepare_text(request).spoken == "((h@l'oU))  [[l'Eks]]"


def test_an_endless_word_is_said_to_its_end(espeak: Espeak):
    lengths = [len(samples(espeak, Request("ab" * half, "en-us"))) for half in (500, 1000)]

    assert lengths[1] == pytest.approx(2 * lengths[0], rel=0.1)


def test_word_times_point_into_the_text(espeak: Espeak):
    text = "Lex, the President,\nwaited."

    speech = espeak.speak(Request(text, "en-us"))

    assert [word.start for word in speech.words] == [0, 5, 9, 20]
    assert [word.at_ms for word in speech.words] == sorted(word.at_ms for word in speech.words)


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set by its environment variable")
def test_a_cache_that_is_emptied_changes_nothing(tmp_path: Path):
    program = """
import shutil, sys
from pathlib import Path
from narrate.engines import Request
from narrate.engines.espeak import Espeak

request = Request("Still the same.", "en-us+f3")
before = Espeak().speak(request)
shutil.rmtree(Path(sys.argv[1]) / "narrate")
print(Espeak().speak(request) == before)
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "True"


def test_without_a_home_to_write_to_the_data_lie_in_the_cache_that_is_named(tmp_path: Path):
    home = tmp_path / "home"
    home.write_text("No folder.")
    named = tmp_path / "cache"
    command = [sys.executable, "-c", "from narrate.engines.espeak import Espeak; print(Espeak().problem())"]
    environment = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "NARRATE_CACHE": str(named)}

    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "None"
    assert [folder.name.split("-")[0] for folder in named.iterdir()] == ["espeak"]


@pytest.mark.parametrize("name", ["deep" * 40, "caf\udce9"])
def test_a_cache_folder_that_is_far_down_or_no_utf_8_is_no_problem(tmp_path: Path, name: str):
    home = tmp_path / name  # the first is longer than the library can take
    home.mkdir()
    program = "from narrate.engines.espeak import Espeak; print(Espeak().problem())"

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "None"


@pytest.mark.parametrize("voice", ["en-gb", "en-us+f5", "en-gb+m8"])
def test_a_whisper_has_no_pitch_and_is_the_same_every_time(espeak, voice):
    words = " ".join(LINES)
    whispers = [espeak.speak(Request(words, voice, manner="whisper")) for _ in range(2)]

    plain, whispered = (
        hear(speech.pcm, speech.rate_hz) for speech in (espeak.speak(Request(words, voice)), whispers[0])
    )

    assert whispered.pitch_hz > 1.5 * plain.pitch_hz  # wherever breath happens to repeat itself
    assert whispers[0] == whispers[1]


@pytest.mark.parametrize("words", ["Hello, Martha", "I didn't think you would come"])
def test_a_comma_keeps_the_melody_up_where_a_full_stop_lets_it_fall(espeak, words):
    def ending(mark: str) -> float:
        """The last two voiced frames, in semitones from the median."""
        pitches = melody(espeak.speak(Request(f"{words}{mark}", "en-gb")).pcm, 22_050)
        return float(pitches[-2:].mean() - np.median(pitches))

    assert ending(",") > ending(".") + 1
