"""Gold held against a reading: who of the people found is whom, and which quotes are the same."""

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from narrate.attribution.studying import Study
from novels.corpus import Novel

ARTICLES = frozenset("the a an my dear dearest his her our poor old little young".split())
Owner = TypeVar("Owner")


def normal(name: str) -> str:
    """A name without accents, case, punctuation and leading articles."""
    name = unicodedata.normalize("NFKD", name).replace("’", "'").lower()
    words = re.sub(r"[-_]", " ", re.sub(r"[^\w' -]", " ", name)).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def shared_letters(spans: Sequence[tuple[int, int, Owner]], begin: int, end: int) -> Counter[Owner]:
    """How many letters between two offsets each owner of spans has; the spans in order."""
    first = max(0, bisect.bisect_right(spans, begin, key=itemgetter(0)) - 1)
    after = bisect.bisect_left(spans, end, key=itemgetter(0))
    shared: Counter[Owner] = Counter()
    for start, stop, owner in spans[first:after]:
        shared[owner] += max(0, min(end, stop) - max(begin, start))
    return +shared


def gold_quotes(study: Study, novel: Novel) -> list[Mapping[str, Any] | None]:
    """For each utterance the gold quote that shares the most with it; None where nobody speaks."""
    gold = novel.gold["quotes"]
    spans = sorted((a, b, index) for index, quote in enumerate(gold) for a, b in quote["spans"])
    found: list[Mapping[str, Any] | None] = []
    for utterance in study.utterances:
        shared: Counter[int] = Counter()
        for number in utterance.quotes:
            quote = study.reading.quotes[number]
            shared += shared_letters(spans, quote.start, quote.end)
        found.append(gold[max(shared, key=shared.__getitem__)] if shared else None)
    return found


def person_of(study: Study, novel: Novel) -> dict[str, int]:
    """For each gold character the person found who is called by their names the most."""
    named: dict[str, set[str]] = {}
    for character in novel.gold["characters"]:
        for alias in (character["name"], *character["aliases"]):
            named.setdefault(normal(alias), set()).add(character["name"])
    narrators = {character["name"] for character in novel.gold["characters"] if character["narrator"]}
    votes: dict[str, Counter[int]] = {}
    for index, person in enumerate(study.people):
        if person.listed:
            votes.setdefault(person.listed, Counter())[index] += 1_000_000
            continue
        for form, count in person.forms.items():
            for name in named.get(normal(person.spelling.get(form, "")), ()):
                votes.setdefault(name, Counter())[index] += count + 1
        if person.tells:
            for name in narrators:
                votes.setdefault(name, Counter())[index] += 100_000
    return {name: people.most_common(1)[0][0] for name, people in votes.items()}
