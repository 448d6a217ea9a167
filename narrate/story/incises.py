"""Tags inside quotation marks, which French has there (« Je sais, dit-elle. Viens. »), are no speech."""

import re
from collections.abc import Iterable, Iterator

from narrate.story.clauses import clauses_of
from narrate.story.glossary import Glossary
from narrate.story.quotemarks import CAPITAL, VERB, WHO, Stretch

_INCISE = re.compile(rf"{VERB}\s+(?:{WHO}\b|\w+\s{CAPITAL})")  # in English: said she, said madam Lowe


def without_incises(text: str, quotes: Iterable[Stretch], glossary: Glossary) -> Iterator[Stretch]:
    """The parts of a paragraph's quotes between the clauses in small letters that only say who speaks."""
    for start, end, closed in quotes:
        begin = start
        for at, stop in clauses_of(text[:end], start):
            if at > begin and text[at].islower() and _INCISE.match(glossary.text(text[at:stop])):
                yield begin, len(text[:at].rstrip()), True
                begin = stop
        if re.search(r"\w", text[begin:end]):
            yield begin, end, closed
