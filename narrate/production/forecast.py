"""What a build would touch, and why: chapters with takes to record, or whose file is not as it will be."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from narrate.chapters.job import ChapterJob, Damaged, Style, chapter_jobs, what_differs
from narrate.chapters.memory import Made, Memory
from narrate.chapters.shelf import is_finished
from narrate.story.book import Book
from narrate.takes.planning import ChapterPlan, Plan
from narrate.takes.store import TakeStore


def foresee(  # noqa: PLR0913, PLR0917 - what there is, what there was, and where
    book: Book,
    plan: Plan,
    missing: AbstractSet[str],
    style: Style,
    store: TakeStore,
    folder: Path,
    memory: Memory,
) -> dict[int, str]:
    """Why chapters would be written, by number; `missing` are the keys of the takes to record."""
    why = {chapter.chapter.number: _to_record(chapter, plan, missing) for chapter in plan.chapters}
    ready = tuple(chapter for chapter in plan.chapters if not why[chapter.chapter.number])
    try:
        jobs = chapter_jobs(book, replace(plan, chapters=ready), style, store)
    except Damaged:
        return why | {chapter.chapter.number: "a take is damaged" for chapter in ready}
    why |= {job.number: _to_write(job, memory.chapters.get(job.number), folder) for job in jobs}
    return {number: reason for number, reason in why.items() if reason}


def _to_record(chapter: ChapterPlan, plan: Plan, missing: AbstractSet[str]) -> str:
    keys = {item.key for item in chapter.items if item.key}
    if new := len(keys & missing):
        return f"{new:,} of its {len(keys):,} {'take' if len(keys) == 1 else 'takes'} to record"
    measured = {plan.calibrations[item.voice, item.throat] for item in chapter.items if item.voice}
    return "a voice is to be measured again" if measured & missing else ""


def _to_write(job: ChapterJob, made: Made | None, folder: Path) -> str:
    if made is None:
        return "it is new"
    if made.key != job.key:
        return f"{what_differs(made.key, job)} changed"
    return "" if is_finished(folder, made, job.key) else "its file is gone, or is not as it was written"
