"""Manuscript formats, one a file: each turns a source into its text and the blocks that tile it."""

from dataclasses import replace
from pathlib import Path

from narrate.book import Manuscript
from narrate.directions import take_out
from narrate.errors import NarrateError, Place
from narrate.manuscripts import text
from narrate.manuscripts.decoding import decode

SCRIPT_SUFFIX = ".script"
SUFFIXES = (".txt", ".text", ".md", ".markdown", SCRIPT_SUFFIX)


def read_manuscript(path: Path, encoding: str | None = None) -> Manuscript:
    """Read one source file; in a `.script` the stage directions are kept beside the text.

    Raises NarrateError where the file cannot be read as a story.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise NarrateError(f"cannot be read: {error.strerror}", place=Place(path)) from None
    story = decode(raw, path, encoding)
    if path.suffix.lower() != SCRIPT_SUFFIX:
        return text.read(story, path)
    story, removed = take_out(story, path)
    return replace(text.read(story, path), removed=removed)
