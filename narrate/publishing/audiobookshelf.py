"""A book laid out as audiobookshelf reads it: Author / Series / Vol 1 - 2026 - Title {Narrator}."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from narrate.chapters.shelf import COVER_FILE
from narrate.files.atomic import clear_asides, replacing, replacing_path
from narrate.files.text import short
from narrate.publishing.edition import Edition

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')  # by Windows, which is the strictest
_LONGEST_BYTES = 120
_LIST = ".narrate"  # which book it is, and its chapters there; audiobookshelf overlooks hidden files


def shelve_in_library(edition: Edition, library: Path) -> Path:
    """Put a book's chapters and cover into an audiobookshelf library; returns the book's folder there.

    Files are linked where the system can, so that they take no room of their own, and copied where not.
    Chapters that narrate has put there and that are gone are taken away; whatever else lies there stays. A
    book whose title, author, series or narrator is another now takes its folder along.
    What audiobookshelf makes of names: https://www.audiobookshelf.org/docs#book-directory-structure
    """
    folder, book = library.joinpath(*_folders(edition)), _book(edition)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists() and (earlier := _folder_of(book, library)):
        earlier.rename(folder)
    folder.mkdir(exist_ok=True)
    clear_asides(folder)
    chapters = {made.file for made in edition.memory.chapters.values()}
    gone = _listed(folder) - chapters
    for stale in [path for path in folder.iterdir() if path.name in gone]:
        stale.unlink()
    for name in sorted(chapters | {COVER_FILE}):
        _link(edition.folder / name, folder / name)
    with replacing(folder / _LIST) as file:
        file.write("".join(f"{name}\n" for name in (book, *sorted(chapters))).encode())
    with replacing(folder / "desc.txt") as file:
        file.write(edition.description.encode())
    return folder


def _book(edition: Edition) -> str:
    """What tells a book from all others, whatever it is called: where it is made."""
    return hashlib.sha256(os.fsencode(edition.folder.resolve())).hexdigest()


def _folder_of(book: str, library: Path) -> Path | None:
    """The folder in which a book lies already; one of a series is a step further down."""
    lists = (path for folder in ("*/*", "*/*/*") for path in library.glob(f"{folder}/{_LIST}"))
    return next((path.parent for path in lists if book in _listed(path.parent)), None)


def _listed(folder: Path) -> set[str]:
    try:
        return set((folder / _LIST).read_text(encoding="utf-8", errors="replace").splitlines())
    except FileNotFoundError:
        return set()


def _folders(edition: Edition) -> Iterator[str]:
    """The names of the folders in each other, the outermost first."""
    series, title = edition.book.series, f"{edition.memory.year} - {edition.book.title}"
    yield file_name(edition.author)
    if series:
        yield file_name(series.name)
    volume = f"Vol {series.number} - " if series and series.number else ""
    yield f"{file_name(volume + title)} {{{file_name(edition.cast.narrator.name)}}}"


def file_name(text: str) -> str:
    """A text as a file name that every system takes."""
    plain = " ".join(_FORBIDDEN.sub(" ", text).split()).replace("{", "(").replace("}", ")")
    return short(plain, _LONGEST_BYTES).strip(". ") or "Untitled"


def _link(source: Path, target: Path) -> None:
    if target.exists() and (target.samefile(source) or _same(source, target)):
        return
    with replacing_path(target) as aside:
        try:
            os.link(source, aside)
        except OSError:  # another disk, or a file system without links
            shutil.copy2(source, aside)


def _same(source: Path, target: Path) -> bool:
    one, other = source.stat(), target.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
