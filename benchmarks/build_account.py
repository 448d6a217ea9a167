"""Where all processor time of a build goes, process by process: python benchmarks/build_account.py [QUALITY].

A whole build of the story that build.py tells, watched by Linux's `perf`, which looks a thousand times a
second at what every process is doing: the steps of build_profile.py, and all that lies between them.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from build import WORDS
from builds.bench import Bench
from builds.story import story

_HERTZ = 999
_SAMPLE = re.compile(r"\s*(?P<process>\d+) .*\((?P<file>[^()]*)\)$")
_OWNERS = {  # of a sample, by the file that the code is in; the first that fits
    "LAME": "lameenc",
    "espeak-ng": "espeak-ng",
    "NumPy": r"multiarray|pocketfft|openblas|libm\.|lapack",
    "Blosc, checksums": r"blosc|libz|fastcrc",
    "pictures": "imaging|jpeg|freetype|harfbuzz|png",
    "soxr": "soxr",
    "the system": "kernel|vdso",
    "Python, C library": "",
}


def owner_of(file: str) -> str:
    """Whose code a file holds."""
    return next(owner for owner, pattern in _OWNERS.items() if re.search(pattern, file))


def role_of(spent: Mapping[str, float]) -> str:
    """What a process that the build has started is for, by whose code it has run."""
    roles = {"LAME": "mastering", "espeak-ng": "recording"}
    return next((role for owner, role in roles.items() if owner in spent), "server")


def account(recorded: Path) -> dict[str, Counter[str]]:
    """Seconds by the role of the process and the owner of the code."""
    command = ["perf", "script", "-i", str(recorded), "-F", "pid,ip,dso"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    processes: dict[str, Counter[str]] = defaultdict(Counter)
    for found in filter(None, map(_SAMPLE.match, listed.splitlines())):
        processes[found["process"]][owner_of(found["file"])] += 1
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for started, samples in enumerate(processes.values()):
        spent = {owner: count / _HERTZ for owner, count in samples.items()}
        roles[role_of(spent) if started else "build"].update(spent)
    return roles


def main() -> None:
    """Measure and print."""
    quality = sys.argv[1] if len(sys.argv) > 1 else "compact"
    with tempfile.TemporaryDirectory(prefix="narrate-account-") as name:
        recorded = Path(name) / "perf.data"
        watch = ["perf", "record", "-q", "-e", "cpu-clock", "-F", str(_HERTZ), "-o", str(recorded), "--"]
        Bench(Path(name), story(WORDS)).build(quality, under=watch)
        roles = account(recorded)
    columns = sorted(roles, key=lambda role: -roles[role].total())
    print(f"{quality}, seconds of processor")
    print(f"  {'':18}{''.join(f'{column:>11}' for column in (*columns, 'all'))}")
    for owner in (*_OWNERS, "all"):
        spent = [roles[role].total() if owner == "all" else roles[role][owner] for role in columns]
        print(f"  {owner:18}{''.join(f'{seconds:11.2f}' for seconds in (*spent, sum(spent)))}")


if __name__ == "__main__":
    main()
