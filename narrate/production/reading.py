"""A project's sources are read as one book, each from its script where there is one."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

from narrate.manuscripts import SCRIPT_FOLDER, STANDARD_INPUT, is_script, read_manuscript
from narrate.production.project import Project
from narrate.production.sources import called, find_sources, originals, script_path
from narrate.script.carrying import Carried, called_alike, carry_over, goes_on, same_story
from narrate.settings import Settings
from narrate.story.assembling import assemble, legible
from narrate.story.book import Book, Manuscript

log = logging.getLogger(__name__)


def read_book(project: Project, sources: Sequence[Path], encoding: str | None = None) -> Book:
    """Read the sources as one book; without sources, everything in the project's script folder.

    Where a manuscript's script lies in the script folder, its directions are followed: that is where a
    person has corrected them. Raises NarrateError where there is nothing to read.
    """
    paths = dict.fromkeys(find_sources(project, sources))
    read = [_versions(project, path, encoding) for path in paths]
    is_known = partial(project.knows, book=[versions[-1] for versions in read])
    return join([_told(project, versions, is_known) for versions in read], list(paths), project.settings)


def join(carried: Sequence[Carried], sources: Sequence[Path], settings: Settings) -> Book:
    """What was read of the sources as one book, called as voices.yaml calls it where it does."""
    book = assemble(
        called_alike(carried),
        title=settings.title,
        author=settings.author,
        language=settings.language,
        name=_name(sources),
    )
    if len(book.parts) > 1:
        _warn_of_repetition(book)
    return replace(book, series=settings.series or book.series)


def _warn_of_repetition(book: Book) -> None:
    """Warn of a source that tells what an earlier one does: half of its paragraphs stand there, too."""
    first: dict[str, Path] = {}
    for path, blocks in groupby(book.paragraphs(), key=lambda block: book.part_at(block.start).path):
        told = {book.text[block.start : block.end].strip() for block in blocks}
        again = Counter(first[paragraph] for paragraph in told & first.keys())
        for earlier, times in again.most_common(1):
            if 2 * times >= len(told):
                log.warning(
                    "%s: this tells what %s tells, and both are read: take one of them away", path, earlier
                )
        for paragraph in told:
            first.setdefault(paragraph, path)


def _name(sources: Sequence[Path]) -> str:
    """What a book without a title is called: after its file, or after the project or folder of its files."""
    if len(sources) == 1:
        return legible(called(sources[0]))
    folder = sources[0].resolve().parent
    return legible((folder.parent if folder.name == SCRIPT_FOLDER else folder).name)


def _versions(project: Project, path: Path, encoding: str | None) -> list[Manuscript]:
    """A source's script, where there is one, and what it is the script of."""
    if is_script(path):
        script, manuscripts = path, list(originals(path))
    else:
        script, manuscripts = script_path(project, path), [path]
    if path == STANDARD_INPUT or not script.is_file():
        return [read_manuscript(path, encoding)]
    return [read_manuscript(each, encoding) for each in (script, *manuscripts)]


def _told(project: Project, versions: Sequence[Manuscript], is_known: Callable[[str], bool]) -> Carried:
    """A source as it is to be told: a script where there is one."""
    script, *manuscripts = versions
    carried = Carried(script)
    for original in manuscripts:
        carried = _choose(project, carried.manuscript, original, is_known)
    return carried


def _choose(
    project: Project, script: Manuscript, original: Manuscript, is_known: Callable[[str], bool]
) -> Carried:
    """The script of a manuscript; or the manuscript with the script's directions, if it is newer.

    Directions may be corrected after the manuscript has got another chapter: it is read then, too.
    """
    if script.text == original.text:
        return Carried(script)
    if not same_story(script, original):
        log.warning(
            "%s: this is the script of another story than %s; it is not read", script.path, original.path
        )
        return Carried(original)
    is_newer = script.path.stat().st_mtime_ns >= original.path.stat().st_mtime_ns
    if is_newer and not goes_on(script, original):
        log.warning("%s: the script is read, whose own text differs from %s", script.path, original.path)
        return Carried(script)
    log.warning(
        "%s: this has changed since its script was written, and is read with the script's directions; "
        "`%s` writes the script again",
        original.path,
        project.command("script", str(original.path)),
    )
    carried = carry_over(script, original, is_known)
    for direction in carried.lost:
        log.warning("%s: the text of the direction %s is gone", direction.place, direction.direction)
    return carried
