"""Does `narrate check --listen` find what is wrong, and believe what is right?

    python benchmarks/listening.py output/the-harbour-light/002-chapter-two-the-teeth.mp3

It listens to every line of four words or more of a finished chapter, by its transcript beside it, and
to every fourth of them with a fault: the last 30% cut off, said twice, and another line in its place.
"""

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import soxr

from narrate.chapters.transcripts import from_json
from narrate.proof.listening import Listener, words
from narrate.sound.soundfiles import read_sound
from narrate.spoken import say_aloud

RATE_HZ = 16_000  # of the recogniser
WORDS = 4
EVERY = 4


def main(mp3: Path) -> None:
    """Print how many lines of each kind are doubted."""
    recording = read_sound(mp3)
    sound = soxr.resample(recording.samples[:, 0], recording.rate_hz, RATE_HZ)
    telling = from_json(mp3.with_suffix(".json").read_text(encoding="utf-8"))
    lines = [
        (say_aloud(sentence.text), sound[sentence.start_ms * 16 : sentence.end_ms * 16])
        for sentence in telling.sentences
        if len(words(sentence.text)) >= WORDS
    ]
    listener, doubted, tried = Listener(), Counter[str](), Counter[str]()
    for number, (text, take) in enumerate(lines):
        kinds = {"as it is": take}
        if number % EVERY == 0:
            kinds |= {
                "its last 30% cut off": take[: round(0.7 * len(take))],
                "said twice": np.concatenate((take, take)),
                "another line": lines[number - 1][1],
            }
        for kind, samples in kinds.items():
            tried[kind] += 1
            doubted[kind] += listener.follow(samples, text).doubtful
    for kind, count in tried.items():
        print(f"{kind:<22} {doubted[kind]:>3} of {count} lines doubted")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
