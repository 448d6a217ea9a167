"""Plain text and Markdown as people have them: each case is a story and what it is made of."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import NarrateError
from narrate.manuscripts import read_manuscript, text
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind

PROSE = "The rain came in sideways from the sea, and nobody in the town believed that the lamp was lit again."
MORE = "She had a kettle in one hand, and she put it down to look out of the window for a while longer."
WRAPPED = "The rain came in sideways from the sea, and nobody in\nthe town believed that the lamp was lit."
PAGE = "The rain came in sideways from the sea, and nobody in\nthe town believed that the lamp of the harbour"
ADDRESS = "A. Writer        2,000 words\n1 Sea Street, Port Isaac, Cornwall PL29 3RH\nwriter@example.org"
LONG = "\n\n".join([PROSE] * 6)

GUTENBERG = """Title: The Lamp

*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***

CHAPTER I

The rain came in sideways from the sea.

*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***

Licence.
"""


def blocks(story: str) -> list[str]:
    """Every block but the blank ones: its kind and the words that it begins with."""
    found = text.understand(story, Path("story.txt")).blocks
    assert "".join(story[block.start : block.end] for block in found) == story
    return [
        " ".join([block.kind.value, *story[block.start : block.end].split()[:2]])
        for block in found
        if block.kind is not BlockKind.BLANK
    ]


CASES = {
    "indented paragraphs below a heading with a colon": (
        f"Chapter One: Rain\n    {WRAPPED}\n    It rained.\nChapter Two: Sea\n    {WRAPPED}\n",
        [
            "heading Chapter One:",
            "paragraph The rain",
            "paragraph It rained.",
            "heading Chapter Two:",
            "paragraph The rain",
        ],
    ),
    "a line of crosses before anything long": (
        '"No," she said.\n\nXXX\n\nHe went.\n',
        ['paragraph "No," she', "break XXX", "paragraph He went."],
    ),
    "a line of wide spaces": ("\u2003\n\nIt rained.\n", ["paragraph", "paragraph It rained."]),
    "a translator's notes": (
        f"{PROSE}\n\nT/N: A pun.\n\n{PROSE}\n\n*Translator's note: another*\n\nIt rained.\n",
        [
            "paragraph The rain",
            "note T/N: A",
            "paragraph The rain",
            "note *Translator's note:",
            "paragraph It rained.",
        ],
    ),
    "short lines before the first heading are its title page": (
        f"The Lamp\n\nA Novel\n\nLondon, 1814\n\nChapter One\n\n{PROSE}\n",
        [
            "title The Lamp",
            "title A Novel",
            "title London, 1814",
            "heading Chapter One",
            "paragraph The rain",
        ],
    ),
    "Pandoc's title, authors and date": (
        f"The Lamp\nA. Writer; Bea Other\n3 March 2026\n\nChapter One\n\n{PROSE}\n",
        [
            "title The Lamp",
            "title A. Writer;",
            "skipped 3 March",
            "heading Chapter One",
            "paragraph The rain",
        ],
    ),
    "an address, a number of words and a date are not told": (
        f"1 Sea Street\n\n2,000 words\n\nThe Lamp\n\nby A. Writer\n\n2026-03-01\n\nChapter One\n\n{PROSE}\n",
        [
            "skipped 1 Sea",
            "skipped 2,000 words",
            "title The Lamp",
            "title by A.",
            "skipped 2026-03-01",
            "heading Chapter One",
            "paragraph The rain",
        ],
    ),
    "what has no capitals is not shouted: below a chapter of a Japanese story it is told": (
        "第一章　潮の壁\n\n　その壁は海の嫌いな人々が建てた。\n\n「遅いよ」と衣田が言った。\n",
        [
            "heading 第一章 潮の壁",
            "paragraph その壁は海の嫌いな人々が建てた。",
            "paragraph 「遅いよ」と衣田が言った。",
        ],
    ),
    "titles with wide gaps above long stretches head chapters, and what stands around them is left out": (
        f"The Lamp\n\n\n\nDedication\n\nFor M.\n\n\n\nThe Rain\n\n{LONG}\n\n\n\nThe Wall\n\n{LONG}\n",
        [
            "title The Lamp",
            "skipped Dedication",
            "skipped For M.",
            "heading The Rain",
            *["paragraph The rain"] * 6,
            "heading The Wall",
            *["paragraph The rain"] * 6,
        ],
    ),
    "signs are none, with a wide gap or without": (
        f"{PROSE}\n\n\n\nKeep Out\n\n{PROSE}\n\n\n\nNo Entry\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n",
        [
            "paragraph The rain",
            "paragraph Keep Out",
            "paragraph The rain",
            "paragraph No Entry",
            *["paragraph The rain"] * 3,
        ],
    ),
    "marks of Pandoc and Jekyll right above and below a paragraph are none of it": (
        f"::: {{.letter}}\n{WRAPPED}\n:::\n\n{WRAPPED}\n{{: .indent}}\n\n{WRAPPED}\n",
        [
            "skipped ::: {.letter}",
            "paragraph The rain",
            "skipped :::",
            "paragraph The rain",
            "skipped {: .indent}",
            "paragraph The rain",
        ],
    ),
    "unless they are sentences: so the story may begin": (
        f"The Lamp\n\nShe ran.\n\nThe lamp was out\n\nChapter One\n\n{PROSE}\n",
        [
            "title The Lamp",
            "paragraph She ran.",
            "paragraph The lamp",
            "heading Chapter One",
            "paragraph The rain",
        ],
    ),
    "chapters by keyword": (
        f"Chapter One\n\n{PROSE}\n\nChapter Two\n\n{MORE}\n",
        ["heading Chapter One", "paragraph The rain", "heading Chapter Two", "paragraph She had"],
    ),
    "a heading with its title on the next line": (
        f"CHAPTER I.\nDown the Hole\n\n{PROSE}\n",
        ["heading CHAPTER I.", "heading Down the", "paragraph The rain"],
    ),
    "numbers count chapters": (
        f"1\n\n{PROSE}\n\n2\n\n{MORE}\n",
        ["heading 1", "paragraph The rain", "heading 2", "paragraph She had"],
    ),
    "a number that counts nothing is prose": (
        f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\n7\n\n{MORE}\n",
        ["paragraph The rain", "paragraph She had", "paragraph The rain", "paragraph 7", "paragraph She had"],
    ),
    "numbers inside chapters are sections": (
        f"Chapter One\n\n1\n\n{PROSE}\n\n2\n\n{MORE}\n",
        ["heading Chapter One", "section 1", "paragraph The rain", "section 2", "paragraph She had"],
    ),
    "markdown": (
        f"# The Lamp\n\n## One\n\n{PROSE}\n\n***\n\n{MORE}\n\n## Two\n\n{MORE}\n",
        ["title # The", "heading ## One", "paragraph The rain", "break ***", "paragraph She had"]
        + ["heading ## Two", "paragraph She had"],
    ),
    "markdown's underlined headings": (
        f"The Lamp\n========\n\n{PROSE}\n",
        ["title The Lamp", "paragraph The rain"],
    ),
    "title, byline and note": (
        f"The Wrong Lamp\n\nby A. Writer\n\nA/N: I own nothing.\n\n{PROSE}\n",
        ["title The Wrong", "title by A.", "note A/N: I", "paragraph The rain"],
    ),
    "a note before the title": (
        f"Notes: I was ill.\n\nThe Wrong Lamp\n\n{PROSE}\n",
        ["note Notes: I", "title The Wrong", "paragraph The rain"],
    ),
    "a note's heading takes no long scene along": (
        f"Chapter One\n\nNotes:\n\nI was ill.\n\n{LONG}\n\n{LONG}\n\n***\n\n{PROSE}\n",
        [
            "heading Chapter One",
            "note Notes:",
            "note I was",
            *["paragraph The rain"] * 12,
            "break ***",
            "paragraph The rain",
        ],
    ),
    "a note's heading takes no speech along, and is no chapter's title": (
        f'Chapter One\n\nAuthor\'s Note\n\nI was ill.\n\n{PROSE}\n\n"Go," he said.\n\n***\n\n{PROSE}\n',
        [
            "heading Chapter One",
            "note Author's Note",
            "note I was",
            "paragraph The rain",
            'paragraph "Go," he',
            "break ***",
            "paragraph The rain",
        ],
    ),
    "tags of the Archive of Our Own of which only the words are left": (
        (
            "The Lamp\n\nPosted originally on the [Archive of Our Own](x).\n\nStats:\n\nWords: 9\n\n"
            f"Chapter One\n\n{PROSE}\n\nAfterword\n\n"
            "Please drop by the Archive and comment to let the author know.\n"
        ),
        [
            "title The Lamp",
            "note Posted originally",
            "note Stats:",
            "note Words: 9",
            "heading Chapter One",
            "paragraph The rain",
            "skipped Afterword",
            "skipped Please drop",
        ],
    ),
    "a PDF's heads and numbers of pages amid paragraphs, and between them": (
        (
            f"Chapter 1\n\n{PAGE}\n\n3\n\nThe Lamp\n\nwas lit.\n\n{PAGE}\n\n4\n\nThe Lamp\n\nwas out.\n\n"
            f"It rained.\n\n5\n\nThe Lamp\n\n{PAGE}\n\n6\n\nwas red.\n"
        ),
        [
            "heading Chapter 1",
            "paragraph The rain",
            "paragraph The rain",
            "paragraph It rained.",
            "skipped 5",
            "skipped The Lamp",
            "paragraph The rain",
        ],
    ),
    "a page of the Archive of Our Own that was copied": (
        (
            "Rating:\nGeneral Audiences\nCategory:\nGen\nStats:\nPublished: 2026\nWords: 9\n\n"
            f"Chapter 1: Rain\nChapter Text\n{WRAPPED}\n\nChapter 2: Sea\nChapter Text\n{WRAPPED}\n"
        ),
        [
            "note Rating: General",
            "heading Chapter 1:",
            "skipped Chapter Text",
            "paragraph The rain",
            "heading Chapter 2:",
            "skipped Chapter Text",
            "paragraph The rain",
        ],
    ),
    "what a forum writes below a post": (
        f"{PROSE}\n\nLast edited: Aug 5, 2025\nLike\nReply\n\n{MORE}\n\nLast edited by a moderator: May 1\n",
        ["paragraph The rain", "skipped Last edited:", "paragraph She had", "skipped Last edited"],
    ),
    "a note's heading takes its text along": (
        f"Author's Note\n\nThis was hard.\n\n***\n\n{PROSE}\n",
        ["note Author's Note", "note This was", "break ***", "paragraph The rain"],
    ),
    "notes at the end": (
        f"{PROSE}\n\n***\n\nA/N: Thank you.\n\nPlease write to me.\n",
        ["paragraph The rain", "break ***", "note A/N: Thank", "note Please write"],
    ),
    "a note in brackets ends with them": (
        f'{PROSE}\n\n(A/N: a picture here!)\n\n{MORE}\n\n"Go," said Tom.\n',
        ["paragraph The rain", "note (A/N: a", "paragraph She had", 'paragraph "Go," said'],
    ),
    "also where it has several paragraphs": (
        f"{PROSE}\n\n(A/N: I was ill.\n\nI am well now.)\n\n{MORE}\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n",
        [
            "paragraph The rain",
            "note (A/N: I",
            "note I am",
            "paragraph She had",
            "paragraph The rain",
            "paragraph She had",
            "paragraph The rain",
        ],
    ),
    "a bracket that never closes takes no story along": (
        f"{PROSE}\n\n(A/N: I was ill.\n\n{MORE}\n\n{PROSE} (It did.)\n\n{LONG}\n",
        ["paragraph The rain", "note (A/N: I", "paragraph She had", *["paragraph The rain"] * 7],
    ),
    "the story goes on behind a note in brackets": (
        f"(A/N: a song here) {PROSE}\n\n*(Author's note: it's sad!)* (A/N: sorry)\n\n{LONG}\n",
        ["paragraph (A/N: a", "note *(Author's note:", *["paragraph The rain"] * 6],
    ),
    "one note after another": (
        f"**Summary:** A lamp.\n\n**Disclaimer:** Not mine.\n\n(A/N: hi)\n\nChapter 1\n\n{PROSE}\n",
        ["note **Summary:** A", "note **Disclaimer:** Not", "note (A/N: hi)", "heading Chapter 1"]
        + ["paragraph The rain"],
    ),
    "a prologue does not make sections of the chapters": (
        f"Prologue\n\n{PROSE}\n\n1\n\n{MORE}\n\n2\n\n{PROSE}\n\nEpilogue\n\n{MORE}\n",
        ["heading Prologue", "paragraph The rain", "heading 1", "paragraph She had"]
        + ["heading 2", "paragraph The rain", "heading Epilogue", "paragraph She had"],
    ),
    "parts of chapters in Markdown": (
        f"# B\n\n## Part One\n\n### I\n\n{PROSE}\n\n### II\n\n{MORE}\n\n## Part Two\n\n### III\n\n{PROSE}\n",
        ["title # B", "heading ## Part", "heading ### I", "paragraph The rain", "heading ### II"]
        + ["paragraph She had", "heading ## Part", "heading ### III", "paragraph The rain"],
    ),
    "a prologue beside parts of chapters in Markdown": (
        f"# B\n\n## Prologue\n\n{MORE}\n\n## Part One\n\n### Chapter 1\n\n{PROSE}\n\n### Chapter 2\n\n{MORE}",
        ["title # B", "heading ## Prologue", "paragraph She had", "heading ## Part", "heading ### Chapter"]
        + ["paragraph The rain", "heading ### Chapter", "paragraph She had"],
    ),
    "thanks and the author's life after the story": (
        f"# Dedication\n\nTo Tom.\n\n# A\n\n{PROSE}\n\n# Index\n\n{MORE}\n\n# B\n\n{PROSE}\n\n# Reviews",
        ["skipped # Dedication", "skipped To Tom.", "heading # A", "paragraph The rain"]
        + ["heading # Index", "paragraph She had", "heading # B", "paragraph The rain"]
        + ["skipped # Reviews"],
    ),
    "the author's life under a heading without marks": (
        f"Chapter 1\n\n{PROSE}\n\nAbout the Author\n\n{MORE}\n",
        ["heading Chapter 1", "paragraph The rain", "skipped About the", "skipped She had"],
    ),
    "chapters in another language": (
        f"Erstes Kapitel\n\n{PROSE}\n\nZweites Kapitel\n\n{MORE}\n",
        ["heading Erstes Kapitel", "paragraph The rain", "heading Zweites Kapitel", "paragraph She had"],
    ),
    "the attributes of a heading": (
        f"# Prologue {{.unnumbered}}\n\n{PROSE}\n",
        ["heading # Prologue", "skipped {.unnumbered}", "paragraph The rain"],
    ),
    "paragraphs of a quotation": (
        f"{PROSE}\n\n> Dear Tom,\n>\n> I am well.\n\n{MORE}\n",
        ["paragraph The rain", "paragraph > Dear", "paragraph > I", "paragraph She had"],
    ),
    "the author's farewell": (
        f"Chapter 1\n\n{PROSE}\n\n***\n\nThanks for reading!\n\nLove, Tide\n\nChapter 2\n\n{MORE}\n",
        ["heading Chapter 1", "paragraph The rain", "break ***", "note Thanks for", "note Love, Tide"]
        + ["heading Chapter 2", "paragraph She had"],
    ),
    "a farewell without a rule": (
        f"Chapter 1\n\n{PROSE}\n\nThank you for reading!\n\nSee you on Friday.\n",
        ["heading Chapter 1", "paragraph The rain", "note Thank you", "note See you"],
    ),
    "answers to reviews": (
        (
            f"Chapter 1\n\n{PROSE}\n\nReview replies:\n\nlamp99: Thanks!\n\nMr. Wall - 'Lit', of course.\n\n"
            f"Chapter 2\n\n{PROSE}\n\n*Reviews*\n\nThey had none.\n\n{MORE}\n"
        ),
        [
            "heading Chapter 1",
            "paragraph The rain",
            "note Review replies:",
            "note lamp99: Thanks!",
            "note Mr. Wall",
            "heading Chapter 2",
            "paragraph The rain",
            "paragraph *Reviews*",
            "paragraph They had",
            "paragraph She had",
        ],
    ),
    "hashtags around a story, and in it": (
        f"#lamp #rain\n\nChapter 1\n\n{LONG}\n\n{LONG}\n\n#so #wet\n\n{PROSE}\n\n#wip, #draft\n",
        [
            "skipped #lamp #rain",
            "heading Chapter 1",
            *["paragraph The rain"] * 12,
            "paragraph #so #wet",
            "paragraph The rain",
            "skipped #wip, #draft",
        ],
    ),
    "a letter that thanks for reading it": (
        f"Chapter 1\n\n{PROSE}\n\nThank you for reading.\n\nNora folded the page.\n",
        ["heading Chapter 1", "paragraph The rain", "paragraph Thank you", "paragraph Nora folded"],
    ),
    "who tells is no title": (
        f"LEX\n\n{PROSE}\n\nMARTHA\n\n{MORE}\n\nLEX\n\n{PROSE}\n",
        ["paragraph LEX", "paragraph The rain", "paragraph MARTHA", "paragraph She had", "paragraph LEX"]
        + ["paragraph The rain"],
    ),
    "what the transcriber says at the end": (
        f"Chapter 1\n\n{PROSE}\n\nTranscriber's Notes:\n\nErrors were mended.\n",
        ["heading Chapter 1", "paragraph The rain", "skipped Transcriber's Notes:", "skipped Errors were"],
    ),
    "a forum's tags": (
        f"[b]Chapter 1[/b]\n\n{PROSE}\n\n[center]***[/center]\n\n{MORE}\n\n[hr]\n\n{PROSE}\n",
        ["heading [b]Chapter 1[/b]", "paragraph The rain", "break [center]***[/center]", "paragraph She had"]
        + ["break [hr]", "paragraph The rain"],
    ),
    "headings of HTML": (
        f"<h1>The Lamp</h1>\n\n<h2 id='r'>Rain</h2>\n\n{PROSE}\n\n<h2>Wall</h2>\n\n{MORE}\n",
        ["title <h1>The Lamp</h1>", "heading <h2 id='r'>Rain</h2>", "paragraph The rain"]
        + ["heading <h2>Wall</h2>", "paragraph She had"],
    ),
    "a note in a quotation": (
        f"> A/N: I was ill.\n>\n> Sorry!\n\n{PROSE}\n",
        ["note > A/N:", "note > Sorry!", "paragraph The rain"],
    ),
    "a byline right under the title": (
        f"The Lamp\nby A. Writer\n\n{PROSE}\n",
        ["title The Lamp", "paragraph The rain"],
    ),
    "the head of a download": (
        f"Title: The Lamp\nRating: PG\nPairing: none\n\n{PROSE}\n",
        ["note Title: The", "paragraph The rain"],
    ),
    "a note in dialogue is story": (
        f'{PROSE}\n\n"Note: the lamp is lit," she read.\n\n{MORE}\n',
        ["paragraph The rain", 'paragraph "Note: the', "paragraph She had"],
    ),
    "a rare wide gap breaks the scene": (
        f"{PROSE}\n\n{MORE}\n\n" * 5 + f"\n\n\n{PROSE}\n",
        ["paragraph The rain", "paragraph She had"] * 5 + ["break", "paragraph The rain"],
    ),
    "one paragraph a line": (
        f"{PROSE}\n{MORE}\n{PROSE}\n",
        ["paragraph The rain", "paragraph She had", "paragraph The rain"],
    ),
    "hard-wrapped": (
        "The rain came in sideways\nfrom the sea, and nobody\nbelieved it.\n\nShe had a kettle\nin hand.\n",
        ["paragraph The rain", "paragraph She had"],
    ),
    "Project Gutenberg": (
        GUTENBERG,
        ["skipped Title: The", "heading CHAPTER I", "paragraph The rain", "skipped *** END"],
    ),
    "empty lines that are not quite": (
        f"Chapter One\n\xa0\n{PROSE}\n\u200b\nChapter Two\n \xa0\u3000\n{MORE}\n",
        ["heading Chapter One", "paragraph The rain", "heading Chapter Two", "paragraph She had"],
    ),
    "a row of signs is no comment": (
        f"{PROSE}\n\n%%%\n\n{MORE}\n\n%%%\n\n{PROSE}\n",
        ["paragraph The rain", "break %%%", "paragraph She had", "break %%%", "paragraph The rain"],
    ),
    "indented paragraphs without empty lines": (
        "    “No,” she said, and she put the kettle down by\nthe lamp.\n    “Why?”\n    “Yes.”\n    “So!”\n",
        ["paragraph “No,” she", "paragraph “Why?”", "paragraph “Yes.”", "paragraph “So!”"],
    ),
    "indented verse": (
        f"{PROSE}\n\n    O the lamp is lit,\nAnd the rain comes in,\n    And the sea\nIs near.\n\n{MORE}\n",
        ["paragraph The rain", "paragraph O the", "paragraph She had"],
    ),
    "a note in a quotation ends with it": (
        f"{PROSE}\n\n> A/N: For M.\n\n{MORE}\n",
        ["paragraph The rain", "note > A/N:", "paragraph She had"],
    ),
    "pictures of ornaments": (
        f"{PROSE}\n\n![](divider.png)\n\n{MORE}\n\n<br>\n\n{PROSE}\n",
        ["paragraph The rain", "break ![](divider.png)", "paragraph She had", "break <br>"]
        + ["paragraph The rain"],
    ),
    "front matter": (
        f"---\ntitle: The Lamp\nauthor: A. Writer\n---\n\n{PROSE}\n",
        ["skipped --- title:", "paragraph The rain"],
    ),
    "a rule that a story begins with is no front matter": (
        f"---\n\nThe rain came: it was late.\n\n---\n\n{PROSE}\n",
        ["break ---", "paragraph The rain", "break ---", "paragraph The rain"],
    ),
    "contents are no chapters": (
        f"Contents\n\nChapter 1\n\nChapter 2\n\nChapter 3\n\nChapter 1\n\n{PROSE}\n",
        ["skipped Contents", "skipped Chapter 1", "skipped Chapter 2", "skipped Chapter 3"]
        + ["heading Chapter 1", "paragraph The rain"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_story_is_made_of(name):
    story, expected = CASES[name]

    assert blocks(story) == expected


def test_title_and_author_are_found():
    found = text.understand(f"The Wrong Lamp\n\nby A. Writer\n\n{PROSE}\n", Path("story.txt"))

    assert (found.title, found.author) == ("The Wrong Lamp", "A. Writer")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: The Lamp\nlang: en-GB", ("The Lamp", None, "en-GB")),
        (
            "title: 'The Lamp: Lit' # so far\nauthor: [A. Writer, \"B. Other\"]",
            ("The Lamp: Lit", "A. Writer, B. Other", None),
        ),
        (
            "title: The Lamp\nauthors:\n  - name: A. Writer\n  - B. Other\ntags:\n  - sea",
            ("The Lamp", "A. Writer, B. Other", None),
        ),
        ("title: The Lamp\nseries:\n  title: Lamps", ("The Lamp", None, None)),
        ("title: 'Nora''s Lamp'\nauthor: \"A. \\\"W.\\\" Writer\"", ("Nora's Lamp", 'A. "W." Writer', None)),
    ],
)
def test_front_matter_names_the_book(head, expected):
    found = text.understand(f"---\n{head}\n---\n\n{PROSE}\n", Path("story.md"))

    assert (found.title, found.author, found.language) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Le Chemin de sel\n\npar A. Auteur\n\nChapitre premier", ("Le Chemin de sel", "A. Auteur", None)),
        ("Der Salzweg\n\nvon A. Autorin\n\nErstes Kapitel", ("Der Salzweg", "A. Autorin", None)),
        ("Соляной сад\nАвтор: Рут Каллоуэй\n\nГлава первая", ("Соляной сад", "Рут Каллоуэй", None)),
        ("A. Writer\n\n1 Sea Street\n\n2,000 words\n\nThe Lamp\n\nby Wren", ("The Lamp", "Wren", None)),
        (f"{ADDRESS}\n\nThe Lamp\n\nby Wren", ("The Lamp", "Wren", None)),
        ("# The Lamp\n\n### by A. Writer\n\n## Chapter 1", ("The Lamp", "A. Writer", None)),
        ("# The Lamp\n### By A. Writer\n## Chapter 1", ("The Lamp", "A. Writer", None)),
        ("# The Lamp\n\n## By the Sea", ("The Lamp", None, None)),
        ("% The Lamp\n% A. Writer; B. Other\n% May 2026", ("The Lamp", "A. Writer, B. Other", None)),
        ('---\ntitle: The Lamp\nauthor: "[[A. Writer]]"\n---', ("The Lamp", "A. Writer", None)),
        ("The Lamp\nwren\n\nNotes:\n\nFor M.\n\nChapter 1", ("The Lamp", None, None)),
        ("The Lamp\nby Wren\nOngoing\n\nChapter 1", ("The Lamp", "Wren", None)),
        (
            "The Lamp\nA. Writer; B. Other\n3. März 2026\n\nKapitel 1",
            ("The Lamp", "A. Writer, B. Other", None),
        ),
        ("The Lamp\nA. Writer\n2026-03-01T22:16:36Z\n\nChapter 1", ("The Lamp", "A. Writer", None)),
        ("The Lamp\nby Wren\nMarch 3, 2026", ("The Lamp", "Wren", None)),
        ("Title: The Lamp\nLanguage: Deutsch\n\nChapter 1", ("The Lamp", None, "de")),
    ],
)
def test_what_the_head_of_a_story_says(head, expected):
    found = text.understand(f"{head}\n\n{PROSE}\n", Path("story.txt"))

    assert (found.title, found.author, found.language) == expected


_lines = st.sampled_from(
    [
        "",
        "",
        "Chapter One",
        "2",
        "***",
        "# Title",
        "A/N: hm",
        "by Me",
        PROSE,
        '"Yes," he said.',
        "  indented",
        "===",
        "x",
    ]
)


@given(st.lists(_lines, min_size=1, max_size=30))
def test_blocks_tile_any_text(lines):
    story = "\n".join(lines)

    book = assemble([text.understand(story, Path("story.txt"))])

    assert "".join(story[block.start : block.end] for block in book.blocks) == story
    assert "".join(story[chapter.start : chapter.end] for chapter in book.chapters) == story
    assert [chapter.number for chapter in book.chapters] == list(range(1, len(book.chapters) + 1))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_recognised(encoding, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(f"{PROSE}\n".encode(encoding))

    assert read_manuscript(path).text == f"{PROSE}\n"


POLISH = """Nora długo patrzyła na morze i milczała. Tom wszedł do pokoju, zdjął płaszcz i powiesił go na
gwoździu za drzwiami. — Spóźniłeś się — powiedziała cicho. — Wiem — odparł Tom i usiadł przy stole. Na dworze
padał deszcz, a latarnia morska świeciła słabo nad portem. Nikt w miasteczku nie spał tej nocy.
"""
RUSSIAN = "Нора долго смотрела на море и молчала" * 5


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(RUSSIAN.encode()[:-1], RUSSIAN[:-1] + "\ufffd", id="UTF-8 whose end is cut off"),
        pytest.param(f"{PROSE}\n".encode("utf-16")[:-1], f"{PROSE}\ufffd", id="UTF-16 whose end is cut off"),
        pytest.param(b"\xef\xbb\xbf" + PROSE.encode() + b" caf\xe9", f"{PROSE} café", id="Windows below"),
    ],
)
def test_a_few_bytes_that_are_lost_leave_the_rest(raw, expected, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(raw)

    assert read_manuscript(path).text == expected


def test_curly_quotes_of_an_old_mac(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(f"{PROSE}\r“It’s only a lamp.”\r".encode("mac_roman"))

    assert read_manuscript(path).text == f"{PROSE}\n“It’s only a lamp.”\n"


@pytest.mark.parametrize(
    ("encoding", "story"),
    [
        ("cp1252", "« Où es-tu ? » demanda Élodie. L’été était déjà passé à la côte.\n"),
        ("cp1252", "Åsa såg på ön. ”Är du där?” sa hon. ’Nej’, sade pöjken på ängen.\n"),
        ("cp1250", POLISH),
    ],
)
def test_a_text_in_the_encoding_of_an_old_windows(encoding, story, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(story.encode(encoding))

    assert read_manuscript(path).text == story


@pytest.mark.parametrize("encoding", ["undefined", "unicode_escape", "rot13", "\udcff"])
def test_what_is_no_encoding_of_files(encoding, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(PROSE)

    with pytest.raises(NarrateError, match="unknown encoding"):
        read_manuscript(path, encoding)


@pytest.mark.parametrize("end", ["\r\n", "\r\r\n", "\r", "\u2028", "\v"])
def test_line_ends_of_other_programs(end, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(f"Chapter One{end}{end}{PROSE}{end}".encode())

    assert read_manuscript(path).text == f"Chapter One\n\n{PROSE}\n"


@pytest.mark.parametrize(
    ("markdown", "why"),
    [
        ("```\nBEGIN\n\nEND\n```", "code"),
        ("<!-- to do\n\nmend this -->", "comment"),
        ("[^1]: A kind of boat.", "footnote"),
        ("[map]: https://example.org/map", "link"),
        ("![A lamp](lamp.png)", "picture"),
        ("![[lamp.png]]", "picture"),
        ("![A lamp][lamp]", "picture"),
        ("[lamp]: lamp.png width=300px", "picture"),
        ('{{< figure src="lamp.png" >}}', "code"),
        ("{{#include lamp.md}}", "code"),
        ("%% to do\n\nmend this %%", "comment"),
        ("{% include head.html %}", "code"),
        ("Chapter Text", "the site's page"),
        ("|------|:---:|", "the rule of a table"),
        ("\\newpage", "markup"),
        ("::: {.letter}", "markup"),
        ("[Next]({% post_url 2026-01-01-rain %})", "links to other pages"),
        ("- [The Rain](rain.md)", "table of contents"),
        ("{: .centre}", "markup"),
        ("[← Previous](1.md) | [Next Chapter](3.md)", "links to other pages"),
    ],
)
def test_what_markdown_adds_to_a_story_is_left_out(markdown, why):
    story = f"{PROSE}[^1]\n\n{markdown}\n\n{PROSE}\n"
    left_out = [b for b in text.understand(story, Path("story.md")).blocks if b.kind is BlockKind.SKIPPED]

    assert {block.why for block in left_out} == {why}
    assert "\n\n".join(story[b.start : b.end] for b in left_out) == markdown


def test_a_fence_that_never_closes_hides_nothing():
    blocks = text.understand(f"```\n\n{PROSE}\n\n{PROSE}\n", Path("story.md")).blocks

    assert sum(block.kind is BlockKind.PARAGRAPH for block in blocks) == 3


def test_front_matter_of_hugo():
    found = text.understand(f'+++\ntitle = "The Lamp"\n+++\n\n{PROSE}\n', Path("story.md"))

    assert found.title == "The Lamp"


FAREWELLS = (
    "Hope you enjoyed this chapter! Let me know what you think.",
    "If you liked the story, please consider rating it.",
    "You can read ten chapters ahead on my Patreon.",
    "A big thank-you to my patrons: Ann, Joe.",
    "Special thanks to all my beta readers!",
    "Next chapter: Friday!",
    "Vote for us on TopWebFiction!",
    "Join the Discord: https://discord.gg/abc",
    "Previous Chapter | Next Chapter",
    "[Patreon](https://www.patreon.com/x)",
)
ENDS_OF_STORIES = (
    "Thank you for reading my letter. I am yours, Tom.",
    "Thanks, she thought, and closed the door.",
    "“Thanks for reading to me,” said the boy.",
    "Hope you enjoyed it, he wrote.",
    "See you tomorrow, he had said. He never came.",
    "The next chapter of her life began.",
    "He liked the story.",
    "Please follow me, the note said.",
    "She was a patron of the arts, and thanked nobody.",
)


@pytest.mark.parametrize(
    ("end", "kind"), [*((end, "note") for end in FAREWELLS), *((end, "paragraph") for end in ENDS_OF_STORIES)]
)
def test_the_end_of_a_chapter_behind_a_rule(end, kind):
    blocks = text.understand(
        f"Chapter 1\n\n{PROSE}\n\n---\n{end}\n\nChapter 2\n\n{MORE}\n", Path("story.txt")
    ).blocks

    assert [block.kind for block in blocks if block.kind is not BlockKind.BLANK][3] == kind
