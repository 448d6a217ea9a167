"""Whether a name in speech calls somebody: Hello, Martha."""

from narrate.attribution.people.mentions import Mention
from narrate.attribution.reading import Reading

_BEFORE = frozenset(", . ! ? - ; dear dearest my oh o ah yes no well sir".split())
_OPENING = frozenset(", ! - —".split())  # behind a name that opens its quote
_AFTER = _OPENING | frozenset('. ? ; " ” ’'.split())


def calls(reading: Reading, mention: Mention) -> bool:
    """Whether a name inside a quote calls its person.

    On the 20 novels of PDNC nine names in ten that it takes for calls are those of people spoken to.
    """
    before = mention.begin - 1
    after = reading.lower[mention.end] if mention.end < len(reading) else "."
    opens = before < 1 or reading.quote_of[before - 1] != reading.quote_of[mention.begin]
    return after in (_OPENING if opens else _AFTER) and (opens or reading.lower[before] in _BEFORE)
