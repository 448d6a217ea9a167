"""He or she: what the pronouns beside lines tell of people whose names leave it open."""

import pytest

from narrate.attribution.studying import groundwork, study
from narrate.story.cast import Role
from tests.stories import book

OPENING = '"Hello, Robin," said the guard.\n\n'


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (OPENING + '"Good evening," she said.', "F"),
        (OPENING + '"Good evening." He smiled.', "M"),
        ('"Good evening," he said.\n\n"Hello, Robin."', "M"),
        ('She waved. "Good evening."\n\n"Hello, Robin."', "F"),
        (OPENING + '"Good evening, Robin," she said.', ""),
        (OPENING + "It grew late.\n\nIt grew dark.\n\n" + '"Good evening," she said.', ""),
        (OPENING + '"Good evening," said the clerk. She smiled.', ""),
    ],
)
def test_who_is_called_by_name_speaks_before_or_next(story, expected):
    seen = study(groundwork(book(story), [Role("Robin")]))
    [odds, *_] = seen.mentions.maleness
    assert ("M" if odds > 0.5 else "F" if odds < -0.5 else "") == expected


def test_who_tells_the_story_answers_as_i():
    told = "I sat down. I was tired, and I said so. " + 'I yawned.\n\n"Go, Robin."\n\n"No," she said.'
    seen = study(groundwork(book(told), [Role("Robin", narrates=True)]))
    assert seen.mentions.maleness[0] == 0
