"""Receipts: what a build was made of and what it left, so that one with nothing to do knows it at once.

Reading a novel and finding out who says what takes seconds. A receipt holds the fingerprint of every
file that could have made the book another one, and how each finished file stood; while all of that is the
same, so is the book. Where anything is in doubt there is no receipt, and the build looks for itself.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from narrate.files.atomic import replacing
from narrate.once import content_digest

_FORMAT = 2

# File systems stamp files by a clock that stands still for up to 10 ms, some for 2 s.
_CLOCK_NS = 2_000_000_000

_LIFE_NS = 30 * 86_400 * 1_000_000_000

Look = Mapping[str, str]  # a path → how it looks: "absent", a folder's names, a file's times and content


@dataclass(frozen=True, slots=True)
class Report:
    """What a build tells: lines before and after its chapters, and the warnings between.

    `chapters` are the files with their length in milliseconds, of the `whole` number that the book has,
    `takes` how many they are made of.
    """

    introduction: tuple[str, ...]
    warnings: tuple[str, ...]
    chapters: tuple[tuple[str, int], ...]
    whole: int
    takes: int
    ending: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`inputs` by content and times, `outputs` by size and time: large, and only builds write them.

    `voices` holds the version of each voice: a model may lie anywhere, and its engine knows where.
    """

    inputs: Look
    outputs: Look
    voices: Mapping[str, str]
    report: Report


def receipt_path(cache: Path, asked: Iterable[object]) -> Path:
    """Where the receipt of what is asked for lies; with another narrate, or package beside it, elsewhere.

    `asked` is all that the command line says, with the folder that it is said in.
    """
    facts = (_FORMAT, sys.version, *map(repr, asked), *_program(), *_environment())
    name = hashlib.sha256("\0".join(map(str, facts)).encode(errors="surrogateescape")).hexdigest()
    return cache / "receipts" / f"{name[:40]}.json"


def look_at(paths: Iterable[Path]) -> dict[str, str]:
    """How inputs look now; a folder looks otherwise when a name in it comes or goes."""
    return {os.path.abspath(path): _look(path) for path in paths}  # noqa: PTH100 - links stay as they are


def glance_at(paths: Iterable[Path]) -> dict[str, str]:
    """How finished files stand now."""
    return {os.path.abspath(path): _stand(path) for path in paths}  # noqa: PTH100


def touched_since(paths: Iterable[Path], began_ns: int) -> bool:
    """Has any of the inputs changed since then, or may it have? What was read of it is not known then."""
    return any(_last_touched_ns(path) > began_ns - _CLOCK_NS for path in paths)


def holds(receipt: Receipt) -> bool:
    """Do all files look as the receipt says? What it says of the voices is for their engines to answer."""
    inputs = all(_look(Path(path)) == look for path, look in receipt.inputs.items())
    return inputs and all(_stand(Path(path)) == look for path, look in receipt.outputs.items())


def keep(path: Path, receipt: Receipt) -> None:
    """Put a receipt where the next build looks for it; those that are a month old go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in path.parent.iterdir():
        if _last_touched_ns(other) < time.time_ns() - _LIFE_NS:
            other.unlink(missing_ok=True)
    with replacing(path) as file:
        file.write(json.dumps(asdict(receipt)).encode())


def recall(path: Path) -> Receipt | None:
    """The receipt that lies there; None where there is none, or a damaged one."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        told = kept["report"]
        report = Report(
            tuple(told["introduction"]),
            tuple(told["warnings"]),
            tuple((str(file), int(ms)) for file, ms in told["chapters"]),
            int(told["whole"]),
            int(told["takes"]),
            tuple(told["ending"]),
        )
        return Receipt(dict(kept["inputs"]), dict(kept["outputs"]), dict(kept["voices"]), report)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _look(path: Path) -> str:
    try:
        if path.is_dir():
            return " ".join(sorted(map(repr, os.listdir(path))))  # noqa: PTH208 - names are enough
        return f"{_stand(path)} {content_digest(path)}"
    except OSError:
        return "absent"


def _stand(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "absent"
    return f"{found.st_size} {found.st_mtime_ns}"


def _last_touched_ns(path: Path) -> int:
    """When a file was written or put in place; a folder counts by its names alone."""
    try:
        found = path.stat()
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _program() -> Iterable[str]:
    """The package as it lies here, and the names of all that is installed beside it, with their versions."""
    here = Path(__file__).parents[1]
    for folder, _, names in sorted(os.walk(here)):
        for name in sorted(names):
            if ".pyc" not in name:  # Python writes one under another name first
                yield f"{folder}/{name} {_stand(Path(folder, name))}"
    for folder in filter(os.path.isdir, sys.path):
        yield from sorted(name for name in os.listdir(folder) if name.endswith(("-info", ".pth")))  # noqa: PTH208


def _environment() -> Iterable[str]:
    """The variables that engines heed."""
    return sorted(f"{k}={v}" for k, v in os.environ.items() if k.startswith(("NARRATE_", "OPENAI_")))
