"""A project: the folder with voices.yaml, and what that says."""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path

from narrate.errors import NarrateError, Place
from narrate.script.naming import is_named
from narrate.settings import Settings
from narrate.settings.reading import read_settings
from narrate.story.book import Manuscript
from narrate.story.cast import AUTHOR, fold

SETTINGS_FILE = "voices.yaml"


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder and what its voices.yaml says; `settings_path` is None where there is none."""

    folder: Path
    settings: Settings
    settings_path: Path | None = None

    def knows(self, name: str, book: Iterable[Manuscript]) -> bool:
        """Whether a name is one of voices.yaml's, or the author's, or stands anywhere in the book."""
        listed = (called for role in self.settings.cast for called in role.names)
        return fold(name) in {AUTHOR, *map(fold, listed)} or any(is_named(name, m.text) for m in book)

    def command(self, verb: str, *words: str) -> str:
        """A command as it is typed for this project."""
        folder = [] if self.folder == Path() else ["-C", str(self.folder)]
        return shlex.join(["narrate", verb, *folder, *words])

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
    if not lexists(path):  # a link that leads nowhere is no choice of the user's
        return Project(folder, Settings())
    return Project(folder, read_settings(path), path)
