"""How far long work is, on a terminal."""

import sys
from collections.abc import Iterator
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
