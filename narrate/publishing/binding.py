"""All chapters in one file: the M4B, and the EPUB that is read along with the sound."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from narrate.chapters.job import ChapterJob
from narrate.chapters.memory import Memory
from narrate.chapters.shelf import COVER_FILE, PARTS_FOLDER, is_finished, made, part_path
from narrate.files.m4b import BookTags, M4bChapter, write_m4b
from narrate.publishing.edition import Edition
from narrate.publishing.epub import write_epub
from narrate.publishing.readalong import ReadAlong, ReadAlongChapter

_REVISION = 3  # part of every file's key: raise it when the same chapters become another file


def m4b_file(folder: Path) -> str:
    """The name of a book's M4B."""
    return f"{folder.name}.m4b"


def m4b_key(edition: Edition, jobs: Sequence[ChapterJob]) -> str:
    """The hash of what a book's M4B depends on."""
    settings = edition.settings
    facts = (edition.memory.cover, settings.podcast.description, edition.book.series)
    return edition.key(_REVISION, [job.key for job in jobs], facts)


def is_bound(edition: Edition, name: str, key: str) -> bool:
    """Does the file of that key stand in the book's folder?"""
    return is_finished(edition.folder, edition.memory.files.get(name), key)


def bind_m4b(edition: Edition, jobs: Sequence[ChapterJob]) -> Memory:
    """Put the parts of these chapters together, and remove parts that no chapter of the book needs."""
    folder, name = edition.folder, m4b_file(edition.folder)
    parts = [M4bChapter(job.tags.title, part_path(folder, job.key), job.timeline.marks) for job in jobs]
    write_m4b(folder / name, parts, _tags(edition))
    needed = {part_path(folder, chapter.key) for chapter in edition.memory.chapters.values()}
    for stale in set((folder / PARTS_FOLDER).glob("[!.]*")) - needed:
        stale.unlink(missing_ok=True)  # another build may do the same; what it is writing begins with a dot
    return _remembered(edition, name, m4b_key(edition, jobs))


def epub_file(folder: Path) -> str:
    """The name of a book's EPUB."""
    return f"{folder.name}.epub"


def epub_key(edition: Edition) -> str:
    """The hash of what a book's EPUB depends on."""
    memory, series = edition.memory, edition.book.series
    return edition.key(_REVISION, memory.cover, memory.release.seed, edition.description, series)


def bind_epub(edition: Edition) -> Memory:
    """Write the book to be read along with its MP3s; chapters without a word are left out."""
    folder, memory, name = edition.folder, edition.memory, epub_file(edition.folder)
    told = [(memory.chapters[c.number], edition.telling(c.number)) for c in edition.chapters()]
    chapters = tuple(
        ReadAlongChapter(telling, folder / chapter.file, chapter.duration_ms)
        for chapter, telling in told
        if telling.sentences
    )
    book = ReadAlong(
        identifier=memory.release.seed,
        title=edition.book.title,
        author=edition.author,
        narrator=edition.cast.narrator.spec,
        language=edition.book.language,
        description=edition.description,
        series=edition.book.series,
        modified_s=max(chapter.mtime_ns for chapter, _ in told) // 1_000_000_000,
        cover=(folder / COVER_FILE).read_bytes(),
        chapters=chapters,
    )
    write_epub(folder / name, book)
    return _remembered(edition, name, epub_key(edition))


def _tags(edition: Edition) -> BookTags:
    return BookTags(
        title=edition.book.title,
        author=edition.author,
        narrator=edition.cast.narrator.spec,
        language=edition.book.language,
        year=edition.memory.year or 0,
        description=edition.description,
        cover=(edition.folder / COVER_FILE).read_bytes(),
        extra=edition.book.series.tags if edition.book.series else (),
    )


def _remembered(edition: Edition, name: str, key: str) -> Memory:
    files = {**edition.memory.files, name: made(edition.folder, name, key)}
    return replace(edition.memory, files=files)
