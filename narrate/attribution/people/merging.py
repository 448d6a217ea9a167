"""Names merged into persons: Captain Josephine Marsh, Miss Marsh and Jo are one; Mrs. Bellamy is not Mr."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import PLAIN_TITLES, RANKS, TITLES, Sex, Titled
from narrate.attribution.people.evidence import Evidence
from narrate.attribution.people.names import Phrase, untitled
from narrate.attribution.people.persons import Person, gender_of, is_pet_name, traits

_TITLE_OF = {"doctor": "dr", **dict.fromkeys("rev vicar parson curate rector".split(), "reverend")}
_PEERS = frozenset(["sir", "lord"])  # Sir Thomas Bertram is not Tom Bertram
_OFTEN = 0.2  # share of the mentions in which a rank says something about a person
_SELDOM = 3  # mentions: a title that is rarer proves nothing about gender
_BROTHER = 4  # times as often "Mr. Knightley" as "Mr. John Knightley": two people
_RELATIONS = frozenset("uncle aunt auntie cousin".split())  # a first name follows: Aunt Juley
_USUALLY = 4  # times as often as anybody else
_RATHER = 2  # times as often as others of that name, by the narrator


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a story with what the text tells of them.

    `first_names` are those of people who are called Mr. or Miss Lowe.
    """

    phrases: Mapping[Phrase, Evidence]
    genders: Mapping[Phrase, Sex]
    first_names: Mapping[Phrase, str]

    def count(self, phrase: Phrase) -> int:
        """How often a phrase occurs."""
        return self.phrases[phrase].count if phrase in self.phrases else 0


def merge(names: Names) -> list[Person]:
    """Put the names of one person together: full names first, then titled ones, then bare ones."""
    people: list[Person] = []
    by_trait: defaultdict[str, set[int]] = defaultdict(set)  # so that a name is held against few of thousands

    def order(phrase: Phrase) -> tuple[int, int, Phrase]:
        words = len(untitled(phrase))
        rank = 3 if not words else 0 if words > 1 else 1 if words < len(phrase) else 2
        return rank, -names.count(phrase), phrase

    for phrase in sorted(names.phrases, key=order):
        evidence = names.phrases[phrase]
        shared = traits((*untitled(phrase), names.first_names.get(phrase, "")))
        near = sorted(set().union(*(by_trait[trait] for trait in shared))) if shared else range(len(people))
        same, first, last = _bearer([people[at] for at in near], phrase, names)
        number = next((at for at in near if people[at] is same), len(people))
        for trait in shared:
            by_trait[trait].add(number)
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
        same.titles |= {_TITLE_OF.get(word, word) for word in phrase if word in TITLES}
    for person in people:
        person.gender = _by_title(person)
    return [p for p in people if p.count > 1 or any(_is_introduced(names.phrases[f], f) for f in p.forms)]


def _is_introduced(evidence: Evidence, phrase: Phrase) -> bool:
    """Whether one mention is enough: somebody speaks, or is told of by a full name or a title."""
    return bool(evidence.tags or evidence.gestures or (evidence.narrated and len(phrase) > 1))


def _bearer(people: Sequence[Person], phrase: Phrase, names: Names) -> tuple[Person | None, str, str]:
    """The person whom a phrase means if there is one yet, and their first and last name if it tells them."""
    evidence, known_first = names.phrases[phrase], names.first_names.get(phrase, "")
    words = list(dict.fromkeys(filter(None, (known_first, *untitled(phrase)))))
    others = [p for p in people if not p.apart_from(evidence.sentences) or _has_epithet(p, phrase)]
    if len(words) > 1:
        first = "" if phrase[0] == "mrs" else words[0]
        return _same_full(others, phrase, words, evidence.narrated), first, words[-1]
    if words and len(phrase) > 1:
        first, last = (words[0], "") if phrase[0] in _RELATIONS or known_first else ("", words[0])
        return _same_titled(others, phrase, names), first, last
    if words:
        same = _same_bare(others, words[0], names.genders[phrase], evidence.narrated)
        usual = _usually_called(people, words[0], names.genders[phrase])
        if usual and (same is None or usual.count_of(words[0]) > _USUALLY * same.count_of(words[0])):
            same = usual
        return same, words[0], ""
    return usual_bearer(people, phrase), "", ""


def _has_epithet(person: Person, phrase: Phrase) -> bool:
    """Whether a name is Winnie-the-Pooh and the person is Pooh, wherever both stand."""
    return any(first in name.split("-the-")[1:] for name in phrase for first in person.first)


def usual_bearer(people: Sequence[Person], phrase: Phrase) -> Person | None:
    """The one person whom "Captain", "Doctor" or "the colonel" can mean, or mostly means."""
    title, gender = _TITLE_OF.get(phrase[-1], phrase[-1]), gender_of(phrase)
    bearers = [p for p in people if title in p.titles or p.forms.keys() & {(title,), phrase[-1:], phrase}]
    bearers = [p for p in bearers if gender != "F" or p.gender == "F"]  # Madame General is his wife
    bearers.sort(key=lambda person: -person.count)
    if len(bearers) > 1 and bearers[0].count < _USUALLY * bearers[1].count:
        return None
    return bearers[0] if bearers else None


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


def _same_full(people: Sequence[Person], phrase: Phrase, names: list[str], narrated: int) -> Person | None:
    """The person who has the same last name, and the same first name or a form of it."""
    first, last, married = names[0], names[-1], phrase[0] == "mrs"
    for person in people:
        ranked = bool((person.titles | set(phrase)) & _PEERS)
        named = first in person.first or (person.goes_by(first, narrated) and not ranked)
        if person.last == last and named and married == ("mrs" in person.titles):
            return person  # Mrs. John Dashwood is not John Dashwood
    return None


def _same_titled(people: Sequence[Person], phrase: Phrase, names: Names) -> Person | None:
    """The person whom Mr. Bellamy, or Aunt Jane, is."""
    gender, title, name, count = gender_of(phrase), phrase[0], phrase[-1], names.count(phrase)
    fits = [p for p in people if not gender or not p.gender or p.gender == gender]
    fits = [p for p in fits if not (title == "mrs" and "miss" in p.titles)]
    fuller = [p for p in fits if all(form[: len(phrase)] == phrase for form in p.forms)]
    if len(fuller) == 1:
        return fuller[0]  # Mrs. Harriet, of Mrs. Harriet Coombs
    if title == "mr" or title in _PEERS:  # Mr. Elliot is not Sir Walter Elliot
        fits = [p for p in fits if bool(p.titles & _PEERS) == (title in _PEERS) or not p.titles]
    if title in RANKS - PLAIN_TITLES:
        others = RANKS | {"mr", "mrs", "miss"}
        spoken_of = count < _SELDOM and not names.phrases[phrase].tags  # General Lane is Lois's father
        fits = [p for p in fits if title in p.titles or (p.titles.isdisjoint(others) and not spoken_of)]
    if (
        gender and count < _SELDOM and title not in PLAIN_TITLES
    ):  # Lady Lane, named once, need not be Lois Lane
        fits = [p for p in fits if p.gender == gender]
    by_last = [p for p in fits if p.last == name and (p.first or title in p.titles)]
    by_first = [p for p in fits if name in p.first]
    by_first = by_first or [
        p for p in fits if title in _RELATIONS and p.goes_by(name, 0)
    ]  # Uncle Wes, Wesley
    for alike in (by_last, by_first):
        same = ([p for p in alike if p.gender == gender] if title == "miss" else []) or alike
        titled = [p for p in same if title in p.titles]
        same.sort(key=lambda person: -person.narrated)
        if title == "mr" and titled and count > max(names.count((name,)), _BROTHER * titled[0].count):
            continue  # Mr. John Knightley is not Mr. Knightley
        if titled:
            return titled[0]
        usual = len(same) > 1 and same[0].gender == gender and same[0].narrated > _RATHER * same[1].narrated
        married = title == "mrs" or (title == "lady" and same is by_last)
        if (len(same) == 1 or usual) and not married:
            return same[0]
    return None


def _same_bare(people: Sequence[Person], name: str, gender: Sex, narrated: int) -> Person | None:
    """The person whose first or last name stands alone; a bare last name is a man's rather than a woman's."""
    by_first = [p for p in people if p.goes_by(name, narrated)]
    by_first = [p for p in by_first if p.titles.isdisjoint(_PEERS)] or by_first  # nobody calls Sir John John
    fits = [p for p in people if not {p.gender, gender} >= {"M", "F"}]
    same = by_first or [p for p in fits if p.last == name] or [p for p in fits if is_pet_name(name, p.last)]

    def likeness(person: Person) -> tuple[bool, bool, int]:
        manly = not by_first and not gender and person.gender != "F"
        return bool(gender and person.gender == gender), manly, person.count_of(name)

    best = max(same, key=likeness, default=None)
    if best is None or by_first or not gender or best.gender in (gender, ""):
        return best
    return None


def _usually_called(people: Sequence[Person], name: str, gender: Sex) -> Person | None:
    """The one to whom a name belongs by far the most, although it stands beside other names of theirs."""
    bearers = [p for p in people if name in p.first and p.titles.isdisjoint(_PEERS)]
    bearers = bearers or [p for p in people if p.last == name and {p.gender, gender} != {"M", "F"}]
    bearers.sort(key=lambda person: -person.count_of(name))
    if len(bearers) > 1 and bearers[0].count_of(name) < _USUALLY * bearers[1].count_of(name):
        return None
    return bearers[0] if bearers else None
