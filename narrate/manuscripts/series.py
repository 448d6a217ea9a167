"""What a file says of the series that its story belongs to, in the words of archives and e-book programs."""

import re

from narrate.story.book import Series

_OF_ARCHIVE = re.compile(r"Part (?P<number>\d+) of (?P<name>.+?)(?:, Part \d+ of .*)?")
_OF_PROGRAM = re.compile(r"(?P<name>.+?)\s*\[(?P<number>\d+(?:\.\d+)?)\]")


def series_of(said: str) -> Series | None:
    """The series in "Part 2 of Lamps" or "Lamps [2]", or a name alone; None where nothing is said."""
    name = " ".join(said.split())
    found = _OF_ARCHIVE.fullmatch(name) or _OF_PROGRAM.fullmatch(name)
    if found:
        return Series(found["name"], f"{float(found['number']):g}")
    return Series(name) if name else None
