"""How sure it is who says a line: the networks' probability, by what kind of evidence it rests on.

Somebody who was found in the text may be half of a person, or two; who is listed in voices.yaml is not. Who
is only a noun (the man) may be anybody, where no tag has it.
`python benchmarks/attribution_doubt.py CORPUS` fits the numbers here, and shows what they achieve.
"""

import math

from narrate.attribution.lexicon import SOMEBODY
from narrate.attribution.people.person import Person
from narrate.attribution.tags.utterances import Utterance

SURE = 0.9  # of the lines at least this sure, 97% are right
PAGES, NOVEL = 30, 1000  # lines of a story of a few pages, and of a novel
CORRECTIONS = {  # log odds: a + b × the networks', and in a few pages + c + d × the networks'
    ("named", "found"): (1.40, 0.40, 0.39, -0.01),
    ("tagged", "found"): (0.03, 0.51, 0.11, -0.17),
    ("untagged", "found"): (-0.22, 0.57, 0.09, -0.10),
    ("tagged", "noun"): (-1.02, 0.22, 1.25, 0.29),
    ("untagged", "noun"): (-0.93, 0.69, 0.92, -0.29),
    ("named", "listed"): (0.63, 0.49, -0.28, 0.02),
    ("tagged", "listed"): (-0.01, 0.60, -0.26, -0.08),
    ("untagged", "listed"): (-0.08, 0.58, -0.31, 0.00),
}
_LIMIT = 1e-4  # from none and from all, within which log odds are taken
UNREAD = 0.5  # how sure it is at most in a language of which no words are known
_UNFIT = 0.5  # how sure it is at most that "he" is the one who tells the story as I, or who "somebody" is
_ANY_VOICE = SOMEBODY | {"voice"}  # said a voice in the dark


def is_unfit(here: Utterance, who: Person) -> bool:
    """Whether a line's tag calls its speaker he or she, and the person is who tells it as I."""
    return who.narrates(here.begin) and here.tag is not None and here.tag.gender in ("M", "F")


def confidence(share: float, here: Utterance, person: int, who: Person, lines: int) -> float:
    """The probability that a person says one of a story's lines to whom the networks give a share of it."""
    sure = _corrected(share, evidence(here, person, who), shortness(lines))
    vague = here.tag is not None and here.tag.noun in _ANY_VOICE
    return min(sure, _UNFIT) if vague or is_unfit(here, who) else sure


def evidence(here: Utterance, person: int, who: Person) -> tuple[str, str]:
    """What a line's tag says of its speaker (tagged: he, the man), and what the speaker is known by."""
    named = here.is_tagged(person)
    source = "listed" if who.listed else "noun" if who.nominal and not named else "found"
    if named:
        return "named", source
    return "tagged" if here.tag is not None and here.tag.person is None else "untagged", source


def shortness(lines: int) -> float:
    """How little a story tells of how its people talk: 1 in a few pages, 0 in a novel."""
    return min(max(math.log(NOVEL / max(lines, 1)) / math.log(NOVEL / PAGES), 0.0), 1.0)


def log_odds(share: float) -> float:
    """The log odds of a probability, which are never infinite."""
    share = min(max(share, _LIMIT), 1 - _LIMIT)
    return math.log(share / (1 - share))


def _corrected(share: float, on: tuple[str, str], short: float) -> float:
    """The probability that a line is a person's, of that which the networks give them on such evidence."""
    shift, slope, shift_short, slope_short = CORRECTIONS[on]
    corrected = shift + short * shift_short + (slope + short * slope_short) * log_odds(share)
    return round(1 / (1 + math.exp(-corrected)), 4)
