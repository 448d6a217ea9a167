"""People who talk to each other are told apart most easily."""

import itertools

import pytest

from narrate.casting import cast_story
from narrate.casting.company import Company, company_of
from narrate.casting.ear import Offer, distance
from narrate.engines import VoiceInfo, load_engine
from narrate.settings import Settings
from narrate.story.people import Age, Character
from tests.casting.people import FEMALE, LOIS, MALE, MARTHA
from tests.stories import script_of


def test_thirty_people_with_espeaks_voices():
    genders = [MALE, FEMALE] * 15
    crowd = [Character(f"Person {n}", (), gender, lines=n) for n, gender in enumerate(genders)]
    voices = {"espeak": load_engine("espeak").voices()}

    cast = cast_story(crowd, Settings(), voices)

    sounds = [Offer(voices, "en").sound(voice) for voice in (cast.narrator, *cast.characters.values())]
    assert min(distance(one, other) for one, other in itertools.combinations(sounds, 2)) > 10


def test_voices_that_are_near_are_for_people_who_never_meet():
    voices = {
        "espeak": [
            VoiceInfo("narrator", "en-gb", MALE, pitch_hz=100),
            VoiceInfo("first", "en-gb", FEMALE, pitch_hz=180, timbre=(0.0,)),
            VoiceInfo("near", "en-gb", FEMALE, pitch_hz=254.6, timbre=(4.0,)),  # 6 semitones and 4 dB
            VoiceInfo("far", "en-gb", FEMALE, pitch_hz=254.6, timbre=(8.0,)),
        ]
    }
    apart = Company({"Lois": {(1, 1): 12}, "Martha": {(1, 2): 8}})
    together = Company({"Lois": {(1, 1): 12}, "Martha": {(1, 1): 8}})

    casts = [cast_story([LOIS, MARTHA], Settings(), voices, company=company) for company in (apart, together)]

    assert [cast.characters["Lois"].name for cast in casts] == ["first", "first"]
    assert [cast.characters["Martha"].name for cast in casts] == ["near", "far"]


@pytest.mark.parametrize(
    ("name", "gender", "voice"),
    [
        ("the boy", MALE, "high"),
        ("Grandfather", MALE, "old"),
        ("Tom", MALE, "low"),
        ("an old woman", FEMALE, "high"),  # none is old
    ],
)
def test_a_voice_suits_the_age_that_a_name_tells(name, gender, voice):
    voices = {
        "espeak": [
            VoiceInfo("narrator", "en-gb", MALE, pitch_hz=110),
            VoiceInfo("low", "en-gb", MALE, pitch_hz=80, timbre=(9.0,)),
            VoiceInfo("old", "en-gb", MALE, pitch_hz=80, age=Age.OLD, timbre=(-9.0,)),
            VoiceInfo("high", "en-gb", FEMALE, pitch_hz=230),
        ]
    }

    cast = cast_story([Character(name, (), gender, lines=1)], Settings(), voices)

    assert cast.characters[name].name == voice


def test_closeness_is_the_share_of_lines_in_common_scenes():
    company = Company(
        {"Lex": {(1, 1): 6, (1, 2): 4}, "Lana": {(1, 2): 1, (1, 3): 3}, "Perry": {(2, 1): 5}, "Lionel": {}}
    )

    assert company.closeness(("Lex",), ("Lana",)) == company.closeness(("Lana",), ("Lex",)) == 0.25
    assert company.closeness(("Lex",), ("Perry",)) == 0
    assert company.closeness(("Lana", "Perry"), ("Lex",)) == 1 / 9
    assert company.closeness(("Lex",), ("Lionel",)) == 0
    assert Company().closeness(("Lex",), ("Perry",)) == 1


def test_company_is_who_speaks_in_which_scene():
    script = script_of('{Nora} "One," said Nora. {Tom} "Two," said Tom.\n\n***\n\n{Nora} "Three."\n')

    assert company_of(script).scenes == {"Nora": {(1, 1): 1, (1, 2): 1}, "Tom": {(1, 1): 1}}
