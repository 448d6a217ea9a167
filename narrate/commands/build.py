"""`narrate build`: the main job, from manuscripts to chapter MP3s."""

import contextlib
import logging
import time
from collections.abc import Mapping
from pathlib import Path

import click

from narrate.commands import options
from narrate.commands.building.summary import summarise
from narrate.commands.showing import show
from narrate.engines import EngineError, voice_versions
from narrate.files.caching import cache_folder
from narrate.files.formats import MP3_FORMATS, Format
from narrate.production import receipts
from narrate.production.receipts import Report

log = logging.getLogger(__name__)


@click.command(short_help="Make the audiobook.")
@options.sources
@options.project_folder
@options.output_folder
@click.option(
    "--only",
    type=options.numbers,
    multiple=True,
    callback=options.united(frozenset),
    metavar="3-5",
    help="Only these chapters.",
)
@click.option(
    "--quality",
    type=click.Choice([name for name in MP3_FORMATS if name != "acx"]),
    default="standard",
    show_default=True,
    help="standard is 44.1 kHz at 128 kbit/s, compact 22 kHz at 64.",
)
@click.option(
    "--format",
    "formats",
    type=options.formats,
    multiple=True,
    callback=options.united(tuple),
    metavar="mp3,m4b,epub",
    help="What to make besides the chapters' MP3s and the feed. [default: formats in voices.yaml]",
)
@click.option(
    "--audiobookshelf",
    "library",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Put the chapters into this library of audiobookshelf too, in the folders that it expects.",
)
@click.option(
    "--jobs",
    type=options.number(1, options.MOST_JOBS),
    default=options.usable_cores,
    metavar="N",
    help=f"How many processes work side by side, {options.MOST_JOBS} at most. [default: one a core]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Record on the machines of a Dask cluster: tcp://HOST:8786. Needs the package distributed.",
)
@click.option(
    "--dry-run", is_flag=True, help="Only show the plan: takes to record, takes reused, minutes expected."
)
@click.option("--strict", is_flag=True, help="Make it an error when it is not sure who says a line.")
@options.encoding
def build(
    sources: tuple[Path, ...],
    folder: Path,
    output: Path,
    only: frozenset[int],
    quality: str,
    formats: tuple[Format, ...],
    library: Path | None,
    jobs: int,
    scheduler: str | None,
    dry_run: bool,
    strict: bool,
    encoding: str | None,
) -> None:
    """Make the audiobook of SOURCE: a manuscript, several, or a folder; of everything in script/ if none.

    \b
    narrate build story.txt               into output/STORY/
    narrate build story.txt -o ~/books    into another folder
    narrate build --only 3-5              only some chapters
    narrate build --dry-run               what there is to do, and how long it will be

    Where script/ holds a script of the manuscript (see `narrate script`), the script is read. Only what
    has changed since the last build is recorded and written again.
    """
    began_ns = time.time_ns()
    asked = (Path.cwd(), folder, sources, output, only, quality, formats, library, strict, encoding)
    place = receipts.receipt_path(cache_folder(), asked)
    receipt = None if dry_run else receipts.recall(place)
    if receipt and receipts.holds(receipt) and _are_as_before(receipt.voices):
        _repeat(receipt.report, began_ns)
        return

    # Half a second, which the way above does without.
    from narrate.commands.building.foretelling import show_plan  # noqa: PLC0415
    from narrate.commands.building.making import make  # noqa: PLC0415
    from narrate.production.work import Options  # noqa: PLC0415

    wanted = Options(
        output=output,
        only=only,
        jobs=jobs,
        strict=strict,
        quality=quality,
        encoding=encoding,
        formats=formats,
        library=library,
        scheduler=scheduler,
    )
    if dry_run:
        show_plan(folder, sources, wanted)
        return
    receipt = make(folder, sources, wanted, began_ns)
    if receipt:
        with contextlib.suppress(OSError):  # the book is finished all the same, and looked at again next time
            receipts.keep(place, receipt)


def _are_as_before(voices: Mapping[str, str]) -> bool:
    """Would every voice sound as it did?"""
    try:
        return voice_versions(voices) == voices
    except (EngineError, KeyError, ImportError):
        return False


def _repeat(report: Report, began_ns: int) -> None:
    """Tell what a build would that looks at everything and finds nothing to do."""
    show(report.introduction)
    for warning in report.warnings:
        log.warning("%s", warning)
    summarise(report, (), 0, (time.time_ns() - began_ns) / 1e9)
