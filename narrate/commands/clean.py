"""`narrate clean`: what the cache holds, and what can go."""

import re
from decimal import Decimal

import click

from narrate.counting import count
from narrate.production.work import take_store
from narrate.takes.store import Usage

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def _bytes(value: str) -> int:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmg]?)b?\s*", value, re.IGNORECASE)
    if not found:
        raise click.BadParameter(f"{value!r} is no size. Write 500M or 2G.")
    return int(Decimal(found[1]) * _UNITS[found[2].lower()])


def _days(value: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        raise click.BadParameter(f"{value!r} is no number of days. Write 30, or 0.5 for twelve hours.")
    return float(value)


@click.command(short_help="Show what the cache of takes holds; remove what can go.")
@click.option(
    "--older-than",
    type=_days,
    metavar="DAYS",
    help="Remove takes that no build has used for so long.",
)
@click.option(
    "--limit",
    type=_bytes,
    metavar="SIZE",
    help="Remove the least recently used takes beyond this: 500M, 2G.",
)
@click.option("--all", "everything", is_flag=True, help="Remove all takes.")
def clean(older_than: float | None, limit: int | None, everything: bool) -> None:
    """Show what the cache of takes holds, and remove what can go.

    A removed take is recorded again when a build needs it. Finished books are not touched.
    """
    store = take_store()
    if older_than is not None:
        _report(store.remove_unused(older_than))
    if limit is not None or everything:
        _report(store.shrink(0 if everything else limit or 0))
    usage = store.usage()
    click.echo(f"{store.folder}: {count(usage.takes, 'take')}, {_mega(usage)}")


def _report(removed: Usage) -> None:
    click.echo(f"removed {count(removed.takes, 'take')}, {_mega(removed)}")


def _mega(usage: Usage) -> str:
    return f"{usage.size_bytes / 1e6:.1f} MB"
