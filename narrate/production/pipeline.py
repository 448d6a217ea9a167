"""A build, stage by stage: plan the work, record what is missing, write what has changed."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.pool import ThreadPool
from pathlib import Path

from narrate import casting
from narrate.chapters import finishing
from narrate.chapters.identity import gone, source_names
from narrate.chapters.job import ChapterJob
from narrate.chapters.leftovers import outdated, sweep
from narrate.chapters.memory import MEMORY_FILE, Made, Memory, recall, remember
from narrate.chapters.shelf import COVER_FILE, chapter_file, open_shelf
from narrate.chapters.style import Style
from narrate.chapters.transcripts import files_of
from narrate.files.atomic import clear_asides
from narrate.production.credits import make_credits
from narrate.production.forecast import foresee, with_plans
from narrate.production.heap import dropped_memory_returned
from narrate.production.preparing import Production
from narrate.production.studio import Progress, Studio, bind, write_changed
from narrate.production.work import Options, Work, take_store
from narrate.publishing.audiobookshelf import shelve_in_library
from narrate.publishing.cover import embedded_cover
from narrate.publishing.edition import Edition
from narrate.publishing.jacket import Picture, cover_key, find_cover, is_shelved, shelve_cover, with_cover
from narrate.publishing.publish import publish
from narrate.takes.store import TakeStore
from narrate.takes.workers import open_workers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build has done: `written` are the numbers of the chapters made anew.

    `memory` is what the book remembers now, `sounds` are the sound files that it was made with.
    """

    production: Production
    memory: Memory
    sounds: frozenset[Path]
    written: frozenset[int]
    recorded: int
    reused: int
    seconds: float

    @property
    def made(self) -> Mapping[int, Made]:
        """All chapters that are there."""
        return self.memory.chapters

    def files(self) -> Iterator[Path]:
        """Everything that stands finished in the book's folder."""
        made = (*self.memory.chapters.values(), *self.memory.files.values())
        for name in (MEMORY_FILE, *(one.file for one in made)):
            yield self.production.folder / name


def build(production: Production, work: Work, options: Options, progress: Progress) -> Outcome:
    """Make the book: record the takes that are missing, then write the chapters that have changed.

    Every finished take and chapter is kept at once, so a build that is stopped carries on where it was.
    """
    began = time.monotonic()
    recorded: set[str] = set()
    open_shelf(production.folder)
    try:
        with open_workers(options.jobs, preload=finishing.__name__) as workers:
            studio = Studio(take_store(), work.plan, workers, progress, recorded, options.scheduler)
            memory, sounds, written = _make(production, work, options, studio)
    finally:
        clear_asides(production.folder)
    new, seconds = len(recorded), time.monotonic() - began
    return Outcome(production, memory, sounds, written, new, work.takes - new, seconds)


def _make(
    production: Production, work: Work, options: Options, studio: Studio
) -> tuple[Memory, frozenset[Path], frozenset[int]]:
    """Record, write, publish; returns what the book remembers then, its sound files, the chapters written."""
    style = _style(production, options)
    memory = _begun(production, options)
    studio = replace(studio, cover=_record(production, work, style, studio))
    studio.workers.rest()  # what they have gathered while recording is of no use for mastering
    memory = with_cover(production.folder, memory, style.cover_key)
    jobs = studio.lay_out(production.book, style)
    memory, written = write_changed(production.folder, memory, jobs, studio)
    memory = make_credits(work.credits, style, studio, production.folder, memory)
    memory = with_plans(memory, production.book, work.plan, style)
    if options.only:
        memory = _with_what_is_there(memory, production)
    else:
        memory = replace(memory, chapters={job.number: memory.chapters[job.number] for job in jobs})
    studio.workers.rest()  # what is left is not for them, but where an M4B is wanted
    memory = _publish(production, memory, options, jobs, studio)
    return memory, frozenset(file for job in jobs for file in job.timeline.files), written


def _begun(production: Production, options: Options) -> Memory:
    """What the book remembers as a build begins: whose voice is whose, its year, its sources."""
    characters, settings = production.script.characters, production.project.settings
    memory = replace(
        production.memory,
        cast=casting.remember(characters, settings, production.cast, production.memory.cast),
        year=_year(production.memory),
        sources=source_names(options.output, production.book),
    )
    if memory != production.memory:
        remember(production.folder, memory)
    return memory


def _record(production: Production, work: Work, style: Style, studio: Studio) -> bytes:
    """Record what lacks, while the cover is painted, which takes a second of one core; returns it small."""
    shelved = is_shelved(production.folder, style.cover_key, production.memory)
    picture = None if shelved else find_cover(production.book, production.project.settings.cover)
    with ThreadPool(1) as painter:  # for whom ^C does not wait
        painting = painter.apply_async(_paint, (production.folder, picture))
        studio.record(work.record)
        painted, small = painting.get()
    if picture:
        shelve_cover(production.folder, painted)
    return small


def _publish(
    production: Production, memory: Memory, options: Options, jobs: Sequence[ChapterJob], studio: Studio
) -> Memory:
    """Put everything beside the chapters that is made from them, and take away what nobody knows any more."""
    settings, tellings = production.project.settings, {job.number: job.telling for job in jobs}
    edition = Edition(production.book, settings, production.cast, production.folder, memory, tellings)
    edition = replace(edition, memory=publish(edition))
    for kind in options.formats or settings.formats:
        edition = replace(edition, memory=bind(edition, kind, jobs, studio))
    memory = sweep(production.folder, production.memory, edition.memory)
    for complaint in outdated(production.folder, memory).values():
        log.warning("%s", complaint)
    if options.library:
        shelve_in_library(edition, options.library)
    if memory != recall(production.folder):
        remember(production.folder, memory)
    return memory


def _with_what_is_there(memory: Memory, production: Production) -> Memory:
    """The memory without chapters that have another number or title now, whose files hold another's sound.

    Nor with those of which a file is gone, as it may be beside the chapters that were asked for.
    """
    folder = production.folder
    files = {chapter.number: chapter_file(chapter) for chapter in production.book.chapters}
    kept = {number: made for number, made in memory.chapters.items() if made.file == files.get(number)}
    for number, made in list(kept.items()):
        if missing := [folder / name for name in files_of(made.file) if not (folder / name).is_file()]:
            log.warning("%s: this file is gone; build again without --only", missing[0])
            del kept[number]
    earlier = {made.file for made in production.memory.chapters.values()} - set(files.values())
    then = "; build again without --only" if len(kept) < len(files) else ""
    for file in sorted(earlier.difference(gone(production.memory, production.book))):
        log.warning("%s: removed, as no chapter has this number and title any more%s", folder / file, then)
    return replace(memory, chapters=kept)


def _paint(folder: Path, picture: Picture | None) -> tuple[bytes, bytes]:
    """The cover, of the folder if it is not to be painted, and as small as chapters carry it."""
    with dropped_memory_returned():  # a picture of nine million pixels
        painted = picture() if picture else (folder / COVER_FILE).read_bytes()
        return painted, embedded_cover(painted)


def foresee_work(production: Production, options: Options, work: Work, store: TakeStore) -> dict[int, str]:
    """Why a build would write chapters, by number."""
    missing = {order.key for order in work.record}
    return foresee(production, work.plan, missing, _style(production, options), store)


def _style(production: Production, options: Options) -> Style:
    settings, year = production.project.settings, _year(production.memory)
    key = cover_key(production.book, settings.cover)
    return Style(settings, production.cast, key, year, options.quality)


def _year(memory: Memory) -> int:
    """The year of a book: that of its first build."""
    return memory.year or datetime.now(UTC).year
