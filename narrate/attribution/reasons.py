"""Why somebody is thought to have said something, in words."""

from collections.abc import Sequence

from narrate.attribution.merging import Person
from narrate.attribution.reading import Reading
from narrate.attribution.tags import Tag
from narrate.attribution.utterances import Utterance

NEAR = 60  # tokens of narration over which people take turns


def reason(
    reading: Reading,
    utterances: Sequence[Utterance],
    index: int,
    person: int | None,
    people: Sequence[Person],
) -> str:
    """The plainest sign that speaks for a speaker, as one phrase."""
    here = utterances[index]
    previous = utterances[index - 1] if index else None
    if person is None:
        return "nobody is named near it"
    if here.tag is not None and here.tag.person in (person, None):
        return f"tag: {_quoted(reading, here.tag)}"
    beside = people[person].narrator and "I" in (here.beat_before, here.beat_after)
    same = previous is not None and previous.last_paragraph == here.first_paragraph
    close = previous is not None and here.begin - previous.end < NEAR
    reasons = (
        (beside, "the narrator speaks of themselves beside it"),
        (same, "same paragraph as the quote before"),
        (previous is not None and person in previous.addressed, "spoken to just before"),
        (close, "taking turns"),
    )
    return next((words for holds, words in reasons if holds), "in the scene, and fits best")


def _quoted(reading: Reading, tag: Tag) -> str:
    """The words of a tag as the text has them."""
    last = tag.end - 1
    words = reading.book.text[reading.starts[tag.begin] : reading.starts[last] + len(reading.tokens[last])]
    return " ".join(words.split())
