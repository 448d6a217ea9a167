"""A project, and the commands that are measured in it."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from builds.cost import Cost, cost_of
from narrate.files.formats import MP3_FORMATS
from narrate.lines import Line
from narrate.production.preparing import prepare
from narrate.production.project import open_project
from narrate.production.work import plan_work, take_store
from narrate.takes.planning import Plan


class Bench:
    """A folder with a project in it, and the commands that are measured there."""

    def __init__(self, folder: Path, manuscript: str) -> None:
        self.folder = folder
        self.manuscript = folder / "script" / "story.md"
        self.manuscript.parent.mkdir()
        self.manuscript.write_text(manuscript, encoding="utf-8")
        # Python keeps its bytecode, as on a user's machine.
        self._environment = {"NARRATE_CACHE": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}

    def build(self, quality: str = "standard", *, fresh: bool = False, under: Sequence[str] = ()) -> Cost:
        """`narrate build`, `under` another command; with `fresh` as if for the first time.

        What was there is put aside: where many files were removed, ext4 is slow to make others for minutes.
        """
        if fresh and (self.folder / "cache").exists():
            before = Path(tempfile.mkdtemp(prefix="before-", dir=self.folder))
            for name in ("cache", "output"):
                (self.folder / name).rename(before / name)
        build = [sys.executable, "-m", "narrate", "build", "-C", str(self.folder), "--quality", quality]
        return cost_of([*under, *build], self._environment, self.folder / "log")

    def rival(self, way: str, book: Path, quality: str) -> Cost:
        """One of the other ways to the same chapters."""
        kind = MP3_FORMATS[quality]
        program = str(Path(__file__).with_name("rivals.py"))
        command = [
            *(sys.executable, program, way, str(book), str(self.folder)),
            *(str(kind.rate_hz), str(kind.kbps)),
        ]
        return cost_of(command, {}, self.folder / "log")

    def plan(self) -> Plan:
        """What narrate speaks, sentence by sentence."""
        production = prepare(open_project(self.folder), [], self.folder / "output")
        return plan_work(production, take_store()).plan

    def write_book(self, plan: Plan, share: int) -> Path:
        """One chapter of so many, for others to speak."""
        chapters = [
            [
                (item.voice.name, item.cue.text)
                for item in chapter.items
                if item.voice and isinstance(item.cue, Line)
            ]
            for chapter in plan.chapters[::share]
        ]
        path = self.folder / f"book-{share}.json"
        path.write_text(json.dumps(chapters))
        return path
