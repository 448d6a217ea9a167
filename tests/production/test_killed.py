"""Builds killed at random moments, or robbed of their cache; benchmarks/build_kills.py kills fifty."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.production.test_build import STORY, sounds
from tests.stories import plain_cover

KILLS = 5


def start(project: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "NARRATE_CACHE": str(project / "cache")}
    return subprocess.Popen(
        [sys.executable, "-m", "narrate", "build", "-C", project], env=environment, stdout=subprocess.DEVNULL
    )


def files(project: Path) -> dict[str, bytes]:
    takes = {path.name: path.read_bytes() for path in project.glob("cache/takes/*/*.take")}
    return takes | sounds(project)


def test_what_was_killed_is_finished_as_if_nothing_had_happened(tmp_path):
    folders = [tmp_path / "undisturbed", tmp_path / "killed"]
    for folder in folders:
        (folder / "script").mkdir(parents=True)
        (folder / "script" / "story.txt").write_text(STORY * 3, encoding="utf-8")
        (folder / "voices.yaml").write_text("narrator: {voice: tone:alto}\n", encoding="utf-8")
        plain_cover(folder)
    undisturbed, killed = folders
    began = time.monotonic()
    assert start(undisturbed).wait() == 0
    whole_s = time.monotonic() - began

    for _ in range(KILLS):
        process = start(killed)
        time.sleep(random.uniform(0.2, 1) * whole_s)
        process.kill()
        process.wait()
    assert start(killed).wait() == 0

    assert files(killed) == files(undisturbed)


def test_the_cache_may_go_under_a_running_build(tmp_path):
    folders = [tmp_path / "undisturbed", tmp_path / "robbed"]
    for folder in folders:
        (folder / "script").mkdir(parents=True)
        (folder / "script" / "story.txt").write_text(STORY * 3, encoding="utf-8")
        plain_cover(folder)
    undisturbed, robbed = folders
    assert start(undisturbed).wait() == 0

    process = start(robbed)
    for sight in ("cache/takes/*/*.take", "output/*/*.mp3*"):  # while it records, and while it masters
        while process.poll() is None and not any(robbed.glob(sight)):
            time.sleep(0.005)
        shutil.rmtree(robbed / "cache", ignore_errors=True)
    assert process.wait() == 0

    assert sounds(robbed) == sounds(undisturbed) != {}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_chapter_in_the_making_leaves_nothing_when_the_build_is_ended(tmp_path, end):
    (tmp_path / "script").mkdir()
    lines = [f"It rained for the {number}. time, and nobody went out." for number in range(300)]
    (tmp_path / "script" / "story.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("narrator: {voice: tone:alto}\n", encoding="utf-8")
    plain_cover(tmp_path)
    with start(tmp_path) as process:
        while process.poll() is None and not any(tmp_path.glob("output/*/.*.mp3.*")):
            time.sleep(0.005)
        process.send_signal(end)
        process.wait(timeout=60)

    deadline = time.monotonic() + 60
    while any(tmp_path.glob("output/*/.*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(path.name for path in tmp_path.glob("output/*/*")) == ["cover.jpg", "narrate.json"]
