"""Options of the command line that say more than one thing."""

import os

import pytest

from narrate.commands.build import build
from narrate.files.formats import Format


def test_what_is_asked_for_twice_is_made_twice():
    asked = ["--only", "1", "--only", "3-4,6", "--format", "m4b", "--format", "epub,m4b"]

    given = build.make_context("build", asked).params

    assert given["only"] == {1, 3, 4, 6}
    assert given["formats"] == (Format.M4B, Format.EPUB)


def test_a_machine_of_many_cores_can_build(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(128)), raising=False)

    assert build.make_context("build", []).params["jobs"] == 64


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("build --jobs x", "'x' is no whole number from 1 to 64."),
        ("build --jobs 65", "'65' is no whole number from 1 to 64."),
        ("serve --port -1", "'-1' is no whole number from 0 to 65535."),
        ("clean --older-than week", "'week' is no number of days. Write 30, or 0.5 for twelve hours."),
    ],
)
def test_what_is_no_number_is_told_in_plain_words(narrate, command, complaint):
    verb, option, value = command.split()

    status, _, complaints = narrate(verb, option, value)

    assert (status, complaints.splitlines()[-1]) == (2, f"Error: Invalid value for '{option}': {complaint}")
