"""Where narrate keeps what it can make or fetch again."""

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """The user's cache folder for narrate, or the one that NARRATE_CACHE names."""
    named = os.environ.get("NARRATE_CACHE")
    return Path(named or platformdirs.user_cache_dir("narrate", appauthor=False))
