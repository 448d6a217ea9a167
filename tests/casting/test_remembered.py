"""Everybody's voice stays theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.casting import cast_story, remember
from narrate.casting.company import Company
from narrate.settings import Settings
from narrate.story.cast import Role, Voice
from narrate.story.people import Character, Gender
from tests.casting.people import ANCHOR, FEMALE, LEX, LOIS, MALE, MARTHA, STORY, VOICES, sound


def test_what_is_remembered_stays():
    lex_first = cast_story(STORY, Settings(), VOICES)
    kept = remember(STORY, Settings(), lex_first)
    perry = Character("Perry", (), MALE, lines=99)

    again = cast_story([*STORY, perry], Settings(), VOICES, kept)

    assert again.characters["Perry"] not in lex_first.characters.values()
    assert {**again.characters, "Perry": None} == {**lex_first.characters, "Perry": None}


def test_only_what_was_chosen_is_remembered():
    settings = Settings(
        cast=(Role("Lex Luthor", voice="espeak:en-us"), Role("Lois", pitch=2, gain_db=3)),
        narrator=Role("narrator", rate=0.9),
    )
    women = [LEX, LOIS, MARTHA, ANCHOR, Character("Chloe", (), FEMALE, lines=1)]

    assert remember(women, settings, cast_story(women, settings, VOICES)) == {
        "narrator": "espeak:en-gb",
        "Lois": "espeak:en-gb+f3",
        "Martha": "espeak:en-us+f2",
        "the anchorwoman": "espeak:en-gb-scotland+f4",
        "Chloe": "espeak:en-gb+f3 pitch -3.0 rate 0.875",
    }


@pytest.mark.parametrize(
    "remembered",
    [
        "espeak:gone",
        "tone:alto",
        "espeak:en-gb",  # the narrator's
        "espeak:en-us+m3",  # given to someone by name
        "espeak:en-us+f2",  # not a man's
        "espeak:fr+m1",  # not English
        "nonsense",
        "espeak:en-us pitch 1.2.3 rate x",
        "espeak:en-us rate 0.0.0",
    ],
)
def test_what_no_longer_fits_is_chosen_anew(remembered):
    settings = Settings(cast=(Role("Perry", voice="espeak:en-us+m3"),))

    lex = cast_story([LEX], settings, VOICES, {"Lex Luthor": remembered}).characters["Lex Luthor"]

    assert lex == cast_story([LEX], settings, VOICES).characters["Lex Luthor"]


def test_someone_who_is_away_comes_back_with_their_voice():
    whole = cast_story(STORY, Settings(), VOICES)
    kept = remember(STORY, Settings(), whole)
    perry = Character("Perry", (), MALE, lines=5)

    without_lex = cast_story([LOIS, perry], Settings(), VOICES, kept)
    kept = remember([LOIS, perry], Settings(), without_lex, kept)
    again = cast_story([*STORY, perry], Settings(), VOICES, kept)

    assert again.characters == whole.characters | without_lex.characters


def test_a_person_known_by_a_fuller_name_keeps_their_voice():
    voices = cast_story([LEX], Settings(), VOICES, {"Luthor": "x", "lex": "espeak:en-gb+m4"}).characters
    fuller = cast_story(
        [LEX], Settings(cast=(Role("Lex Luthor", ("Lex",)),)), VOICES, {"lex": "espeak:en-gb+m4"}
    ).characters

    assert fuller == voices == {"Lex Luthor": Voice("espeak", "en-gb+m4")}


names = st.text("abcdefgh", min_size=1, max_size=3)
stories = st.lists(
    st.builds(
        Character,
        name=names,
        gender=st.sampled_from(Gender),
        lines=st.integers(1, 30),
    ),
    unique_by=lambda character: character.name,
    min_size=1,
    max_size=25,
)
casts = st.lists(
    st.builds(
        Role,
        name=names,
        gender=st.none() | st.sampled_from(Gender),
        voice=st.none() | st.sampled_from(["espeak:en-us", "espeak:en-us+f2", "tone:alto"]),
        pitch=st.none() | st.sampled_from([-2.0, 3.0]),
    ),
    unique_by=lambda role: role.name,
    max_size=4,
).map(tuple)


@given(stories, casts, st.randoms(use_true_random=False))
def test_the_order_of_the_characters_is_irrelevant(story, roles, random):
    shuffled = random.sample(story, len(story))

    assert cast_story(shuffled, Settings(cast=roles), VOICES) == cast_story(
        story, Settings(cast=roles), VOICES
    )


@given(stories, casts, st.sampled_from(Gender))
def test_a_newcomer_with_fewer_lines_changes_nobodys_voice(story, roles, gender):
    newcomer = Character("newcomer", gender=gender, lines=0)

    before = cast_story(story, Settings(cast=roles), VOICES)
    after = cast_story([*story, newcomer], Settings(cast=roles), VOICES)

    assert after.narrator == before.narrator
    assert {name: after.characters[name] for name in before.characters} == before.characters


@given(stories, casts, st.data())
def test_someone_who_leaves_changes_nobody_who_says_more(story, roles, data):
    gone = data.draw(st.sampled_from(story))
    more = [character.name for character in story if character.lines > gone.lines]

    before = cast_story(story, Settings(cast=roles), VOICES)
    after = cast_story([each for each in story if each != gone], Settings(cast=roles), VOICES)

    assert {name: after.characters[name] for name in more} == {name: before.characters[name] for name in more}


@given(stories)
def test_all_sound_different(story):
    cast = cast_story(story, Settings(), VOICES)

    assert len({sound(cast.narrator), *map(sound, cast.characters.values())}) == len(story) + 1
    assert cast.narrator.name not in {voice.name for voice in cast.characters.values()}


scenes = st.dictionaries(
    names, st.dictionaries(st.tuples(st.just(1), st.integers(1, 3)), st.integers(1, 9), max_size=3)
)


@given(stories, stories, casts, scenes, scenes)
def test_remembering_keeps_every_choice_in_a_longer_story(story, sequel, roles, before, after):
    """Neither new people nor new chapters, in which others meet, change anybody's voice."""
    settings = Settings(cast=roles)
    first = cast_story(story, settings, VOICES, company=Company(before))
    longer = {character.name: character for character in [*sequel, *story]}

    kept = remember(story, settings, first)
    second = cast_story(list(longer.values()), settings, VOICES, kept, Company(after))

    assert {name: second.characters[name] for name in first.characters} == first.characters
