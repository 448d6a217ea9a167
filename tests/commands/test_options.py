"""Options of the command line that say more than one thing."""

import os

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
