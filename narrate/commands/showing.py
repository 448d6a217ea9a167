"""How long work is shown, what goes wrong, and tables, numbers and lengths as people write them."""

import logging
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click


class TerminalProgress:
    """Long work as a bar with the time left; nothing at all where the output is no terminal."""

    def __init__(self) -> None:
        self._bar: Any = None

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[None]:
        """Show a bar of `total` steps."""
        if not sys.stderr.isatty():
            yield
            return
        label = f"{name:<10}"
        with click.progressbar(
            length=total, label=label, show_pos=True, show_eta=True, file=sys.stderr
        ) as bar:
            self._bar = bar
            try:
                yield
            finally:
                self._bar = None

    def step(self) -> None:
        """One more step of the stage is done."""
        if self._bar is not None:
            self._bar.update(1)


class _Listener(logging.Handler):
    def __init__(self, hear: Callable[[str], object]) -> None:
        super().__init__(logging.WARNING)
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self._hear(record.getMessage())


@contextmanager
def warnings_heard(hear: Callable[[str], object]) -> Iterator[None]:
    """Every warning that is given inside this context is told to `hear`."""
    listener, logger = _Listener(hear), logging.getLogger("narrate")
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)


def complain(message: str) -> None:
    """Tell of an error."""
    click.echo(click.style("error: ", fg="red", bold=True) + message, err=True)


def duration(ms: int) -> str:
    """A length as people write it: 1 h 02 min, 12 min 30 s, 45 s."""
    seconds = round(ms / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"


def count(number: int, what: str) -> str:
    """A number of things: "1 line", "3 lines"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def table(rows: Sequence[Sequence[str]], right: Container[int] = ()) -> Iterator[str]:
    """Rows as lines with their columns under each other; those numbered in `right` end at one place."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        padded = (cell.rjust(w) if at in right else cell.ljust(w) for at, (cell, w) in enumerate(cells))
        yield "  ".join(padded).rstrip()


def show(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        click.echo(line)
