"""Files that somebody names, sought in their project; for one that is not there the nearest is offered."""

from pathlib import Path

from narrate.errors import NarrateError, Place, nearest


def find_file(name: str, named_at: Place, project: Path) -> Path:
    """The file that a place of another file names: beside that one, or elsewhere in the project's folder.

    Raises NarrateError, at the place, where there is none.
    """
    path = named_at.file.parent / name
    try:
        is_inside, is_there = path.resolve().is_relative_to(project.resolve()), path.is_file()
    except (OSError, RuntimeError, ValueError):  # a link to itself, a name that is too long, a NUL in it
        raise NarrateError(
            f"no file can be found as {name}", place=named_at, hint="Give it another name."
        ) from None
    if not is_inside:
        hint = f"Copy it beside {named_at.file.name}."
        raise NarrateError(f"the file {name} lies outside the project", place=named_at, hint=hint)
    if not is_there:
        near, beside = nearest_file(path), f"It is sought beside {named_at.file.name}."
        hint = f"Did you mean {Path(name).with_name(near.name).as_posix()}?" if near else beside
        raise NarrateError(f"there is no file {name}", place=named_at, hint=hint)
    return path


def nearest_file(missing: Path) -> Path | None:
    """The file beside a missing one whose name was most likely meant; None when none is near."""
    beside = missing.parent.iterdir() if missing.parent.is_dir() else ()
    name = nearest(missing.name, [path.name for path in beside if path != missing])  # which may be a folder
    return missing.with_name(name) if name else None
