"""What stays in a book's folder and should not: files of gone chapters and killed builds, older books."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from narrate.chapters.memory import Made, Memory
from narrate.chapters.shelf import PARTS_FOLDER
from narrate.chapters.transcripts import VTT, files_of
from narrate.errors import NarrateError, Place
from narrate.files.formats import Format

WHOLE_BOOK = {Format.M4B, Format.EPUB}  # what is made only where a build is asked for it


def foretold(memory: Memory, names: Iterable[str]) -> Memory:
    """The memory with the names of what is to be written: a build that is killed may leave any of it."""
    return replace(memory, files={**{name: Made(name, "", 0, 0) for name in names}, **memory.files})


def sweep(folder: Path, before: Memory, after: Memory) -> Memory:
    """Remove the files of chapters that are gone or have another name now; forget what was deleted.

    The parts of an M4B, a third of the book, go with it.
    """
    gone = _audio(before) - {made.file for made in after.chapters.values()}
    for name in chain.from_iterable(map(files_of, gone)):
        (folder / name).unlink(missing_ok=True)
    there = {name: made for name, made in after.files.items() if (folder / name).is_file()}
    if any(name.endswith(f".{Format.M4B}") for name in after.files.keys() - there.keys()):
        shutil.rmtree(folder / PARTS_FOLDER, ignore_errors=True)
    return replace(after, files=there)


def outdated(folder: Path, memory: Memory) -> dict[str, NarrateError]:
    """The files of the whole book that are older than a chapter: builds without their format leave them."""
    latest_ns = max((chapter.mtime_ns for chapter in memory.chapters.values()), default=0)
    return {
        name: NarrateError(
            "this file is older than the chapters", place=Place(folder / name), hint=how_made_anew(name)
        )
        for name, bound in sorted(memory.files.items())
        if Path(name).suffix[1:] in WHOLE_BOOK and bound.mtime_ns < latest_ns
    }


def how_made_anew(name: str) -> str:
    """What makes a file of the book's folder anew, or makes narrate forget it."""
    kind = Path(name).suffix[1:]
    if kind in WHOLE_BOOK:
        return f"`narrate build --format {kind}` makes it anew; if it can go, delete it and build."
    return "Build it again."


def _audio(memory: Memory) -> set[str]:
    """The chapters' files, also those that a build which was stopped had given another name."""
    transcribed = {f"{Path(name).stem}.mp3" for name in memory.files if name.endswith(VTT)}
    return transcribed | {made.file for made in memory.chapters.values()}
