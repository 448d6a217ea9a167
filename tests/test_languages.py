"""The tags of languages."""

import pytest

from narrate.languages import primary


@pytest.mark.parametrize(
    ("tag", "expected"), [("en", "en"), ("EN-GB", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("", "")]
)
def test_the_language_that_a_tag_names(tag, expected):
    assert primary(tag) == expected
