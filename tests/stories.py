"""Small books for tests, made from their text, and what is quick about them."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from narrate.manuscripts import text
from narrate.script import Kind, Script
from narrate.script.reading import read_script
from narrate.story.assembling import assemble
from narrate.story.book import Book, Manuscript
from narrate.story.braces import take_out

PATH = Path("story.txt")
SCRIPT_PATH = Path("story.script")

DIALOGUE = """The Wrong Lamp

Nora Vane looked out of the window. Tom Pell came in from the hall.

"The lamp is lit," said Nora.

"It can't be," Tom said. "It's {broken}."

"Look for yourself." Nora put down her cup. "There!"

* * *

On the quay the harbourmaster was waiting for them.

"Nobody is to go out on that wall," said the harbourmaster.
"""


def manuscript(story: str) -> Manuscript:
    return text.understand(story, PATH)


def script_manuscript(raw: str, path: Path = SCRIPT_PATH) -> Manuscript:
    story, removed = take_out(raw, path)
    return replace(text.understand(story, path), removed=removed)


def plain_cover(project: Path) -> None:
    """Give a project a cover that is quicker than one set in type, where no test looks at it."""
    Image.new("RGB", (1400, 1400), "navy").save(project / "cover.jpg")
    with (project / "voices.yaml").open("a", encoding="utf-8") as settings:
        settings.write("cover: cover.jpg\n")


def book(story: str) -> Book:
    return assemble([manuscript(story)])


def script_of(raw: str, path: Path = SCRIPT_PATH) -> Script:
    """The reading of a text with stage directions in it."""
    return read_script(assemble([script_manuscript(raw, path)]))


def said(script: Script) -> list[tuple[str | None, str]]:
    """Who says what, quotation marks and all."""
    return [(s.speaker, script.book.text[s.start : s.end]) for s in script.spans if s.kind is Kind.SPEECH]
