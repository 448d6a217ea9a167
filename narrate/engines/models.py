"""The files of neural voices: which there are, and which they are."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from narrate.once import content_digest, read_once

_NEURAL_PACKAGES = ("onnx", "onnxruntime")


def package_version(package: str) -> str:
    """The version of a package that may be absent."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def missing_package(package: str, module: str) -> str | None:
    """What to install when an engine's package, imported as `module`, or those for models are absent."""
    absent = [name for name in (module, *_NEURAL_PACKAGES) if find_spec(name) is None]
    if not absent:
        return None
    return f"it needs the package {absent[0]}; install it with: pip install {package} onnx"


def fingerprint(*files: Path) -> str:
    """What tells files from others that had their names before: a hash of all their bytes."""
    return hashlib.sha256(b"".join(map(_digest, files))).hexdigest()[:16]


@read_once()  # 63 MB take 0.1 s
def _digest(path: Path) -> bytes:
    return bytes.fromhex(content_digest(path))
