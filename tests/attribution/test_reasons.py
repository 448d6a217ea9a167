"""Why somebody is thought to have said something: one phrase that is true of the text."""

import pytest

from narrate.attribution.reasons import Reasons
from narrate.attribution.studying import groundwork, study
from narrate.script import Kind
from narrate.story.cast import Role
from narrate.story.people import Gender
from tests.stories import book, script_of

CAST = (Role("Nora", (), Gender.FEMALE), Role("Tom", (), Gender.MALE))
MEETING = "Nora was tired, and she sat down. Tom came in. He shut the door and looked around the room."


def reasons(story: str, speakers: str) -> list[str]:
    """The reasons for a story's utterances, if these (Nora, Tom, nobody: N, T, -) are their speakers."""
    seen = study(groundwork(book(f"{MEETING}\n\n{story}"), CAST))
    found = Reasons(
        seen.reading,
        seen.people,
        [person.listed for person in seen.people],
        seen.mentions,
        seen.utterances,
        [{"N": 0, "T": 1}.get(letter) for letter in speakers],
    )
    return [found.why(index) for index in range(len(speakers))]


@pytest.mark.parametrize(
    ("story", "speakers", "why"),
    [
        ('"Go," said Nora.', "N", "tag: said Nora"),
        ('"Late," said Tom.\n\n"Is it?" she asked.', "TN", "tag: she asked; answers Tom"),
        ('"Late," said Tom.\n\n"Is it?"', "TN", "answers Tom"),
        ('"Late," said Tom.\n\n"Is it?"', "TT", "goes on speaking"),
        ('"Late," said Tom. "Is it?"', "T", "tag: said Tom"),
        ('"Late," said Tom.\n\n"Is it?" asked Nora.\n\n"Yes."', "TNT", "takes turns with Nora"),
        ('"Late, Nora," said Tom.\n\n"Is it?"', "TN", "Tom spoke to Nora just before"),
        ('"Is it?" Nora looked up from her book.', "N", "beside it: Nora looked up from her book"),
        ('Nora looked up from her book. "Is it?"', "N", "beside it: Nora looked up from her book"),
        ('"Is it?" She looked up. He did not.', "N", "beside it: She looked up"),
        ('Then she nodded. "Yes."', "N", "beside it: she nodded"),
        ('"Is it?" He looked up.', "N", "in the scene, and fits best"),
        ('"Is it?" Tom looked up.', "N", "in the scene, and fits best"),
        ('Nora, who had been reading a book, at last said, "Go."', "N", "tag: Nora, who … said"),
        ('"Is anybody there?"', "-", "nobody is named near it"),
    ],
)
def test_why(story, speakers, why):
    assert reasons(story, speakers)[-1] == why


def test_what_comes_after_is_a_reason_too():
    story = 'The rain fell on the town and on the sea. "Late."\n\n"Is it, Tom?" asked Nora.'

    assert reasons(story, "TN")[0] == "Nora speaks to Tom just after"


def test_words_are_quoted_as_they_stand_in_another_language():
    talk = "„Nein“, sagte ich.\n\n„Doch“, sagte Anna.\n\n" * 3
    script = script_of("Ich stand am Fenster. Anna kam herein.\n\n" + talk)

    assert next(span.why for span in script.spans if span.kind is Kind.SPEECH) == "tag: sagte ich"


def test_a_story_may_end_behind_an_article():
    [why] = reasons('"Stop that!" Nora was tired of the cries', "N")

    assert why.endswith("Nora was tired of the cries")


def test_the_narrator_is_i():
    seen = study(groundwork(book(f'{MEETING}\n\n"Go!" I jumped up.'), (Role("Ann", narrates=True), *CAST)))
    names = [person.listed for person in seen.people]

    found = Reasons(seen.reading, seen.people, names, seen.mentions, seen.utterances, [0])

    assert found.why(0) == "beside it: I jumped up"
