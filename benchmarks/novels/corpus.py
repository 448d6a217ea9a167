"""A corpus: a folder of NAME.txt and NAME.gold.json.

In the gold are `quotes` with spans, speaker and type, and where known `characters` with names, aliases and
who narrates.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.manuscripts import read_manuscript
from narrate.story.assembling import assemble
from narrate.story.book import Book
from narrate.story.cast import Role

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
    def cast(self) -> list[Role]:
        """The gold characters, as voices.yaml would list them."""
        return [
            Role(person["name"], tuple(person["aliases"]), None, person.get("narrator") or None)
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


def folds(novels: Sequence[Novel], count: int = 5) -> list[list[str]]:
    """Authors dealt out so that each fold holds about as many quotes."""
    quotes: Counter[str] = Counter()
    for novel in novels:
        quotes[novel.author] += len(novel.gold["quotes"])
    dealt: list[list[str]] = [[] for _ in range(count)]
    for author, _ in quotes.most_common():
        min(dealt, key=lambda fold: sum(quotes[other] for other in fold)).append(author)
    return dealt
