"""How sure it is who says a line: the network's probability, by what kind of evidence it rests on.

A tag that names the speaker is worth more than the network thinks, and a mere place in a conversation
less. `python benchmarks/attribution_doubt.py CORPUS` fits the numbers here, and shows what they achieve.
"""

import math

from narrate.attribution.utterances import Utterance

SURE = 0.93  # of the lines at least this sure, 97% are right
NAMED, TAGGED, UNTAGGED = (0.59, 0.65), (-0.19, 0.78), (-0.33, 0.77)  # log odds: a + b × the network's
_LIMIT = 1e-4


def evidence(here: Utterance, person: int) -> tuple[float, float]:
    """The correction for a speaker whom a tag names, whom it calls he, she or the ferryman, or no tag."""
    if here.tag is not None and here.tag.person == person:
        return NAMED
    return TAGGED if here.tag is not None and here.tag.person is None else UNTAGGED


def confidence(share: float, here: Utterance, person: int) -> float:
    """The probability that a person says an utterance, of that which the network gives them."""
    shift, slope = evidence(here, person)
    share = min(max(share, _LIMIT), 1 - _LIMIT)
    return round(1 / (1 + math.exp(-shift - slope * math.log(share / (1 - share)))), 4)
