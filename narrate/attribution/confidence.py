"""How sure it is who says a line: the networks' probability, by what kind of evidence it rests on.

Somebody who was found in the text may be half of a person, or two; who is listed in voices.yaml is not.
`python benchmarks/attribution_doubt.py CORPUS` fits the numbers here, and shows what they achieve.
"""

import math

from narrate.attribution.people.persons import Person
from narrate.attribution.tags.utterances import Utterance

SURE = 0.9  # of the lines at least this sure, 97% are right
CORRECTIONS = {  # log odds: a + b × the networks'
    ("named", "found"): (-0.06, 0.87),
    ("tagged", "found"): (-0.05, 0.77),
    ("untagged", "found"): (-0.19, 0.84),
    ("named", "listed"): (0.56, 0.70),
    ("tagged", "listed"): (-0.02, 0.91),
    ("untagged", "listed"): (-0.12, 0.85),
}
_LIMIT = 1e-4
_UNFIT = 0.5  # how sure it is at most that "he" is the one who tells the story as I


def confidence(share: float, here: Utterance, person: int, who: Person) -> float:
    """The probability that a person says a line to whom the networks give a share of it."""
    sure = _corrected(share, evidence(here, person, who))
    unfit = who.narrator and here.tag is not None and here.tag.gender in ("M", "F")
    return min(sure, _UNFIT) if unfit else sure


def evidence(here: Utterance, person: int, who: Person) -> tuple[str, str]:
    """What a line's tag says of its speaker (tagged: he, the man), and where the speaker is known from."""
    listed = "listed" if who.known else "found"
    if here.is_tagged(person):
        return "named", listed
    return "tagged" if here.tag is not None and here.tag.person is None else "untagged", listed


def _corrected(share: float, on: tuple[str, str]) -> float:
    """The probability that a line is a person's, of that which the networks give them on such evidence."""
    shift, slope = CORRECTIONS[on]
    share = min(max(share, _LIMIT), 1 - _LIMIT)
    return round(1 / (1 + math.exp(-shift - slope * math.log(share / (1 - share)))), 4)
