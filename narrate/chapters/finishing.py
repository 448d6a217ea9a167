"""A chapter's job becomes its file: mixed, mastered, encoded, tagged."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import replace
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from typing import TypeVar

from narrate.chapters.job import ChapterJob, Damaged, load_take
from narrate.chapters.memory import Made
from narrate.chapters.shelf import made, part_path
from narrate.errors import NarrateError
from narrate.files.encoding import encode_mp3
from narrate.files.tagging import id3_tag
from narrate.sound.loudness import Block
from narrate.sound.mastering import master
from narrate.sound.mixing import mix
from narrate.takes.desk import WorkerFailed
from narrate.takes.store import TakeStore
from narrate.takes.workers import Workers, result_of

T = TypeVar("T")


class _Abandoned(Exception):  # noqa: N818
    """Work that nobody waits for any more."""


def finish(
    jobs: Sequence[ChapterJob], workers: Workers, write: Callable[[ChapterJob], T]
) -> Iterator[tuple[ChapterJob, T]]:
    """Write chapters with `write`, each given with what it returns as it is finished.

    A chapter whose process dies is written once more in a fresh one; then NarrateError names it. Where takes
    cannot be read, all other chapters are finished before Damaged is raised for one of them.
    """
    longest_first = sorted(jobs, key=lambda job: -job.timeline.frames)  # nobody waits long for the last
    running = {workers.submit(write, job, limit_s=None, fresh=False): job for job in longest_first}
    failed_once: set[str] = set()
    damaged: Damaged | None = None
    while running:
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            job = running.pop(future)
            try:
                result = result_of(future)
            except Damaged as damage:
                damaged = damage
            except WorkerFailed as failure:
                if job.key in failed_once:
                    raise _error(job, failure) from failure
                failed_once.add(job.key)
                running[workers.submit(write, job, limit_s=None, fresh=True)] = job
            else:
                yield job, result
    if damaged:
        raise damaged


def _error(job: ChapterJob, failure: WorkerFailed) -> NarrateError:
    return NarrateError(
        f"{job.file} cannot be written: {failure}",
        hint="Other chapters and all takes are kept: build again, with fewer --jobs if memory was short.",
    )


def write_mp3(job: ChapterJob, folder: Path, store: TakeStore, cover: bytes) -> Made:
    """Write a chapter into the book's folder, with its tags."""
    tag = id3_tag(replace(job.tags, cover=cover))
    encoded = encode_mp3(
        _sound(job, store), job.timeline.rate_hz, job.timeline.channels, folder / job.file, job.format, tag
    )
    return made(folder, job.file, job.key, encoded.duration_ms)


def write_aac(job: ChapterJob, folder: Path, store: TakeStore) -> None:
    """Write a chapter as a part of an M4B."""
    from narrate.files.m4b import encode_aac  # noqa: PLC0415 - FFmpeg, which most builds do without

    path = part_path(folder, job.key)
    path.parent.mkdir(exist_ok=True)
    encode_aac(_sound(job, store), job.timeline.rate_hz, job.timeline.channels, path, job.format)


def _sound(job: ChapterJob, store: TakeStore) -> Iterator[Block]:
    """The chapter, mixed and mastered, for as long as the build lives that waits for it."""
    timeline = job.timeline
    build = parent_process()

    def mixed() -> Iterator[Block]:
        for block in mix(timeline, partial(load_take, store)):
            if build and not build.is_alive():
                raise _Abandoned
            yield block

    return master(mixed, timeline.rate_hz, timeline.channels, job.profile)
