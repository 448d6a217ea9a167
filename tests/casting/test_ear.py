"""How far apart voices sound, and whom they fit."""

import itertools

import pytest

from narrate.casting.ear import Offer, Voiceprint, clear_accents, distance, fits, offsets, speaks
from narrate.engines import VoiceInfo
from narrate.story.cast import Voice
from narrate.story.people import Age, Gender

LIST = {
    "espeak": [
        VoiceInfo("en", "en", Gender.MALE, pitch_hz=100),
        VoiceInfo("en+m3", "en", Gender.MALE, pitch_hz=200),
        VoiceInfo("en-gb", "en-gb", Gender.MALE, pitch_hz=100),
        VoiceInfo("en-gb+m3", "en-gb", Gender.MALE, pitch_hz=200),
        VoiceInfo("en-us", "en-us", Gender.MALE, pitch_hz=100),
        VoiceInfo("fr", "fr-fr", Gender.MALE),
    ],
    "other": [VoiceInfo("Kim", "en_US", Gender.FEMALE), VoiceInfo("Sam", "", Gender.UNKNOWN)],
    "measured": [
        VoiceInfo("Ann", "en", Gender.MALE, "", 100, Age.ADULT, (3.0, 0.0)),
        VoiceInfo("Bea", "en", Gender.MALE, "", 100, Age.ADULT, (0.0, 4.0)),
    ],
}
OFFER = Offer(LIST, "en")


def heard(spec: str, pitch: float = 0.0, rate: float = 1.0) -> Voiceprint:
    engine, _, name = spec.partition(":")
    return OFFER.sound(Voice(engine, name, pitch, rate))


@pytest.mark.parametrize(
    ("one", "other", "semitones"),
    [
        (heard("espeak:en-gb"), heard("espeak:en-gb"), 0),
        (heard("espeak:en-gb"), heard("espeak:en"), 0),  # no accent that is known to be another
        (heard("espeak:en-gb"), heard("espeak:en-us"), 3),
        (heard("espeak:en-gb"), heard("espeak:en-gb", pitch=-4), 4),
        (heard("espeak:en-gb"), heard("espeak:en-gb", rate=2), 24),
        (heard("espeak:en-gb"), heard("espeak:en-gb+m3"), 25),  # an octave, and another timbre
        (heard("espeak:en-gb+m3", pitch=-12), heard("espeak:en-us"), 16),
        (heard("other:Kim"), heard("other:Sam"), 17.98),  # of typical height, as nothing is known
        (heard("piper:ryan"), heard("piper:amy"), 13),
        (heard("measured:Ann"), heard("measured:Bea"), 5),  # measured: 3 and 4 dB are 5
        (heard("measured:Ann"), heard("espeak:en"), 13),
    ],
)
def test_how_far_apart_two_voices_sound(one, other, semitones):
    assert distance(one, other) == distance(other, one) == semitones


def test_bending_a_voice_is_hearing_the_bent_voice():
    assert heard("espeak:en", pitch=1).bent(-2, 0.875) == heard("espeak:en", pitch=-2, rate=0.875)


@pytest.mark.parametrize(
    ("pitch", "rate", "first"),
    [
        (None, None, [[(0, 1)], [(0, 1), (-3, 1), (3, 1)]]),
        (2, None, [[(2, 1)], [(2, 1)]]),
        (None, 1.5, [[(0, 1.5)], [(0, 1.5), (-3, 1.5), (3, 1.5)]]),
    ],
)
def test_offsets_get_finer_for_ever(pitch, rate, first):
    levels = list(itertools.islice(offsets(pitch, rate), 6))

    assert levels[:2] == first
    assert all(set(coarse) <= set(fine) for coarse, fine in itertools.pairwise(levels))
    assert len(levels[-1]) > 30


def test_what_is_decided_has_one_offset():
    assert list(offsets(2, 1.5)) == [[(2, 1.5)]]


@pytest.mark.parametrize(
    ("language", "accents"),
    [
        ("en", ("en-gb", "en-us")),
        ("en_US", ("en-us", "en-gb")),
        ("en-AU", ("en-au", "en-gb", "en-us")),
        ("pt-BR", ("pt-br",)),
        ("de", ("de",)),
    ],
)
def test_the_books_own_accent_is_the_clearest(language, accents):
    assert clear_accents(language) == accents


@pytest.mark.parametrize(
    ("language", "engine", "names"),
    [
        ("en", "espeak", ["en-gb", "en-gb+m3", "en-us", "en", "en+m3"]),
        ("en-us", "espeak", ["en-us", "en-gb", "en-gb+m3", "en", "en+m3"]),
        ("en", "other", ["Kim", "Sam"]),  # nobody knows what Sam speaks
        ("fr-CA", "espeak", ["fr"]),
        ("sv", "espeak", ["en-gb", "en-gb+m3", "en-us", "en", "en+m3"]),  # better than silence
        ("cmn", "espeak", ["en-gb", "en-gb+m3", "en-us", "en", "en+m3"]),
    ],
)
def test_clear_accents_are_offered_first(language, engine, names):
    assert [info.name for info in Offer(LIST, language).speakers(engine)] == names


@pytest.mark.parametrize(
    ("tag", "language", "expected"),
    [
        ("en-GB", "en", True),
        ("en", "en_US", True),
        ("fr", "en", False),
        ("mul", "sv", True),
        ("eng", "en", False),
    ],
)
def test_who_speaks_a_language(tag, language, expected):
    assert speaks(VoiceInfo("x", tag), language) is expected


MALE, FEMALE, NEUTRAL, UNKNOWN = Gender.MALE, Gender.FEMALE, Gender.NEUTRAL, Gender.UNKNOWN


@pytest.mark.parametrize(
    ("voice", "hz", "whom"),
    [
        (MALE, 200, {MALE, NEUTRAL, UNKNOWN}),
        (FEMALE, None, {FEMALE, NEUTRAL, UNKNOWN}),
        (NEUTRAL, 150, {NEUTRAL, UNKNOWN}),
        (UNKNOWN, None, {MALE, FEMALE, NEUTRAL, UNKNOWN}),
        (UNKNOWN, 100, {MALE, NEUTRAL, UNKNOWN}),
        (UNKNOWN, 210, {FEMALE, NEUTRAL, UNKNOWN}),
    ],
)
def test_whom_a_voice_fits(voice, hz, whom):
    info = VoiceInfo("x", "en", voice, pitch_hz=hz)

    assert {gender for gender in Gender if fits(info, gender)} == whom
