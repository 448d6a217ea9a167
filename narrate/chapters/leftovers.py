"""What must not stay in a book's folder: files of chapters that are gone, or of builds that were killed."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from narrate.chapters.memory import Made, Memory
from narrate.chapters.transcripts import VTT, files_of


def foretold(memory: Memory, names: Iterable[str]) -> Memory:
    """The memory with the names of what is to be written: a build that is killed may leave any of it."""
    return replace(memory, files={**{name: Made(name, "", 0, 0) for name in names}, **memory.files})


def sweep(folder: Path, before: Memory, after: Memory) -> Memory:
    """Remove the files of chapters that are gone or have another name now; forget an M4B that was deleted."""
    gone = _audio(before) - {made.file for made in after.chapters.values()}
    for name in chain.from_iterable(map(files_of, gone)):
        (folder / name).unlink(missing_ok=True)
    there = {name: made for name, made in after.files.items() if (folder / name).is_file()}
    return replace(after, files=there)


def _audio(memory: Memory) -> set[str]:
    """The chapters' files, also those that a build which was stopped had given another name."""
    transcribed = {f"{Path(name).stem}.mp3" for name in memory.files if name.endswith(VTT)}
    return transcribed | {made.file for made in memory.chapters.values()}
