"""Who says what, measured on novels with gold speakers: python benchmarks/attribution.py CORPUS.

Cross-validated: each novel is read by the network among the package's that has seen none of its author's.
Beside it, in the same run, the nearest-name rule and the alternation rule. A corpus without characters
(LitBank) is read with all networks. Needs scipy; attribution_training.py makes the networks.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from narrate.attribution import attribute
from narrate.attribution.decide import conclude
from narrate.attribution.weighing.rows import Floats
from novels.baselines import alternation, certain, nearest_name
from novels.corpus import Novel, load
from novels.lessons import Lesson, lesson
from novels.scoring import Tally, score
from novels.strangers import read_as_strangers

TYPES = ("all", "Explicit", "Anaphoric", "Implicit")
TIMED = 3  # novels read with all networks, for their speed


def line(name: str, tally: Tally) -> str:
    """One row of the table, in percent."""
    cells = [f"{name:28}"]
    for kind in TYPES:
        quotes = max(1, tally[kind, "quotes"])
        cells.append(
            f"{100 * tally[kind, 'voice'] / quotes:6.1f} {100 * tally[kind, 'name'] / quotes:6.1f} |"
        )
    both = tally["words", "both"]
    f1 = 200 * both / max(1, tally["words", "found"] + tally["words", "gold"])
    return " ".join(cells) + f" {f1:5.1f} {tally['all', 'quotes']:6}"


def table(title: str, found: Sequence[tuple[Lesson, Floats]]) -> None:
    """Print one line per novel, and their sum."""
    print(
        f"\n{title}\n{'':28}" + "".join(f" {kind + ' voice name':>15}" for kind in TYPES) + "  words quotes"
    )
    total: Tally = Counter()
    for learned, probability in sorted(found, key=lambda pair: pair[0].novel.name):
        tally = score(learned.novel, conclude(learned.study, probability, {}))
        total.update(tally)
        print(line(learned.novel.name, tally))
    print(line("TOTAL", total), flush=True)


def with_package(novels: Sequence[Novel], *, scores: bool) -> None:
    """Read novels with all networks, and time it; `scores` only where none of them has seen the novels."""
    total: Tally = Counter()
    began = time.process_time()
    for novel in novels:
        total.update(score(novel, attribute(novel.book)))
    took = time.process_time() - began
    if scores:
        print(line("TOTAL", total))
    print(f"{total['words', 'text'] / took:,.0f} words a second with all networks")


def main() -> None:
    """Measure."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    novels = load(ask.parse_args().corpus)
    if not all("characters" in novel.gold for novel in novels):
        with_package(novels, scores=True)
        return
    lessons = [lesson(novel, cast=cast) for novel in novels for cast in (False, True)]
    found = list(read_as_strangers(lessons))
    for cast, title in ((False, "From raw text"), (True, "With the cast listed")):
        mine = [(learned, probability) for learned, probability in found if learned.cast == cast]
        for name, rule in (("nearest name", nearest_name), ("alternation", alternation)):
            rows = [(learned, certain(learned.study, rule(learned.study))) for learned, _ in mine]
            table(f"{title}, {name} rule", rows)
        table(f"{title}, narrate", mine)
    with_package(novels[:TIMED], scores=False)


if __name__ == "__main__":
    main()
