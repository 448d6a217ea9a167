"""A chapter's job becomes its file: mixed, mastered, encoded, tagged."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from narrate.chapters.job import ChapterJob, load_take
from narrate.chapters.memory import Made
from narrate.chapters.shelf import made
from narrate.files.encoding import encode_mp3
from narrate.files.tagging import id3_tag
from narrate.sound.loudness import Block
from narrate.sound.mastering import master
from narrate.sound.mixing import mix
from narrate.takes.store import TakeStore

T = TypeVar("T")


class _Stopped(Exception):  # noqa: N818
    """Work that nobody waits for any more."""


def finish(
    jobs: Sequence[ChapterJob], workers: int, write: Callable[[ChapterJob, threading.Event], T]
) -> Iterator[tuple[ChapterJob, T]]:
    """Write chapters with `write`, each given with what it returns as it is finished.

    Threads are enough: LAME, FFmpeg, soxr and numpy work outside Python's lock. Raises Damaged for a take
    that cannot be read; when the caller stops listening, unfinished chapters stop within a few seconds of
    sound and leave nothing behind.
    """
    stop = threading.Event()
    with ThreadPoolExecutor(workers) as pool:
        longest_first = sorted(jobs, key=lambda job: -job.timeline.frames)  # nobody waits long for the last
        running = {pool.submit(write, job, stop): job for job in longest_first}
        try:
            for future in as_completed(running):
                yield running[future], future.result()
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)


def write_mp3(job: ChapterJob, stop: threading.Event, folder: Path, store: TakeStore, cover: bytes) -> Made:
    """Write a chapter into the book's folder, with its tags."""
    tag = id3_tag(replace(job.tags, cover=cover))
    encoded = encode_mp3(
        _sound(job, stop, store),
        job.timeline.rate_hz,
        job.timeline.channels,
        folder / job.file,
        job.format,
        tag,
    )
    return made(folder, job.file, job.key, encoded.duration_ms)


def write_aac(job: ChapterJob, stop: threading.Event, path: Path, store: TakeStore) -> None:
    """Write a chapter as a part of an M4B."""
    from narrate.files.m4b import encode_aac  # noqa: PLC0415 - FFmpeg, which most builds do without

    path.parent.mkdir(exist_ok=True)
    sound = _sound(job, stop, store)
    encode_aac(sound, job.timeline.rate_hz, job.timeline.channels, path, job.format)


def _sound(job: ChapterJob, stop: threading.Event, store: TakeStore) -> Iterator[Block]:
    """The chapter, mixed and mastered, until nobody waits for it any more."""
    timeline = job.timeline

    def mixed() -> Iterable[Block]:
        return mix(timeline, partial(load_take, store))

    for block in master(mixed, timeline.rate_hz, timeline.channels, job.profile):
        if stop.is_set():
            raise _Stopped
        yield block
