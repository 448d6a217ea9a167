"""Manners of speaking: what a direction's words, or those of a tag, do to a voice."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said, beside how its speaker always speaks.

    `words` is a pattern of those that ask for it. `rate` and `melody` (the span of the intonation) are times
    the usual, `pitch` is in semitones from it, `gain_db` is what the level gains. `whispered` is without
    voice.
    """

    words: str = ""
    rate: float = 1.0
    pitch: float = 0.0
    gain_db: float = 0.0
    melody: float = 1.0
    whispered: bool = False


WHISPER = "whisper"
ASIDE = "aside"  # a tag that is to be unobtrusive
EXCLAIM = "exclaim"  # a sentence that ends with an exclamation mark

MANNERS = {
    WHISPER: Manner(r"whisper\w*|breath(?:ed|ing|es?)", rate=0.95, gain_db=-5, whispered=True),
    "softly": Manner(
        r"soft(?:ly)?|quiet(?:ly)?|gent(?:ly|le)|low|hushed|tender(?:ly)?|murmur\w*|mutter\w*|mumbl\w+",
        rate=0.95, gain_db=-4, melody=0.8,
    ),
    "shout": Manner(
        r"shout\w*|yell\w*|scream\w*|bellow\w*|roar\w*|holler\w*|bawl\w*|shriek\w*|loud(?:ly)?",
        rate=1.05, pitch=3, gain_db=4, melody=1.3,
    ),
    "slowly": Manner(r"slow(?:ly)?|drawl\w*|hesitant(?:ly)?", rate=0.8),
    "quickly": Manner(
        r"fast|quick(?:ly)?|rapid(?:ly)?|hurried(?:ly)?|hasti?ly|hasty|blurt\w*|babbl\w+", rate=1.25
    ),
    "sadly": Manner(
        r"sad(?:ly)?|tired(?:ly)?|wear(?:y|ily)|mournful(?:ly)?|gloom(?:y|ily)|sigh\w*|sob\w*",
        rate=0.9, pitch=-1, gain_db=-2, melody=0.75,
    ),
    "excitedly": Manner(
        r"excited(?:ly)?|happ(?:y|ily)|bright(?:ly)?|cheerful(?:ly)?|eager(?:ly)?|exclaim\w*|joyful(?:ly)?",
        rate=1.08, pitch=1.5, gain_db=1, melody=1.3,
    ),
    "angrily": Manner(
        r"angr(?:y|ily)|furious(?:ly)?|snarl\w*|snapp\w+|growl\w*|sharp(?:ly)?",
        rate=1.06, pitch=1, gain_db=2, melody=1.2,
    ),
    "flatly": Manner(r"flat(?:ly)?|cold(?:ly)?|dr(?:y|ily|yly)|monoton\w+|deadpan", melody=0.5),
    ASIDE: Manner(r"aside", rate=1.05, gain_db=-5, melody=0.8),
    EXCLAIM: Manner(r"exclamation", pitch=1, gain_db=1, melody=1.15),
}  # fmt: skip

# Verbs that are a manner; all other words count beside a plain verb of speech: "said softly".
VERBS = re.compile(
    r"\b(?:whisper|murmur|mutter|mumbl|shout|yell|scream|bellow|roar|holler|bawl|shriek|drawl|blurt|babbl|"
    r"snarl|snapp|growl|exclaim)(?:e?s|ed|ing)?\b"
)
_NAMES = {name: re.compile(rf"\b(?:{manner.words})\b", re.IGNORECASE) for name, manner in MANNERS.items()}


def names_in(words: str) -> tuple[str, ...]:
    """The manners that some words ask for: "softly, and slow" is softly and slowly."""
    return tuple(name for name, pattern in _NAMES.items() if pattern.search(words))


def manner_of(names: Iterable[str]) -> Manner:
    """Several manners at once."""
    several = [MANNERS[name] for name in names]
    return Manner(
        rate=round(math.prod(manner.rate for manner in several), 3),
        pitch=sum(manner.pitch for manner in several),
        gain_db=sum(manner.gain_db for manner in several),
        melody=round(math.prod(manner.melody for manner in several), 3),
        whispered=any(manner.whispered for manner in several),
    )
