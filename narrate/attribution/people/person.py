"""Someone whom the text names, with all that their names tell."""

from collections import Counter
from dataclasses import dataclass, field

from narrate.attribution.lexicon import (
    FEMALE_NOUNS,
    FEMALE_TITLES,
    MALE_NOUNS,
    MALE_TITLES,
    Sex,
    Titled,
)
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.nicknames import NICKNAMES, is_pet_name, is_shortened
from narrate.attribution.reading import Stretch
from narrate.story.glossary import plain
from narrate.story.people import Gender

_RARELY = 0.25  # share of the usual name's mentions in narration that a nickname may have
SIDE_BY_SIDE = 3, 0.01  # sentences, and share of all, with two names in them that mean two people


@dataclass(slots=True)
class Person:
    """Someone whom the text names: `forms` are the names as lower-case words, with how often each occurs."""

    forms: Counter[Phrase]
    first: set[str] = field(default_factory=set)
    last: str = ""
    gender: Titled = ""  # as titles and kinship words tell
    titles: set[str] = field(default_factory=set)
    nominal: bool = False  # called by what they are: the ferryman
    tells: tuple[Stretch, ...] = ()  # what they tell of the story as "I"
    tells_not: bool = False  # for voices.yaml says so
    listed: str = ""  # the name in voices.yaml
    stated: Gender | None = None  # the gender given there
    spelling: dict[Phrase, str] = field(default_factory=dict)
    variants: set[str] = field(default_factory=set)  # with other accents, or honorifics: Zoe, beside Zoë
    narrated: int = 0  # times named in narration
    sentences: set[int] = field(default_factory=set)  # where a name of theirs stands
    introduced: list[Stretch] = field(default_factory=list)  # places where a noun for them stands

    @property
    def count(self) -> int:
        """How often the person's names occur."""
        return sum(self.forms.values())

    def narrates(self, token: int) -> bool:
        """Whether they tell the story at a token as "I"."""
        return any(at.begin <= token < at.end for at in self.tells)

    def count_of(self, name: str) -> int:
        """How often the person is called by a name, alone or with others."""
        return sum(count for form, count in self.forms.items() if name in form)

    def is_listed_as(self, name: Phrase) -> bool:
        """Whether a name, with or without its article, is in voices.yaml."""
        joined = tuple(" ".join(name).replace(" - ", "-").split())
        return bool(self.listed) and not self.forms.keys().isdisjoint((joined, joined[1:]))

    def gain(self, form: Phrase, count: int, written: str) -> None:
        """Have a name so many times more; it is spelt as it was, and the other spelling is a variant."""
        self.forms[form] += count
        if plain(self.spelling.setdefault(form, written)) != plain(written):
            self.variants.add(written)

    def absorb(self, other: "Person") -> None:
        """Take over the names of another person, who is the same."""
        self.forms.update(other.forms)
        self.spelling |= other.spelling
        self.variants |= other.variants
        self.first |= other.first
        self.last = self.last or other.last
        self.gender = self.gender or other.gender
        self.titles |= other.titles
        self.narrated += other.narrated
        self.sentences |= other.sentences

    def apart_from(self, sentences: set[int]) -> bool:
        """Whether a name in these sentences stands beside the person's own too often to be one of theirs."""
        together = len(self.sentences & sentences)
        least, share = SIDE_BY_SIDE
        return together >= max(least, share * min(len(self.sentences), len(sentences)))

    def goes_by(self, name: str, narrated: int) -> bool:
        """Whether a name is, or is short for, the person's first name.

        The narrator hardly uses both forms of one person's name: Tom is the son of Thomas.
        """
        if name in self.first or any(is_pet_name(name, other) for other in self.first):
            return True
        full = NICKNAMES.get(name, name)
        alike = any(NICKNAMES.get(first, first) == full or is_shortened(name, first) for first in self.first)
        rare, usual = sorted((narrated, self.narrated))
        return alike and rare <= _RARELY * usual


def gender_of(phrase: Phrase) -> Sex:
    """What the titles and kinship words in a name tell."""
    for index, word in enumerate(phrase):
        final = index == len(phrase) - 1
        if word in FEMALE_TITLES or word in FEMALE_NOUNS or (final and word.endswith("woman")):
            return "F"
        if word in MALE_TITLES or word in MALE_NOUNS or (final and len(phrase) > 1 and word.endswith("man")):
            return "M"
    return ""
