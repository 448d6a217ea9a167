"""What a build would touch, and why: chapters with takes to record, or whose file is not as it will be."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

import numpy as np

from narrate.chapters.job import ChapterJob, Damaged, chapter_jobs, what_differs
from narrate.chapters.memory import Made, Memory
from narrate.chapters.shelf import is_finished
from narrate.chapters.style import Style
from narrate.counting import count
from narrate.production.preparing import Production
from narrate.story.book import Book
from narrate.takes.planning import ChapterPlan, Plan
from narrate.takes.store import TakeInfo, TakeStore
from narrate.takes.take import Take


def foresee(
    production: Production, plan: Plan, missing: AbstractSet[str], style: Style, store: TakeStore
) -> dict[int, str]:
    """Why chapters would be written, by number; `missing` are the keys of the takes to record."""
    book, folder, chapters = production.book, production.folder, production.memory.chapters
    why = {chapter.chapter.number: _to_record(chapter, plan, missing) for chapter in plan.chapters}
    ready = tuple(chapter for chapter in plan.chapters if not why[chapter.chapter.number])
    try:
        jobs = chapter_jobs(book, replace(plan, chapters=ready), style, store)
    except Damaged:
        return why | {chapter.chapter.number: "a take is damaged" for chapter in ready}
    why |= {job.number: _to_write(job, chapters.get(job.number), folder) for job in jobs}
    for number, planned in _planned(book, plan, style, {number for number in why if why[number]}).items():
        made = chapters.get(number)
        if made and made.planned == planned and is_finished(folder, made, made.key):
            why[number] = ""  # recorded again, its takes will be what they were
    return {number: reason for number, reason in why.items() if reason}


def with_plans(memory: Memory, book: Book, plan: Plan, style: Style) -> Memory:
    """The memory of finished chapters, each with the key of its plan: another day its takes may be gone."""
    unknown = {number for number, made in memory.chapters.items() if not made.planned}
    planned = _planned(book, plan, style, unknown)
    known = {number: replace(memory.chapters[number], planned=key) for number, key in planned.items()}
    return replace(memory, chapters={**memory.chapters, **known})


def _planned(book: Book, plan: Plan, style: Style, numbers: AbstractSet[int]) -> dict[int, str]:
    """The keys that chapters would have if all takes were alike: what their plan alone says of them."""
    chapters = tuple(chapter for chapter in plan.chapters if chapter.chapter.number in numbers)
    return {
        job.number: job.key for job in chapter_jobs(book, replace(plan, chapters=chapters), style, _Alike())
    }


class _Alike:
    """A source in which every take is there: ten seconds of silence."""

    _RATE_HZ, _FRAMES = 8_000, 80_000

    def find(self, key: str) -> TakeInfo:
        del key
        return TakeInfo(self._RATE_HZ, self._FRAMES)

    def load(self, key: str) -> Take:
        del key
        return Take(self._RATE_HZ, np.zeros(self._FRAMES, np.int16))


def _to_record(chapter: ChapterPlan, plan: Plan, missing: AbstractSet[str]) -> str:
    keys = {item.key for item in chapter.items if item.key}
    if new := len(keys & missing):
        return f"{new:,} of its {count(len(keys), 'take')} to record"
    measured = {plan.calibrations[item.voice, item.throat] for item in chapter.items if item.voice}
    return "a voice is to be measured again" if measured & missing else ""


def _to_write(job: ChapterJob, made: Made | None, folder: Path) -> str:
    if made is None:
        return "it is new"
    if made.key != job.key:
        return f"{what_differs(made.key, job)} changed"
    if is_finished(folder, made, job.key):
        return ""
    return "its file has been changed" if (folder / made.file).is_file() else "its file is gone"
