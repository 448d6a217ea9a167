"""Builds and their workers killed at random moments: python benchmarks/build_kills.py [KILLS] [SEED].

A small book is built once undisturbed. Then, in a folder and a cache of its own, a build is begun and
`kill -9` ends it, or one of its workers, after a random time; at last a build goes on to the end. Every
MP3 and every take must be what the undisturbed build has made, byte for byte. Linux, with psutil.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from builds.story import story

WORDS = 1_500


def command(project: Path) -> "subprocess.Popen[bytes]":
    """A build of the project, just begun."""
    arguments = [sys.executable, "-m", "narrate", "build", "-C", str(project), "--quality", "compact"]
    environment = {**os.environ, "NARRATE_CACHE": str(project / "cache")}
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def build(project: Path) -> float:
    """Build to the end; returns the seconds that it took."""
    began = time.monotonic()
    process = command(project)
    _, complaints = process.communicate()
    if process.returncode:
        sys.exit(complaints.decode())
    return time.monotonic() - began


def disturb(project: Path, after_s: float, random_: random.Random) -> str:
    """Begin a build and kill it, or a process of its, after so many seconds; returns what was killed."""
    process = command(project)
    time.sleep(after_s)
    try:
        workers = psutil.Process(process.pid).children(recursive=True)
        victim = random_.choice([process, *workers])
        victim.kill()
    except psutil.NoSuchProcess:  # it is done
        return "nothing"
    if victim is not process:
        process.communicate()
        return "a worker"
    process.wait()
    return "the build"


def made(project: Path) -> dict[str, bytes]:
    """Every chapter and every take, by its path."""
    paths = [*project.glob("output/*/*.mp3"), *project.glob("cache/takes/*/*.take")]
    return {str(path.relative_to(project)): path.read_bytes() for path in paths}


def main() -> None:
    """Kill, build, compare; exit status 1 where a byte differs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("kills", type=int, nargs="?", default=50)
    ask.add_argument("seed", type=int, nargs="?", default=1)
    asked = ask.parse_args()
    random_ = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="narrate-kills-") as name:
        undisturbed, project = Path(name, "undisturbed"), Path(name, "killed")
        for folder in (undisturbed, project):
            (folder / "script").mkdir(parents=True)
            (folder / "script" / "story.md").write_text(story(WORDS), encoding="utf-8")
        whole_s = build(undisturbed)
        expected = made(undisturbed)
        print(f"undisturbed: {whole_s:.1f} s, {len(expected)} files", flush=True)
        for number in range(1, asked.kills + 1):
            if random_.random() < 0.3:  # from the beginning, else from where the last one was killed
                shutil.rmtree(project / "output", ignore_errors=True)
                shutil.rmtree(project / "cache", ignore_errors=True)
            after_s = random_.uniform(0, whole_s)
            killed = disturb(project, after_s, random_)
            print(f"{number}: {killed} killed after {after_s:.2f} s, {len(made(project))} files", flush=True)
            if random_.random() < 0.3 or number == asked.kills:
                build(project)
                if made(project) != expected:
                    sys.exit("the files differ")
    print(f"{asked.kills} kills: every file is that of an undisturbed build")


if __name__ == "__main__":
    main()
