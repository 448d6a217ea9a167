"""What a look at a few lines is worth: python benchmarks/attribution_looking.py [STORY.script ...].

Each of our own stories is read without its directions. Then the right speakers of eight of its doubtful lines
are confirmed, as a person would who looks at what `narrate script` shows, and lists in voices.yaml whom they
name; it is read again, and so on. How many of all quotes are right is printed after each time, beside two
other ways to choose the lines: by lot, and the least sure first. Needs scipy.
"""

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from attribution_stories import STORIES
from narrate.manuscripts import read_manuscript
from narrate.script import Kind, Script, Span
from narrate.script.doubts import doubtful, worth_a_look
from narrate.script.obeying import confirmed_speakers, directed_quotes, directions_of
from narrate.script.reading import read_script
from narrate.story.assembling import assemble
from narrate.story.book import Book
from narrate.story.cast import Role
from narrate.story.directions import Direction
from narrate.story.quotes import find_quotes
from novels.scoring import best_mapping

AT_ONCE = 8  # lines that are looked at before the story is read again
TIMES = 3
Choice = Callable[[Script], Iterator[Span]]


def by_lot(script: Script) -> Iterator[Span]:
    """The doubtful lines in any order."""
    doubts = [span for span in script.spans if doubtful(span)]
    return iter(random.Random(1).sample(doubts, len(doubts)))


def least_sure(script: Script) -> Iterator[Span]:
    """The doubtful lines, the least sure first."""
    return iter(sorted(filter(doubtful, script.spans), key=lambda span: span.confidence))


CHOICES: Mapping[str, Choice] = {"by lot": by_lot, "the least sure": least_sure, "as shown": worth_a_look}


def looked_at(script: Script, gold: Mapping[int, str], choose: Choice) -> set[int]:
    """The quotes of the lines that somebody looks at: what one person says in a paragraph is one line."""
    speech = [span for span in script.spans if span.kind is Kind.SPEECH and span.start in gold]
    line_of = {span.start: (span.paragraph, span.speaker, gold[span.start]) for span in speech}
    chosen = (line_of[span.start] for span in choose(script) if span.start in line_of)
    lines = set(itertools.islice(dict.fromkeys(chosen), AT_ONCE))
    return {start for start, line in line_of.items() if line in lines}


def confirming(book: Book, directed: Mapping[int, Direction], starts: AbstractSet[int]) -> Book:
    """A script with the directions of some quotes alone."""
    kept = {directed[start].at for start in starts}
    (part,) = book.parts
    removed = tuple(piece for piece in part.removed if piece.at in kept)
    return replace(book, parts=(replace(part, removed=removed),))


def right_quotes(script: Script, gold: Mapping[int, str]) -> int:
    """How many quotes are in the right voice."""
    said = [(span.speaker, gold[span.start]) for span in script.spans if span.start in gold and span.speaker]
    voices = best_mapping(Counter(said))
    return sum(voices.get(speaker) == right for speaker, right in said)


def counts(path: Path, choose: Choice) -> Counter[str]:
    """The quotes of a story, and how many are right after so many looks."""
    book = assemble([read_manuscript(path)])
    directed = directed_quotes(book, find_quotes(book), directions_of(book))
    gold = {start: who for start, who in confirmed_speakers(directed, ()).items() if who}
    known: set[int] = set()
    found = Counter(quotes=len(gold))
    for time in range(TIMES + 1):
        cast = [Role(name) for name in sorted({gold[start] for start in known})]
        script = read_script(confirming(book, directed, known), cast)
        found[f"right {time}"] = right_quotes(script, gold)
        known |= looked_at(script, gold, choose)
    return found


def main() -> None:
    """Measure."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("stories", type=Path, nargs="*")
    paths = ask.parse_args().stories or sorted(STORIES.glob("*.script"))
    looks = "".join(f"{AT_ONCE * time:>8}" for time in range(TIMES + 1))
    print(f"{len(paths)} stories: quotes that are right after so many looks\n{'':16}{looks}")
    for name, choose in CHOICES.items():
        total = sum((counts(path, choose) for path in paths), Counter[str]())
        shares = (total[f"right {time}"] / total["quotes"] for time in range(TIMES + 1))
        print(f"{name:16}" + "".join(f"{share:8.1%}" for share in shares), flush=True)


if __name__ == "__main__":
    main()
