"""`narrate new`: a project to start from."""

from os.path import lexists
from pathlib import Path

import click

from narrate.commands.options import OUTPUT_FOLDER
from narrate.errors import NarrateError, Place, refusals_told
from narrate.files.atomic import replacing
from narrate.manuscripts import SCRIPT_FOLDER
from narrate.production.project import SETTINGS_FILE, Project
from narrate.settings import Settings
from narrate.settings.template import NEW_VOICES_YAML


@click.command(short_help="Start a project.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Start a project in DIR: voices.yaml with comments, script/ for manuscripts, output/ for books."""
    settings = folder / SETTINGS_FILE
    if lexists(settings):  # a link may lead nowhere
        raise NarrateError(
            "there is a project here already", place=Place(settings), hint="Choose another folder."
        )
    with refusals_told("cannot be made", folder, "Choose another folder."):
        for name in (SCRIPT_FOLDER, OUTPUT_FOLDER):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with replacing(settings) as file:
            file.write(NEW_VOICES_YAML.encode())
    click.echo(f"{settings} is written. Put a manuscript into {folder / SCRIPT_FOLDER}, then:")
    click.echo(f"  {Project(folder, Settings()).command('build')}")
