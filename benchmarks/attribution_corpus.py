"""Novels with gold speakers, and how well a reading of them agrees with the gold.

A corpus is a folder of NAME.txt and NAME.gold.json: `quotes` with spans, speaker and type, and where
known `characters` with names, aliases and who narrates.
"""

import bisect
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from narrate.attribution import Attribution, Known
from narrate.attribution.decide import Study
from narrate.attribution.people.cast import display
from narrate.manuscripts import read_manuscript
from narrate.story.assembling import assemble
from narrate.story.book import Book
from narrate.story.people import Gender

AUTHORS = {  # novels whose author has others in the corpus
    "Emma": "Austen",
    "MansfieldPark": "Austen",
    "NorthangerAbbey": "Austen",
    "Persuasion": "Austen",
    "SenseAndSensibility": "Austen",
    "ARoomWithAView": "Forster",
    "HowardsEnd": "Forster",
    "WhereAngelsFearToTread": "Forster",
}
TRIM = " \t\r\n\"“”„‘’'_«»‹›—–-"
ARTICLES = frozenset("the a an my dear dearest his her our poor old little young".split())
Span = tuple[int, int]


@dataclass(frozen=True)
class Novel:
    """A book with its gold."""

    name: str
    book: Book
    gold: Mapping[str, Any]

    @property
    def author(self) -> str:
        """Who wrote it, so that all of an author's books can be left out."""
        return AUTHORS.get(self.name, self.name)

    @property
    def cast(self) -> list[Known]:
        """The gold characters, as voices.yaml would list them."""
        return [
            Known(person["name"], tuple(person["aliases"]), None, person.get("narrator") or None)
            for person in self.gold.get("characters", [])
            if not person["name"].startswith("_")
        ]


def load(folder: Path) -> list[Novel]:
    """All novels of a corpus, through the same reader as the program's."""
    novels = []
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        book = assemble([read_manuscript(folder / f"{name}.txt")])
        novels.append(Novel(name, book, json.loads(path.read_text(encoding="utf-8"))))
    return novels


def normal(name: str) -> str:
    """A name without accents, case, punctuation and leading articles."""
    name = unicodedata.normalize("NFKD", name).replace("’", "'").lower()
    words = re.sub(r"[-_]", " ", re.sub(r"[^\w' -]", " ", name)).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def trim(text: str, start: int, end: int) -> Span:
    """A span without its quotation marks and the spaces around it."""
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and text[end - 1] in TRIM:
        end -= 1
    return start, end


def gold_quotes(study: Study, novel: Novel) -> list[Mapping[str, Any] | None]:
    """For each utterance the gold quote that shares the most with it; None where nobody speaks."""
    gold = novel.gold["quotes"]
    spans = sorted((a, b, index) for index, quote in enumerate(gold) for a, b in quote["spans"])
    found: list[Mapping[str, Any] | None] = []
    for utterance in study.utterances:
        shared: Counter[int] = Counter()
        for number in utterance.quotes:
            quote = study.reading.quotes[number]
            index = max(0, bisect.bisect_right(spans, (quote.start, 1 << 60, 0)) - 1)
            while index < len(spans) and spans[index][0] < quote.end:
                begin, end, owner = spans[index]
                shared[owner] += max(0, min(quote.end, end) - max(quote.start, begin))
                index += 1
        shared = +shared
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
        if person.known:
            votes.setdefault(person.known, Counter())[index] += 1_000_000
            continue
        for form, count in person.forms.items():
            for name in named.get(normal(person.spelling.get(form, "")), ()):
                votes.setdefault(name, Counter())[index] += count + 1
        if person.narrator:
            for name in narrators:
                votes.setdefault(name, Counter())[index] += 100_000
    return {name: people.most_common(1)[0][0] for name, people in votes.items()}


def gender_given(novel: Novel, name: str) -> Gender:
    """The gold gender of a character."""
    letters = {person["name"]: person.get("gender") for person in novel.gold.get("characters", [])}
    return {"M": Gender.MALE, "F": Gender.FEMALE}.get(letters.get(name) or "", Gender.UNKNOWN)


Tally = Counter[tuple[str, str]]


def score(novel: Novel, found: Attribution) -> Tally:
    """Quotes, and how many have the right voice and the right name, in all and by type; words of speech.

    A voice is right if it is the one that gold's speaker has been mapped to, one to one; a name if it is
    one of theirs. A quote that was not found is wrong.
    """
    text = novel.book.text
    speech = [(s.start, s.end, s.speaker) for s in found.sayings if s.speaker is not None]
    starts = [start for start, _, _ in speech]
    aliases = {c.name: {normal(name) for name in (c.name, *c.aliases)} for c in found.characters}
    gold = {
        person["name"]: {normal(name) for name in (person["name"], *person["aliases"])}
        for person in novel.gold.get("characters", [])
    }
    counted, shared = [], Counter[tuple[str, str]]()
    for quote in novel.gold["quotes"]:
        spans = [(a, b) for a, b in (trim(text, *span) for span in quote["spans"]) if b > a]
        if not spans or not quote.get("scored", bool(quote.get("speaker"))):
            continue
        said: Counter[str] = Counter()
        for begin, end in spans:
            index = max(0, bisect.bisect_right(starts, begin) - 1)
            while index < len(speech) and speech[index][0] < end:
                said[speech[index][2]] += max(0, min(end, speech[index][1]) - max(begin, speech[index][0]))
                index += 1
        for speaker, letters in said.items():
            shared[speaker, quote["speaker"]] += letters
        counted.append((quote, sum(end - begin for begin, end in spans), said))
    mapped = _best_mapping(shared)
    tally: Tally = Counter()
    for quote, letters, said in counted:
        right = sum(n for s, n in said.items() if mapped.get(s) == quote["speaker"]) * 2 >= letters
        names = gold.get(quote["speaker"], {normal(quote["speaker"])})
        fits = [n for s, n in said.items() if aliases.get(s, set()) & names and normal(s) in names]
        for kind in ("all", quote.get("type") or "untyped"):
            tally[kind, "quotes"] += 1
            tally[kind, "voice"] += right
            tally[kind, "name"] += sum(fits) * 2 >= letters
    tally.update(_words(novel, found))
    return tally


def _best_mapping(shared: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Our speakers mapped one to one to gold's, so that most letters agree."""
    ours, theirs = sorted({s for s, _ in shared}), sorted({g for _, g in shared})
    table = np.zeros((len(ours), len(theirs)))
    for (s, g), letters in shared.items():
        table[ours.index(s), theirs.index(g)] = letters
    rows, columns = linear_sum_assignment(-table)
    return {ours[r]: theirs[c] for r, c in zip(rows, columns, strict=True) if table[r, c] > 0}


def _words(novel: Novel, found: Attribution) -> Tally:
    """Words that characters speak: in gold, found, and both."""
    text = novel.book.text
    words = [match.start() for match in re.finditer(r"\w[\w'’]*", text)]

    def covered(spans: Sequence[Span]) -> set[int]:
        return {
            word
            for begin, end in spans
            for word in words[bisect.bisect_left(words, begin) : bisect.bisect_left(words, end)]
        }

    gold = covered([trim(text, *span) for quote in novel.gold["quotes"] for span in quote["spans"]])
    ours = covered([trim(text, s.start, s.end) for s in found.sayings if s.speaker is not None])
    return Counter(
        {
            ("words", "gold"): len(gold),
            ("words", "found"): len(ours),
            ("words", "both"): len(gold & ours),
            ("words", "text"): len(words),
        }
    )


__all__ = ["Novel", "Tally", "display", "gold_quotes", "load", "person_of", "score"]
