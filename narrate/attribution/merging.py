"""Names merged into persons: Captain Josephine Marsh, Miss Marsh and Jo are one; Mrs. Bellamy is not Mr."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrate.attribution.lexicon import (
    FEMALE_NOUNS,
    FEMALE_TITLES,
    MALE_NOUNS,
    MALE_TITLES,
    NICKNAMES,
    RANKS,
    TITLES,
)
from narrate.attribution.names import Evidence, Phrase
from narrate.story.people import Gender

PEERS = frozenset(["sir", "lord"])  # Sir Thomas Bertram is not Tom Bertram
RARELY = 0.25  # share of the usual name's mentions in narration that a nickname may have
OFTEN = 0.2  # share of the mentions in which a rank says something about a person
SELDOM = 3  # mentions: a title that is rarer proves nothing about gender
BROTHER = 4  # times as often "Mr. Knightley" as "Mr. John Knightley": two people
USUALLY = 4  # times as often as anybody else
RATHER = 2  # times as often as others of that name, by the narrator
TOGETHER = 3, 0.01  # sentences, and share of all, with two names in them that mean two people


@dataclass(slots=True)
class Person:
    """Someone whom the text names: `forms` are the names as lower-case words, with how often each occurs."""

    forms: Counter[Phrase]
    first: set[str] = field(default_factory=set)
    last: str = ""
    gender: str = ""  # M, F, R (a rank: mostly a man's) or nothing, as titles and kinship words tell
    titles: set[str] = field(default_factory=set)
    nominal: bool = False  # called by what they are: the ferryman
    narrator: bool = False
    known: str = ""  # the name in voices.yaml
    stated: Gender | None = None  # the gender given there
    spelling: dict[Phrase, str] = field(default_factory=dict)
    narrated: int = 0  # times named in narration
    sentences: set[int] = field(default_factory=set)  # where a name of theirs stands

    @property
    def count(self) -> int:
        """How often the person's names occur."""
        return sum(self.forms.values())

    def count_of(self, name: str) -> int:
        """How often the person is called by a name, alone or with others."""
        return sum(count for form, count in self.forms.items() if name in form)

    def count_with(self, title: str) -> int:
        """How often the person's names occur with a title."""
        return sum(count for form, count in self.forms.items() if form[0] == title)

    def apart_from(self, evidence: Evidence) -> bool:
        """Whether a name stands beside the person's own too often to be one of theirs."""
        together = len(self.sentences & evidence.sentences)
        least, share = TOGETHER
        return together >= max(least, share * min(len(self.sentences), len(evidence.sentences)))

    def goes_by(self, name: str, narrated: int) -> bool:
        """Whether a name is, or is short for, the person's first name.

        The narrator hardly uses both forms of one person's name: Tom is the son of Thomas.
        """
        full = NICKNAMES.get(name, name)
        alike = any(NICKNAMES.get(first, first) == full for first in self.first)
        rare, usual = sorted((narrated, self.narrated))
        return name in self.first or (alike and rare <= RARELY * usual)


def gender_of(phrase: Phrase) -> str:
    """M, F or nothing, by the titles and kinship words in a name."""
    for index, word in enumerate(phrase):
        final = index == len(phrase) - 1
        if word in FEMALE_TITLES or word in FEMALE_NOUNS or (final and word.endswith("woman")):
            return "F"
        if word in MALE_TITLES or word in MALE_NOUNS or (final and len(phrase) > 1 and word.endswith("man")):
            return "M"
    return ""


def merge(phrases: Mapping[Phrase, Evidence], genders: Mapping[Phrase, str]) -> list[Person]:
    """Put the names of one person together: full names first, then titled ones, then bare ones."""
    people: list[Person] = []
    parts = {phrase: [word for word in phrase if word not in TITLES] for phrase in phrases}

    def order(phrase: Phrase) -> tuple[int, int, Phrase]:
        names, titles = len(parts[phrase]), len(phrase) - len(parts[phrase])
        rank = 3 if not names else 0 if names > 1 else 1 if titles else 2
        return rank, -phrases[phrase].count, phrase

    for phrase in sorted(phrases, key=order):
        evidence, names = phrases[phrase], parts[phrase]
        others = [person for person in people if not person.apart_from(evidence)]
        if len(names) > 1 and phrase[0] == "mrs":
            same, first, last = _same_full(others, phrase, names, evidence.narrated), "", names[-1]
        elif len(names) > 1:
            same, first, last = _same_full(others, phrase, names, evidence.narrated), names[0], names[-1]
        elif names and len(phrase) > 1:
            same, first, last = _same_titled(others, phrase, names[0], evidence.count), "", names[0]
        elif names:
            same, first, last = _same_bare(others, names[0], genders[phrase], evidence.narrated), names[0], ""
            same = same or _usual_bearer(people, names[0])
        else:
            bearers = [person for person in people if phrase[-1] in person.titles]
            same, first, last = (bearers[0] if len(bearers) == 1 else None), "", ""
        if same is None:
            gender = _gender_told(phrase, names, genders)
            same = Person(Counter(), first={first} - {""}, last=last, gender=gender)
            people.append(same)
        elif len(names) > 1 and first:
            same.first.add(first)
        same.forms[phrase] += evidence.count
        same.spelling[phrase] = evidence.spelling
        same.narrated += evidence.narrated
        same.sentences |= evidence.sentences
        same.titles |= {word for word in phrase if word in TITLES}
    for person in people:
        person.gender = _by_title(person)
    return [p for p in people if p.count >= 2 or any(phrases[form].tags for form in p.forms)]


def _gender_told(phrase: Phrase, names: Sequence[str], genders: Mapping[Phrase, str]) -> str:
    """The gender of a new person, as titles and the text tell it."""
    if len(names) < 2 or gender_of(phrase):
        return genders.get(phrase, "")
    return (
        "M" if ("mrs", *phrase) in genders else genders.get((names[0],), "")
    )  # Mrs. Julius Beaufort's husband


def _by_title(person: Person) -> str:
    """M or F as most of the person's titles say, R if most are ranks, or nothing."""
    by_title: Counter[str] = Counter()
    for form, count in person.forms.items():
        by_title["R" if form[0] in RANKS else gender_of(form)] += count
    del by_title[""]
    if by_title["R"] < OFTEN * person.count:
        del by_title["R"]  # General Lane, named once, tells nothing about Lois Lane
    return by_title.most_common(1)[0][0] if by_title else ""


def _same_full(people: Sequence[Person], phrase: Phrase, names: list[str], narrated: int) -> Person | None:
    """The person who has the same last name, and the same first name or a form of it."""
    first, last, married = names[0], names[-1], phrase[0] == "mrs"
    for person in people:
        ranked = bool((person.titles | set(phrase)) & PEERS)
        named = first in person.first or (person.goes_by(first, narrated) and not ranked)
        if person.last == last and named and married == ("mrs" in person.titles):
            return person  # Mrs. John Dashwood is not John Dashwood
    return None


def _same_titled(people: Sequence[Person], phrase: Phrase, name: str, count: int) -> Person | None:
    """The person whom Mr. Bellamy, or Aunt Jane, is."""
    gender, title = gender_of(phrase), phrase[0]
    fits = [p for p in people if not gender or not p.gender or p.gender == gender]
    fits = [p for p in fits if not (title == "mrs" and "miss" in p.titles)]
    if title == "mr" or title in PEERS:  # Mr. Elliot is not Sir Walter Elliot
        fits = [p for p in fits if bool(p.titles & PEERS) == (title in PEERS) or not p.titles]
    if gender and count < SELDOM:  # Lady Lane, named once, need not be Lois Lane
        fits = [p for p in fits if p.gender == gender]
    bearers = [p for p in fits if p.last == name and (p.first or title in p.titles)]
    for same in (bearers, [p for p in fits if name in p.first]):  # by last name, by first name
        titled = [p for p in same if title in p.titles]
        if title == "mr" and titled and count > BROTHER * titled[0].count_with(title):
            continue  # Mr. John Knightley is not Mr. Knightley
        if titled:
            return titled[0]
        same.sort(key=lambda person: -person.narrated)
        usual = len(same) > 1 and same[0].gender == gender and same[0].narrated > RATHER * same[1].narrated
        married = title == "mrs" or (title == "lady" and same is bearers)
        if (len(same) == 1 or usual) and not married:
            return same[0]
    return None


def _same_bare(people: Sequence[Person], name: str, gender: str, narrated: int) -> Person | None:
    """The person whose first or last name stands alone; a bare last name is a man's rather than a woman's."""
    by_first = [p for p in people if p.goes_by(name, narrated)]
    same = by_first or [p for p in people if p.last == name and not {p.gender, gender} >= {"M", "F"}]

    def likeness(person: Person) -> tuple[bool, bool, int]:
        manly = not by_first and not gender and person.gender != "F"
        return bool(gender and person.gender == gender), manly, person.count_of(name)

    best = max(same, key=likeness, default=None)
    if best is None or by_first or not gender or best.gender in (gender, ""):
        return best
    return None


def _usual_bearer(people: Sequence[Person], name: str) -> Person | None:
    """The one to whom a name belongs by far the most, although it stands beside other names of theirs."""
    bearers = [p for p in people if name in p.first] or [p for p in people if p.last == name]
    bearers.sort(key=lambda person: -person.count_of(name))
    if len(bearers) > 1 and bearers[0].count_of(name) < USUALLY * bearers[1].count_of(name):
        return None
    return bearers[0] if bearers else None
