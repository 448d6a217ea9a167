"""Who gets which voice where voices.yaml leaves it open."""

import logging
from collections import Counter

import pytest

from narrate.casting import cast_story
from narrate.casting.people import gather
from narrate.engines import VoiceInfo
from narrate.errors import NarrateError
from narrate.settings import Settings
from narrate.story.cast import Role, Voice
from narrate.story.people import Character
from tests.casting.people import FEMALE, LEX, LOIS, MALE, STORY, UNKNOWN, VOICES, gender_of, sound


@pytest.mark.parametrize(
    ("name", "aliases", "expected"),
    [
        ("Tom Quill", (), MALE),
        ("Lady", ("Anna",), FEMALE),
        ("Inês", (), FEMALE),
        ("Andrea", (), None),
        ("Alex", (), None),
        ("Tom", ("Anna",), None),
    ],
)
def test_a_first_name_tells_where_the_story_does_not(name, aliases, expected):
    people = gather([Character(name, aliases, UNKNOWN, lines=1)], ())

    assert [person.gender for person in people] == [expected or UNKNOWN]


def test_everyone_has_a_voice_of_their_own_that_fits():
    cast = cast_story(STORY, Settings(), VOICES)

    assert cast.narrator == Voice("espeak", "en-gb")
    assert cast.author is None
    assert {name: gender_of(voice) for name, voice in cast.characters.items()} == {
        "Lex Luthor": MALE,
        "Lois": FEMALE,
        "Martha": FEMALE,
        "the anchorwoman": FEMALE,
    }
    assert len({cast.narrator, *cast.characters.values()}) == 5
    assert {voice.pitch for voice in cast.characters.values()} == {0.0}


def test_the_clearest_voice_that_is_far_enough_comes_first():
    voices = {
        "espeak": [
            VoiceInfo("narrator", "en-gb", MALE, pitch_hz=105, timbre=(0.0,)),
            VoiceInfo("near", "en-gb", MALE, pitch_hz=107, timbre=(2.0,)),
            VoiceInfo("far", "en-gb", MALE, pitch_hz=130, timbre=(10.0,)),
            VoiceInfo("farther", "en-gb", MALE, pitch_hz=70, timbre=(-20.0,)),
        ]
    }
    people = [Character("Lex", (), MALE, lines=3), Character("Jim", (), MALE, lines=2)]

    cast = cast_story(people, Settings(), voices)

    assert {name: voice.name for name, voice in cast.characters.items()} == {
        "Lex": "far",
        "Jim": "farther",
    }


def test_someone_of_unknown_gender_has_any_voice_that_is_free():
    cast = cast_story([*STORY, Character("the Voice", lines=1)], Settings(), VOICES)

    assert cast.characters["the Voice"] == Voice("espeak", "en-us+m3")


def test_a_woman_has_a_womans_voice_bent_rather_than_a_mans():
    women = [Character(f"Sister {n}", (), FEMALE, lines=n) for n in range(1, 6)]

    voices = cast_story(women, Settings(), VOICES).characters

    assert {gender_of(voice) for voice in voices.values()} == {FEMALE}
    assert len(set(voices.values())) == 5
    assert [name for name, voice in voices.items() if (voice.pitch, voice.rate) != (0, 1)] == [
        "Sister 2",
        "Sister 1",
    ]


def test_sixty_people_and_three_voices():
    few = {"espeak": VOICES["espeak"][:3]}
    crowd = [Character(f"Person {n}", (), UNKNOWN, lines=n) for n in range(60)]

    cast = cast_story(crowd, Settings(), few)

    assert len({sound(voice) for voice in cast.characters.values()}) == 60
    assert {voice.name for voice in cast.characters.values()} == {"en-us", "en-us+m3"}
    assert all(abs(voice.pitch) <= 3 and 0.8 < voice.rate < 1.2 for voice in cast.characters.values())


def test_voices_that_do_not_bend_are_shared_as_they_are():
    stiff = {"command": [VoiceInfo(name, "en", bends=False) for name in ("flite", "pico", "rms")]}
    crowd = [Character(f"Person {n}", (), UNKNOWN, lines=n) for n in range(5)]
    settings = Settings(narrator=Role("narrator", voice="command:flite"))

    cast = cast_story(crowd, settings, stiff)

    assert Counter(voice.described for voice in cast.characters.values()) == {
        "command:pico": 3,
        "command:rms": 2,
    }


def test_one_voice_for_the_whole_book():
    cast = cast_story(STORY, Settings(), {"espeak": VOICES["espeak"][:1]})

    assert len({sound(cast.narrator), *map(sound, cast.characters.values())}) == 5


def test_voices_are_those_of_the_books_language():
    cast = cast_story([LOIS, LEX], Settings(language="fr"), VOICES)

    assert (cast.narrator.name, cast.characters["Lois"].name) == ("fr+f1", "fr+m1")


def test_a_language_that_no_voice_speaks_is_said(caplog):
    with caplog.at_level(logging.WARNING):
        cast = cast_story([LEX], Settings(language="sv"), VOICES)

    assert len({cast.narrator, *cast.characters.values()}) == 2
    assert caplog.messages == ["no voice of espeak speaks the language sv"]


@pytest.mark.parametrize(
    ("language", "narrator"),
    [("en", "en-gb"), ("en-US", "en-us"), ("en_gb", "en-gb"), ("fr", "fr+f1"), ("tlh", "en-gb")],
)
def test_the_narrator_has_the_accent_of_the_book(language, narrator):
    assert cast_story([], Settings(language=language), VOICES).narrator.name == narrator


def test_an_engine_without_voices_is_an_error():
    with pytest.raises(NarrateError, match="the engine espeak offers no voice here"):
        cast_story([LEX], Settings(), {"espeak": ()})


class TestFirstPerson:
    TELLER = Character("Nell", (), FEMALE, narrator=True, lines=9)

    def test_they_speak_in_the_narrators_voice_which_fits_them(self):
        cast = cast_story([self.TELLER, LEX], Settings(), VOICES)

        assert cast.characters["Nell"] == cast.narrator == Voice("espeak", "en-gb+f3")

    @pytest.mark.parametrize(
        ("role", "narrator", "nell"),
        [
            (Role("Nell", pitch=1), Voice("espeak", "en-gb+f3"), Voice("espeak", "en-gb+f3", 1)),
            (Role("Nell", voice="tone:alto", pan=0.5), Voice("tone", "alto"), Voice("tone", "alto", pan=0.5)),
            (Role("Nell", narrates=False), Voice("espeak", "en-gb"), Voice("espeak", "en-gb+f3")),
        ],
    )
    def test_unless_the_cast_says_otherwise(self, role, narrator, nell):
        cast = cast_story([self.TELLER, LEX], Settings(cast=(role,)), VOICES)

        assert (cast.narrator, cast.characters["Nell"]) == (narrator, nell)

    def test_narrator_and_teller_can_have_different_voices(self):
        settings = Settings(
            narrator=Role("narrator", voice="espeak:en-us"),
            cast=(Role("Nell", voice="tone:alto", narrates=True),),
        )

        cast = cast_story([self.TELLER], settings, VOICES)

        assert (cast.narrator.spec, cast.characters["Nell"].spec) == ("espeak:en-us", "tone:alto")
