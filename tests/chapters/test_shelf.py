"""A book's folder."""

from concurrent.futures import ThreadPoolExecutor

from narrate.chapters.shelf import open_shelf


def test_builds_that_open_a_folder_at_the_same_time_do_not_disturb_each_other(tmp_path):
    folder = tmp_path / "output" / "the-lamp"
    with ThreadPoolExecutor(8) as builds:
        list(builds.map(open_shelf, [folder] * 400))

    assert list(folder.iterdir()) == []
