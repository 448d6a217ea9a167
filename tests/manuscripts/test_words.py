"""Nothing is lost: the words of the story and of what is left out are the words of the file."""

import html as html_entities
from collections import Counter
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import NarrateError
from narrate.manuscripts import html, read_manuscript, text
from tests.manuscripts.books import book
from tests.manuscripts.test_cases import CASES, source
from tests.manuscripts.words import (
    letters_of,
    words_in,
    words_of,
    words_of_contents,
    words_of_docx,
    words_of_epub,
    words_of_page,
)

BODY = "<p>The rain came in sideways from the sea.</p>"
TAGS = (
    "p div span b em i sup a h1 h2 h3 blockquote ul li ol table tr td dl dt dd pre section aside nav figure "
    "figcaption ruby rt button noscript header footer center article"
).split()
CLASSES = (
    "userstuff meta heading byline fff_chapter_title fff_head_notes fff_titlepage full author-note "
    "pagenum footnote fnanchor stanza scenebreak chapter-title pg-boilerplate transnote hidden module "
    "notes summary landmark title"
).split()
WORDS = (
    "the lamp was lit Chapter One Notes Summary END Contents Prologue III 4 A/N: by Tom title: * * * [1] "
    "CHAPTER II Author's Note “Yes,” said Anna Table of Contents *** START OF THE PROJECT GUTENBERG *** "
    "END OF --- # > \\ [note: x]"
).split(" ")
AFTER = ["", " ", "<br/>", "<hr/>", "<br/><br/>", '<img alt="A lamp"/>', "<!-- no -->"]
IDS = ["", 'id="preface"', 'id="chapters"', 'id="afterword"', 'id="workskin"', 'id="n1"', 'id="endnotes1"']
INK = st.lists(st.sampled_from([*WORDS, "\u00adsoft", "ﬁne", "naïve", "&", "<"]), max_size=6).map(" ".join)


@st.composite
def elements(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    name = draw(st.sampled_from(["", *CLASSES]))
    link = 'href="#n1"' if tag == "a" else ""
    own_id, after = draw(st.sampled_from(IDS)), draw(st.sampled_from(AFTER))
    return f'<{tag} class="{name}" {own_id} {link}> {draw(inside)} </{tag}> {after}'


MARKUP = st.recursive(
    INK.map(html_entities.escape),
    lambda inner: st.lists(elements(inner), max_size=4).map("".join),
    max_leaves=12,
)


@pytest.mark.parametrize("name", sorted(case.name for case in CASES.iterdir()))
def test_of_whole_manuscripts(name, tmp_path):
    path = source(CASES / name, tmp_path)
    if path.suffix == ".epub":
        counted, named = words_of_epub(path), words_of_contents(path)
    else:
        written = path.read_text()
        counted, named = words_of_page(written) if "</p>" in written else words_in(written), Counter()

    found = letters_of(words_of(read_manuscript(path)))

    assert letters_of(counted) <= found <= letters_of(counted + named)


@given(MARKUP)
def test_of_any_page(markup):
    page = f"<html><body>{BODY}{markup}{BODY}</body></html>"
    try:
        found = html.read(page.encode(), Path("x.html"))
    except NarrateError:
        return

    assert words_of(found) == words_of_page(page)


@settings(max_examples=30)
@given(st.lists(MARKUP, min_size=1, max_size=3))
def test_of_any_book(tmp_path_factory, pages):
    path = tmp_path_factory.getbasetemp() / "book.epub"
    book({f"p{number}": f"{BODY}{markup}" for number, markup in enumerate(pages)}, path)
    try:
        found = read_manuscript(path)
    except NarrateError:
        return

    assert words_of(found) == words_of_epub(path)


@given(st.lists(INK, min_size=1).map("\n\n".join))
def test_of_any_text(story):
    found = text.understand(story, Path("x.md"))

    assert words_of(found) == words_in(story)


RUN = st.tuples(INK, st.sampled_from(["", "bold", "italic", "hidden"]))
STYLES = ["Normal", "Heading 1", "Heading 3", "Title", "Quote", "List Bullet"]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(STYLES), st.lists(RUN, max_size=3)), max_size=6))
def test_of_any_word_file(tmp_path_factory, paragraphs):
    path = tmp_path_factory.getbasetemp() / "story.docx"
    document = docx.Document()
    document.add_paragraph("The rain came in sideways from the sea.")
    for style, runs in paragraphs:
        paragraph = document.add_paragraph(style=style)
        for words, look in runs:
            font = paragraph.add_run(f"{words} ").font
            font.bold, font.italic, font.hidden = look == "bold", look == "italic", look == "hidden"
    document.save(path)

    try:
        found = read_manuscript(path)
    except NarrateError:
        return

    assert words_of(found) == words_of_docx(path)
