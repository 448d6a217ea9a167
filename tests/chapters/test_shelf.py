"""Where a book's files lie."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrate.chapters.shelf import book_folder
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
