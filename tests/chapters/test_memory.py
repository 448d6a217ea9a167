"""What a book remembers in its folder."""

import json

from narrate.chapters.memory import MEMORY_FILE, Made, Memory, recall, remember


def test_what_is_remembered_is_recalled(tmp_path):
    memory = Memory(cast={"Tom": "espeak:en-gb"}, year=2026, chapters={1: Made("001-one.mp3", "k", 9, 9)})

    remember(tmp_path, memory)

    assert recall(tmp_path) == memory


def test_files_outside_the_folder_are_not_the_books(tmp_path):
    remember(tmp_path, Memory(year=2026, chapters={1: Made("001-one.mp3", "k", 9, 9)}))
    stored = json.loads((tmp_path / MEMORY_FILE).read_text("utf-8"))
    stored["chapters"]["1"]["file"] = "../victim.txt"
    (tmp_path / MEMORY_FILE).write_text(json.dumps(stored), "utf-8")

    assert recall(tmp_path) == Memory()
