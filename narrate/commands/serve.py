"""`narrate serve`: the finished books for podcast players, over HTTP."""

import io
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import click
import segno

from narrate.chapters.shelf import PLAYER_FILE
from narrate.commands import options
from narrate.errors import NarrateError, Place
from narrate.publishing.serving import feeds, lan_host, listen
from narrate.publishing.serving import serve as wait_for_listeners

_CHOSEN = "-"  # a password that the program chooses
_LONGEST_PASSWORD = 200  # an address with it is still one that players take


@click.command(short_help="Serve the books to podcast players.")
@options.project_folder
@options.output_folder
@click.option(
    "--port",
    type=options.number(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="The port to serve at; 0 takes any that is free.",
)
@click.option("--lan", is_flag=True, help="For phones in this network too, with a QR code to subscribe.")
@click.option(
    "--password",
    is_flag=False,
    flag_value=_CHOSEN,
    default=None,
    metavar="[WORD]",
    help="Part of the feed's address, so that only who knows it can listen. Without WORD, one is chosen.",
)
def serve(
    folder: Path,  # noqa: ARG001 - options.output_folder looks at it
    output: Path,
    port: int,
    lan: bool,
    password: str | None,
) -> None:
    """Serve the finished books: add the address that is shown to any podcast player.

    \b
    narrate serve                   for players on this computer
    narrate serve --lan             for your phone: scan the QR code
    narrate serve --lan --password  nobody else in the network can listen

    Only the books' own files are served. Ctrl-C stops it.
    """
    word = _word(password)
    found = feeds(output)
    if not found:
        hint = "`narrate build` makes one."
        raise NarrateError("there is no finished book", place=Place(output), hint=hint)
    with listen("" if lan else "127.0.0.1", port) as listening:
        host = f"{lan_host() if lan else '127.0.0.1'}:{listening.getsockname()[1]}"
        base = f"http://{host}/{quote(word, safe='')}".rstrip("/")
        for feed in found:
            _introduce(f"{base}/{quote(feed.parent.name)}", feed, qr=lan)
        if len(found) > 1:
            click.echo(f"{base}/  to see all of them in a browser")
        click.echo("Ctrl-C stops it.")
        with suppress(KeyboardInterrupt):
            wait_for_listeners(output, listening, word)
    click.echo("\nStopped.")


def _word(password: str | None) -> str:
    """What all addresses begin with, "" where nobody is kept out; UsageError for what no address can hold."""
    if password is None:
        return ""
    if password in ("", ".", "..") or set(password) & set("/\\{}"):
        raise click.UsageError("A password is a word without slashes and braces.")
    if not password.isprintable() or len(password) > _LONGEST_PASSWORD:
        raise click.UsageError(f"A password is {_LONGEST_PASSWORD} characters at most, all of them visible.")
    return secrets.token_urlsafe(9) if password == _CHOSEN else password


def _introduce(url: str, feed: Path, *, qr: bool) -> None:
    click.echo(click.style(f"{url}/{feed.name}", bold=True) + "  to subscribe in a podcast player")
    click.echo(f"{url}/{PLAYER_FILE}  to listen in a browser")
    if qr:
        drawn = io.StringIO()
        segno.make(f"{url}/{feed.name}", micro=False).terminal(drawn, compact=True)
        for line in drawn.getvalue().splitlines():  # black on white, also where a terminal is so itself
            click.echo(click.style(line, fg="bright_white", bg="black"))
