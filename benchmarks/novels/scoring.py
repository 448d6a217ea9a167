"""How well a reading agrees with the gold."""

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from narrate.attribution import Attribution
from novels.corpus import Novel
from novels.gold import normal, shared_letters

TRIM = " \t\r\n\"“”„‘’'_«»‹›—–-"
Span = tuple[int, int]
Tally = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Heard:
    """A quote that counts, how long it is, and how many letters of it we have given to whom."""

    gold: Mapping[str, Any]
    letters: int
    said: Counter[str]


def score(novel: Novel, found: Attribution) -> Tally:
    """Quotes, and how many have the right voice and the right name, in all and by type; words of speech.

    A voice is right if it is the one that gold's speaker has been mapped to, one to one; a name if it is
    one of theirs. A quote that was not found is wrong.
    """
    ours = {
        person.name: {normal(name) for name in (person.name, *person.aliases)} for person in found.characters
    }
    theirs = {
        person["name"]: {normal(name) for name in (person["name"], *person["aliases"])}
        for person in novel.gold.get("characters", [])
    }
    heard = list(_hear(novel, found))
    shared: Counter[tuple[str, str]] = Counter()
    for quote in heard:
        shared.update({(who, quote.gold["speaker"]): letters for who, letters in quote.said.items()})
    mapped = best_mapping(shared)
    tally: Tally = Counter()
    for quote in heard:
        speaker = quote.gold["speaker"]
        names = theirs.get(speaker, {normal(speaker)})
        voice = sum(n for who, n in quote.said.items() if mapped.get(who) == speaker)
        name = sum(
            n for who, n in quote.said.items() if ours.get(who, set()) & names and normal(who) in names
        )
        for kind in ("all", quote.gold.get("type") or "untyped"):
            tally[kind, "quotes"] += 1
            tally[kind, "voice"] += 2 * voice >= quote.letters
            tally[kind, "name"] += 2 * name >= quote.letters
    return tally + _words(novel, found)


def _hear(novel: Novel, found: Attribution) -> Iterator[Heard]:
    """The quotes that count."""
    speech = [(s.start, s.end, s.speaker) for s in found.sayings if s.speaker is not None]
    for quote in novel.gold["quotes"]:
        spans = [(a, b) for a, b in (trim(novel.book.text, *span) for span in quote["spans"]) if b > a]
        if spans and quote.get("scored", bool(quote.get("speaker"))):
            said: Counter[str] = Counter()
            for begin, end in spans:
                said += shared_letters(speech, begin, end)
            yield Heard(quote, sum(end - begin for begin, end in spans), said)


def best_mapping(shared: Counter[tuple[str, str]]) -> dict[str, str]:
    """Our speakers mapped one to one to gold's, so that they share the most: `shared` is by both."""
    ours = sorted({our for our, _ in shared})
    theirs = sorted({their for _, their in shared})
    table = np.array([[shared[our, their] for their in theirs] for our in ours])
    rows, columns = linear_sum_assignment(-table) if shared else ([], [])
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


def trim(text: str, start: int, end: int) -> Span:
    """A span without its quotation marks and the spaces around it."""
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and text[end - 1] in TRIM:
        end -= 1
    return start, end
