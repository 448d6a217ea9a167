"""Which folder of output/ is a book's, and which files there: by its title, manuscripts and chapters."""

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from narrate.chapters.continuity import akin
from narrate.chapters.memory import MEMORY_FILE, Memory, recall
from narrate.chapters.release import released, traces
from narrate.chapters.shelf import chapter_file, slug, title_digest, uncut_slug
from narrate.errors import NarrateError, Place
from narrate.manuscripts import SCRIPT_FOLDER, STANDARD_INPUT
from narrate.story.book import Book

_DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[1-9]")  # what Windows has in every folder


def _folder_name(title: str) -> str:
    """As `slug`, with what tells titles apart whose letters it leaves out: of "Мастер 2" only the 2 stays."""
    letters = filter(str.isalnum, unicodedata.normalize("NFKD", title))
    name, digest = slug(title), title_digest(title)
    is_enough = name == digest or all(map(str.isascii, letters))
    return name if is_enough and not _DEVICE.fullmatch(name) else f"{name}-{digest}"


def book_folder(output: Path, book: Book, *, renamed: bool = False) -> Path:
    """The folder of a book's finished files, named after its title.

    With `renamed`, a book that has another title now stays in the folder that it has, also if manuscripts
    have come to it, have other names or are gone: the folder's name is part of addresses that listeners
    have, and what it remembers is what they have been promised. One whose title begins as that of another
    book, and is too long for the name of a folder, has a folder of its own.
    """
    folder = output / _folder_name(book.title)
    whole = uncut_slug(book.title)
    if whole != folder.name and whole.startswith(folder.name):
        own = folder.with_name(f"{folder.name}-{title_digest(book.title)}")
        if (own / MEMORY_FILE).is_file() or _is_another(folder, recall(folder), book):
            folder = own
    if not renamed or (folder / MEMORY_FILE).is_file():
        return folder
    memories = {path.parent: recall(path.parent) for path in sorted(output.glob(f"*/{MEMORY_FILE}"))}
    earlier = {path: memory for path, memory in memories.items() if _was(memory, output, book)}
    now = _stories(source_names(output, book))
    same = [path for path, memory in earlier.items() if _stories(memory.sources) == now]
    return same[0] if same else next(iter(earlier)) if len(earlier) == 1 else folder


def _was(memory: Memory, output: Path, book: Book) -> bool:
    """Whether a remembered book is this one as it was: its manuscripts, where they still are, are of this.

    They may lie elsewhere now: `narrate script` has made a script in the project of a story outside.
    """
    left = {Path(name).stem for name in memory.sources if (output / name).is_file()}
    return left <= {part.path.stem for part in book.parts} and _has_chapters_of(memory, book)


def _has_chapters_of(memory: Memory, book: Book) -> bool:
    """Whether any chapter of a book is remembered."""
    return akin([promise.trace for promise in memory.release.promises], traces(book))


def refuse_another(folder: Path, memory: Memory, book: Book) -> None:
    """Raise NarrateError where the folder of a book holds another one of its title."""
    if not _is_another(folder, memory, book):
        return
    other = os.path.normpath(folder.parent / memory.sources[0])
    raise NarrateError(
        f"another book of this title is here, made of {other}",
        place=Place(folder),
        hint="Give this one another `title:` in voices.yaml, or another folder: narrate build -o DIR. "
        "The parts of one book are built together: narrate build one.txt two.txt.",
    )


def _is_another(folder: Path, memory: Memory, book: Book) -> bool:
    """Does what a folder remembers tell of another book than this one?

    That is one with other manuscripts of which no chapter is known: a book may be moved, or renamed.
    """
    now = source_names(folder.parent, book)
    is_known = any(promise.trace for promise in memory.release.promises)
    if not is_known or not memory.sources or _stories(memory.sources) & _stories(now):
        return False
    return not _has_chapters_of(memory, book)


def left_out(folder: Path, memory: Memory, book: Book) -> list[str]:
    """The manuscripts that a book in its folder was made from, too, and that are still there."""
    now, before = _stories(source_names(folder.parent, book)), _stories(memory.sources)
    others = [name for name in memory.sources if now < before and not _stories([name]) <= now]
    paths = (Path(os.path.normpath(folder.parent / name)) for name in others)
    return [str(path) for path in paths if path.is_file()]


def _stories(sources: Iterable[str]) -> set[Path]:
    """What manuscripts are called, themselves or as scripts; standard input is no name."""
    paths = [Path(name).with_suffix("") for name in sources if Path(name).name != STANDARD_INPUT.name]
    return {path.parent.parent / path.name if path.parent.name == SCRIPT_FOLDER else path for path in paths}


def source_names(output: Path, book: Book) -> tuple[str, ...]:
    """The manuscripts of a book as its memory knows them: seen from the folder of all books."""
    return tuple(_seen_from(output.resolve(), part.path.resolve()) for part in book.parts)


def _seen_from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def gone(memory: Memory, book: Book) -> list[str]:
    """The files of finished chapters that the book no longer has, under whatever number and title."""
    files = {chapter_file(chapter) for chapter in book.chapters}
    if all(made.file in files for made in memory.chapters.values()):
        return []
    now = released(memory.release, book, None, 0)
    there = {promise.guid: promise.trace for promise in now.promises if promise.chapter}
    lost = {
        promise.chapter
        for promise in memory.release.promises
        if promise.guid not in there and not akin([promise.trace], list(there.values()))
    }
    return [made.file for number, made in sorted(memory.chapters.items()) if number in lost]
