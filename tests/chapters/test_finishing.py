"""Chapters written by worker processes, some of which die over it."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from narrate.chapters.finishing import finish
from narrate.chapters.job import ChapterJob, Damaged
from narrate.chapters.telling import Telling
from narrate.errors import NarrateError
from narrate.files.formats import MP3_FORMATS
from narrate.files.tagging import Tags
from narrate.sound.mastering import PROFILES
from narrate.sound.timeline import lay_out
from narrate.takes.workers import open_workers


def job(name: str) -> ChapterJob:
    timeline = lay_out([], [], 22_050, 1, tail_ms=1000)
    tags = Tags(name, "", None, None, 1, None, "en")
    telling = Telling(1, name, 1000, (), ())
    return ChapterJob(1, name, {}, timeline, PROFILES["none"], MP3_FORMATS["compact"], tags, telling)


def write(chapter: ChapterJob, folder: Path) -> str:
    """Written, but for what the chapter's name says."""
    first_time = not (folder / chapter.file).exists()
    (folder / chapter.file).touch()
    if chapter.file == "deadly" or (chapter.file == "deadly once" and first_time):
        os.kill(os.getpid(), signal.SIGKILL)
    if chapter.file == "damaged":
        raise Damaged("a take")
    return f"written {chapter.file}"


def finished(names: list[str], folder: Path) -> list[str]:
    done = []
    with open_workers(2, preload="narrate.chapters.finishing") as workers:
        for chapter, result in finish([job(name) for name in names], workers, partial(write, folder=folder)):
            assert result == f"written {chapter.file}"
            done.append(chapter.file)
    return sorted(done)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_process_that_dies_costs_a_retry(tmp_path):
    assert finished(["a", "deadly once", "b"], tmp_path) == ["a", "b", "deadly once"]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_chapter_over_which_processes_die_is_named(tmp_path):
    with pytest.raises(NarrateError, match="deadly cannot be written: its process died with exit code -9"):
        finished(["a", "deadly", "b"], tmp_path)


def test_other_chapters_are_finished_before_a_damaged_take_is_reported(tmp_path):
    with pytest.raises(Damaged, match="a take"):
        finished(["damaged", "a", "b"], tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "damaged"]
