"""What is added to voices.yaml leaves everything that was there as it was."""

import dataclasses
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import NarrateError
from narrate.settings.proposals import propose, write_cast
from narrate.settings.reading import parse_settings
from narrate.settings.template import NEW_VOICES_YAML
from narrate.story.cast import Role, role_of
from narrate.story.people import Character, Gender

HERE = Path("voices.yaml")
LEX = Role("Lex Luthor", ("Lex", "President Luthor"), Gender.MALE, voice="espeak:en-us+m3", pitch=-2.0)
LOIS = Role("Lois", (), Gender.FEMALE, narrates=True)
MARTHA = Role("Martha")


def cases() -> list[list[str]]:
    """Each case: a voices.yaml, and after >>> the same with LEX, LOIS and MARTHA proposed."""
    path = Path(__file__).parent / "cases" / "proposals.txt"
    return [case.split(">>>\n") for case in path.read_text("utf-8").split("=====\n")]


@pytest.mark.parametrize(("before", "after"), cases())
def test_people_are_added_where_they_belong(before, after):
    assert propose(HERE, before, [LEX, LOIS, MARTHA]) == after


def test_what_was_added_is_not_added_again():
    once = propose(HERE, NEW_VOICES_YAML, [LEX, LOIS, MARTHA])

    assert propose(HERE, once, [LEX, LOIS, MARTHA]) == once


def test_line_ends_and_a_missing_last_one_stay():
    assert propose(HERE, "cast:\r\n  Martha:\r\n    pan: 1", [MARTHA, LOIS]) == (
        "cast:\r\n  Martha:\r\n    pan: 1\r\n  Lois:\r\n    gender: female\r\n    narrates: true"
    )


def test_a_name_that_is_somebody_elses_is_not_taken_from_them():
    added = propose(HERE, "cast:\n  Lex:\n    aliases: [Luthor]\n", [Role("Lionel", ("Luthor", "Dad"))])

    assert parse_settings(HERE, added).cast == (Role("Lex", ("Luthor",)), Role("Lionel", ("Dad",)))


@pytest.mark.parametrize(
    "written",
    [
        "cast: ~\n",
        "narrator: &v {pan: 1}\ncast: &people\n  Lois: *v\n",
    ],
)
def test_a_cast_that_leaves_no_room_is_said(written):
    with pytest.raises(NarrateError, match="the cast is written in a way that cannot be added to"):
        propose(HERE, written, [MARTHA])


class TestWriting:
    def test_the_file_is_made_when_there_is_none(self, tmp_path):
        path = tmp_path / "voices.yaml"

        assert write_cast(path, [MARTHA]) is True
        assert path.read_bytes() == b"cast:\n  Martha:\n"
        assert list(tmp_path.iterdir()) == [path]

    def test_nothing_new_touches_nothing(self, tmp_path):
        path = tmp_path / "voices.yaml"
        write_cast(path, [MARTHA])
        before = path.stat().st_mtime_ns

        assert write_cast(path, [MARTHA]) is False
        assert path.stat().st_mtime_ns == before

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
    def test_the_encoding_stays(self, tmp_path, codec):
        path = tmp_path / "voices.yaml"
        path.write_bytes("cast:\r\n  Zoë:\r\n".encode(codec))

        write_cast(path, [MARTHA])

        assert path.read_bytes() == "cast:\r\n  Zoë:\r\n  Martha:\r\n".encode(codec)

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
    def test_permissions_and_links_stay(self, tmp_path):
        path, link = tmp_path / "real.yaml", tmp_path / "voices.yaml"
        path.write_text("cast:\n")
        path.chmod(0o640)
        link.symlink_to(path)

        write_cast(link, [MARTHA])

        assert link.is_symlink()
        assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("cast:\n  Martha:\n", 0o640)

    def test_a_file_with_an_error_stays_as_it_is(self, tmp_path):
        path = tmp_path / "voices.yaml"
        path.write_text("cats:\n")

        with pytest.raises(NarrateError, match="Did you mean cast"):
            write_cast(path, [MARTHA])
        assert path.read_text() == "cats:\n"

    def test_a_folder_that_is_not_there_is_said(self, tmp_path):
        with pytest.raises(NarrateError, match="cannot write it: No such file or directory"):
            write_cast(tmp_path / "gone" / "voices.yaml", [MARTHA])


# A voices.yaml in any order and layout: each part is given as the lines that it may be written in.
comments = st.sampled_from(["# a remark", "  # a remark further in", "      # far in", "#", "", "   "])
people = st.sampled_from(["Ann", "Bob Smith", "'Cy, the Elder'", '"Dé"', "7", "no"])
words = ["gender: male", "gain: 1.5  # louder", "pitch: -2", "voice: 'tone:alto'", "pan: 0.10"]
rest = [
    "title: 'The  Harbour'   # as printed",
    'author: "A. Writer"',
    "pauses: {scene: 2.50,\n  chapter: 3.0}",
    "pronounce:\n    Smallville: smawl-vill\n    # more\n    Luthor: /lu/",
    "master:   acx",
]  # fmt: skip


@st.composite
def person(draw, name: str, column: int, alias: str) -> list[str]:
    indent = " " * column
    lines = draw(st.lists(st.sampled_from(words), unique_by=lambda word: word[:3], max_size=3))
    lines += draw(st.sampled_from([[], [f"aliases: [{alias}]"], ["aliases:", f"- {alias}"]]))
    match draw(st.sampled_from(["block", "flow", "voice", "nothing"])):
        case "flow":
            inside = [line.partition("  #")[0] for line in lines if not line.startswith(("-", "aliases:"))]
            return [f"{indent}{name}: {{{', '.join(inside)}}}"]
        case "voice":
            return [f"{indent}{name}: tone:bass # a voice"]
        case "block" if lines:
            deeper = indent + " " * draw(st.integers(1, 4))
            return [f"{indent}{name}:  # {alias}", *(deeper + line for line in lines)]
        case _:
            return [f"{indent}{name}:"]


@st.composite
def files(draw) -> str:
    column = draw(st.integers(1, 5))
    names = draw(st.lists(people, unique=True, max_size=4))
    cast = [
        line
        for number, name in enumerate(names)
        for line in [*draw(st.lists(comments, max_size=2)), *draw(person(name, column, f"Alias {number}"))]
    ]
    parts = [[line] for line in draw(st.lists(st.sampled_from(rest), unique=True))]
    if draw(st.booleans()) or names:
        parts.insert(draw(st.integers(0, len(parts))), ["cast:   # who", *cast])
    lines = [line for part in parts for line in [*draw(st.lists(comments, max_size=2)), *part]]
    text = "\n".join([*lines, *draw(st.lists(comments, max_size=2))])
    text += draw(st.sampled_from(["", "\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


proposals = st.lists(
    st.builds(
        Role,
        name=st.sampled_from(["Ann", "bob  smith", "Dé", "7", "Eve", "Fay # x", "yes", "Gus 'n' Co."]),
        aliases=st.lists(st.sampled_from(["Alias 0", "no", "'x", 'z # "z"']), unique=True).map(tuple),
        gender=st.none() | st.sampled_from(Gender),
        narrates=st.none() | st.booleans(),
        voice=st.none() | st.sampled_from(["espeak:en-gb", "pyttsx3:C:\\Voices\\David # 1"]),
        pitch=st.none() | st.floats(-24, 24),
        pan=st.none() | st.floats(-1, 1),
    ),
    unique_by=lambda role: role.name,
    max_size=4,
)  # fmt: skip


def is_subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    rest_of_long = iter(long)
    return all(part in rest_of_long for part in short)


def said(role: Role) -> dict[str, object]:
    """What a role says beside its names."""
    fields = {field.name: getattr(role, field.name) for field in dataclasses.fields(role)}
    return {name: it for name, it in fields.items() if it is not None and name not in {"name", "aliases"}}


@given(files(), proposals)
def test_every_line_stays_byte_for_byte_and_what_is_written_reads_back(text, roles):
    before = parse_settings(HERE, text)

    proposed = propose(HERE, text, roles)

    block = [line for line in text.splitlines() if "{" not in line]
    assert is_subsequence(block, proposed.splitlines())
    assert is_subsequence(text, proposed)
    after = parse_settings(HERE, proposed)
    assert dataclasses.replace(after, cast=()) == dataclasses.replace(before, cast=())
    for old in before.cast:
        assert said(old).items() <= said(role_of(Character(old.name), after.cast)).items()
    for role in roles:
        found = role_of(Character(role.name, role.aliases), after.cast)
        if role_of(Character(role.name, role.aliases), before.cast) is None:
            told = any(other.narrates for other in after.cast if other is not found)
            new = dataclasses.replace(role, narrates=None) if told and role.narrates else role
            assert said(new).items() <= said(found).items()


@given(files(), proposals)
def test_proposing_twice_is_proposing_once(text, roles):
    proposed = propose(HERE, text, roles)

    assert propose(HERE, proposed, roles) == proposed
