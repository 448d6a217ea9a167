"""How sure it is who says a line: the networks' probability, by what kind of evidence it rests on.

Somebody who was found in the text may be half of a person, or two; who is listed in voices.yaml is not.
`python benchmarks/attribution_doubt.py CORPUS` fits the numbers here, and shows what they achieve.
"""

import math

from narrate.attribution.persons import Person
from narrate.attribution.utterances import Utterance

SURE = 0.9  # of the lines at least this sure, 97% are right
CORRECTIONS = {  # log odds: a + b × the networks'
    ("named", "found"): (0.10, 0.79),
    ("tagged", "found"): (-0.09, 0.73),
    ("untagged", "found"): (-0.28, 0.81),
    ("named", "listed"): (0.63, 0.68),
    ("tagged", "listed"): (-0.05, 0.91),
    ("untagged", "listed"): (-0.23, 0.87),
}
_LIMIT = 1e-4


def evidence(here: Utterance, person: int, who: Person) -> tuple[str, str]:
    """What a line's tag says of its speaker (tagged: he, the man), and where the speaker is known from."""
    listed = "listed" if who.known else "found"
    if here.tag is not None and here.tag.person == person:
        return "named", listed
    return "tagged" if here.tag is not None and here.tag.person is None else "untagged", listed


def confidence(share: float, on: tuple[str, str]) -> float:
    """The probability that a line is a person's, of that which the networks give them on such evidence."""
    shift, slope = CORRECTIONS[on]
    share = min(max(share, _LIMIT), 1 - _LIMIT)
    return round(1 / (1 + math.exp(-shift - slope * math.log(share / (1 - share)))), 4)
