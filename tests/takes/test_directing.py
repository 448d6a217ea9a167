"""What engines are asked for, as far as they can follow."""

import logging

import pytest

from narrate.engines import Request, load_engine
from narrate.engines.openai import OpenAI
from narrate.lines import Line
from narrate.script import Kind
from narrate.settings import Acting, Settings
from narrate.story.cast import Voice
from narrate.takes.directing import ask, warn_of_unfollowed

ESPEAK, TONE = load_engine("espeak"), load_engine("tone")
VOICE = Voice("espeak", "en-gb", pitch=-1, rate=1.1)


def line(text: str = "Come in.", manner: str = "", rate: float = 1.0) -> Line:
    return Line(0, len(text), text, "Nora", 1, 1, 1, Kind.SPEECH, manner=manner, rate=rate)


@pytest.mark.parametrize(
    ("engine", "said", "request_", "gain_db", "throat"),
    [
        (ESPEAK, line(), Request("Come in.", "en-gb", -1, 1.1), 0, ""),
        (ESPEAK, line(rate=0.5), Request("Come in.", "en-gb", -1, 0.55), 0, ""),
        (ESPEAK, line(manner="shouting"), Request("Come in.", "en-gb", 2, 1.155, "shout"), 4, ""),
        (ESPEAK, line(manner="whispers"), Request("Come in.", "en-gb", -1, 1.045, "whisper"), -5, "whisper"),
        (TONE, line(manner="whispers"), Request("Come in.", "en-gb", -1, 1.045), -5, ""),
        (TONE, line(manner="slow"), Request("Come in.", "en-gb", -1, 0.88), 0, ""),
        (ESPEAK, line("Go!"), Request("Go!", "en-gb", 0, 1.1, "exclaim"), 1, ""),
        (TONE, line(manner="like a pirate"), Request("Come in.", "en-gb", -1, 1.1), 0, ""),
    ],
)
def test_a_manner_is_pitch_rate_level_and_what_the_engine_can(engine, said, request_, gain_db, throat):
    asked = ask(said, VOICE, Settings(), engine)

    assert (asked.request, asked.gain_db, asked.throat) == (request_, gain_db, throat)


def test_an_engine_that_takes_words_gets_them_and_does_it_all():
    asked = ask(
        line(manner="like a pirate, shouting"), Voice("openai", "coral-1/coral"), Settings(), OpenAI()
    )

    assert (asked.request, asked.gain_db) == (
        Request("Come in.", "coral-1/coral", manner="like a pirate, shouting"),
        0,
    )


def test_exclamation_marks_do_nothing_when_acting_is_directed():
    assert ask(line("Go!"), VOICE, Settings(acting=Acting.DIRECTED), ESPEAK).gain_db == 0


def test_what_cannot_be_followed_is_said_once(caplog):
    whispers = [(line(manner="whisper"), Voice("tone", "alto"), TONE)] * 3
    pirates = [(line(manner="like a pirate"), VOICE, ESPEAK)] * 2

    with caplog.at_level(logging.WARNING):
        warn_of_unfollowed([*whispers, *pirates, (line(manner="whisper"), VOICE, ESPEAK)])

    assert caplog.messages == [
        "“like a pirate” is no manner that narrate knows (lines: 2); docs/speaking.md lists them",
        "tone cannot whisper, and speaks softly instead (lines: 3)",
    ]


def test_a_voice_says_some_words_in_its_own_way():
    settings = Settings(pronounce={"either": "ee-ther", "route": "root"})
    own = Voice("espeak", "en-gb", pronounce=(("Either", "eye-ther"),))

    texts = [ask(line("Either route."), voice, settings, ESPEAK).request.text for voice in (own, VOICE)]

    assert texts == ["eye-ther root.", "ee-ther root."]
