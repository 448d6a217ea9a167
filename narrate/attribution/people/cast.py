"""Who is in the story: the people of voices.yaml, and those whom the text names besides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from narrate.attribution.lexicon import ANYBODY, DETERMINERS, RANKS, TITLES, Sex, Titled
from narrate.attribution.people.discovering import discover
from narrate.attribution.people.evidence import Evidence
from narrate.attribution.people.names import Phrase, find_names, untitled
from narrate.attribution.people.narrators import first_person
from narrate.attribution.people.person import Person, gender_of
from narrate.attribution.people.viewpoints import viewpoints
from narrate.attribution.reading import Reading
from narrate.story.cast import AUTHOR, NARRATOR, Role, fold
from narrate.story.people import Gender

_SEXES: Mapping[Gender, Sex] = {Gender.MALE: "M", Gender.FEMALE: "F"}


def display(person: Person) -> tuple[str, tuple[str, ...]]:
    """A person's name, and the other names that the text has for them, as it writes them."""
    forms = sorted(person.forms, key=lambda form: -(1 + 0.3 * (len(form) > 1)) * person.forms[form])
    titled = (form for form in forms if len(form) > 1 and forms[0] == ("the", form[0]))
    name = person.listed or person.spelling[next(titled, forms[0])]  # Duchess of Monmouth, not the duchess
    name = f"the {name}" if fold(name) in (AUTHOR, NARRATOR) else name  # {Author} means the story's own
    others = dict.fromkeys((*(person.spelling[form] for form in forms), *sorted(person.variants)))
    return name, tuple(other for other in others if other != name)


def meant(name: str, people: Sequence[Person]) -> str:
    """The usual name of whom a direction means by a name; the name itself where it means nobody else."""
    shown = [display(person) for person in people]
    aliases = {fold(other): usual for usual, others in reversed(shown) for other in others}
    return (aliases | {fold(usual): usual for usual, _ in shown}).get(fold(name), name)


def cast_of(reading: Reading, known: Sequence[Role], names: AbstractSet[str]) -> list[Person]:
    """The listed people first, then those whom the text names besides, among whom are all of these names."""
    listed = [_listed_person(person, reading) for person in known]
    people = list(listed)
    found_names = find_names(reading)
    found = discover(reading, found_names)
    _tell(reading, listed, found, found_names)
    for person in found:
        owners = _same_listed(person, listed)
        for owner in owners:
            owner.tells = owner.tells or (person.tells if len(owners) == 1 else ())
            owner.introduced += person.introduced
            owner.variants |= person.variants
            for form, count in person.forms.items():
                if len(owners) > 1 or form in owner.forms or not any(form in p.forms for p in listed):
                    owner.gain(form, count, person.spelling[form])
        if not owners:
            people.append(person)
    _hand_over_first_names(reading, listed, found_names)
    for name in sorted(names):
        _name(name, people, reading)
    return people


def _name(name: str, people: list[Person], reading: Reading) -> None:
    """See to it that a name means somebody: with it as one of their names, or as all that is known of them.

    Mrs. Lowe is somebody else than Ann, though the text may be taken to call her so.
    """
    phrase = _phrase(name, reading)
    if any(fold(name) == fold(display(person)[0]) for person in people):
        return
    owner = next((person for person in people if phrase in person.forms), None)
    if owner and (owner.listed or set(untitled(phrase)) <= set(_phrase(display(owner)[0], reading))):
        return
    stranger = _listed_person(Role(name), reading)
    if owner:
        stranger.forms[phrase] = owner.forms.pop(phrase)
    people.append(stranger)


def _hand_over_first_names(
    reading: Reading, listed: Sequence[Person], names: Mapping[Phrase, Evidence]
) -> None:
    """Let a first name that is listed for one person mean their namesake, where the narrator says otherwise.

    John is John Andrew, although listed for John Beaver: the narrator calls that one Beaver. And Robert,
    listed for Edward Ferrars, is Robert Ferrars.
    """
    narrated = Counter({name: evidence.narrated for name, evidence in names.items()})
    for person in listed:
        own, usual = _phrase(person.listed, reading), max(person.forms, key=narrated.__getitem__)
        for name in [form for form in person.forms if len(form) == 1 and form in names and form != usual]:
            otherwise = usual == own[-1:] or name[0] not in own
            namesakes = [p for p in listed if name not in p.forms and _begins(p, name)]
            if otherwise and name[0] not in TITLES and len(namesakes) == 1:
                _hand_over(person, namesakes[0], name)


def _hand_over(person: Person, other: Person, name: Phrase) -> None:
    """Give a name, with and without titles, to another person, and the full names that belong to them."""
    for form in [f for f in person.forms if untitled(f) == name or untitled(f) in other.forms]:
        other.forms[form] += person.forms.pop(form)
        other.spelling[form] = person.spelling.pop(form)


def _tell(
    reading: Reading, listed: Sequence[Person], found: list[Person], names: dict[Phrase, Evidence]
) -> None:
    """Say who tells the story as "I", unless voices.yaml does: several people, or one all of it."""
    if any(person.tells for person in listed):
        return

    def may_tell(person: Person) -> bool:
        return not any(other.tells_not for other in _same_listed(person, listed))

    views = [view for view in viewpoints(reading, found) if may_tell(view[0])]
    for person, parts in views:
        person.tells = parts
    narrator = None if views else first_person(reading, list(filter(may_tell, found)), names)
    tellers = [person for person, _ in views] + ([narrator] if narrator else [])
    found += [teller for teller in tellers if teller not in found]


def _same_listed(person: Person, listed: Sequence[Person]) -> list[Person]:
    """The listed people whom the text may call by names that voices.yaml does not list."""
    same = [other for other in listed if person.forms.keys() & other.forms.keys()]
    if person.nominal and not same:  # the valet is His Valet, the knave is The Knave Of Hearts
        nouns = {form[-1] for form in person.forms} - ANYBODY
        same = [other for other in listed if _is_called(other, nouns)]
        return same if len(same) == 1 else []
    if same:
        return same[:1]
    fits = [p for p in listed if {person.gender, p.gender} != {"M", "F"}]
    for form in sorted(person.forms, key=lambda form: -person.forms[form]):
        name = untitled(form)
        if set(name) - DETERMINERS - {"i"}:  # of the Ensign no more than "the" is left
            alike = [p for p in fits if _begins(p, name)]
            containing = [p for p in fits if _contains(p, name)]
            if alike or len(containing) == 1:
                return alike or containing
    return []


def _is_called(person: Person, nouns: set[str]) -> bool:
    """Whether a noun stands for a listed person: The Knave Of Hearts, or Bartender and nothing else."""
    heads = any(_head(form) in nouns for form in person.forms)
    return heads or all(len(form) == 1 and form[0] in nouns for form in person.forms)


def _head(name: Phrase) -> str:
    """The noun of a name that is none: The Knave Of Hearts; nothing for other names."""
    if name[0] not in DETERMINERS | {"another", "two"}:
        return ""
    return name[name.index("of") - 1] if "of" in name[2:] else name[-1]


def _begins(person: Person, name: Phrase) -> bool:
    """Whether a person's full name begins with a name: May, of May Welland."""
    return any(len(form) <= len(name) + 3 and form[: len(name)] == name for form in person.forms)


def _contains(person: Person, name: Phrase) -> bool:
    """Whether all words of a name are among those of one of a person's names."""
    return any(set(name) <= set(form) and len(form) <= len(name) + 2 for form in person.forms)


def _listed_person(known: Role, reading: Reading) -> Person:
    forms = [_phrase(name, reading) for name in known.names]
    person = Person(Counter(dict.fromkeys(filter(None, forms), 1)), listed=known.name)
    person.spelling = {form: name for form, name in zip(forms, known.names, strict=True) if form}
    ranked: Titled = "R" if any(form and form[0] in RANKS for form in forms) else ""
    by_title: Titled = next((sex for sex in map(gender_of, person.forms) if sex), ranked)
    person.gender = _SEXES.get(known.gender, "") if known.gender else by_title
    person.tells = (reading.whole,) if known.narrates else ()
    person.tells_not = known.narrates is False
    person.stated = known.gender
    return person


def _phrase(name: str, reading: Reading) -> Phrase:
    """A name in small letters, and in English where it begins with an article: der Mann is the man."""
    glossary = reading.glossary
    words = [word for word in reading.words(name.title()) if word != "."]  # Winnie-the-pooh is one
    described = words and glossary.words.get(words[0]) in DETERMINERS
    return tuple(glossary.words.get(word, word) if described else word for word in words)
