"""Stories told from several points of view."""

import pytest

from narrate.attribution import attribute
from narrate.story.cast import Role
from tests.stories import book

BY_ELI = (
    'I sat on the wall, and I waited. "You\'re late," Sam said.\n\n"Am I?" I asked. I was cold.\n\n'
    '"Very," said Sam. He laughed at me.\n\n'
)
BY_SAM = (
    'I gave him the letter. I could not look. "Read it, Eli," I said.\n\n"You\'re in," Eli said.\n\n'
    '"Say it again." I took his hand, and I held it.\n\n"You\'re in," said Eli.\n\n'
)
SPEAKERS = ["Sam", "Eli", "Sam", "Sam", "Eli", "Sam", "Eli"]


def heard(story, known=()):
    found = attribute(book(story), known)
    return [saying.speaker for saying in found.sayings], [c.name for c in found.characters if c.narrator]


@pytest.mark.parametrize(
    ("eli", "sam"),
    [
        ("## ELI", "## SAM"),
        ("## Chapter 1: Eli", "## Chapter 2: Sam"),
        ("## 1. Eli", "## 2. Sam"),
        ("## One\n\n*Eli's POV*", "## Two\n\n*Sam's POV*"),
        ("Eli’s Point of View", "Sam’s Point of View"),
        ("(Eli P.O.V.)", "(Sam P.O.V.)"),
        ("POV: Eli", "POV: Sam"),
    ],
)
def test_a_heading_says_who_tells_what_follows(eli, sam):
    assert heard(f"{eli}\n\n{BY_ELI}{sam}\n\n{BY_SAM}") == (SPEAKERS, [])


def test_the_next_chapter_is_told_by_nobody_if_it_names_nobody():
    end = "## The End\n\nThe bus left. Eli waved at Sam, and Sam waved.\n\n"

    assert heard(f"## Eli\n\n{BY_ELI}## Sam\n\n{BY_SAM}{end}") == (SPEAKERS, [])


def test_one_who_tells_it_all_is_the_narrator():
    assert heard(f"*Eli's POV*\n\n{BY_ELI}") == (SPEAKERS[:3], ["Eli"])


def test_chapters_may_be_named_after_those_whom_somebody_else_meets():
    met = BY_ELI.replace("He laughed", "I liked Sam, and Sam liked me, and Sam laughed")

    assert heard(f"## Sam\n\n{met}")[0] == ["Sam", "I", "Sam"]


def test_who_is_listed_as_the_narrator_tells_it_all():
    listed = [Role("Eli", (), None, narrates=True), Role("Sam", (), None, None)]

    assert heard(f"## Sam\n\n{BY_ELI}", listed) == (SPEAKERS[:3], ["Eli"])


@pytest.mark.parametrize(
    "story", [f"*Eli's POV*\n\n{BY_ELI}", BY_ELI.replace("late", "late, Eli").replace("Very", "Eli, very")]
)
def test_who_is_listed_as_no_narrator_tells_nothing(story):
    assert heard(story) == (SPEAKERS[:3], ["Eli"])
    assert heard(story, [Role("Eli", narrates=False)]) == (["Sam", "I", "Sam"], ["I"])


NAMELESS = 'I sat down, and I waited. "You came," he said.\n\n"I did," I said. I was glad.\n\n'


def test_headings_that_come_again_are_names_though_nobody_says_them():
    story = f"## Wren\n\n{NAMELESS}## Jude\n\n{NAMELESS.replace('he said', 'she said')}"

    assert heard(story * 2) == (["Jude", "Wren", "Wren", "Jude"] * 2, [])


@pytest.mark.parametrize(
    "headings", [("Then", "Now"), ("Flashback", "Present Day"), ("One", "Two"), ("IV", "V"), ("12", "13")]
)
def test_times_are_no_names(headings):
    story = "".join(f"## {heading}\n\n{NAMELESS}" for heading in headings)

    assert {name for name in heard(story * 2)[0] if name} <= {"I"}


def test_a_table_of_contents_does_not_make_headings_come_again():
    contents = "## Smoke\n\n## Ashes\n\n"
    story = f"## Smoke\n\n{NAMELESS}## Ashes\n\n{NAMELESS}"

    assert {name for name in heard(contents + story)[0] if name} <= {"I"}
