"""Files appear whole, whatever they are called."""

from pathlib import Path

import pytest

from narrate.files.atomic import replacing


@pytest.mark.parametrize("name", ["b" * 251, "漢" * 83, "🌙" * 62])
def test_a_name_as_long_as_can_be_leaves_room_for_what_is_written_aside(tmp_path: Path, name: str):
    path = tmp_path / f"{name}.txt"

    with replacing(path) as file:
        file.write(b"It rained.")

    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"It rained."]
    assert path.is_file()
