"""Whom a name means, of the people who are known so far: Mr. Bellamy, Jo, the captain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import PEERS, PLAIN_TITLES, RANKS, Sex
from narrate.attribution.people.evidence import Evidence
from narrate.attribution.people.names import Phrase, untitled
from narrate.attribution.people.nicknames import is_pet_name
from narrate.attribution.people.person import Person, gender_of

_TITLE_OF = {"doctor": "dr", **dict.fromkeys("rev vicar parson curate rector".split(), "reverend")}
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


def bearer(people: Sequence[Person], phrase: Phrase, names: Names) -> tuple[Person | None, str, str]:
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
    title, gender = title_of(phrase[-1]), gender_of(phrase)
    bearers = [p for p in people if title in p.titles or p.forms.keys() & {(title,), phrase[-1:], phrase}]
    bearers = [p for p in bearers if gender != "F" or p.gender == "F"]  # Madame General is his wife
    return _by_far(bearers, lambda person: person.count)


def title_of(word: str) -> str:
    """The title that a word stands for: the doctor is Dr., the vicar Reverend."""
    return _TITLE_OF.get(word, word)


def _same_full(people: Sequence[Person], phrase: Phrase, names: list[str], narrated: int) -> Person | None:
    """The person who has the same last name, and the same first name or a form of it."""
    first, last, married = names[0], names[-1], phrase[0] == "mrs"
    for person in people:
        ranked = bool((person.titles | set(phrase)) & PEERS)
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
    fits = _with_title(fits, phrase, names)
    by_last = [p for p in fits if p.last == name and (p.first or title in p.titles)]
    by_first = [p for p in fits if name in p.first]
    if not by_first and title in _RELATIONS:
        by_first = [p for p in fits if p.goes_by(name, 0)]  # Uncle Wes, Wesley
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


def _with_title(people: Sequence[Person], phrase: Phrase, names: Names) -> list[Person]:
    """Those who may have the title that a name begins with."""
    gender, title, fits = gender_of(phrase), phrase[0], list(people)
    rare = names.count(phrase) < _SELDOM
    if title == "mr" or title in PEERS:  # Mr. Elliot is not Sir Walter Elliot
        fits = [p for p in fits if bool(p.titles & PEERS) == (title in PEERS) or not p.titles]
    if title in RANKS - PLAIN_TITLES:
        others = RANKS | {"mr", "mrs", "miss"}
        spoken_of = rare and not names.phrases[phrase].tags  # General Lane is Lois's father
        fits = [p for p in fits if title in p.titles or (p.titles.isdisjoint(others) and not spoken_of)]
    if gender and rare and title not in PLAIN_TITLES:  # Lady Lane, named once, need not be Lois Lane
        fits = [p for p in fits if p.gender == gender]
    return fits


def _same_bare(people: Sequence[Person], name: str, gender: Sex, narrated: int) -> Person | None:
    """The person whose first or last name stands alone; a bare last name is a man's rather than a woman's."""
    by_first = [p for p in people if p.goes_by(name, narrated)]
    by_first = [p for p in by_first if p.titles.isdisjoint(PEERS)] or by_first  # nobody calls Sir John John
    fits = [p for p in people if {p.gender, gender} != {"M", "F"}]
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
    bearers = [p for p in people if name in p.first and p.titles.isdisjoint(PEERS)]
    bearers = bearers or [p for p in people if p.last == name and {p.gender, gender} != {"M", "F"}]
    return _by_far(bearers, lambda person: person.count_of(name))


def _by_far(people: Sequence[Person], count: Callable[[Person], int]) -> Person | None:
    """The one of whom something counts by far the most, if there is one."""
    best = sorted(people, key=count, reverse=True)
    if len(best) > 1 and count(best[0]) < _USUALLY * count(best[1]):
        return None
    return best[0] if best else None
