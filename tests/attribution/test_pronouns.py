"""Whom he and she mean in narration."""

import pytest

from narrate.attribution.decide import study
from narrate.attribution.people.cast import display
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
    seen = study(book(STORY + told), (), {})
    meant = resolve(seen.reading, seen.people, seen.mentions)
    begin = seen.reading.at(len(STORY))
    names = [display(person)[0] for person in seen.people]
    assert [names[person] for at, person in sorted(meant.items()) if at >= begin] == CASES[told]
