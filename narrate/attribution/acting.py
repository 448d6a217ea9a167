"""Whether a name is the subject of a verb."""

from narrate.attribution.lexicon import VERBS
from narrate.attribution.reading import Reading

_NO_VERBS = frozenset(  # in spite of their s
    """as his this its us less unless perhaps always besides across towards afterwards sometimes indoors
    upstairs downstairs outdoors upwards downwards backwards forwards yes thus""".split()
)
_BEFORE_OBJECTS = frozenset("to at of with by from on in and".split())


def is_subject(reading: Reading, begin: int, end: int) -> bool:
    """Whether a name is followed by its verb, as far as the form of the next words tells."""
    clause = reading.lower[max(0, begin - 2) : begin] == [",", "and"]  # she rose, and Harriet said
    if begin and reading.lower[begin - 1] in _BEFORE_OBJECTS and not clause:
        return False
    for word in reading.lower[end : end + 2]:
        present = word.endswith("s") and word.isalpha() and word not in _NO_VERBS
        if word.endswith(("ed", "n't")) or word in VERBS or present:
            return True
        if not word.endswith("ly"):
            return False
    return False
