"""Manuscripts: one format a file, or a folder; each turns a source into its text and the blocks that tile it.

A format is a module here with `read(raw, path, encoding)`; recognising.py tells which one reads a file.
What they share lies beside them: opening/ makes text, trees and archives of bytes, within limits; markup/
makes pieces of a tree; pieces/ finds chapters, breaks and notes among them; importing.py makes the
manuscript of the pieces.
"""

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from narrate.errors import NarrateError, Place, refusals_told
from narrate.manuscripts import text
from narrate.manuscripts.opening.decoding import check_not_blank, decode
from narrate.manuscripts.recognising import FORMATS, format_of
from narrate.story.book import Manuscript
from narrate.story.braces import take_out

SCRIPT_SUFFIX, SCRIPT_FOLDER = ".script", "script"
SUFFIXES = (*(suffix for suffixes in FORMATS.values() for suffix in suffixes), SCRIPT_SUFFIX)
STANDARD_INPUT = Path("-")

_LARGEST_BYTES = 200_000_000


def is_script(path: Path) -> bool:
    """Is a file a script by its name? On some systems it is called STORY.SCRIPT."""
    return path.suffix.lower() == SCRIPT_SUFFIX


def read_manuscript(path: Path, encoding: str | None = None) -> Manuscript:
    """Read one source file, `-` for standard input; a `.script`'s stage directions are kept beside the text.

    The format is recognised by what the file holds; `encoding` is that of a manuscript, scripts are UTF-8.
    Raises NarrateError where it cannot be read as a story.
    """
    raw = _bytes_of(path)
    if is_script(path):
        story, removed = take_out(text.as_meant(decode(raw, path)), path)
        check_not_blank(story, path)
        return replace(text.understand(story, path), removed=removed)
    # lxml and python-docx take a while to import: only where such a file is read.
    reader = import_module(f"{__name__}.{format_of(raw, path)}")
    manuscript: Manuscript = reader.read(raw, path, encoding)
    return manuscript


def _bytes_of(path: Path) -> bytes:
    with refusals_told("cannot be read", path):
        if path == STANDARD_INPUT:
            raw = sys.stdin.buffer.read(_LARGEST_BYTES + 1)
        else:
            with path.open("rb") as file:
                raw = file.read(_LARGEST_BYTES + 1)
    if len(raw) > _LARGEST_BYTES:
        raise NarrateError(
            f"more than {_LARGEST_BYTES // 1_000_000} MB are no story",
            place=Place(path),
            hint="Split it into chapters, or leave its pictures out.",
        )
    return raw
