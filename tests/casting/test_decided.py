"""What voices.yaml says is followed exactly."""

import pytest

from narrate.casting import cast_story, engines_named
from narrate.settings import Settings
from narrate.story.cast import Role, Voice, role_of
from narrate.story.people import Character
from tests.casting.people import FEMALE, LEX, LOIS, MALE, MARTHA, STORY, VOICES, gender_of


def test_a_role_applies_by_name_and_by_alias():
    settings = Settings(
        cast=(
            Role("President Luthor", voice="espeak:en-us+m3", pitch=-2, rate=1.05, gain_db=1.5, pan=-0.2),
            Role("Lois Lane", ("lois",), voice="tone:alto"),
        )
    )

    assert cast_story([LEX, LOIS], settings, VOICES).characters == {
        "Lex Luthor": Voice("espeak", "en-us+m3", -2, 1.05, 1.5, -0.2),
        "Lois": Voice("tone", "alto"),
    }


def test_two_characters_of_one_role_have_one_voice():
    president = Character("President Luthor", (), MALE, lines=4)
    settings = Settings(cast=(Role("Lex Luthor", ("President Luthor",)),))

    voices = cast_story([*STORY, president], settings, VOICES).characters

    assert voices["President Luthor"] == voices["Lex Luthor"]


def test_what_a_role_leaves_open_is_chosen_and_what_it_says_stays():
    settings = Settings(cast=(Role("Lex Luthor", gender=FEMALE, pitch=3, gain_db=2),))

    lex = cast_story(STORY, settings, VOICES).characters["Lex Luthor"]

    assert (lex.pitch, lex.rate, lex.gain_db, gender_of(lex)) == (3, 1, 2, FEMALE)


def test_a_crowd_with_pitch_and_rate_decided_shares_what_there_is():
    twins = Settings(cast=(Role("Tim", pitch=1, rate=1.1), Role("Tom", pitch=1, rate=1.1)))
    two = {"espeak": VOICES["espeak"][:2]}

    cast = cast_story([Character("Tim", lines=2), Character("Tom", lines=1)], twins, two)

    assert set(cast.characters.values()) == {Voice("espeak", "en-us", 1, 1.1)}


def test_nobody_else_gets_a_voice_that_is_given_to_someone():
    pinned = Settings(cast=(Role("Perry", voice="espeak:en-us+f2"), Role("Jimmy", voice="espeak:en-gb")))

    cast = cast_story([LEX, LOIS, MARTHA], pinned, VOICES)

    assert {"en-us+f2", "en-gb"}.isdisjoint({cast.narrator.name, *(v.name for v in cast.characters.values())})


def test_the_others_come_from_the_narrators_engine():
    settings = Settings(narrator=Role("narrator", voice="tone:alto", rate=0.9))

    cast = cast_story(STORY, settings, VOICES)

    assert cast.narrator == Voice("tone", "alto", rate=0.9)
    assert {voice.engine for voice in cast.characters.values()} == {"tone"}
    assert "alto" not in {voice.name for voice in cast.characters.values()}


def test_a_voice_that_its_engine_does_not_list_is_followed_too():
    settings = Settings(cast=(Role("Lex Luthor", voice="piper:ryan"),))

    assert cast_story([LEX], settings, VOICES).characters == {"Lex Luthor": Voice("piper", "ryan")}


@pytest.mark.parametrize(
    ("author_voice", "expected"),
    [
        (None, None),
        (Role("author"), Voice("espeak", "en-us", rate=0.9)),
        (Role("author", rate=1.1), Voice("espeak", "en-us", rate=1.1)),
        (Role("author", voice="tone:alto"), Voice("tone", "alto")),
    ],
)
def test_the_authors_voice(author_voice, expected):
    narrator = Role("narrator", voice="espeak:en-us", rate=0.9)

    cast = cast_story([], Settings(narrator=narrator, author_voice=author_voice), VOICES)

    assert cast.author == expected
    assert cast.voice_of("author") == (expected or cast.narrator)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), {"espeak"}),
        (Settings(cast=(Role("Lex", voice="tone:alto"), Role("Lois"))), {"espeak", "tone"}),
        (Settings(narrator=Role("narrator", voice="tone:alto"), author_voice=Role("author")), {"tone"}),
    ],
)
def test_the_engines_that_are_needed(settings, expected):
    assert engines_named(settings) == expected


def test_a_role_is_found_by_name_before_alias():
    lane, sam = Role("Lois", ("Lane",)), Role("Sam Lane", ("General",))

    assert role_of(Character("sam  lane", ("Lane",)), [lane, sam]) == sam
    assert role_of(Character("general"), [lane, sam]) == sam
    assert role_of(Character("Major", ("lois",)), [lane, sam]) == lane
    assert role_of(Character("Lucy", ("Lane",)), [lane, sam]) is None
    assert role_of(Character("Clark"), [lane, sam]) is None
