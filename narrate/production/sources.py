"""Which files a project's book is read from: manuscripts, their scripts, what scripts are scripts of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.files.finding import nearest_file
from narrate.manuscripts import (
    SCRIPT_FOLDER,
    SCRIPT_SUFFIX,
    STANDARD_INPUT,
    SUFFIXES,
    is_script,
    read_manuscript,
)
from narrate.production.project import SETTINGS_FILE, Project
from narrate.script.carrying import same_story

_NAME_IT = "Put a manuscript there, or name one behind the verb, as in narrate build story.txt."
_AGAIN = re.compile(r"\s?\(\d{1,2}\)$")  # what a browser adds to a file's name that it has fetched before


def find_sources(project: Project, sources: Sequence[Path]) -> list[Path]:
    """The manuscripts that are meant: files as given, folders' manuscripts in natural order.

    In the project's own folder a script is not one beside story (1).txt, which is read with its directions.
    """
    found = _listed(project, sources)
    if sources:
        return found
    scripts = {script_path(project, path) for path in found if not is_script(path)}
    return [path for path in found if path not in scripts]


def _listed(project: Project, sources: Sequence[Path]) -> list[Path]:
    if sources:
        return [path for source in sources for path in _manuscripts_at(source)]
    folder = project.folder / SCRIPT_FOLDER
    if not folder.is_dir():
        raise NarrateError(
            "there is no folder of manuscripts",
            place=Place(folder),
            hint=f"{_NAME_IT} `narrate new DIR` starts a project.",
        )
    return _manuscripts_at(folder)


def looked_at(project: Project, sources: Sequence[Path]) -> Iterator[Path]:
    """Every path that decides which book is read, by what it holds, or because there is nothing."""
    yield project.folder / SETTINGS_FILE
    yield project.folder / SCRIPT_FOLDER
    for source in sources:
        yield source if source.exists() else source.parent  # of a pattern
    for path in _listed(project, sources):
        yield path
        for script in [path] if is_script(path) else _possible_scripts(project, path):
            yield script
            yield from _possible_originals(script)


def called(source: Path) -> str:
    """What a source is called: as its file is, and standard input has none."""
    return "stdin" if source == STANDARD_INPUT else source.stem


def newest(project: Project, source: Path) -> Path:
    """A source, or the manuscript that it is the script of, or its script, if that has changed since."""
    others = originals(source) if is_script(source) else filter(Path.is_file, [script_path(project, source)])
    return max([source, *others], key=lambda path: path.stat().st_mtime_ns)


def script_path(project: Project, manuscript: Path) -> Path:
    """Where the script of a manuscript is written.

    A story that was downloaded again, story (1).epub, has the script of story.epub, if there is one.
    """
    own, first = _possible_scripts(project, manuscript)
    if own == first or own.is_file() or not first.is_file():
        return own
    return first if same_story(read_manuscript(first), read_manuscript(manuscript)) else own


def _possible_scripts(project: Project, manuscript: Path) -> tuple[Path, Path]:
    """Where its script may be: under its own name, or under that of its first download."""
    stem = called(manuscript)
    folder = project.folder / SCRIPT_FOLDER
    return folder / f"{stem}{SCRIPT_SUFFIX}", folder / f"{_AGAIN.sub('', stem)}{SCRIPT_SUFFIX}"


def originals(script: Path) -> Iterator[Path]:
    """The manuscripts whose text a script should have."""
    return (path for path in _possible_originals(script) if path.is_file())


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
        hint = "What a program writes can be read from `-`: PROGRAM | narrate build -"
        raise NarrateError("this is neither a file nor a folder", place=Place(source), hint=hint)
    found = [path for path in _files(source.iterdir()) if path.suffix.lower() in SUFFIXES]
    scripted = {path.stem for path in found if is_script(path)}
    found = [path for path in found if is_script(path) or path.stem not in scripted]
    if not found:
        hint = f"{_NAME_IT} narrate reads {', '.join(SUFFIXES)}."
        raise NarrateError("the folder holds no manuscript", place=Place(source), hint=hint)
    return sorted(found, key=lambda path: _natural_order(path.name))


def _matching(pattern: Path) -> list[Path]:
    """The files that a pattern means ("chapters/*.txt"), where the shell has left it as it is."""
    if not any(mark in pattern.name for mark in "*?["):
        return []
    return sorted(_files(pattern.parent.glob(pattern.name)), key=lambda path: _natural_order(path.name))


def _files(found: Iterable[Path]) -> Iterator[Path]:
    """The files among them, without what is hidden, or what Word lays beside a file that it has open."""
    return (path for path in found if path.is_file() and not path.name.startswith((".", "~$")))


def _natural_order(name: str) -> list[tuple[int, str]]:
    """Sorts "chapter 10" after "chapter 9"."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d+)", name)
    ]


def _possible_originals(script: Path) -> Iterator[Path]:
    """Where they may be: beside the script, or beside the project's folder of scripts."""
    folders = (
        [script.parent, script.parent.parent] if script.parent.name == SCRIPT_FOLDER else [script.parent]
    )
    names = [script.with_suffix(suffix).name for suffix in SUFFIXES if suffix != SCRIPT_SUFFIX]
    return (folder / name for folder in folders for name in names)
