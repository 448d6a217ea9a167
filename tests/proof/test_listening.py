"""The recogniser on espeak's speech: what is there is heard, and what is missing is missed."""

import numpy as np
import pytest
import soxr

from narrate.engines import Request, load_engine
from narrate.errors import NarrateError
from narrate.proof.listening import Heard, Listener, words

pytest.importorskip("pocketsphinx")

LINES = (
    "The lamp at the end of the harbour wall had been dark for eleven years.",
    "Her grandson came in from the hall in his socks and pressed his nose to the glass.",
    "Nobody is to go out on that wall after dark, he announced, and signed a paper.",
    "They went down the steps behind the chapel and along the quay to the boats.",
)
VOICES = ("en-gb", "en-gb+f5")


@pytest.fixture(scope="module")
def listener():
    return Listener()


@pytest.fixture(scope="module")
def takes():
    """Every line in every voice, as the recogniser wants it: mono, 16 kHz."""
    engine = load_engine("espeak")
    takes = {}
    for voice in VOICES:
        for line in LINES:
            speech = engine.speak(Request(line, voice))
            samples = 3 * np.frombuffer(speech.pcm, "<i2").astype(np.float32)
            takes[voice, line] = soxr.resample(samples, speech.rate_hz, 16_000).astype(np.int16)
    return takes


def without(samples, start, end):
    """The samples without a stretch of them, in shares of the whole."""
    return np.concatenate((samples[: round(start * len(samples))], samples[round(end * len(samples)) :]))


def test_what_is_said_is_heard(listener, takes):
    doubtful = [key for key, samples in takes.items() if listener.follow(samples, key[1]).doubtful]

    assert len(doubtful) <= 1


FAULTS = {
    "its end cut off": lambda samples, _: without(samples, 0.7, 1),
    "a third cut out": lambda samples, _: without(samples, 0.35, 0.65),
    "said twice": lambda samples, _: np.concatenate((samples, samples)),
    "silence": lambda samples, _: np.zeros_like(samples),
    "another line": lambda _, other: other,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_take_is_heard(listener, takes, fault):
    other = takes["en-gb", LINES[0]]

    heard = [listener.follow(FAULTS[fault](takes["en-gb", line], other), line) for line in LINES[1:3]]

    assert [one.doubtful for one in heard] == [True, True]


def test_the_words_that_are_missing_are_named(listener, takes):
    heard = listener.follow(without(takes["en-gb", LINES[2]], 0.65, 1), LINES[2])

    assert {"announced", "signed", "paper"} <= set(heard.missing)
    assert heard.doubled == ()


@pytest.mark.parametrize(
    ("expected", "heard", "doubtful"),
    [
        ("it rained on the quay", "it rained on the quay", False),
        ("it rained on the quay", "rained on quay", False),  # short words escape the recogniser
        ("it rained on the quay", "it rained on the", True),
        ("it rained on the quay", "it rained it rained on the quay", True),
        ("he had been there", "he been been there", False),
        ("no", "", True),
        ("", "", False),
    ],
)
def test_what_somebody_should_listen_to(expected, heard, doubtful):
    assert Heard(tuple(expected.split()), tuple(heard.split())).doubtful is doubtful


def test_words_are_spelt_as_in_the_dictionary():
    assert words("“Don’t,” said Zoë—twice.") == ["don't", "said", "zoe", "twice"]


def test_without_the_package_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("narrate.proof.listening.find_spec", lambda _: None)

    with pytest.raises(NarrateError, match="pip install pocketsphinx"):
        Listener()
