"""Before anything sounds: the book is read, who says what is decided, everyone is cast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from narrate import casting
from narrate.attribution.weighing.model import trained
from narrate.casting.company import company_of
from narrate.casting.soundcheck import check_voices
from narrate.chapters.identity import book_folder
from narrate.chapters.memory import Memory, recall
from narrate.engines import Engine, load_engine, voices_of
from narrate.errors import NarrateError, of_each
from narrate.lines.acting import act
from narrate.production.heap import dropped_memory_returned
from narrate.production.project import Project
from narrate.production.reading import read_book
from narrate.script import Script, Span
from narrate.script.doubts import doubtful
from narrate.script.reading import read_script
from narrate.settings import Master, Settings
from narrate.settings.yamlfile import place_of
from narrate.story.book import Book
from narrate.story.cast import Cast
from narrate.story.splitting import split_long

_ACX_LONGEST_MS = 120 * 60_000
_SLOW_MS_A_CHARACTER = 85  # of a neural voice that takes its time, with pauses; espeak needs 62


@dataclass(frozen=True, slots=True)
class Production:
    """A book before anything sounds: who says what in which voice, and where its files go."""

    project: Project
    script: Script
    cast: Cast
    engines: Mapping[str, Engine]
    folder: Path
    memory: Memory

    @property
    def book(self) -> Book:
        """The book that is produced."""
        return self.script.book

    def doubts(self) -> list[Span]:
        """The lines of which it is not sure who says them."""
        return [span for span in self.script.spans if doubtful(span)]


def prepare(
    project: Project, sources: Sequence[Path], output: Path, encoding: str | None = None
) -> Production:
    """Read the sources, decide who says what, and give everyone a voice."""
    book = read_book(project, sources, encoding)
    if project.settings.master is Master.ACX:
        book = split_long(book, _longest_chapter(project.settings))
    with dropped_memory_returned():  # of a long book a hundred megabytes
        script = read_script(book, project.settings.cast, read_notes=project.reads_notes)
        script = act(script, project.settings)
        trained.cache_clear()  # the networks have said all that they will
    folder = book_folder(output, book, renamed=project.settings_path is not None)
    memory = recall(folder)
    settings = replace(project.settings, language=book.language)
    engines = _load_engines(project, settings)
    voices = {name: voices_of(name, engine) for name, engine in engines.items()}
    cast = casting.cast_story(script.characters, settings, voices, memory.cast, company_of(script))
    check_voices(cast, engines, voices, project.settings_path)
    return Production(project, script, cast, engines, folder, memory)


def _longest_chapter(settings: Settings) -> int:
    """How many characters make a chapter that ACX takes, as far as can be told before anybody has spoken."""
    return round(_ACX_LONGEST_MS * (settings.narrator.rate or 1.0) / _SLOW_MS_A_CHARACTER)


def _load_engines(project: Project, settings: Settings) -> dict[str, Engine]:
    """The engines that the voices need; NarrateError says where voices.yaml names one that is not there."""

    def load(name: str) -> Engine:
        try:
            return load_engine(name)
        except NarrateError as error:
            named = next(
                (r.voice for r in settings.roles if r.voice and r.voice.startswith(f"{name}:")), None
            )
            if named is None or project.settings_path is None:
                raise
            raise error.at(place_of(project.settings_path, named)) from None

    names = sorted(casting.engines_named(settings))
    return dict(zip(names, of_each(load, names), strict=True))
