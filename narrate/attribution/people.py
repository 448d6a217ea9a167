"""Who is in the story: names found in the text, and merged into persons."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from narrate.attribution.lexicon import (
    FEMALE_NOUNS,
    FEMALE_TITLES,
    KIN_TITLES,
    MALE_NOUNS,
    MALE_TITLES,
    NICKNAMES,
    TITLES,
)
from narrate.attribution.names import Evidence, Phrase, find_names
from narrate.attribution.nominals import find_nominals
from narrate.attribution.reading import TOKEN, Reading
from narrate.attribution.values import Known
from narrate.script import Gender

FIRST_PERSON = 0.008  # share of "I" among the narration's words from which a narrator tells the story
RANKS = frozenset("sir lord".split())
ONE_NAME_TITLES = frozenset(
    "miss sir lady aunt uncle cousin master lord father sister brother madame".split()
)


@dataclass(slots=True)
class Person:
    """Someone whom the text names: `forms` are the names as lower-case words, with how often each occurs.

    `maleness` is the log odds of "he" against "she" as far as titles and kinship words tell.
    """

    forms: Counter[Phrase]
    first: set[str] = field(default_factory=set)
    last: str = ""
    gender: str = ""  # M, F or nothing
    titles: set[str] = field(default_factory=set)
    nominal: bool = False  # called by what they are: the ferryman
    narrator: bool = False
    known: str = ""  # the name in voices.yaml
    spelling: dict[Phrase, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How often the person's names occur."""
        return sum(self.forms.values())


def gender_of(phrase: Phrase) -> str:
    """M, F or nothing, by the titles and kinship words in a name."""
    for word in phrase:
        if word in MALE_TITLES or (word in MALE_NOUNS or word.endswith("man") and word in phrase[-1:]):
            if not (word.endswith("woman") or word in FEMALE_NOUNS):
                return "M"
        if word in FEMALE_TITLES or word in FEMALE_NOUNS or word.endswith("woman"):
            return "F"
    return ""


def discover(reading: Reading) -> list[Person]:
    """The people of a story nobody has listed, those mentioned most first."""
    names = find_names(reading)
    people = merge(
        {phrase: evidence for phrase, evidence in names.items() if _is_person(phrase, evidence, names)}, names
    )
    taken = {form for person in people for form in person.forms}
    for phrase, count in find_nominals(reading).items():
        if phrase not in taken:
            person = Person(Counter({phrase: count}), gender=gender_of(phrase), nominal=True)
            person.spelling[phrase] = " ".join(phrase)
            people.append(person)
    narrator = first_person(reading, people, names)
    if narrator is not None and narrator not in people:
        people.append(narrator)
    return sorted(people, key=lambda person: -person.count)


def _is_person(phrase: Phrase, evidence: Evidence, names: dict[Phrase, Evidence]) -> bool:
    """Whether a capitalised phrase names a person, and not a place or a family."""
    if evidence.after_the > 0.5 * evidence.count and not evidence.tags:
        return False
    last = phrase[-1]
    if last.endswith("s") and not evidence.tags and any(other[-1] == last[:-1] for other in names):
        return False  # the Luthors
    if (len(phrase) > 1 and phrase[0] in TITLES) or evidence.tags or evidence.vocative >= 2:
        return True
    return (
        evidence.count >= 4
        and evidence.placed < 0.3 * evidence.count
        and evidence.he + evidence.she >= 0.15 * evidence.count
    )


def merge(phrases: dict[Phrase, Evidence], names: dict[Phrase, Evidence]) -> list[Person]:
    """Put the names of one person together: full names first, then titled ones, then bare ones."""
    people: list[Person] = []
    kinds: dict[str, list[tuple[Phrase, list[str], list[str]]]] = {
        "full": [],
        "titled": [],
        "bare": [],
        "title": [],
    }
    for phrase in sorted(phrases, key=lambda phrase: (-phrases[phrase].count, phrase)):
        titles = [word for word in phrase if word in TITLES]
        rest = [word for word in phrase if word not in TITLES]
        kind = "title" if not rest else "full" if len(rest) > 1 else "titled" if titles else "bare"
        kinds[kind].append((phrase, titles, rest))
    for phrase, titles, rest in kinds["full"]:
        same = [p for p in people if p.last == rest[-1] and any(_same_first(rest[0], f) for f in p.first)]
        gender = gender_of(phrase)
        same = [p for p in same if rest[0] in p.first or not (p.titles | set(titles)) & RANKS]
        same = [p for p in same if not gender or p.gender in (gender, "")]
        person = same[0] if same else _add(people, phrase, names, first={rest[0]}, last=rest[-1])
        _join(person, phrase, phrases, titles, first=rest[0])
    for phrase, titles, (name,) in kinds["titled"]:
        person = _titled(people, titles, name, gender_of(phrase), phrases[phrase].count) or _add(people, phrase, names, last=name)
        _join(person, phrase, phrases, titles)
    for phrase, _, (name,) in kinds["bare"]:
        gender = _gender(phrase, names)
        fits = [p for p in people if not gender or not p.gender or p.gender == gender]
        by_first = [p for p in fits if any(_same_first(name, first) for first in p.first)]
        same = by_first or [p for p in fits if p.last == name]
        if same:
            person = max(same, key=lambda p: (bool(gender and p.gender == gender), p.count))
            person.gender = person.gender or (gender if by_first else "")
        else:
            person = _add(people, phrase, names, first={name})
        _join(person, phrase, phrases, [], first=name if by_first else "")
    for phrase, titles, _ in kinds["title"]:
        _join(_add(people, phrase, names), phrase, phrases, titles)
    return [p for p in people if p.count >= 2 or any(phrases[form].tags for form in p.forms)]


def _same_first(one: str, other: str) -> bool:
    return one == other or NICKNAMES.get(one, one) == NICKNAMES.get(other, other)


def _titled(people: Sequence[Person], titles: list[str], name: str, gender: str, count: int) -> Person | None:
    """The person whom Mr. Bellamy, or Aunt Jane, is."""
    fits = [p for p in people if not gender or not p.gender or p.gender == gender]
    same = [p for p in fits if p.last == name and p.first and not ("mrs" in titles and "miss" in p.titles)]
    if len(same) == 1 and (not gender or same[0].gender == gender):
        in_full = sum(times for form, times in same[0].forms.items() if form[0] == titles[0] and len(form) > 2)
        if in_full < 0.6 * same[0].count or count < in_full:  # Mr. John Knightley is not Mr. Knightley
            return same[0]
    if titles[0] in ONE_NAME_TITLES:
        by_first = [p for p in fits if name in p.first]
        if len(by_first) == 1:
            return by_first[0]
    alike = [
        p for p in fits if not p.first and p.last == name and p.gender == gender and p.titles & set(titles)
    ]
    return alike[0] if alike else None


def _gender(phrase: Phrase, names: dict[Phrase, Evidence]) -> str:
    """M, F or nothing, by titles and the pronouns that follow the name."""
    evidence = names[phrase]
    by_pronouns = (
        "M" if evidence.he > 1.5 * evidence.she + 1 else "F" if evidence.she > 1.5 * evidence.he + 1 else ""
    )
    return gender_of(phrase) or by_pronouns


def _add(
    people: list[Person],
    phrase: Phrase,
    names: dict[Phrase, Evidence],
    first: set[str] | None = None,
    last: str = "",
) -> Person:
    person = Person(Counter(), first=first or set(), last=last, gender=_gender(phrase, names))
    people.append(person)
    return person


def _join(
    person: Person, phrase: Phrase, phrases: dict[Phrase, Evidence], titles: list[str], first: str = ""
) -> None:
    person.forms[phrase] += phrases[phrase].count
    person.spelling[phrase] = phrases[phrase].spelling
    person.titles |= set(titles)
    if first:
        person.first.add(first)


def first_person(reading: Reading, people: Sequence[Person], names: dict[Phrase, Evidence]) -> Person | None:
    """The one who tells the story as "I": somebody often spoken to and hardly ever told about."""
    told = [
        token
        for token, quote in enumerate(reading.quote_of)
        if not quote and reading.tokens[token][0].isalpha()
    ]
    if sum(reading.tokens[token] == "I" for token in told) <= FIRST_PERSON * max(1, len(told)):
        return None

    def spoken_to(person: Person) -> int:
        return sum(names[form].vocative for form in person.forms if form in names)

    def told_of(person: Person) -> int:
        return sum(names[form].narrated for form in person.forms if form in names)

    named = [p for p in people if not p.nominal and spoken_to(p) >= 3 and told_of(p) <= 0.12 * p.count]
    narrator = max(named, key=spoken_to, default=None) or Person(Counter({("i",): 0}), spelling={("i",): "I"})
    narrator.narrator = True
    return narrator


def display(person: Person) -> tuple[str, tuple[str, ...]]:
    """A person's name, and the other names that the text has for them, as it writes them."""
    forms = sorted(person.forms, key=lambda form: -(1 + 0.3 * (len(form) > 1)) * person.forms[form])
    name = person.known or person.spelling[forms[0]]
    return name, tuple(
        dict.fromkeys(person.spelling[form] for form in forms if person.spelling[form] != name)
    )


def cast_of(reading: Reading, known: Sequence[Known], confirmed: set[str]) -> list[Person]:
    """The known people first, then those whom the text names besides."""
    people = [_known_person(person) for person in known]
    claimed = {form for person in people for form in person.forms}
    for name in sorted(confirmed):
        if _phrase(name) not in claimed and not any(person.known == name for person in people):
            people.append(_known_person(Known(name)))
            claimed.add(_phrase(name))
    listed = list(people)
    for person in discover(reading):
        person.narrator = person.narrator and not any(other.narrator for other in listed)
        owners = _listed(person, listed)
        for owner in owners:
            owner.narrator = owner.narrator or (person.narrator and len(owners) == 1)
            for form, count in person.forms.items():
                if len(owners) > 1 or not any(form in other.forms for other in listed):
                    owner.forms[form] += count
                    owner.spelling[form] = person.spelling[form]
        if not owners:
            people.append(person)
    return people


def _listed(person: Person, listed: Sequence[Person]) -> list[Person]:
    """The known people whom the text may call by names that voices.yaml does not list."""
    same = [other for other in listed if person.forms.keys() & other.forms.keys()]
    if same or person.nominal:
        return same[:1]
    fits = [p for p in listed if not (person.gender and p.gender) or person.gender == p.gender]
    for form in sorted(person.forms, key=lambda form: -person.forms[form]):
        name = tuple(word for word in form if word not in TITLES)
        if name and name != ("i",):
            alike = [p for p in fits if _begins(p, name)]
            containing = [p for p in fits if _contains(p, name)]
            if alike or len(containing) == 1:
                return alike or containing
    return []


def _begins(person: Person, name: Phrase) -> bool:
    """Whether a person's full name begins with a name: May, of May Welland."""
    return any(len(form) <= len(name) + 3 and form[: len(name)] == name for form in person.forms)


def _contains(person: Person, name: Phrase) -> bool:
    """Whether all words of a name are among those of one of a person's names."""
    return any(set(name) <= set(form) and len(form) <= len(name) + 2 for form in person.forms)


def _known_person(known: Known) -> Person:
    forms = [_phrase(name) for name in (known.name, *known.aliases)]
    person = Person(Counter(dict.fromkeys(filter(None, forms), 1)), known=known.name)
    person.spelling = {
        form: name for form, name in zip(forms, (known.name, *known.aliases), strict=True) if form
    }
    genders = {Gender.MALE: "M", Gender.FEMALE: "F"}
    by_title = next(filter(None, (gender_of(form) for form in person.forms)), "")
    person.gender = genders.get(known.gender, "") if known.gender else by_title
    person.narrator = bool(known.narrates)
    return person


def _phrase(name: str) -> Phrase:
    return tuple(word.lower().replace("’", "'") for word in TOKEN.findall(name) if word != ".")
