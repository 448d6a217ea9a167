"""What the conversation around a line tells of those who may speak it."""

import pytest

from narrate.attribution.people.cast import display
from narrate.attribution.studying import groundwork, study
from narrate.attribution.weighing.facts import Facts
from narrate.attribution.weighing.talk import Talk
from tests.stories import book

STORY = """Nora was tired, and she sighed. Tom Pell had gone out, and he was late.

"It is dark," said Nora.

"Is it, Nora?" said Tom.

"It is."

"I have seen Mr. Quill," said Tom. "Mr. Quill was late."

"Go on, Tom," she said.

It grew late. Nobody came.

The lamp went out. Nobody came.

The fire went out. Nobody came.

"Good night, Tom," said Nora.
"""


def told_of(name, line):
    """What the lines around one of them tell of somebody: what is nothing, left out; in hundredths."""
    seen = study(groundwork(book(STORY)))
    facts = Facts(seen.reading, seen.people, seen.mentions, seen.utterances)
    person = [display(person)[0] for person in seen.people].index(name)
    return {sign: round(100 * value) for sign, value in Talk(facts, line).of(person).items() if value}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # She spoke two lines before, and "she said" two lines after; he called her between.
        ("Nora", {"called_before": 100, "turns": 71, "turns_fit": 42}),
        # He spoke just before and speaks next, and is called later: after the pause does not count.
        ("Tom", {"called_after": 100, "turns_between": 200, "turns_fit": -42}),
        ("Mr. Quill", {"discussed_after": 100, "turns_fit": -71}),
    ],
)
def test_a_line_without_a_tag(name, expected):
    assert told_of(name, 2) == expected


def test_a_conversation_ends_where_the_narrator_goes_on():
    assert told_of("Tom", 5) == {}
