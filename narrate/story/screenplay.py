"""Screenplays, in which a name in capitals has a line of its own and what is said stands below it."""

import itertools
import re
from collections import Counter

from narrate.story.quotemarks import IN_CAPITALS

_CUE = re.compile(  # NORA (V.O.) (CONT'D)
    rf"[ \t]*(?P<who>{IN_CAPITALS})(?: ?\([^()\n]{{1,30}}\))*[ \t]*(?P<end>\n)(?=[ \t]*\S)"
)
_PARAGRAPH = re.compile(r"^[ \t]*\S.*(?:\n[ \t]*\S.*)*", re.MULTILINE)
_FEWEST = 8  # speeches
_SHARE = 0.25  # of all paragraphs
_ROLE = 3  # speeches that two people at least must have


def with_colons(text: str) -> str:
    """A screenplay with a colon for the line's end behind each name, as plays have it; every offset stays.

    Any other text stays as it is.
    """
    paragraphs = list(_PARAGRAPH.finditer(text))
    cues = [cue for found in paragraphs if (cue := _CUE.match(text, found.start(), found.end()))]
    times = Counter(cue["who"] for cue in cues)
    talk = len(cues) >= max(_FEWEST, _SHARE * len(paragraphs), text.count('"') + text.count("“"))
    if not talk or sum(count >= _ROLE for count in times.values()) < 2:
        return text
    ends = [-1, *(cue.start("end") for cue in cues), len(text)]
    return ":".join(text[begin + 1 : end] for begin, end in itertools.pairwise(ends))
