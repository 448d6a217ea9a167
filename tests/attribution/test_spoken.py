"""Quotes that nobody speaks."""

import pytest

from narrate.attribution.spoken import spoken
from narrate.quotes import find_quotes
from tests.stories import book

TALK = '\n\n"Are you there?" said Ann.\n\n"I am," said Bob.'


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param('"Go," he said.', True, id="speech"),
        pytest.param('Ann turned. "Never."', True, id="a word by itself"),
        pytest.param('They called it the "grand hotel" of the town.', False, id="scare quotes"),
        pytest.param('The sign read, "WELCOME TO OUR TOWN"', False, id="a sign"),
        pytest.param('She had been reading "The Moonstone" all day.', False, id="a title"),
        pytest.param(
            'Someone once said that "it is not worth a pitcher of spit" and was right.', False, id="quoted"
        ),
        pytest.param("No 'Mr. President' for her.", False, id="a form of address"),
        pytest.param(
            'The letter was short.\n\n"My dear Ann,--' + "I write to you in haste because I must. " * 6 + '"',
            False,
            id="a letter",
        ),
    ],
)
def test_spoken(story, expected):
    told = book("Ann was at home.\n\n" + story + TALK)

    assert spoken(told, find_quotes(told)) == [expected, True, True]
