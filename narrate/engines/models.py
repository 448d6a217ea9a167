"""The files of neural voices: which there are, and which they are."""

import functools
import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

NEURAL_PACKAGES = ("onnx", "onnxruntime")


def package_version(package: str) -> str:
    """The version of a package that may be absent."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def missing_package(package: str, module: str) -> str | None:
    """What to install when an engine's package, imported as `module`, or those for models are absent."""
    absent = [name for name in (module, *NEURAL_PACKAGES) if find_spec(name) is None]
    if not absent:
        return None
    return f"it needs the package {absent[0]}; install it with: pip install {package} onnx"


def fingerprint(*files: Path) -> str:
    """What tells files from others that had their names before: a hash of all their bytes."""
    stats = [file.stat() for file in files]
    return _fingerprint(files, tuple((stat.st_size, stat.st_mtime_ns) for stat in stats))


@functools.cache
def _fingerprint(files: tuple[Path, ...], as_they_are: tuple[tuple[int, int], ...]) -> str:
    """The same, read once for each state of the files: 63 MB take 0.1 s."""
    del as_they_are
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            whole.update(hashlib.file_digest(opened, "sha256").digest())
    return whole.hexdigest()[:16]
