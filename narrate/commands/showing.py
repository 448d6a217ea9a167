"""Tables and lengths as people write them."""

from collections.abc import Container, Iterable, Iterator, Sequence

import click


def duration(ms: int) -> str:
    """A length as people write it: 1 h 02 min, 12 min 30 s, 45 s."""
    seconds = round(ms / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"


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
