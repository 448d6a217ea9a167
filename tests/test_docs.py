"""The documentation is held against what it speaks of."""

import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.engines.manner import names_in
from narrate.spoken import heading_aloud, say_aloud

CLONE = Path(__file__).parents[1]
PAGES = sorted([*CLONE.glob("*.md"), *(CLONE / "docs").glob("*.md")])
CODE = CLONE / "narrate"
BESIDE = "beside them"  # what the table calls the modules that are in no package


def rows() -> Iterator[tuple[str, str]]:
    """The rows of the architecture's table: the package and what stands as its modules."""
    page = (CLONE / "docs" / "architecture.md").read_text("utf-8")
    package = ""
    for line in page.partition("| --- | --- | --- |\n")[2].partition("\n\n")[0].splitlines():
        first, modules = (cell.strip() for cell in line.split("|")[1:3])
        package = first.strip("`/") or package
        yield package, modules


def folder(package: str) -> Path:
    return CODE if package == BESIDE else CODE / package


def modules_in(package: str) -> set[str]:
    """The modules and packages in a package; of narrate itself the modules, for its packages have rows."""
    entries = list(folder(package).iterdir())
    modules = {path.name for path in entries if path.suffix == ".py" and path.name != "__init__.py"}
    folders = {f"{path.name}/" for path in entries if path.is_dir() and path.name != "__pycache__"}
    return modules if package == BESIDE else modules | folders


def named_in(package: str) -> set[str]:
    cells = [modules for where, modules in rows() if where == package]
    return {name for cell in cells for name in re.findall(r"`(\w+(?:\.py|/))`", cell)}


def test_the_architecture_has_a_row_for_every_package():
    packages = {path.name for path in CODE.iterdir() if (path / "__init__.py").is_file()}

    assert {package for package, _ in rows()} == packages | {BESIDE}


@pytest.mark.parametrize("package", sorted({package for package, _ in rows()}))
def test_the_architecture_names_the_modules_of_a_package(package):
    named, there = named_in(package), modules_in(package)

    assert named - there == set()
    if not any(modules.startswith("one ") for where, modules in rows() if where == package):
        assert there - named == set()


def test_the_calls_of_the_architecture_are_there():
    page = (CLONE / "docs" / "architecture.md").read_text("utf-8")
    calls = re.findall(
        r"^ {4,}([a-z_.]+)  ", page.partition("## One build")[2].partition("\n## ")[0], re.MULTILINE
    )

    assert len(calls) > 10
    assert [call for call in calls if not resolves(f"narrate.{call}")] == []


def resolves(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_lines_of_prose_are_no_longer_than_120_characters(page):
    lines = enumerate(page.read_text("utf-8").splitlines(), 1)

    assert [at for at, line in lines if len(line) > 120 and not line.lstrip().startswith("|")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_pages_and_headings(page):
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text("utf-8"))

    assert [link for link in links if not leads_somewhere(page, *link)] == []


def test_every_word_for_a_manner_asks_for_it():
    page = (CLONE / "docs" / "speaking.md").read_text("utf-8")
    asked_for = re.findall(r"^\| (\w+) \| ([\w, ]+) \|", page.partition("| manner |")[2], re.MULTILINE)
    words = [(manner, word) for manner, several in asked_for for word in several.split(", ")]

    assert words
    assert [(manner, word) for manner, word in words if names_in(word) != (manner,)] == []


def test_what_is_shown_of_speech_is_said_so():
    page = (CLONE / "docs" / "speaking.md").read_text("utf-8")
    table = page.partition("| what | written | said |\n")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.splitlines()[1:]]
    shown = {what: re.sub(r"\.(?=,|$)", "", said) for what, _, said in rows}  # a stop at the end is no word

    spoken = {what: map(said_of, re.findall("`([^`]+)`", written)) for what, written, _ in rows}
    assert {what: ", ".join(said) for what, said in spoken.items()} == shown


def said_of(written: str) -> str:
    said = heading_aloud(written) if written.startswith("CHAPTER") else say_aloud(written)
    return said.removesuffix(".") or "nothing"


def leads_somewhere(page: Path, path: str, heading: str) -> bool:
    target = page.parent / path if path else page
    if not target.is_file():
        return False
    headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    return not heading or heading in anchors
