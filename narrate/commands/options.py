"""Options that several verbs share."""

import itertools
import os
import re
from collections.abc import Callable, Iterable
from os.path import lexists
from pathlib import Path
from typing import Any, TypeVar

import click

from narrate.addresses import is_web_address
from narrate.errors import NarrateError, Place, did_you_mean
from narrate.files.formats import Format

Collected = TypeVar("Collected")

OUTPUT_FOLDER = "output"  # of a project
MOST_JOBS = 64


def _in_project(context: click.Context, _: click.Parameter, named: Path | None) -> Path:
    folder: Path = context.params["folder"]
    output = named or folder / OUTPUT_FOLDER
    if lexists(output) and not output.is_dir():  # a link may lead nowhere
        raise NarrateError(
            "books go into a folder, and this is none",
            place=Place(output),
            hint="Choose a folder: -o DIR.",
        )
    return output


# What cannot be read is told by what reads it: it is a file of the user's that is wrong, not the command.
sources = click.argument(
    "sources", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[SOURCE]..."
)
project_folder = click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    is_eager=True,  # other options look for their defaults in it
    metavar="DIR",
    help="The project: the folder with voices.yaml. [default: this one]",
)
output_folder = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=_in_project,
    metavar="DIR",
    help="The folder of the books. [default: output/ in the project]",
)
encoding = click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding of the manuscripts, where it is guessed wrong: cp1252, utf-16 …",
)


def usable_cores() -> int:
    """How many processes can work side by side: one a core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_JOBS)


def numbers(value: str) -> frozenset[int]:
    """Chapter numbers: `3`, `3-5`, `1,4-6`."""
    meant: set[int] = set()
    for part in value.split(","):
        found = re.fullmatch(r"\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?", part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            raise click.BadParameter(f"{value!r} does not name chapters. Write 3, or 3-5, or 1,4-6.")
        meant.update(range(first, last + 1))
    return frozenset(meant)


def number(least: int, most: int) -> Callable[[object], int]:
    """How a whole number from `least` to `most` is read, both included."""

    def read(value: object) -> int:
        written = str(value)  # a default is a number already
        if not written.isdecimal() or not least <= int(written) <= most:
            raise click.BadParameter(f"{written!r} is no whole number from {least} to {most}.")
        return int(written)

    return read


def formats(value: str) -> tuple[Format, ...]:
    """Formats with commas between them: `mp3,m4b`."""
    names = [name.strip() for name in value.lower().split(",")]
    for name in names:
        if name not in list(Format):
            raise click.BadParameter(f"{name!r} is not a format. {did_you_mean(name, Format)}")
    return tuple(Format(name) for name in names)


def united(
    make: Callable[[Iterable[Any]], Collected],
) -> Callable[[click.Context, click.Parameter, Any], Collected]:
    """A callback that makes one collection of all that an option says, however often it comes."""
    return lambda _, __, given: make(dict.fromkeys(itertools.chain.from_iterable(given)))


def web_address(value: str) -> str:
    """The address of a server, https://api.example.org/v1, without a slash at its end."""
    if not is_web_address(value):
        raise click.BadParameter(f"{value!r} is no web address: it begins with http:// or https://")
    return value.rstrip("/")
