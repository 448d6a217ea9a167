"""Languages by their names, and by the words of a text."""

import pytest

from narrate.story.tongues import language_code, language_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("en-GB", "en-GB"),
        ("EN-GB", "en-GB"),
        ("fi_FI", "fi-FI"),
        ("English", "en"),
        ("Français", "fr"),
        ("Português brasileiro", "pt"),
        ("中文-普通话 國語", "zh"),
        ("Quenya", None),
        ("deu", "de"),
        ("eng", "en"),
        ("und", None),
        ("", None),
    ],
)
def test_the_code_of_a_language(written, expected):
    assert language_code(written) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rain came in from the sea, and she said that he was late for it. " * 3, None),
        (
            "La pluie venait de la mer, et elle lui dit qu'il était en retard, comme dans les nuits. " * 3,
            "fr",
        ),
        ("Der Regen kam von der See, und sie sagte ihm, dass er nicht mit den anderen käme. " * 3, "de"),
        ("La lluvia venía del mar, y ella le dijo que los demás no lo sabían con la luz. " * 3, "es"),
        ("Дождь шёл с моря, и она сказала, что он не пришёл на пристань. " * 3, "ru"),
        ("« Oui », dit-il.", None),
        ("Lex Lex Lex " * 30, None),
    ],
)
def test_the_language_of_a_text(text, expected):
    assert language_of(text) == expected
