"""Who says what, from text to sayings."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from narrate.attribution import SURE, attribute
from narrate.attribution.confidence import NOVEL, PAGES, confidence
from narrate.attribution.decide import conclude
from narrate.attribution.people.cast import cast_of
from narrate.attribution.people.mentions import find_mentions
from narrate.attribution.studying import groundwork, study
from narrate.story.cast import Role
from narrate.story.people import Gender
from tests.stories import book, said, script_of

MEETING = """Nora Vane was tired. Nora sighed, and she sat down. Tom Pell came in, and he shut the door.

"The lamp is lit," said Nora.

"It can't be," Tom said. "It's broken."

"Look for yourself, Tom."

"I will."

"Well?" asked Nora.

"It's lit," he said.
"""

SCRAPS = [
    *(
        "Nora",
        "Tom Pell",
        "Mr. Pell",
        "the ferryman",
        "she",
        "he",
        "I",
        "said",
        "asked",
        "'s",
        "Lady",
        "St.",
        "O'",
    ),
    *(
        " ",
        " ",
        " ",
        ", ",
        ". ",
        "! ",
        "\n\n",
        "\n\n",
        '"',
        '"',
        "“",
        "”",
        "‘",
        "’",
        "--",
        "—",
        "* * *",
        "_",
        "É",
        "9",
    ),
]


def who(story, known=(), directed=None):
    """The speakers of a story's quotes, in order."""
    return [saying.speaker for saying in attribute(book(story), known, directed or {}).sayings]


def test_a_conversation():
    assert who(MEETING) == [*["Nora"], *["Tom"] * 2, "Nora", "Tom", "Nora", "Tom"]


def test_a_plain_tag_is_believed_rather_than_the_network():
    seen = study(groundwork(book(MEETING)))
    against = np.array(seen.rows.person != 0, np.float32)  # never the first of the people

    speakers = [saying.speaker for saying in conclude(seen, against, {}).sayings]

    assert speakers[:2] == ["Nora", "Tom"]
    assert speakers[5] == "Nora"


def test_the_characters_are_those_who_speak_with_their_lines_and_gender():
    found = attribute(book(MEETING)).characters

    assert [(c.name, c.gender, c.lines, c.narrator) for c in found] == [
        ("Nora", Gender.FEMALE, 3, False),
        ("Tom", Gender.MALE, 4, False),
    ]


def test_names_are_forms_of_the_text():
    told = book(MEETING)

    names = [name for each in attribute(told).characters for name in (each.name, *each.aliases)]

    assert {"Nora", "Tom"} <= set(names)
    assert [name for name in names if name not in told.text] == []


def test_known_people_have_the_names_of_the_cast():
    known = [Role("Eleanor Vane", ("Nora",), Gender.FEMALE), Role("Thomas", ("Tom",))]

    assert set(who(MEETING, known)) == {"Eleanor Vane", "Thomas"}


def test_a_confirmed_speaker_is_obeyed_against_the_tag():
    told = book(MEETING)
    start = told.text.index('"The lamp')

    first = attribute(told, directed={start: "Tom"}).sayings[0]

    assert (first.speaker, first.confidence, first.why) == ("Tom", 1.0, "confirmed")


def test_a_confirmed_stranger_becomes_a_character():
    told = book(MEETING)
    start = told.text.index('"I will')

    found = attribute(told, directed={start: "The Parrot"})

    assert "The Parrot" in {character.name for character in found.characters}
    assert found.sayings[4].speaker == "The Parrot"


def test_a_quote_that_nobody_speaks_can_be_given_to_somebody_and_back():
    told = book('Nora met Tom. She wore the "Best Dog" badge.\n\n"Hello," said Nora.\n\n"Hello," said Tom.')
    badge, hello = told.text.index('"Best'), told.text.index('"Hello')

    found = attribute(told, directed={badge: "Tom", hello: None}).sayings

    assert [saying.speaker for saying in found] == ["Tom", None, "Tom"]


def test_a_confirmed_line_is_evidence_for_its_neighbours():
    story = "Nora and Harriet and Tom sat down.\n\n" + "\n\n".join(f'"This is line {n}."' for n in range(6))
    told = book(story)
    starts = [told.text.index(f'"This is line {n}') for n in range(6)]

    found = attribute(told, directed={starts[1]: "Harriet", starts[3]: "Harriet", starts[2]: "Tom"}).sayings

    assert [found[4].speaker, found[5].speaker] == ["Tom", "Harriet"]


def test_a_direction_that_says_what_is_found_without_it_tells_nothing():
    told = book(MEETING)
    alone = attribute(told)
    own = {saying.start: saying.speaker for saying in alone.sayings if saying.confidence >= SURE}

    assert own
    assert attribute(told, directed=own) == alone


def test_the_first_person_narrator_is_a_character():
    story = (
        "I went to the door. I was afraid, and I had no lamp. Holmes was there.\n\n"
        '"Come in," I said.\n\n"You are late, Watson," said Holmes.\n\n'
        '"I am sorry," I answered. I sat down, and I waited.\n\n"Listen, Watson," said Holmes.\n\n'
        '"To what, Watson?" he laughed. I heard nothing, and I told him that I did not.\n\n'
    )
    found = attribute(book(story))

    narrators = [character for character in found.characters if character.narrator]
    assert [character.name for character in narrators] == ["Watson"]
    assert found.sayings[0].speaker == "Watson"


def test_who_answers_with_i_said_is_the_one_who_tells_the_story():
    story = (
        'I was late, and I ran.\n\n"Sit down, Danny," said Priya.\n\n"No," I said. I was angry.\n\n'
        '"Why not, Leo?" I asked.\n\n"Never mind him, Danny," said Priya.\n\n'
    )
    found = attribute(book(story))

    assert [c.name for c in found.characters if c.narrator] == ["Danny"]
    assert [saying.speaker for saying in found.sayings] == ["Priya", "Danny", "Danny", "Priya"]


def test_a_narrator_whom_nobody_names_is_called_i():
    story = (
        "I went to the door. I was afraid, and I had no lamp. I heard Holmes.\n\n"
        '"Come in," I said.\n\n"You are late," said Holmes.\n\n"I am sorry," I answered. I sat down.\n'
    )

    assert who(story) == ["I", "Holmes", "I"]


def test_a_story_that_is_told_to_somebody_in_it():
    story = (
        'You wake up on a bench. A girl is staring at you.\n\n"You\'re late," she says.\n\n"For what?" you '
        'ask.\n\n"Sorry," says the girl. "I\'m Lena."\n\nYou rub your eyes.\n\n"Lena, where am I?" you say.'
        '\n\n"At home," Lena says, and pats you on the head.\n\n"Hm." You look round.'
    )

    assert who(story) == ["Lena", "You", "Lena", "Lena", "You", "Lena", "You"]


def test_a_game_that_says_you_tells_no_story():
    story = (
        '[You have slain a goblin!]\n\n"What?" said Jake.\n\n[You are at level 2. You are tired.]\n\n"No!"\n'
    )

    assert who(story) == ["Jake", "Jake"]


def test_he_is_not_the_one_who_tells_the_story():
    story = (
        "I went to the door. I was afraid, and I had no lamp. An old man stood there.\n\n"
        '"Come in," I said.\n\n"You are late," said the old man.\n\n"I am sorry," I answered.\n\n'
        'I sat down, and I waited.\n\n"Listen," he said.\n'
    )

    assert who(story) == ["I", "the man", "I", "the man"]


def test_it_is_in_doubt_who_says_it_if_he_has_no_name_at_all():
    story = (
        'I went to the door. I was afraid.\n\n"Come in," I said.\n\n"You are late," he said.\n\nI sat down.\n'
    )

    first, second = attribute(book(story)).sayings

    assert first.confidence >= SURE > second.confidence


@pytest.mark.parametrize("who", ["somebody", "a voice"])
def test_it_is_in_doubt_who_somebody_is(who):
    story = f'"Go," said Emma. "Now," said Harriet.\n\n"Why?" asked Emma.\n\n"Hush," said {who} below.'

    *_, last = attribute(book(story)).sayings

    assert last.confidence <= 0.5


def test_a_guess_is_less_sure_in_a_few_pages_than_in_a_novel():
    seen = study(groundwork(book(MEETING)))
    last = seen.utterances[-1]
    pages, novel = (confidence(0.99, last, 0, seen.people[0], lines) for lines in (PAGES, NOVEL))

    assert pages < SURE < novel


def test_sayings_are_in_order_and_each_in_one_paragraph():
    told = book(MEETING)
    blocks = list(told.paragraphs())

    end = 0
    for saying in attribute(told).sayings:
        assert end <= saying.start < saying.end
        assert any(block.start <= saying.start and saying.end <= block.end for block in blocks)
        assert 0 <= saying.confidence <= 1
        end = saying.end


def test_a_story_without_speech():
    found = attribute(book("Nobody came. The lamp was lit, and nobody saw it."))

    assert (found.characters, found.sayings) == ((), ())


def test_speech_without_anybody():
    (saying,) = attribute(book('It was dark.\n\n"Is there anybody?"')).sayings

    assert saying.confidence < SURE


def test_the_same_text_gives_the_same_answer():
    told = book(MEETING)

    assert attribute(told) == attribute(told)


@given(st.lists(st.sampled_from(SCRAPS), max_size=40))
@example(["the ferryman"])
def test_any_text_can_be_read(scraps):
    told = book("".join(scraps))

    assert [saying.end > saying.start for saying in attribute(told).sayings].count(False) == 0


def test_a_song_is_sung_by_the_one_who_is_said_to():
    script = script_of(
        "Nora waited for Tom at the gate, and it had begun to rain again.\n\n"
        '"You are late," said Nora.\n\nTom took off his hat and sang this song:\n\n'
        "The tide is in,\nthe tide is out,\n\nand so am I,\nno doubt."
    )

    assert [speaker for speaker, _ in said(script)] == ["Nora", "Tom", "Tom"]


class Words(list):
    """One row of a reading, with how many of its items were looked at."""

    looked_at = 0

    def __getitem__(self, at):
        found = super().__getitem__(at)
        self.looked_at += len(found) if isinstance(at, slice) else 1
        return found


@pytest.mark.parametrize(
    "repeated",
    [
        pytest.param("The keeper walked down to the sea. ", id="sentences"),
        pytest.param("The keeper and Nora walked, ", id="one sentence"),
        pytest.param("Nora saw Tom. He laughed at Nora. ", id="names"),
        pytest.param("A man sat. He went. ", id="people without a name"),
        pytest.param("NORA (up ", id="brackets that never close"),
        pytest.param('"Go," said Nora. "No." He sat. ', id="quotes"),
        pytest.param('"Go," ', id="quotes without narration"),
        pytest.param("« Go ", id="quotes that never close"),
        pytest.param(
            '"Go." The keeper went on and on and on and on to the sea, the wall and the lamp, and on to '
            "the lighthouse, the harbour, ",
            id="quotes far apart",
        ),
    ],
)
def test_one_endless_paragraph_is_not_looked_through_again_and_again(repeated):
    def looked_at(times):
        ground = groundwork(book("It was late. " + repeated * times))
        rows = {name: Words(getattr(ground.reading, name)) for name in ("tokens", "lower", "quote_of")}
        reading = replace(ground.reading, **rows)
        find_mentions(reading, cast_of(reading, (), frozenset()))
        study(replace(ground, reading=reading))
        return sum(words.looked_at for words in rows.values())

    assert looked_at(800) < 2.5 * looked_at(400)


@pytest.mark.parametrize("words", ['"Go," she', '"Go," I', '"Go," said', '"Go," said the', '"Go'])
def test_a_story_may_break_off_anywhere(words):
    [_, *_, last] = said(script_of(f'"Come," said Emma. She rose.\n\n{words}'))

    assert last[1].startswith('"Go')
