"""What `narrate check` tells of finished files: what they measure, and what has happened to them."""

import time
from collections.abc import Iterator

import click

from narrate.chapters.leftovers import how_made_anew, outdated
from narrate.chapters.shelf import FEED_FILE, is_finished
from narrate.commands.showing import duration
from narrate.errors import NarrateError, Place
from narrate.production.credits import is_credits
from narrate.production.preparing import Production
from narrate.proof.auditing import Audit, audit
from narrate.publishing.feedrules import faults as faults_of_feed
from narrate.publishing.feedrules import no_file

_HEADER = (
    f"  {'as decoded, in dB':<36} {'length':>12} {'LUFS':>6} {'true peak':>9} "
    f"{'RMS':>6} {'peak':>5} {'floor':>6}  {'head':>5} {'tail':>5}  kbit/s"
)


def audits(production: Production) -> Iterator[NarrateError]:
    """The finished files, as a table, and what is wrong with them."""
    memory = production.memory
    if memory.chapters:
        click.echo(_HEADER)
    told = [*memory.chapters.values(), *(made for file, made in memory.files.items() if is_credits(file))]
    for made in sorted(told, key=lambda made: made.file):
        path = production.folder / made.file
        if not path.is_file():
            yield NarrateError("this file is gone", place=Place(path), hint="Build it again.")
            continue
        try:
            measured = audit(path)
        except NarrateError as error:
            yield error
            continue
        click.echo(_row(measured))
        if faults := "; ".join(measured.faults(production.project.settings.master)):
            yield NarrateError(faults, place=Place(path), hint="Build it again.")


def published(production: Production) -> Iterator[NarrateError]:
    """What is wrong with the feed, and with whatever else was made of the chapters."""
    folder, files = production.folder, production.memory.files
    known = {*files, *(made.file for made in production.memory.chapters.values())}
    gone = {name for name in known if not (folder / name).is_file()}
    changed = {name for name, made in files.items() if not is_finished(folder, made, made.key)}
    changed -= {name for name in gone if is_credits(name)}  # of which `audits` tells
    for name in sorted(changed):
        message = "this file is gone" if name in gone else "this file has been changed"
        yield NarrateError(message, place=Place(folder / name), hint=how_made_anew(name))
    for name, complaint in outdated(folder, production.memory).items():
        if name not in changed:
            yield complaint
    if FEED_FILE in files.keys() - changed:
        found = list(faults_of_feed((folder / FEED_FILE).read_bytes(), folder, time.time()))
        told = tuple(map(no_file, gone))
        for fault in found:
            if not fault.endswith(told):
                yield NarrateError(fault, place=Place(folder / FEED_FILE), hint="Build it again.")
        click.echo(f"  {FEED_FILE:<36} {'keeps' if not found else 'breaks'} the rules of podcast directories")


def _row(measured: Audit) -> str:
    m = measured
    return (
        f"  {m.path.name:<36} {duration(round(m.seconds * 1000)):>12} {m.lufs:6.1f} {m.true_peak_dbtp:9.1f} "
        f"{m.rms_db:6.1f} {m.peak_db:5.1f} {m.floor_db:6.1f}  {m.head_s:3.1f} s {m.tail_s:3.1f} s  {m.kbps:6}"
    )
