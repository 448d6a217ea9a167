"""A project: the folder with voices.yaml, its manuscripts and scripts, and where the book goes."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from narrate.attribution import Known
from narrate.errors import NarrateError, Place, nearest_file
from narrate.manuscripts import SCRIPT_SUFFIX, STANDARD_INPUT, SUFFIXES, read_manuscript
from narrate.script.carrying import Carried, called_alike, carry_over, same_story
from narrate.script.naming import is_named
from narrate.settings import Settings
from narrate.settings.reading import read_settings
from narrate.story.assembling import assemble
from narrate.story.book import Book, Manuscript
from narrate.story.cast import AUTHOR, fold

log = logging.getLogger(__name__)

SETTINGS_FILE = "voices.yaml"
SCRIPT_FOLDER = "script"


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder and what its voices.yaml says; `settings_path` is None where there is none."""

    folder: Path
    settings: Settings
    settings_path: Path | None = None

    def known(self) -> tuple[Known, ...]:
        """The people whom voices.yaml lists."""
        return tuple(Known(r.name, r.aliases, r.gender, r.narrates) for r in self.settings.cast)

    def knows(self, name: str, book: Iterable[Manuscript]) -> bool:
        """Whether a name is one of voices.yaml's, or the author's, or stands anywhere in the book."""
        listed = (called for role in self.settings.cast for called in role.names)
        return fold(name) in {AUTHOR, *map(fold, listed)} or any(is_named(name, m.text) for m in book)

    @property
    def reads_notes(self) -> bool:
        """Are the author's notes part of the audiobook?"""
        return self.settings.author_voice is not None


def open_project(folder: Path) -> Project:
    """The project in a folder; a folder without voices.yaml is one where everything is chosen."""
    if not folder.is_dir():
        raise NarrateError(
            "there is no such folder", place=Place(folder), hint="`narrate new DIR` starts a project."
        )
    path = folder / SETTINGS_FILE
    if not path.exists():
        return Project(folder, Settings())
    return Project(folder, read_settings(path), path)


def read_book(project: Project, sources: Sequence[Path], encoding: str | None = None) -> Book:
    """Read the sources as one book; without sources, everything in the project's script folder.

    Where a manuscript's script lies in the script folder, its directions are followed: that is where a
    person has corrected them. Raises NarrateError where there is nothing to read.
    """
    paths = dict.fromkeys(find_sources(project, sources))
    read = [_versions(project, path, encoding) for path in paths]
    is_known = partial(project.knows, book=[versions[-1] for versions in read])
    return join([_told(versions, is_known) for versions in read], list(paths), project.settings)


def join(carried: Sequence[Carried], sources: Sequence[Path], settings: Settings) -> Book:
    """What was read of the sources as one book, with the title, author and language of voices.yaml."""
    return assemble(
        called_alike(carried),
        title=settings.title,
        author=settings.author,
        language=settings.language,
        name=_name(sources),
    )


def _name(sources: Sequence[Path]) -> str:
    """What a book without a title is called: after its file, or after the project or folder of its files."""
    if len(sources) == 1:
        return sources[0].stem
    folder = sources[0].resolve().parent
    return (folder.parent if folder.name == SCRIPT_FOLDER else folder).name


def find_sources(project: Project, sources: Sequence[Path]) -> list[Path]:
    """The manuscripts that are meant: files as given, folders' manuscripts in natural order."""
    if sources:
        return [path for source in sources for path in _manuscripts_at(source)]
    folder = project.folder / SCRIPT_FOLDER
    if not folder.is_dir():
        raise NarrateError(
            "there is no folder of manuscripts",
            place=Place(folder),
            hint="Put one there, or name it: narrate build story.txt. `narrate new DIR` starts a project.",
        )
    return _manuscripts_at(folder)


def looked_at(project: Project, sources: Sequence[Path]) -> Iterator[Path]:
    """Every path on which it depends what book is read: what it holds, or that there is nothing."""
    yield project.folder / SETTINGS_FILE
    yield project.folder / SCRIPT_FOLDER
    for source in sources:
        yield source if source.exists() else source.parent  # of a pattern
    for path in find_sources(project, sources):
        script = path if path.suffix == SCRIPT_SUFFIX else script_path(project, path)
        yield from (path, script)
        yield from _possible_originals(script)


def newest(source: Path) -> Path:
    """A source, or the manuscript that it is the script of, if that has changed since."""
    versions = [source]
    if source.suffix == SCRIPT_SUFFIX:
        versions += _originals(source)
    return max(versions, key=lambda path: path.stat().st_mtime_ns)


def script_path(project: Project, manuscript: Path) -> Path:
    """Where the script of a manuscript is written."""
    stem = "stdin" if manuscript == STANDARD_INPUT else manuscript.stem
    return project.folder / SCRIPT_FOLDER / f"{stem}{SCRIPT_SUFFIX}"


def _manuscripts_at(source: Path) -> list[Path]:
    if source.is_file() or source == STANDARD_INPUT:
        return [source]
    if not source.exists():
        matching = _matching(source)
        if matching:
            return matching
        near = nearest_file(source)
        hint = f"Did you mean {near}?" if near else "Check the path."
        raise NarrateError("there is no such file", place=Place(source), hint=hint)
    if not source.is_dir():
        raise NarrateError("this is neither a file nor a folder", place=Place(source))
    found = [p for p in source.iterdir() if p.suffix.lower() in SUFFIXES and not _is_hidden(p)]
    scripted = {path.stem for path in found if path.suffix == SCRIPT_SUFFIX}
    found = [path for path in found if path.suffix == SCRIPT_SUFFIX or path.stem not in scripted]
    if not found:
        hint = f"Put one there, or name it: narrate build story.txt. narrate reads {', '.join(SUFFIXES)}."
        raise NarrateError("the folder holds no manuscript", place=Place(source), hint=hint)
    return sorted(found, key=lambda path: natural_order(path.name))


def _matching(pattern: Path) -> list[Path]:
    """The files that a pattern means ("chapters/*.txt"), where the shell has left it as it is."""
    if not any(mark in pattern.name for mark in "*?["):
        return []
    found = (path for path in pattern.parent.glob(pattern.name) if path.is_file() and not _is_hidden(path))
    return sorted(found, key=lambda path: natural_order(path.name))


def _is_hidden(path: Path) -> bool:
    """Is it hidden, or what Word lays beside a file that it has open?"""
    return path.name.startswith((".", "~$"))


def natural_order(name: str) -> list[tuple[int, str]]:
    """Sorts "chapter 10" after "chapter 9"."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d+)", name)
    ]


def _versions(project: Project, path: Path, encoding: str | None) -> list[Manuscript]:
    """A source's script, where there is one, and what it is the script of."""
    if path.suffix == SCRIPT_SUFFIX:
        script, originals = path, list(_originals(path))
    else:
        script, originals = script_path(project, path), [path]
    if path == STANDARD_INPUT or not script.is_file():
        return [read_manuscript(path, encoding)]
    return [read_manuscript(each, encoding) for each in (script, *originals)]


def _told(versions: Sequence[Manuscript], is_known: Callable[[str], bool]) -> Carried:
    """A source as it is to be told: a script where there is one."""
    script, *originals = versions
    told = Carried(script)
    for original in originals:
        told = _choose(told.manuscript, original, is_known)
    return told


def _choose(script: Manuscript, original: Manuscript, is_known: Callable[[str], bool]) -> Carried:
    """The script of a manuscript; or the manuscript with the script's directions, if it is newer."""
    if script.text == original.text:
        return Carried(script)
    if not same_story(script, original):
        log.warning(
            "%s: this is the script of another story than %s; it is not read", script.path, original.path
        )
        return Carried(original)
    if script.path.stat().st_mtime_ns >= original.path.stat().st_mtime_ns:
        log.warning("%s: the script is read, whose own text differs from %s", script.path, original.path)
        return Carried(script)
    log.warning(
        "%s: this has changed since its script was written, and is read with the script's directions; "
        "`narrate script %s` writes the script again",
        original.path,
        original.path,
    )
    carried = carry_over(script, original, is_known)
    for direction in carried.lost:
        log.warning("%s: the text of the direction %s is gone", direction.place, direction.direction)
    return carried


def _originals(script: Path) -> Iterator[Path]:
    """The manuscripts whose text a script should have."""
    return (path for path in _possible_originals(script) if path.is_file())


def _possible_originals(script: Path) -> Iterator[Path]:
    """Where they may be: beside the script, or beside the project's folder of scripts."""
    folders = (
        [script.parent, script.parent.parent] if script.parent.name == SCRIPT_FOLDER else [script.parent]
    )
    names = [script.with_suffix(suffix).name for suffix in SUFFIXES if suffix != SCRIPT_SUFFIX]
    return (folder / name for folder in folders for name in names)
