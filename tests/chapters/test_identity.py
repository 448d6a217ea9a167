"""Where a book's files lie."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrate.chapters.continuity import trace
from narrate.chapters.identity import book_folder
from narrate.chapters.memory import Memory, remember
from narrate.chapters.release import Promise, Release
from tests.stories import book


def folder(title):
    return book_folder(Path("output"), replace(book("It rained."), title=title)).name


@pytest.mark.parametrize(
    ("title", "expected"),
    [("The Harbour Light", "the-harbour-light"), ("Café Noir!", "cafe-noir"), ("2001", "2001")],
)
def test_a_folder_is_called_as_its_book(title, expected):
    assert folder(title) == expected


@pytest.mark.parametrize(("one", "other"), [("Мастер 2", "Идиот 2"), ("Мастер", "Идиот"), ("雨 A", "雪 A")])
def test_books_whose_letters_no_folder_can_have_do_not_share_one(one, other):
    assert folder(one) != folder(other)


@pytest.mark.parametrize(
    ("title", "device"), [("Con", "con"), ("AUX!", "aux"), ("nul", "nul"), ("LPT9", "lpt9")]
)
def test_a_folder_is_not_called_as_a_device_of_windows(title, device):
    assert folder(title).startswith(f"{device}-")


@pytest.mark.parametrize(("title", "own"), [("A Lamp " * 20, True), ("Ø Lamp " * 20, False), ("Lamp", False)])
def test_a_folder_that_another_book_has_is_not_that_of_a_book_whose_title_is_cut_there(tmp_path, title, own):
    told = replace(book("It rained."), title=title)
    taken = book_folder(tmp_path, told)
    taken.mkdir()
    promised = Release("", "", (Promise("1", 0, trace("It snowed.")),))
    remember(taken, Memory(year=2026, sources=("../other.txt",), release=promised))

    assert (book_folder(tmp_path, told) != taken) == own
