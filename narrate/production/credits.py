"""Opening and closing credits: a script of two chapters of its own, which the narrator tells."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.chapters.leftovers import foretold
from narrate.chapters.memory import Memory, remember
from narrate.chapters.shelf import is_finished
from narrate.chapters.style import Style
from narrate.engines import Engine
from narrate.production.studio import Studio
from narrate.script import Kind, Script, Span
from narrate.settings import Credits, Settings
from narrate.settings.sounds import NO_SOUNDS
from narrate.story.book import Block, BlockKind, Book, Chapter
from narrate.story.cast import Cast
from narrate.takes.planning import Plan, plan

# Files are sorted by their numbers: one before all chapters, one after them.
OPENING, CLOSING = 0, 999
_FILES = "000-opening-credits.", "999-closing-credits."  # chapter 999 of a long book is none of them


@dataclass(frozen=True, slots=True)
class PlannedCredits:
    """The credits as a book of their own, and the plan of its two chapters."""

    book: Book
    plan: Plan


def credits_script(book: Book, said: Credits) -> Script:
    """What is said before and after a book; its chapters have the numbers OPENING and CLOSING."""
    by = f", written by {book.author}" if book.author else ""
    opening = said.opening or f"{book.title}{by}. Performed by a cast of digital voices."
    closing = said.closing or f"This has been {book.title}{by}. The end."
    edge = len(opening)
    chapters = (
        Chapter(OPENING, "Opening Credits", 0, edge),
        Chapter(CLOSING, "Closing Credits", edge, edge + len(closing)),
    )
    blocks = tuple(
        Block(c.start, c.end, BlockKind.PARAGRAPH, chapter=c.number, scene=1, paragraph=1) for c in chapters
    )
    spans = tuple(Span(b.start, b.end, Kind.NARRATION, b.chapter, b.scene, b.paragraph) for b in blocks)
    around = Book(
        text=opening + closing,
        title=book.title,
        author=book.author,
        language=book.language,
        chapters=chapters,
        blocks=blocks,
        parts=book.parts[:1],
    )
    return Script(around, (), spans)


def plan_credits(
    book: Book, settings: Settings, cast: Cast, engines: Mapping[str, Engine]
) -> PlannedCredits | None:
    """The credits of a book and their takes; None where voices.yaml wants none."""
    if settings.credits is None:
        return None
    script = credits_script(book, settings.credits)
    return PlannedCredits(script.book, plan(script, cast, replace(settings, sounds=NO_SOUNDS), engines))


def make_credits(
    planned: PlannedCredits | None, style: Style, studio: Studio, folder: Path, memory: Memory
) -> Memory:
    """Write what has changed of the credits, once they are recorded; returns what is to be remembered.

    Those of an earlier build go where a book has none any more.
    """
    if planned is None:
        return _without_credits(folder, memory)
    desk = replace(studio, plan=planned.plan)
    jobs = desk.lay_out(planned.book, style)
    changed = [job for job in jobs if not is_finished(folder, memory.files.get(job.file), job.key)]
    if not changed:
        return memory
    memory = foretold(memory, (job.file for job in changed))
    remember(folder, memory)
    made = {made.file: made for _, made in desk.write(changed, folder)}
    return replace(memory, files={**memory.files, **made})


def _without_credits(folder: Path, memory: Memory) -> Memory:
    gone = {file for file in memory.files if is_credits(file)}
    for file in gone:
        (folder / file).unlink(missing_ok=True)
    return replace(memory, files={file: made for file, made in memory.files.items() if file not in gone})


def is_credits(file: str) -> bool:
    """Whether a file of a book's folder holds credits."""
    return file.startswith(_FILES)
