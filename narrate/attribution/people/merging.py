"""Names merged into persons: Captain Josephine Marsh, Miss Marsh and Jo are one; Mrs. Bellamy is not Mr."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from narrate.attribution.lexicon import RANKS, TITLES, Sex, Titled
from narrate.attribution.people.bearers import Names, bearer, title_of
from narrate.attribution.people.evidence import Evidence, acts_as_kin
from narrate.attribution.people.names import Phrase, untitled
from narrate.attribution.people.nicknames import traits_of
from narrate.attribution.people.person import Person, gender_of

_OFTEN = 0.2  # share of the mentions in which a rank says something about a person


def merge(names: Names) -> list[Person]:
    """Put the names of one person together: full names first, then titled ones, then bare ones."""
    people: list[Person] = []
    alike: defaultdict[str, set[int]] = defaultdict(set)  # those who have names with a trait

    def order(phrase: Phrase) -> tuple[int, int, Phrase]:
        words = len(untitled(phrase))
        rank = 3 if not words else 0 if words > 1 else 1 if words < len(phrase) else 2
        return rank, -names.count(phrase), phrase

    for phrase in sorted(names.phrases, key=order):
        evidence, traits = names.phrases[phrase], _traits(phrase, names)
        near: Sequence[int] = sorted(set().union(*(alike[trait] for trait in traits)))
        if not untitled(phrase):
            near = range(len(people))  # the captain may be anybody
        same, first, last = bearer([people[index] for index in near], phrase, names)
        number = next((index for index in near if people[index] is same), len(people))
        for trait in traits:
            alike[trait].add(number)
        if same is None:
            gender = _gender_told(phrase, untitled(phrase), names.genders)
            same = Person(Counter(), first={first} - {""}, last=last, gender=gender)
            people.append(same)
        elif last and first:
            same.first.add(first)
        same.gender = same.gender or gender_of(phrase)
        same.forms[phrase] += evidence.count
        same.spelling[phrase] = evidence.spelling
        same.variants |= evidence.variants
        same.narrated += evidence.narrated
        same.sentences |= evidence.sentences
        same.titles |= {title_of(word) for word in phrase if word in TITLES}
    _complete(people)
    for person in people:
        person.gender = _by_title(person)
    return [p for p in people if p.count > 1 or any(_is_introduced(names.phrases[f], f) for f in p.forms)]


def _complete(people: Sequence[Person]) -> None:
    """Give a name that begins all names of one other person to them: the Sect Leader is Sect Leader Bai.

    Who had it is left without any.
    """
    begun: defaultdict[Phrase, list[Person]] = defaultdict(list)
    for person in people:
        shortest = min(person.forms, key=len)
        for words in range(2, len(shortest)):
            if all(form[:words] == shortest[:words] for form in person.forms):
                begun[shortest[:words]].append(person)
    for person in sorted(people, key=lambda person: -max(map(len, person.forms))):
        phrase, *others = person.forms
        fuller = [other for other in begun.get(phrase, ()) if other.forms]
        if len(fuller) == 1 and not others and not fuller[0].apart_from(person.sentences):
            fuller[0].absorb(person)
            person.forms.clear()


def _traits(phrase: Phrase, names: Names) -> set[str]:
    """What a name shares with all those that may mean the same person, but for mere titles."""
    words = (names.first_names.get(phrase, ""), *untitled(phrase), phrase[-1])
    return set().union(*(traits_of(word) for word in words if word))


def _is_introduced(evidence: Evidence, phrase: Phrase) -> bool:
    """Whether one mention is enough: somebody speaks, is told of by a full name or a title, or is Dad."""
    told = (evidence.narrated and len(phrase) > 1) or acts_as_kin(phrase, evidence)
    return bool(evidence.tags or evidence.gestures or told)


def _gender_told(phrase: Phrase, names: Sequence[str], genders: Mapping[Phrase, Sex]) -> Sex:
    """The gender of a new person, as titles and the text tell it."""
    if len(names) < 2 or gender_of(phrase):
        return genders.get(phrase, "")
    if ("mrs", *phrase) in genders:
        return "M"  # Julius Beaufort, whose wife is Mrs. Julius Beaufort
    by_first_name = genders.get((names[0],))
    return "" if by_first_name is None else by_first_name or genders.get(phrase, "")


def _by_title(person: Person) -> Titled:
    """What most of the person's titles say."""
    by_title: Counter[Titled] = Counter()
    for form, count in person.forms.items():
        by_title["R" if form[0] in RANKS else gender_of(form)] += count
    del by_title[""]
    if by_title["R"] < _OFTEN * person.count:
        del by_title["R"]  # General Lane, named once, tells nothing about Lois Lane
    return by_title.most_common(1)[0][0] if by_title else ""
