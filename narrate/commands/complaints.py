"""What goes wrong, as it is heard and told: warnings of the program, and errors."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


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
