"""A book laid out as audiobookshelf reads it: Author / Year - Title {Narrator} / chapters."""

import os
import re
import shutil
from pathlib import Path

from narrate.atomic import replacing
from narrate.edition import Edition
from narrate.shelf import COVER_FILE
from narrate.xmltext import short

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')  # by Windows, which is the strictest
_LONGEST_BYTES = 120


def shelve_in_library(edition: Edition, library: Path) -> Path:
    """Put a book's chapters and cover into an audiobookshelf library; returns the book's folder there.

    Files are linked where the system can, so that they take no room of their own, and copied where not.
    Chapters that are gone are taken away; whatever else lies there stays. What audiobookshelf makes of
    names: https://www.audiobookshelf.org/docs#book-directory-structure
    """
    narrator = edition.cast.narrator.name
    title = f"{edition.memory.year} - {edition.book.title}"
    folder = library / file_name(edition.author) / f"{file_name(title)} {{{file_name(narrator)}}}"
    folder.mkdir(parents=True, exist_ok=True)
    chapters = {made.file for made in edition.memory.chapters.values()}
    for stale in {path.name for path in folder.glob("[0-9][0-9][0-9]-*.mp3")} - chapters:
        (folder / stale).unlink()
    for name in sorted(chapters | {COVER_FILE}):
        _link(edition.folder / name, folder / name)
    with replacing(folder / "desc.txt") as file:
        file.write(edition.description.encode())
    return folder


def file_name(text: str) -> str:
    """A text as a file name that every system takes."""
    plain = " ".join(_FORBIDDEN.sub(" ", text).split()).replace("{", "(").replace("}", ")")
    return short(plain, _LONGEST_BYTES).strip(". ") or "Untitled"


def _link(source: Path, target: Path) -> None:
    if target.exists():
        if target.samefile(source) or _same(source, target):
            return
        target.unlink()
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)


def _same(source: Path, target: Path) -> bool:
    one, other = source.stat(), target.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
