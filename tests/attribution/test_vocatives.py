"""Names in speech that call somebody."""

import pytest

from narrate.attribution.people.vocatives import calls, may_call
from narrate.attribution.reading import read
from narrate.attribution.studying import groundwork, study
from narrate.story.quotes import find_quotes
from tests.stories import book

STORY = """"I am Nora," said Nora. "I am," said Tom.

"{}"
"""
CASES = {  # what is said, and whether each name in it calls somebody
    "Hello, Nora.": [True],
    "Nora, go home.": [True],
    "No, dear Nora!": [True],
    "Oh Tom, it is dark.": [True],
    "Nora is late, Tom.": [False, True],
    "It was Nora.": [False],
    "Nora? She is late.": [False],
    "I met Nora and Tom, who were late.": [False, False],
    "Poor Tom, he is late.": [False],
}


@pytest.mark.parametrize("said", CASES)
def test_who_is_called(said):
    seen = study(groundwork(book(STORY.format(said))))
    last = seen.utterances[-1]
    names = seen.mentions.between(last.begin, last.end)
    assert [calls(seen.reading, name.begin, name.end) for name in names] == CASES[said]


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»", "»«", "‚‘", "‹›"])
@pytest.mark.parametrize("said", ["Nora, komm!", "Nora!", "Hallo, Nora."])
def test_who_may_be_called_between_marks_of_any_language(marks, said):
    opening, closing = marks
    told = book(f"{opening}{said}{closing} Es war spät.\n\n{opening}Ja.{closing}")
    reading = read(told, find_quotes(told))
    name = reading.lower.index("nora")

    assert may_call(reading, name, name + 1)
