"""The work on a plan, on as many workers as there are: recording, mastering, encoding, binding."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from narrate.chapters.finishing import finish, write_aac, write_mp3
from narrate.chapters.job import ChapterJob, Damaged, chapter_jobs
from narrate.chapters.leftovers import foretold
from narrate.chapters.memory import Made, Memory, remember
from narrate.chapters.shelf import is_finished, part_path
from narrate.chapters.style import Style
from narrate.chapters.transcribing import transcribe
from narrate.chapters.transcripts import VTT, beside
from narrate.errors import NarrateError, Place
from narrate.files.formats import Format
from narrate.publishing.edition import Edition
from narrate.sound.timeline import frames_at
from narrate.story.book import Book
from narrate.takes.cluster import open_cluster
from narrate.takes.planning import Plan
from narrate.takes.recording import missing, record
from narrate.takes.speaking import TakeOrder
from narrate.takes.store import TakeStore
from narrate.takes.workers import BorrowedWorkers, Workers

_MOST_DAMAGES = 3  # of one take: a cache may be emptied under a build, but not for ever

T = TypeVar("T")


class Progress(Protocol):
    """Who is told how far long work is; the pipeline knows nothing of terminals."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[None]:
        """Long work of `total` steps goes on inside this context."""

    def step(self) -> None:
        """One more step of the stage is done."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a plan is carried out with.

    The keys of all takes that are recorded are put into `recorded`, also of those that turned out damaged,
    which `damages` counts. A Dask cluster records where its `scheduler` is named; `cover` is what chapters
    carry of the cover.
    """

    store: TakeStore
    plan: Plan
    workers: Workers
    progress: Progress
    recorded: set[str]
    scheduler: str | None = None
    cover: bytes = b""
    damages: Counter[str] = field(default_factory=Counter)

    def record(self, orders: Sequence[TakeOrder]) -> None:
        """Record takes into the store."""
        if orders:
            with self._recorders() as recorders, self.progress.stage("recording", len(orders)):
                record(orders, self.store, recorders, self._note)

    def _note(self, order: TakeOrder) -> None:
        self.recorded.add(order.key)
        self.progress.step()

    @contextmanager
    def _recorders(self) -> Iterator[Workers]:
        if self.scheduler is None:
            yield self.workers
            return
        with open_cluster(self.scheduler) as (executor, jobs):
            yield BorrowedWorkers(executor, jobs)

    def lay_out(self, book: Book, style: Style) -> list[ChapterJob]:
        """Lay out the planned chapters."""
        return self.mending(lambda: chapter_jobs(book, self.plan, style, self.store))

    def mending(self, work: Callable[[], T]) -> T:
        """What the work returns; a take that turns out damaged is recorded again.

        Raises NarrateError where one turns out damaged again and again.
        """
        while True:
            try:
                return work()
            except Damaged as damage:
                self._mend(damage)

    def _mend(self, damage: Damaged) -> None:
        """Record again what is damaged, and whatever else has gone: somebody may have emptied the cache."""
        self.damages[damage.key] += 1
        if self.damages[damage.key] > _MOST_DAMAGES:
            raise NarrateError(
                "what is saved here cannot be read again, however often it is recorded",
                place=Place(self.store.path(damage.key)),
                hint="Is the disk failing? Set NARRATE_CACHE to a folder on another one, and build again.",
            )
        gone = {damage.key, *(order.key for order in missing(self.plan.orders, self.store))}
        self.record([order for order in self.plan.orders if order.key in gone])

    def write(self, jobs: Sequence[ChapterJob], folder: Path) -> Iterator[tuple[ChapterJob, Made]]:
        """Write chapters, each given as it is done."""
        writing = partial(write_mp3, folder=folder, store=self.store, cover=self.cover)
        with self.progress.stage("mastering", len(jobs)):
            yield from self._finish(jobs, writing)

    def encode(self, jobs: Sequence[ChapterJob], folder: Path) -> None:
        """Encode chapters as the parts of an M4B, as far as they are not there, whole."""
        from narrate.files.m4b import is_whole  # noqa: PLC0415 - FFmpeg, which most builds do without

        def whole(job: ChapterJob) -> bool:
            frames = frames_at(job.format.rate_hz, job.timeline.frames, job.timeline.rate_hz)
            return is_whole(part_path(folder, job.key), frames)

        lacking = [job for job in jobs if not whole(job)]
        writing = partial(write_aac, folder=folder, store=self.store)
        with self.progress.stage("encoding", len(lacking)):
            for _ in self._finish(lacking, writing):
                pass

    def _finish(
        self, jobs: Sequence[ChapterJob], write: Callable[[ChapterJob], T]
    ) -> Iterator[tuple[ChapterJob, T]]:
        """Finish chapters, each given as it is done; a take that turns out damaged is recorded again."""
        waiting = list(jobs)
        while waiting:
            try:
                for job, result in finish(waiting, self.workers, write):
                    waiting.remove(job)
                    yield job, result
                    self.progress.step()
            except Damaged as damage:
                self._mend(damage)


def write_changed(
    folder: Path, memory: Memory, jobs: Sequence[ChapterJob], studio: Studio
) -> tuple[Memory, frozenset[int]]:
    """Write the chapters whose key is not that of the file that is there, and remember each at once."""
    said = {order.key: order.request.text for order in studio.plan.orders}
    changed = [job for job in jobs if not is_finished(folder, memory.chapters.get(job.number), job.key)]
    if changed:
        memory = foretold(memory, (beside(job.file, VTT) for job in changed))
        remember(folder, memory)
        for job, made in studio.write(changed, folder):
            memory = transcribe(job, folder, memory, said, studio.store)
            memory = replace(memory, chapters={**memory.chapters, job.number: made})
            remember(folder, memory)
    for job in jobs:
        memory = transcribe(job, folder, memory, said, studio.store)
    return memory, frozenset(job.number for job in changed)


def bind(edition: Edition, kind: Format, jobs: Sequence[ChapterJob], studio: Studio) -> Memory:
    """Make one file of the whole book, if what it is made of has changed."""
    if kind is Format.MP3:
        return edition.memory
    from narrate.publishing import binding  # noqa: PLC0415 - FFmpeg and lxml, which most builds do without

    if kind is Format.M4B:
        key = binding.m4b_key(edition, jobs)
        if not binding.is_bound(edition, binding.m4b_file(edition.folder), key):
            studio.encode(jobs, edition.folder)
            return binding.bind_m4b(edition, jobs)
    elif not binding.is_bound(edition, binding.epub_file(edition.folder), binding.epub_key(edition)):
        return binding.bind_epub(edition)
    return edition.memory
