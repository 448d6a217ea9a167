"""Who says what, measured on novels with gold speakers: python benchmarks/attribution.py CORPUS.

Cross-validated: each novel is read by the network among the package's that has seen none of its author's.
Beside it, in the same run, the nearest-name rule and the alternation rule. A corpus without characters
(LitBank) is read with all networks. Needs scipy; attribution_training.py makes the networks.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from attribution_baselines import alternation, certain, nearest_name
from attribution_corpus import Novel, Tally, load, score
from attribution_lessons import Lesson, lesson

from narrate.attribution import attribute
from narrate.attribution.decide import conclude, reread
from narrate.attribution.model import Floats, Model, trained

TYPES = ("all", "Explicit", "Anaphoric", "Implicit")
RIGHT = 0.97  # of the lines that need no look


def read_as_strangers(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, Floats]]:
    """Each lesson read again with the probabilities that strangers to its author give."""
    for learned in lessons:
        model = trained().stranger_to(learned.novel.author)
        cold = Model(model.networks, 1.0)
        seen = reread(learned.study, cold.probabilities(learned.study.rows, learned.study.known))
        yield replace(learned, study=seen), cold.probabilities(seen.rows, seen.known)


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


def outcomes(learned: Lesson, probability: Floats) -> Iterator[tuple[float, bool]]:
    """For each utterance with a known speaker the confidence, and whether it was right."""
    rows = learned.study.rows
    for index in range(rows.utterances):
        begin, end = np.searchsorted(rows.utterance, [index, index + 1])
        if end > begin and learned.spoken[index]:
            best = begin + int(np.argmax(probability[begin:end]))
            yield float(probability[best]), bool(learned.right[best] > 0)


def calibration(pairs: Sequence[tuple[float, bool]]) -> str:
    """The expected calibration error, and the confidence above which RIGHT of the lines are right."""
    confidence, right = np.array([c for c, _ in pairs]), np.array([r for _, r in pairs], float)
    bins = np.clip((confidence * 10).astype(int), 0, 9)
    error = sum(abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(pairs)
    order = np.argsort(-confidence)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= RIGHT)
    last = int(enough[-1]) if len(enough) else 0
    return (
        f"calibration error {100 * error:.1f}%; "
        f"{RIGHT:.0%} right from confidence {confidence[order][last]:.3f} on, "
        f"which {100 * (last + 1) / len(order):.0f}% of the lines have"
    )


def temperature(found: Sequence[tuple[Lesson, Floats]]) -> float:
    """The temperature at which the right speakers are the least surprising."""

    def surprise(heat: float) -> float:
        total = 0.0
        for learned, probability in found:
            starts = np.flatnonzero(np.diff(learned.study.rows.utterance, prepend=-1))
            cool = probability.astype(np.float64) ** (1 / heat)
            right = np.add.reduceat(cool * learned.right, starts) / np.add.reduceat(cool, starts)
            total -= float(np.log(right[right > 0]).sum())
        return total

    heats: npt.NDArray[np.float64] = np.arange(0.7, 2.5, 0.05)
    return float(min(heats, key=surprise))


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
    heat = temperature(found)
    for cast, title in ((False, "From raw text"), (True, "With the cast listed")):
        mine = [(learned, probability) for learned, probability in found if learned.cast == cast]
        for name, rule in (("nearest name", nearest_name), ("alternation", alternation)):
            rows = [(learned, certain(learned.study, rule(learned.study))) for learned, _ in mine]
            table(f"{title}, {name} rule", rows)
        table(f"{title}, narrate", mine)
        cooled = [(learned, at_temperature(learned, probability, heat)) for learned, probability in mine]
        pairs = [pair for learned, probability in cooled for pair in outcomes(learned, probability)]
        print(f"temperature {heat:.2f}; {calibration(pairs)}")
    with_package(novels, scores=False)


def at_temperature(learned: Lesson, probability: Floats, heat: float) -> Floats:
    """Probabilities as they are at another temperature."""
    starts = np.flatnonzero(np.diff(learned.study.rows.utterance, prepend=-1))
    lengths = np.diff(np.append(starts, len(probability)))
    cool = probability.astype(np.float64) ** (1 / heat)
    return (cool / np.repeat(np.add.reduceat(cool, starts), lengths)).astype(np.float32)


if __name__ == "__main__":
    main()
