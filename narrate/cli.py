"""The command line: the one door where errors become output and exit statuses."""

import errno
import importlib
import logging
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any

import click

from narrate import __version__
from narrate.commands.complaints import complain, warnings_heard
from narrate.counting import count
from narrate.errors import NarrateError, did_you_mean

# In the order in which a newcomer needs them; each is a module of narrate.commands with that function.
VERBS = ("new", "build", "script", "cast", "voices", "say", "check", "serve", "clean")

EXIT_USER, EXIT_BUG, EXIT_INTERRUPTED = 1, 3, 130  # 2 is click's own, for usage


class _Verbs(click.Group):
    """Imports a verb's module only when that verb is used: `narrate --help` answers at once."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        command: click.Command = getattr(importlib.import_module(f"narrate.commands.{name}"), name)
        return command

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        words = list(args)  # click empties the list
        try:
            return super().parse_args(context, args)
        except click.NoSuchOption as error:
            option = error.option_name
            verbs = [verb for verb in VERBS if self._has_option(context, verb, option)]
            if not verbs:
                raise
            verb = next((word for word in words if word in verbs), verbs[0])
            context.fail(f"{option} goes behind the verb: narrate {verb} {option}")

    def _has_option(self, context: click.Context, verb: str, option: str) -> bool:
        command = self.get_command(context, verb)
        return command is not None and any(option in parameter.opts for parameter in command.params)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        verb = arguments[0]
        if verb not in VERBS and not verb.startswith("-"):
            is_story = os.path.exists(verb)  # noqa: PTH110 - Path refuses words that are too long
            hint = f"Did you mean narrate build {verb}?" if is_story else did_you_mean(verb, VERBS)
            context.fail(f"There is no verb {verb}. {hint}")
        return super().resolve_command(context, arguments)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="narrate %(version)s")
def narrate() -> None:
    """Turn a story into a full-cast audiobook.

    \b
    narrate build story.txt     chapter MP3s, the narrator and every character in their own voice
    narrate script story.txt    who says what, as a text file to check and correct
    narrate cast                who is in it, and whose voice they have

    A project is a folder with voices.yaml, script/ and output/; `narrate new DIR` starts one. Each verb
    explains itself: narrate build --help.
    """  # noqa: D301 - \b keeps click from joining the lines


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status.

    Each warning is shown as it comes, once, and they are counted, so that none is lost above the summary.
    """
    warnings: set[str] = set()

    def warn(message: str) -> None:
        if message not in warnings:  # `check` reads a manuscript on its own, and in the book
            warnings.add(message)
            click.echo(click.style("warning: ", fg="yellow", bold=True) + message, err=True)

    logging.getLogger("narrate").propagate = False
    try:
        with warnings_heard(warn):
            return _exit_status(arguments)
    finally:
        if warnings:
            click.echo(f"{count(len(warnings), 'warning')} above.", err=True)


def _exit_status(arguments: Sequence[str]) -> int:  # noqa: PLR0911 - one return a way to end
    try:
        result: Any = narrate.main(list(arguments), prog_name="narrate", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped. What is finished is kept: the next run carries on from here.", err=True)
        return EXIT_INTERRUPTED
    except SystemExit:  # click's way out when the reader of our output has gone (`| head`)
        return 0
    except NarrateError as error:
        for each in error.each:
            complain(str(each))
            if each.trace:
                click.echo(f"  The traceback is in {_write_log(arguments, each.trace)}.", err=True)
        return EXIT_USER
    except OSError as error:
        return _report_trouble(error, arguments)
    except Exception:  # noqa: BLE001 - the one door: whatever is left is a bug of ours
        return _report_bug(arguments)
    return result if isinstance(result, int) else 0


# Trouble with the user's disk or permissions, wherever it strikes; no bug of ours.
_TROUBLE = frozenset(
    getattr(errno, name, 0)
    for name in "ENOSPC EDQUOT EACCES EPERM EROFS EIO EFBIG ENAMETOOLONG ENOTDIR EISDIR EEXIST ELOOP".split()
)


def _report_trouble(error: OSError, arguments: Sequence[str]) -> int:
    if isinstance(error, BrokenPipeError):  # the reader of our output has gone (`| head`): nothing is wrong
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - for the interpreter's last flush
        return 0
    if error.errno not in _TROUBLE:
        return _report_bug(arguments)
    complain(
        f"{error.filename or 'the disk'}: {error.strerror}\n"
        "  What is finished is kept: put this right, and run it again."
    )
    return EXIT_USER


def _report_bug(arguments: Sequence[str]) -> int:
    log = _write_log(arguments, traceback.format_exc())
    complain(f"narrate has a bug. What happened is in {log}; please send it with your report.")
    return EXIT_BUG


def _write_log(arguments: Sequence[str], trace: str) -> str:
    """The name of a new file with a traceback, and which command it was."""
    # Of the options only their names, as the log is to be sent: `--password` has been given a password.
    options = [name[0] for word in arguments[1:] if (name := re.match(r"--[\w-]+|-\w", word))]
    said = " ".join([*arguments[:1], *options])
    with tempfile.NamedTemporaryFile(
        "w", prefix="narrate-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as file:
        file.write(f"narrate {__version__}, Python {sys.version}\n{said}\n\n{trace}")
    return file.name
