"""How like what somebody is known for something is."""

import numpy as np
import pytest

from narrate.attribution.weighing.likeness import beside_rivals, counted, likeness
from narrate.attribution.weighing.rows import rows_of

SAILOR, NURSE, STRANGER = 0, 1, 2
SAID = [
    "aye the wind the wind",
    "drink the tea my dear",
    "aye the sails",
    "more tea my dear",
    "the wind",
]


def rows():
    """Everybody may say everything."""
    candidates = [[SAILOR, NURSE, STRANGER]] * len(SAID)
    return rows_of({}, candidates)


def alike(shares, smoothing=2.0, least=0.0):
    """How like each of the three each line is, of which the sailor's and the nurse's shares are given."""
    parts = [share for sailor, nurse in shares for share in (sailor, nurse, 0)]
    words = counted(said.split() for said in SAID).often()
    return likeness(words, rows(), np.array(parts, np.float32), smoothing, least).reshape(-1, 3)


TURNS = [(1, 0), (0, 1), (1, 0), (0, 1), (0, 0)]


def test_a_line_is_like_the_one_who_talks_like_that():
    found = alike(TURNS)

    assert [line.argmax() for line in found] == [SAILOR, NURSE, SAILOR, NURSE, SAILOR]


def test_a_line_is_no_evidence_for_itself():
    """Whoever it is given to, the others' lines decide."""
    own, others = alike([(1, 0), *TURNS[1:]])[0], alike([(0, 1), *TURNS[1:]])[0]

    assert own[SAILOR] > own[NURSE]
    assert others[SAILOR] > others[NURSE]


def test_who_has_said_too_little_is_like_nobody():
    assert alike(TURNS)[4, STRANGER] == 0
    assert alike(TURNS, least=100).tolist() == np.zeros((5, 3)).tolist()


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        ([2, 1, 0.5], [1, -1, -1.5]),
        ([2, 0, 0], [3, -3, -3]),  # 0 is unknown: a little unlike
        ([-2, -3], [1, -1]),
        ([1.5], [5.5]),  # nobody else: as if the least likely stood beside
    ],
)
def test_likeness_beside_that_of_the_rivals(likely, expected):
    alone = rows_of({}, [list(range(len(likely)))])

    assert beside_rivals(np.array(likely, np.float32), alone).tolist() == expected
