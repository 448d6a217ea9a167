"""What is known of everybody's habits, once it is guessed who says what."""

import numpy as np

from narrate.attribution.people.cast import display
from narrate.attribution.studying import groundwork, reread, study
from tests.stories import book

STORY = "\n\n".join(
    [
        '"Aye, the wind is up, Nora," said Tom. "Aye, aye."',
        '"Drink your tea, my dear," said Nora.',
    ]
    * 12
    + ['"Aye, the wind is up."', '"Drink your tea, my dear."']
)


def likest(seen):
    """Who talks the most like the last two lines."""
    words = seen.rows.habits[:, 0]
    names = [display(person)[0] for person in seen.people]
    found = []
    for line in (seen.rows.utterances - 2, seen.rows.utterances - 1):
        rows = np.flatnonzero(seen.rows.utterance == line)
        found.append(names[seen.rows.person[rows[words[rows].argmax()]]])
    return found


def test_how_people_talk_is_known_from_their_tags_at_first():
    assert likest(study(groundwork(book(STORY)))) == ["Tom", "Nora"]


def test_and_then_from_who_most_likely_said_what():
    first = study(groundwork(book(STORY)))
    tagged = np.array([u.tag.person if u.tag else -1 for u in first.utterances])
    other_way_round = tagged[first.rows.utterance] == 1 - first.rows.person

    second = reread(first, other_way_round.astype(np.float32))

    assert likest(second) == ["Nora", "Tom"]


def test_nothing_is_known_where_nobody_speaks():
    seen = study(groundwork(book("Nobody came.")))

    assert seen.rows.habits.shape == (0, 0)
