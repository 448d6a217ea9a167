"""What a build says when it is done."""

from collections.abc import Collection

import click

from narrate.commands.showing import duration, show
from narrate.counting import count
from narrate.production.receipts import Report


def summarise(report: Report, written: Collection[str], recorded: int, seconds: float) -> None:
    """Print the chapters, those that are not among the `written` as unchanged, and what it has cost."""
    click.echo()
    for file, duration_ms in report.chapters:
        click.echo(f"  {file}  {duration(duration_ms)}{'' if file in written else '  (unchanged)'}")
    total_ms = sum(duration_ms for _, duration_ms in report.chapters)
    here = len(report.chapters)
    of = f"{here:,} of " if here < report.whole else ""
    click.echo(
        f"{of}{count(report.whole, 'chapter')}, {duration(total_ms)}, in {seconds:.1f} s: "
        f"{count(recorded, 'take')} recorded, {report.takes - recorded:,} reused"
    )
    show(report.ending)
