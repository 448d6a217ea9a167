"""Whom he and she mean, in narration and in speech."""

import pytest

from narrate.attribution.people.cast import display
from narrate.attribution.studying import groundwork, study
from narrate.attribution.weighing.context import Context
from narrate.attribution.weighing.discussed import discussed
from narrate.attribution.weighing.facts import Facts
from narrate.attribution.weighing.pronouns import resolve
from tests.stories import book

STORY = """Mrs. Pell and Miss Lowe lived by the sea. Mrs. Pell said, "I am." Miss Lowe said, "I am not." \
Mr. Dunn was their cousin. Mr. Dunn said, "They are."

"""
RAIN = "Rain fell. " * 20
CASES = {  # what is told, and whom each he and she in it means
    "Mrs. Pell waved to Miss Lowe, and she laughed.": ["Mrs. Pell"],
    "Mrs. Pell met Miss Lowe. Miss Lowe sat down, and she laughed.": ["Miss Lowe"],
    "Miss Lowe had Mrs. Pell's book, and she laughed.": ["Miss Lowe"],
    "Mrs. Pell waved to Mr. Dunn. He laughed, and she did too.": ["Mr. Dunn", "Mrs. Pell"],
    "Miss Lowe came in. Mrs. Pell saw her. Her coat was wet, and she laughed.": ["Mrs. Pell"],
    f'Mrs. Pell waited. {RAIN}\n\n"Miss Lowe!" Mr. Dunn called.\n\nShe laughed.': ["Miss Lowe"],
    "Mrs. Pell slept.\n\nMiss Lowe came in. Mr. Dunn looked up.\n\nShe laughed.": ["Miss Lowe"],
}


@pytest.mark.parametrize("told", CASES)
def test_whom_pronouns_mean(told):
    seen = study(groundwork(book(STORY + told)))
    meant = resolve(seen.reading, seen.people, seen.mentions).subjects
    begin = seen.reading.at(len(STORY))
    names = [display(person)[0] for person in seen.people]
    assert [names[person] for at, person in sorted(meant.items()) if at >= begin] == CASES[told]


SAID = {  # the last line of a story, and of whom its he or she most likely tells
    '"I met Miss Lowe," said Mrs. Pell. "She was wet."': "Miss Lowe",
    '"I met Miss Lowe," said Mrs. Pell.\n\n"Was she wet?" said Mr. Dunn.': "Miss Lowe",
    'Mrs. Pell waited for Miss Lowe. "Is she here?" said Mrs. Pell.': "Miss Lowe",
    '"Miss Lowe, do you know Mrs. Pell?" said Mr. Dunn.\n\n"Is she wet?" said Miss Lowe.': "Mrs. Pell",
    '"I met Miss Lowe," said Mrs. Pell.\n\n"Did you tell him?" said Miss Lowe.': "Mr. Dunn",
}


@pytest.mark.parametrize("told", SAID)
def test_of_whom_a_line_tells(told):
    seen = study(groundwork(book(STORY + told)))
    meant = resolve(seen.reading, seen.people, seen.mentions).subjects
    *_, shares = discussed(seen.reading, seen.people, seen.mentions, seen.utterances, meant)
    names = [display(person)[0] for person in seen.people]
    assert names[max(shares, key=shares.__getitem__)] == SAID[told]


def test_whose_mother_it_is():
    seen = study(groundwork(book(STORY + '"No," said his mother to Mrs. Pell.')))
    facts = Facts(seen.reading, seen.people, seen.mentions, seen.utterances)
    owner = Context(facts, len(seen.utterances) - 1, seen.choices[-1]).tag_owner
    assert owner is not None
    assert display(seen.people[owner])[0] == "Mr. Dunn"
