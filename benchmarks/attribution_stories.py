"""Who says what in short stories of our own: python benchmarks/attribution_stories.py [STORY.script ...].

Fifty-two stories in the manner of web serials, fan fiction and old novels, 5,728 lines. They were written for
this, in scripts that give each line its speaker; the networks have not learned from them. The first sixteen
(a to d) hardly have tags, and are hard on purpose; the last twelve (m and n) are younger than the rules on
people and tags. Each is read without its directions. Needs scipy.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from narrate.attribution import SURE, Attribution, attribute
from narrate.manuscripts import read_manuscript
from narrate.script.obeying import confirmed_speakers, directed_quotes, directions_of
from narrate.story.assembling import assemble
from narrate.story.book import Book
from narrate.story.cast import Role
from narrate.story.quotes import find_quotes
from novels.scoring import best_mapping

STORIES = Path(__file__).parent / "stories"


def gold_of(book: Book) -> dict[int, str]:
    """Who says each quote, by its start, as the script's directions have it."""
    directed = directed_quotes(book, find_quotes(book), directions_of(book))
    return {start: who for start, who in confirmed_speakers(directed, ()).items() if who}


def tally(found: Attribution, gold: Mapping[int, str]) -> Counter[str]:
    """Lines, how many are in the right voice, how many are unmarked, and how many of these are right."""
    said = {s.start: s.speaker for s in found.sayings if s.start in gold and s.speaker}
    mapped = best_mapping(Counter((who, gold[start]) for start, who in said.items()))
    right = {start for start, who in said.items() if mapped.get(who) == gold[start]}
    unmarked = {s.start for s in found.sayings if s.start in said and s.confidence >= SURE}
    return Counter(lines=len(gold), right=len(right), unmarked=len(unmarked), both=len(right & unmarked))


def row(name: str, counts: Counter[str]) -> str:
    """A line of the table."""
    lines, unmarked = max(1, counts["lines"]), max(1, counts["unmarked"])
    return (
        f"{name:20}{counts['lines']:6} lines {counts['right'] / lines:6.1%} right; "
        f"{counts['unmarked'] / lines:4.0%} unmarked, {counts['both'] / unmarked:6.1%} of these right"
    )


def measure(paths: Sequence[Path], *, cast: bool) -> None:
    """Print one line for each story, and their sum."""
    print("With the names of those who speak listed" if cast else "From raw text")
    total: Counter[str] = Counter()
    for path in paths:
        book = assemble([read_manuscript(path)])
        gold = gold_of(book)
        known = [Role(name) for name in sorted(set(gold.values()))] if cast else []
        counts = tally(attribute(book, known), gold)
        total += counts
        print(row(path.stem, counts))
    print(row("all", total), flush=True)


def main() -> None:
    """Measure."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("stories", type=Path, nargs="*")
    paths = ask.parse_args().stories or sorted(STORIES.glob("*.script"))
    for cast in (False, True):
        measure(paths, cast=cast)


if __name__ == "__main__":
    main()
