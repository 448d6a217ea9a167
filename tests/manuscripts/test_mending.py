"""Texts whose UTF-8 was taken for Windows' own encoding, and Markdown as Pandoc writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.manuscripts import read_manuscript
from narrate.manuscripts.opening.mending import mended

STORY = "“Don’t—” said Zoë. “It’s… café.” 日本 🦉"


def misread(text: str) -> str:
    """The text as Windows reads its UTF-8; the bytes that it does not know stay as they are."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode("utf-8")
    )


def test_a_text_that_was_misread_is_as_it_was():
    assert mended(misread(STORY)) == STORY
    assert mended(misread(misread(STORY))) == STORY


@pytest.mark.parametrize("lost", ["\ufffd", "?", ""])
def test_a_closing_mark_whose_last_byte_is_lost_is_one(lost):
    assert mended(misread("“Don’t,”").replace("\x9d", lost) + " he said.") == "“Don’t,” he said."


@pytest.mark.parametrize("text", [STORY, "NÃO É ÂNGELA", "Ã© stands for é, and Ã¨ for è.", "€ 5 à 10 €"])
def test_what_is_meant_so_stays(text):
    assert mended(text) == text


@given(st.text())
def test_any_text_is_mended_once_and_for_all(text):
    assert mended(mended(text)) == mended(text)


@pytest.mark.parametrize("name", ["story.md", "story.txt", "story.script"])
def test_quotation_marks_behind_backslashes_are_read_without(tmp_path, name):
    path = tmp_path / name
    path.write_text('\\"It\\\'s \\*late\\*,\\" said Nora.\n', encoding="utf-8")

    assert read_manuscript(path).text == '"It\'s \\*late\\*," said Nora.\n'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[N]{.dropcap}ora met [Tom\nPell]{.calibre1 .calibre2}.", "Nora met Tom\nPell."),
        ('[[“Go,”]{.a} said [Nora]{lang="en"}]{#b}.', "“Go,” said Nora."),
        (
            "[]{#one}It [rained] on {Nora}, [Tom](tom.html){.link}.",
            "It [rained] on {Nora}, [Tom](tom.html){.link}.",
        ),
    ],
)
def test_the_style_of_words_is_left_out(tmp_path, written, meant):
    path = tmp_path / "story.md"
    path.write_text(f"{written}\n", encoding="utf-8")

    assert read_manuscript(path).text == f"{meant}\n"
