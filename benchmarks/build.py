"""A build against the floor and two rivals, measured in one run: python benchmarks/build.py [MANUSCRIPT].

The floor is what nobody can go below with this engine and this encoder: the processor time of one pass of
the words through espeak-ng's library, and of one pass of that sound through LAME, over the number of cores.
Without a manuscript a seeded story is told. The rivals make every third chapter; their times are multiplied.
Needs psutil and, for the rivals, espeak-ng and ffmpeg; Linux. About five minutes on two cores; with --long
half an hour, for the memory and the idle build of books of 2, 12 and 40 hours.
"""

import argparse
import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from builds.bench import Bench
from builds.cost import Cost, adopt_orphans
from builds.story import story
from narrate.files.formats import MP3_FORMATS
from narrate.lines import Line
from narrate.takes.planning import Plan

CORES = os.cpu_count() or 1
WORDS = 25_000
LONG_WORDS = 120_000
LONGEST_WORDS = 400_000  # 40 hours
RIVALS_SHARE = 3  # they make one chapter of so many
HERO = "Eleanor"


def row(name: str, cost: Cost, floor_cpu_s: float) -> str:
    """One line of the table."""
    return (
        f"  {name:30}{cost.wall_s:8.1f} s {cost.wall_s * CORES / floor_cpu_s:6.2f} x"
        f"{cost.cpu_s:9.1f} s {cost.cpu_s / floor_cpu_s:6.2f} x {cost.peak_mb:7.0f} MB"
    )


def letters(plan: Plan, share: int) -> int:
    """How much is spoken in one chapter of so many."""
    lines = (item.cue for chapter in plan.chapters[::share] for item in chapter.items)
    return sum(len(line.text) for line in lines if isinstance(line, Line))


def compare(bench: Bench, plan: Plan, quality: str) -> None:
    """The table of one quality."""
    facts = json.loads(bench.rival("floor", bench.write_book(plan, 1), quality).output)
    floor_cpu_s = facts["speaking_s"] + facts["encoding_s"]
    ours = bench.build(quality, fresh=True)
    part = bench.write_book(plan, RIVALS_SHARE)
    times = letters(plan, 1) / letters(plan, RIVALS_SHARE)
    shell, tutorial = (bench.rival(way, part, quality).times(times) for way in ("shell", "tutorial"))
    kind = MP3_FORMATS[quality]
    print(f"\n{kind.rate_hz} Hz, {kind.kbps} kbit/s, {facts['sound_s'] / 3600:.2f} h of speech")
    print(f"  {'':30}{'wall':>10} {'/ floor':>8} {'processor':>10} {'/ floor':>8} {'memory':>10}")
    print(
        f"  {'floor':30}{floor_cpu_s / CORES:8.1f} s   1.00 x{floor_cpu_s:9.1f} s   1.00 x   "
        f"(speaking {facts['speaking_s']:.1f}, encoding {facts['encoding_s']:.1f})"
    )
    print(row("narrate", ours, floor_cpu_s))
    print(row("espeak-ng a segment, ffmpeg", shell, floor_cpu_s))
    print(row("pyttsx3, pydub += a chapter", tutorial, floor_cpu_s))
    print(
        f"  narrate is {shell.wall_s / ours.wall_s:.1f} x as fast as espeak-ng with ffmpeg, "
        f"{tutorial.wall_s / ours.wall_s:.1f} x as fast as pyttsx3 with pydub",
        flush=True,
    )


def done(cost: Cost) -> str:
    """What the build itself says that it has done."""
    written = sum(".mp3" in line and "(unchanged)" not in line for line in cost.output.splitlines())
    takes = re.search(r"([\d,]+) takes? recorded", cost.output)
    return f"{takes[1] if takes else '?'} takes recorded, {written} chapters written, {cost.wall_s:.2f} s"


def change_little(bench: Bench, plan: Plan) -> None:
    """What is done again after small changes."""
    idle = min((bench.build() for _ in range(3)), key=lambda cost: cost.wall_s)
    print(f"\nAfter the build of {len(plan.orders):,} takes and {len(plan.chapters)} chapters")
    print(f"  nothing changed:       {done(idle)}")
    text = bench.manuscript.read_text(encoding="utf-8")
    middle = text.index(". ", len(text) // 2)
    end = text.index(".", middle + 2)
    text = f"{text[: middle + 2]}Nobody saw it{text[end:]}"
    bench.manuscript.write_text(text, encoding="utf-8")
    print(f"  one sentence changed:  {done(bench.build())}")
    text += "\n\n## Another Chapter\n\nThere was one more. It was short.\n"
    bench.manuscript.write_text(text, encoding="utf-8")
    print(f"  one chapter added:     {done(bench.build())} (a heading and two sentences)")
    items = [item for chapter in plan.chapters for item in chapter.items]
    own = {item.key for item in items if isinstance(item.cue, Line) and item.cue.speaker == HERO}
    (bench.folder / "voices.yaml").write_text(f"cast:\n  {HERO}:\n    rate: 1.21\n", encoding="utf-8")
    print(f"  one character recast:  {done(bench.build())} ({len(own)} lines, and one to measure the voice)")


def go_long(folder: Path) -> None:
    """Memory over the length of the book, and an idle build of a long one."""
    print("\nLong books (compact)")
    for words in (20_000, LONG_WORDS, LONGEST_WORDS):
        own = folder / str(words)
        own.mkdir()
        bench = Bench(own, story(words))
        cost = bench.build("compact", fresh=True)
        idle = min((bench.build("compact") for _ in range(3)), key=lambda again: again.wall_s)
        print(
            f"  {words:,} words: {cost.wall_s:.1f} s, {cost.cpu_s:.1f} s of processor, "
            f"{cost.peak_mb:.0f} MB; nothing changed: {idle.wall_s:.2f} s",
            flush=True,
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("manuscript", type=Path, nargs="?", help="a text or Markdown file")
    parser.add_argument("--words", type=int, default=WORDS, help="length of the story that is told")
    parser.add_argument("--long", action="store_true", help="only books of 2, 12 and 40 hours")
    asked = parser.parse_args(arguments)
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="narrate-bench-") as folder:
        if asked.long:
            go_long(Path(folder))
            return
        text = asked.manuscript.read_text(encoding="utf-8") if asked.manuscript else story(asked.words)
        bench = Bench(Path(folder), text)
        print(f"{len(text.split()):,} words, {CORES} cores", flush=True)
        plan = bench.plan()
        for quality in ("compact", "standard"):
            compare(bench, plan, quality)
        change_little(bench, plan)


if __name__ == "__main__":
    main()
