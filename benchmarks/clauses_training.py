"""Train what tells speech from narration behind a dash: python benchmarks/clauses_training.py CORPUS.

The novels are written anew with dashes for quotation marks; what stood between marks is said. Writes
narrate/story/clauses.tsv. Needs torch (`pip install '.[train]'`); half a minute, seeded.
"""

import argparse
from pathlib import Path

from narrate.story.clauses import Weights
from novels.corpus import load
from novels.dashes import learn, paragraphs

WEIGHTS = Path(__file__).parents[1] / "narrate" / "story" / "clauses.tsv"


def save(weights: Weights, path: Path) -> None:
    """One clue a line, with its weights in hundredths; clues that weigh nothing are left out."""
    hundredths = ((clue, [round(100 * weight) for weight in row]) for clue, row in sorted(weights.items()))
    lines = ("\t".join([clue, *map(str, row)]) for clue, row in hundredths if any(row))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from all novels."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    save(learn([lesson for novel in load(given.corpus) for lesson in paragraphs(novel)]), given.weights)
    print(f"{given.weights}: {given.weights.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
