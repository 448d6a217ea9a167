"""What tags are found in: a book's words, and who is named where."""

from dataclasses import dataclass

from narrate.attribution.people.mentions import Mentions
from narrate.attribution.reading import Reading


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a book, with the people whom they name."""

    reading: Reading
    mentions: Mentions
