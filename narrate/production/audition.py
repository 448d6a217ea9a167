"""An audition: the narrator names everyone in the cast, and each says a line of their own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from narrate.chapters.finishing import write_mp3
from narrate.chapters.style import Style
from narrate.errors import NarrateError, refusals_told
from narrate.lines import Line
from narrate.lines.performing import perform
from narrate.production.preparing import Production
from narrate.production.studio import Progress, Studio
from narrate.production.work import take_store
from narrate.script import Kind
from narrate.story.book import Chapter
from narrate.takes import speaking
from narrate.takes.planning import ChapterPlan, Plan, Takes
from narrate.takes.recording import missing
from narrate.takes.workers import open_workers

_TITLE = "The cast"
_BEST_WORDS = 12  # of a line: long enough to hear a voice, short enough for a cast of thirty
_BEFORE_NAME_MS, _BEFORE_LINE_MS = 1200, 400


def audition(production: Production, path: Path, jobs: int, progress: Progress) -> int:
    """Write an MP3 in which everybody says a line, each behind a chapter mark; returns how many they are.

    Raises NarrateError where nobody speaks, where the file cannot be written, and what recording raises.
    """
    own = _own_lines(production)
    if not own:
        raise NarrateError("nobody speaks in this story", hint="`narrate script` shows who says what.")
    takes = Takes(production.project.settings, production.engines, production.book)
    cast = production.cast
    items = tuple(takes.item(line, cast.voice_of(line.speaker)) for line in _turns(own))
    chapter = ChapterPlan(Chapter(1, _TITLE, 0, 0), items, tuple(own))
    store = take_store()
    plan = Plan((chapter,), takes.in_order(), takes.calibrations)
    style = Style(production.project.settings, cast, cover_key="", year=0, quality="standard")
    with open_workers(jobs, preload=speaking.__name__) as workers:
        studio = Studio(store, plan, workers, progress, recorded=set())
        studio.record(missing(plan.orders, store))
        (laid_out,) = studio.lay_out(production.book, style)
        job = replace(laid_out, file=path.name)
        with refusals_told(
            "cannot be written", path, "Choose another file: narrate cast --audition FILE.mp3."
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            studio.mending(lambda: write_mp3(job, path.parent, store, cover=b""))
    return len(own)


def _own_lines(production: Production) -> dict[str, Line]:
    """A line of everybody's own, who says most first: the one nearest to the best length."""
    lines: dict[str, list[Line]] = {}
    for cue in perform(production.script, production.project.settings.pauses):
        if isinstance(cue, Line) and cue.speaker in production.cast.characters:
            lines.setdefault(cue.speaker, []).append(cue)
    ranked = sorted(lines.items(), key=lambda each: -len(each[1]))
    return {name: min(said, key=_unlike_the_best) for name, said in ranked}


def _unlike_the_best(line: Line) -> int:
    return abs(len(line.text.split()) - _BEST_WORDS)


def _turns(own: dict[str, Line]) -> Iterator[Line]:
    """Everybody's turn: their name, in the narrator's voice, and their line."""
    for scene, (name, line) in enumerate(own.items(), 1):
        pause_ms = _BEFORE_NAME_MS if scene > 1 else 0
        yield Line(0, 0, f"{name}.", None, 1, scene, scene, Kind.HEADING, pause_before_ms=pause_ms)
        yield replace(line, chapter=1, scene=scene, paragraph=scene, pause_before_ms=_BEFORE_LINE_MS)
