"""Who gets which voice, and that it stays theirs."""

import itertools
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.casting import cast_story, engines_named, remember
from narrate.casting.company import Company, company_of
from narrate.casting.ear import Offer, distance
from narrate.casting.people import gather
from narrate.engines import VoiceInfo, load_engine
from narrate.errors import NarrateError
from narrate.settings import Settings
from narrate.story.cast import Role, Voice, role_of
from narrate.story.people import Age, Character, Gender
from tests.stories import script_of

MALE, FEMALE, UNKNOWN = Gender.MALE, Gender.FEMALE, Gender.UNKNOWN

VOICES = {
    "espeak": (
        VoiceInfo("en-gb", "en-gb", MALE, pitch_hz=105),
        VoiceInfo("en-us", "en-us", MALE, pitch_hz=110),
        VoiceInfo("en-us+m3", "en-us", MALE, pitch_hz=95),
        VoiceInfo("en-gb+m4", "en-gb", MALE, pitch_hz=140),
        VoiceInfo("en-us+f2", "en-us", FEMALE, pitch_hz=180),
        VoiceInfo("en-gb+f3", "en-gb", FEMALE, pitch_hz=210),
        VoiceInfo("en-gb-scotland+f4", "en-gb-scotland", FEMALE, pitch_hz=240),
        VoiceInfo("fr+f1", "fr-fr", FEMALE, pitch_hz=200),
        VoiceInfo("fr+m1", "fr-fr", MALE, pitch_hz=100),
    ),
    "tone": (
        VoiceInfo("bass", "mul", MALE, pitch_hz=90),
        VoiceInfo("tenor", "mul", MALE, pitch_hz=130),
        VoiceInfo("alto", "mul", FEMALE, pitch_hz=190),
        VoiceInfo("soprano", "mul", FEMALE, pitch_hz=250),
    ),
}

LEX = Character("Lex Luthor", ("Lex", "President Luthor"), MALE, lines=21)
LOIS = Character("Lois", ("Ms. Lane",), FEMALE, lines=12)
MARTHA = Character("Martha", (), FEMALE, lines=8)
ANCHOR = Character("the anchorwoman", (), FEMALE, lines=2)
STORY = [LEX, LOIS, MARTHA, ANCHOR]


def gender_of(voice: Voice) -> Gender:
    return next(info.gender for info in VOICES[voice.engine] if info.name == voice.name)


def sound(voice: Voice) -> tuple[str, str, float, float]:
    return voice.engine, voice.name, voice.pitch, voice.rate


class TestChosen:
    @pytest.mark.parametrize(
        ("name", "aliases", "expected"),
        [("Tom Quill", (), MALE), ("Lady", ("Anna",), FEMALE), ("Alex", (), None), ("Tom", ("Anna",), None)],
    )
    def test_a_first_name_tells_where_the_story_does_not(self, name, aliases, expected):
        people = gather([Character(name, aliases, UNKNOWN, lines=1)], ())

        assert [person.gender for person in people] == [expected or UNKNOWN]

    def test_everyone_has_a_voice_of_their_own_that_fits(self):
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

    def test_the_clearest_voice_that_is_far_enough_comes_first(self):
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

    def test_someone_of_unknown_gender_has_any_voice_that_is_free(self):
        cast = cast_story([*STORY, Character("the Voice", lines=1)], Settings(), VOICES)

        assert cast.characters["the Voice"] == Voice("espeak", "en-us+m3")

    def test_a_woman_has_a_womans_voice_bent_rather_than_a_mans(self):
        women = [Character(f"Sister {n}", (), FEMALE, lines=n) for n in range(1, 6)]

        voices = cast_story(women, Settings(), VOICES).characters

        assert {gender_of(voice) for voice in voices.values()} == {FEMALE}
        assert len(set(voices.values())) == 5
        assert [name for name, voice in voices.items() if (voice.pitch, voice.rate) != (0, 1)] == [
            "Sister 2",
            "Sister 1",
        ]

    def test_sixty_people_and_three_voices(self):
        few = {"espeak": VOICES["espeak"][:3]}
        crowd = [Character(f"Person {n}", (), UNKNOWN, lines=n) for n in range(60)]

        cast = cast_story(crowd, Settings(), few)

        assert len({sound(voice) for voice in cast.characters.values()}) == 60
        assert {voice.name for voice in cast.characters.values()} == {"en-us", "en-us+m3"}
        assert all(abs(voice.pitch) <= 3 and 0.8 < voice.rate < 1.2 for voice in cast.characters.values())

    def test_one_voice_for_the_whole_book(self):
        cast = cast_story(STORY, Settings(), {"espeak": VOICES["espeak"][:1]})

        assert len({sound(cast.narrator), *map(sound, cast.characters.values())}) == 5

    def test_voices_are_those_of_the_books_language(self):
        cast = cast_story([LOIS, LEX], Settings(language="fr"), VOICES)

        assert (cast.narrator.name, cast.characters["Lois"].name) == ("fr+f1", "fr+m1")

    def test_a_language_that_no_voice_speaks_is_said(self, caplog):
        with caplog.at_level(logging.WARNING):
            cast = cast_story([LEX], Settings(language="sv"), VOICES)

        assert len({cast.narrator, *cast.characters.values()}) == 2
        assert caplog.messages == ["no voice of espeak speaks the language sv"]

    @pytest.mark.parametrize(
        ("language", "narrator"), [("en", "en-gb"), ("en-US", "en-us"), ("en_gb", "en-gb"), ("fr", "fr+f1")]
    )
    def test_the_narrator_has_the_accent_of_the_book(self, language, narrator):
        assert cast_story([], Settings(language=language), VOICES).narrator.name == narrator

    def test_an_engine_without_voices_is_an_error(self):
        with pytest.raises(NarrateError, match="the engine espeak offers no voice here"):
            cast_story([LEX], Settings(), {"espeak": ()})


class TestDecided:
    """What voices.yaml says is followed exactly."""

    def test_a_role_applies_by_name_and_by_alias(self):
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

    def test_two_characters_of_one_role_have_one_voice(self):
        president = Character("President Luthor", (), MALE, lines=4)
        settings = Settings(cast=(Role("Lex Luthor", ("President Luthor",)),))

        voices = cast_story([*STORY, president], settings, VOICES).characters

        assert voices["President Luthor"] == voices["Lex Luthor"]

    def test_what_a_role_leaves_open_is_chosen_and_what_it_says_stays(self):
        settings = Settings(cast=(Role("Lex Luthor", gender=FEMALE, pitch=3, gain_db=2),))

        lex = cast_story(STORY, settings, VOICES).characters["Lex Luthor"]

        assert (lex.pitch, lex.rate, lex.gain_db, gender_of(lex)) == (3, 1, 2, FEMALE)

    def test_a_crowd_with_pitch_and_rate_decided_shares_what_there_is(self):
        twins = Settings(cast=(Role("Tim", pitch=1, rate=1.1), Role("Tom", pitch=1, rate=1.1)))
        two = {"espeak": VOICES["espeak"][:2]}

        cast = cast_story([Character("Tim", lines=2), Character("Tom", lines=1)], twins, two)

        assert set(cast.characters.values()) == {Voice("espeak", "en-us", 1, 1.1)}

    def test_nobody_else_gets_a_voice_that_is_given_to_someone(self):
        pinned = Settings(cast=(Role("Perry", voice="espeak:en-us+f2"), Role("Jimmy", voice="espeak:en-gb")))

        cast = cast_story([LEX, LOIS, MARTHA], pinned, VOICES)

        assert {"en-us+f2", "en-gb"}.isdisjoint(
            {cast.narrator.name, *(v.name for v in cast.characters.values())}
        )

    def test_the_others_come_from_the_narrators_engine(self):
        settings = Settings(narrator=Role("narrator", voice="tone:alto", rate=0.9))

        cast = cast_story(STORY, settings, VOICES)

        assert cast.narrator == Voice("tone", "alto", rate=0.9)
        assert {voice.engine for voice in cast.characters.values()} == {"tone"}
        assert "alto" not in {voice.name for voice in cast.characters.values()}

    def test_a_voice_that_its_engine_does_not_list_is_followed_too(self):
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
    def test_the_authors_voice(self, author_voice, expected):
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
    def test_the_engines_that_are_needed(self, settings, expected):
        assert engines_named(settings) == expected

    def test_a_role_is_found_by_name_before_alias(self):
        lane, sam = Role("Lois", ("Lane",)), Role("Sam Lane", ("General",))

        assert role_of(Character("sam  lane", ("Lane",)), [lane, sam]) == sam
        assert role_of(Character("general"), [lane, sam]) == sam
        assert role_of(Character("Major", ("lois",)), [lane, sam]) == lane
        assert role_of(Character("Lucy", ("Lane",)), [lane, sam]) is None
        assert role_of(Character("Clark"), [lane, sam]) is None


class TestFarApart:
    """People who talk to each other are told apart most easily."""

    def test_thirty_people_with_espeaks_voices(self):
        genders = [MALE, FEMALE] * 15
        crowd = [Character(f"Person {n}", (), gender, lines=n) for n, gender in enumerate(genders)]
        voices = {"espeak": load_engine("espeak").voices()}

        cast = cast_story(crowd, Settings(), voices)

        sounds = [Offer(voices, "en").sound(voice) for voice in (cast.narrator, *cast.characters.values())]
        assert min(distance(one, other) for one, other in itertools.combinations(sounds, 2)) > 10

    def test_voices_that_are_near_are_for_people_who_never_meet(self):
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

        casts = [
            cast_story([LOIS, MARTHA], Settings(), voices, company=company) for company in (apart, together)
        ]

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
    def test_a_voice_suits_the_age_that_a_name_tells(self, name, gender, voice):
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


class TestRemembered:
    def test_what_is_remembered_stays(self):
        lex_first = cast_story(STORY, Settings(), VOICES)
        kept = remember(STORY, Settings(), lex_first)
        perry = Character("Perry", (), MALE, lines=99)

        again = cast_story([*STORY, perry], Settings(), VOICES, kept)

        assert again.characters["Perry"] not in lex_first.characters.values()
        assert {**again.characters, "Perry": None} == {**lex_first.characters, "Perry": None}

    def test_only_what_was_chosen_is_remembered(self):
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
    def test_what_no_longer_fits_is_chosen_anew(self, remembered):
        settings = Settings(cast=(Role("Perry", voice="espeak:en-us+m3"),))

        lex = cast_story([LEX], settings, VOICES, {"Lex Luthor": remembered}).characters["Lex Luthor"]

        assert lex == cast_story([LEX], settings, VOICES).characters["Lex Luthor"]

    def test_someone_who_is_away_comes_back_with_their_voice(self):
        whole = cast_story(STORY, Settings(), VOICES)
        kept = remember(STORY, Settings(), whole)
        perry = Character("Perry", (), MALE, lines=5)

        without_lex = cast_story([LOIS, perry], Settings(), VOICES, kept)
        kept = remember([LOIS, perry], Settings(), without_lex, kept)
        again = cast_story([*STORY, perry], Settings(), VOICES, kept)

        assert again.characters == whole.characters | without_lex.characters

    def test_a_person_known_by_a_fuller_name_keeps_their_voice(self):
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
