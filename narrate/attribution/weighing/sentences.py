"""The sentences of narration beside an utterance, in which somebody mostly acts: Emma closed the door."""

from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.utterances import Utterance


def sentences_beside(reading: Reading, here: Utterance) -> dict[str, Stretch]:
    """The last sentence before an utterance, the last of the paragraph above, and the first of that below.

    Those above and below count if nobody speaks in their paragraphs, and nothing is told between.
    """
    above, below = here.first_paragraph - 1, here.last_paragraph + 1
    return {
        "led": reading.last_sentence(here.before),
        "above": reading.last_sentence(_told(reading, above, here.begin)),
        "below": _first_sentence(reading, _told(reading, below, here.end)),
    }


def _told(reading: Reading, paragraph: int, edge: int) -> Stretch:
    """A paragraph that begins or ends at a token, nothing of it where somebody speaks in it."""
    if 0 <= paragraph < len(reading.paragraphs):
        begin, end = reading.opens[paragraph : paragraph + 2]
        if edge in (begin, end) and not any(reading.quote_of[begin:end]):
            return Stretch(begin, end)
    return Stretch(edge, edge)


def _first_sentence(reading: Reading, within: Stretch) -> Stretch:
    stops = (at + 1 for at in range(within.begin, within.end) if reading.ends_sentence(at))
    return Stretch(within.begin, next(stops, within.end))
