"""What the words beside a quote say about who speaks it."""

from dataclasses import dataclass, replace
from typing import Literal

from narrate.attribution.lexicon import FEMALE_NOUNS, MALE_NOUNS, Subject
from narrate.attribution.people.mention import Mention
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.text import Text

Kind = Literal["name", "pronoun", "noun"]
Place = Literal["", "inside", "after", "before", "above"]  # above: in the paragraph before
PLAIN = 3.2  # how sure a tag is that overrules the network: there it was right three times as often


@dataclass(frozen=True, slots=True)
class Tag:
    """Whom a tag names; `person` is known only for a name.

    `begin` and `end` are the tokens from verb to subject, `sure` is how well it reads as a tag.
    """

    kind: Kind
    begin: int
    end: int
    sure: float
    core: bool  # the verb is always one of speech
    inverted: bool  # said Emma, not Emma said
    place: Place = ""
    person: int | None = None
    others: tuple[int, ...] = ()  # whom an ambiguous name may mean as well
    gender: Subject = "?"
    noun: str = ""
    beat: bool = False  # what somebody does, which is no tag, but tells as much: Emma sat down
    nominal: bool = False  # the policeman, who may be another than before, or have a name

    @property
    def is_plain(self) -> bool:
        """Whether it leaves no room for doubt: a name, a verb of speech, and punctuation that binds them."""
        named = self.kind == "name" and self.core and not self.others and not self.nominal
        return named and self.sure >= PLAIN and self.place != "above"


def named_tag(text: Text, mention: Mention, at: Stretch, sure: float, *, core: bool) -> Tag:
    """A tag whose subject is a person named, or a word for anybody: the girl."""
    if not mention.by_name:
        return noun_tag(text.reading.lower[mention.end - 1], at, sure)
    tag = Tag("name", at.begin, at.end, sure, core, inverted=False)
    return replace(tag, person=mention.person, others=mention.others, nominal=mention.nominal)


def noun_tag(noun: str, at: Stretch, sure: float) -> Tag:
    """A tag whose subject is a noun: said the ferryman."""
    female = noun in FEMALE_NOUNS or noun.endswith("woman") or noun.startswith("her ")
    male = noun in MALE_NOUNS or noun.endswith("man") or noun.startswith("his ")
    gender: Subject = "F" if female else "M" if male else "?"
    return Tag("noun", at.begin, at.end, sure, core=True, inverted=False, gender=gender, noun=noun)


def pronoun_tag(gender: Subject, at: Stretch, sure: float, *, core: bool = True) -> Tag:
    """A tag whose subject is a pronoun: she said."""
    return Tag("pronoun", at.begin, at.end, sure, core, inverted=False, gender=gender)
