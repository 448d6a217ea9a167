"""Folders for what an engine does just now, which go also where the process that works there is killed."""

import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path

_NAME = re.compile(r"narrate-(\d+)-\w{8}")  # with the number of the build whose worker has made it
_ABANDONED_S = 86_400


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder that goes when it is left."""
    build = parent_process()
    return tempfile.TemporaryDirectory(prefix=f"narrate-{build.pid}-" if build else "narrate-")


def clear_temporary_folders() -> None:
    """Remove the folders in which workers of this build were at work when they were ended.

    What a build of another day has left, killed with all its workers, goes too.
    """
    for folder in Path(tempfile.gettempdir()).glob("narrate-*"):
        of = _NAME.fullmatch(folder.name)
        with suppress(OSError):  # another build has just removed it
            if of and (of[1] == str(os.getpid()) or folder.stat().st_mtime < time.time() - _ABANDONED_S):
                shutil.rmtree(folder, ignore_errors=True)
