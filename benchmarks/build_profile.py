"""Where the processor time of a build goes, step by step: python benchmarks/build_profile.py [QUALITY].

Everything in one process and one thread, on two chapters of the story that build.py tells; the times are
those of an hour of finished sound. Reading, casting and the cover are a book's, whatever its length.
"""

import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from builds.story import story
from narrate.chapters.job import ChapterJob, chapter_jobs
from narrate.chapters.style import Style
from narrate.engines import load_engine
from narrate.files.encoding import encode_mp3
from narrate.files.tagging import id3_tag
from narrate.production.preparing import prepare
from narrate.production.project import open_project
from narrate.production.work import plan_work
from narrate.publishing.cover import make_cover
from narrate.sound.limiting import limit
from narrate.sound.loudness import Block, measure
from narrate.sound.mastering import chapter_gain_db
from narrate.sound.mixing import mix
from narrate.takes.planning import Plan
from narrate.takes.store import TakeStore
from narrate.takes.take import encode, trim

T = TypeVar("T")
WORDS = 4_000
CEILING_DBTP = -2.0


class Clock:
    """Prints what each step takes, for an hour of sound or as it is."""

    def __init__(self) -> None:
        self.hours = 0.0  # of sound that is made; 0: not known yet

    def time(self, name: str, work: Callable[[], T]) -> T:
        """Do the work and print its processor time."""
        began = time.process_time()
        result = work()
        seconds = time.process_time() - began
        per_hour = f"{seconds / self.hours:8.2f} s an hour" if self.hours else f"{seconds:8.2f} s"
        print(f"  {name:34}{per_hour}", flush=True)
        return result


def record(clock: Clock, plan: Plan, store: TakeStore) -> None:
    """Speak, trim and keep every take."""
    engines = {order.engine: load_engine(order.engine) for order in plan.orders}
    engines[plan.orders[0].engine].speak(plan.orders[0].request)  # loads the library
    speeches = clock.time(
        "espeak-ng speaks", lambda: [engines[order.engine].speak(order.request) for order in plan.orders]
    )
    takes = clock.time("silence is trimmed", lambda: [trim(speech) for speech in speeches])
    files = clock.time("takes are packed", lambda: [encode(take) for take in takes])

    def save() -> None:
        for order, file in zip(plan.orders, files, strict=True):
            store.save(order.key, file)

    clock.time("takes are saved", save)


def drop(blocks: Iterable[Block]) -> None:
    """Have blocks made one by one, as a build does: to keep them would take as long as to make them."""
    deque(blocks, maxlen=0)


def finish(clock: Clock, job: ChapterJob, store: TakeStore, folder: Path) -> None:
    """Mix, master and encode a chapter."""
    rate_hz = job.timeline.rate_hz
    keys = [cue.clip.key for cue in job.timeline.cues if cue.clip.key]
    loaded = clock.time("takes are loaded", lambda: {key: store.load(key) for key in keys})
    takes = {key: take for key, take in loaded.items() if take}
    mixed = list(mix(job.timeline, takes.__getitem__))
    clock.time("mixed", lambda: drop(mix(job.timeline, takes.__getitem__)))
    levels = clock.time("loudness is measured", lambda: measure(mixed, rate_hz))
    gain_db = chapter_gain_db(levels, 1, job.profile, CEILING_DBTP)
    clock.time("peaks are held", lambda: drop(limit(mixed, rate_hz, gain_db, CEILING_DBTP)))
    limited = list(limit(mixed, rate_hz, gain_db, CEILING_DBTP))
    tag = clock.time("tags", lambda: id3_tag(replace(job.tags, cover=bytes(100_000))))
    clock.time(
        "resampled, encoded by LAME",
        lambda: encode_mp3(limited, rate_hz, 1, folder / "chapter.mp3", job.format, tag),
    )


def main() -> None:
    """Measure and print."""
    quality = sys.argv[1] if len(sys.argv) > 1 else "standard"
    with tempfile.TemporaryDirectory(prefix="narrate-profile-") as name:
        folder = Path(name)
        (folder / "script").mkdir()
        (folder / "script" / "story.md").write_text(story(WORDS), encoding="utf-8")
        store, clock = TakeStore(folder / "takes"), Clock()
        project = open_project(folder)
        print(f"The book, {WORDS:,} words:")
        made = clock.time("read, attributed, cast", lambda: prepare(project, [], folder / "output"))
        plan = clock.time("planned", lambda: plan_work(made, store)).plan
        clock.time("the cover is drawn", lambda: make_cover(made.book.title, "A. Writer"))
        clock.hours = len(made.book.text) * 0.075 / 3600
        print(f"Its sound, {quality}, about {clock.hours:.2f} h:")
        record(clock, plan, store)
        style = Style(project.settings, made.cast, "", 2026, quality)
        jobs = chapter_jobs(made.book, plan, style, store)
        job = jobs[0]
        clock.hours = job.timeline.duration_ms / 3_600_000
        finish(clock, job, store, folder)


if __name__ == "__main__":
    main()
