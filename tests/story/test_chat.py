"""Chats and plays: a name and a colon, and nothing else, tell who speaks."""

import re

import pytest

from narrate.attribution import attribute
from narrate.script.reading import read_script
from narrate.story.chat import chat_lines, chatting
from narrate.story.screenplay import with_colons
from tests.stories import book


def said(story):
    """Who says what, quotation marks and all."""
    told = book("Tom and Nora sat down. They were tired.\n\n" + story)
    return [(s.speaker, told.text[s.start : s.end]) for s in attribute(told).sayings if s.speaker]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(
            "Tom: hi\nNora: yes\nTom: where r u?",
            [("Tom", "hi"), ("Nora", "yes"), ("Tom", "where r u?")],
            id="a line each",
        ),
        pytest.param(
            "**Tom:** hi\n\n**Nora:** yes\n\n**Tom:** come\n\nNora rose.\n\n**Tom:** now",
            [("Tom", "hi"), ("Nora", "yes"), ("Tom", "come"), ("Tom", "now")],
            id="bold names, a paragraph each",
        ),
        pytest.param(
            'TOM: Hi.\n\nNORA: Hi.\n\nTOM: Sit down.\n\nNora: "No."',
            [("Tom", "Hi."), ("Nora", "Hi."), ("Tom", "Sit down."), ("Nora", '"No."')],
            id="a play",
        ),
        pytest.param(
            "tom: hi\n\nnora: yes\n\ntom: come\n\nnora: ok",
            [("tom", "hi"), ("nora", "yes"), ("tom", "come"), ("nora", "ok")],
            id="small letters",
        ),
        pytest.param(
            '"Wait," I said.\n\nMe: hi\n\nNora: yes\n\nMe: come',
            [("I", '"Wait,"'), ("I", "hi"), ("Nora", "yes"), ("I", "come")],
            id="with whoever tells of it",
        ),
        pytest.param(
            '"Wait," I said.\n\nruby: hi\n\nme: who is this?\n\nruby: guess',
            [("I", '"Wait,"'), ("ruby", "hi"), ("I", "who is this?"), ("ruby", "guess")],
            id="small letters, with one line by whoever tells of it",
        ),
        pytest.param(
            "[10:42] Tom: hi\n\n[10:43] Nora: yes\n\n[11:05 PM] Tom: 10:50 then",
            [("Tom", "hi"), ("Nora", "yes"), ("Tom", "10:50 then")],
            id="with the time before the names",
        ),
        pytest.param(
            "Tom (10:42 pm): hi\n\nNora (10:43 pm): yes\n\nTom [10:43 pm]: ok",
            [("Tom", "hi"), ("Nora", "yes"), ("Tom", "ok")],
            id="with the time behind the names",
        ),
        pytest.param(
            "NORA. (crossing) You are late.\n\nTOM. Not again.\n\nNORA. Sit.",
            [("Nora", "You are late."), ("Tom", "Not again."), ("Nora", "Sit.")],
            id="a play with stops",
        ),
        pytest.param(
            "NORA: (crossing) You are late.\n\nTOM: Not again.\n\nNORA: Sit.",
            [("Nora", "You are late."), ("Tom", "Not again."), ("Nora", "Sit.")],
            id="a play with directions behind the colons",
        ),
        pytest.param(
            "NORA (crossing): You are late.\n\nTOM [to himself]: Not again.\n\nNORA: Sit.",
            [("Nora", "You are late."), ("Tom", "Not again."), ("Nora", "Sit.")],
            id="a play with directions",
        ),
        pytest.param(
            "**Tom** (10:42): hi\n\n**Nora**: yes\n\n**Tom** (10:43): ok",
            [("Tom", "hi"), ("Nora", "yes"), ("Tom", "ok")],
            id="bold names without their colons",
        ),
        pytest.param(
            "Dolores: You look like hell.\nFrank: I feel worse.\nDolores: Sit down.\nFrank: I can't.",
            [
                ("Dolores", "You look like hell."),
                ("Frank", "I feel worse."),
                ("Dolores", "Sit down."),
                ("Frank", "I can't."),
            ],
            id="two by turns",
        ),
        pytest.param(
            "Tom: hi\n\nNightowl: hi\n\nTom: who is it?\n\nNightowl: me",
            [("Tom", "hi"), ("Nightowl", "hi"), ("Tom", "who is it?"), ("Nightowl", "me")],
            id="a stranger and somebody known",
        ),
        pytest.param(
            "Zoë: hi\nAnna-Lena Öberg: yes\nZoë: come\n\nZoë rose, and Anna-Lena Öberg too.",
            [("Zoë", "hi"), ("Anna-Lena Öberg", "yes"), ("Zoë", "come")],
            id="names with accents",
        ),
        pytest.param(
            "Аня: привет\nМиша: да\nАня: где ты?\n\nАня встала, и Миша тоже.",
            [("Аня", "привет"), ("Миша", "да"), ("Аня", "где ты?")],
            id="Cyrillic names",
        ),
        pytest.param(
            "ZOË. You are late.\n\nTOM. Not again.\n\nZOË. Sit.\n\nZoë rose.",
            [("Zoë", "You are late."), ("Tom", "Not again."), ("Zoë", "Sit.")],
            id="a play, a name with an accent",
        ),
        pytest.param("Name: Bob\nClass: Rogue\nName: Ann\nClass: Mage", [], id="two sheets"),
        pytest.param("mana: 9\n\nhp: 3\n\nmana: 8\n\ngold: 4", [], id="small letters of a sheet"),
        pytest.param(
            "Name: Tom\nLevel: 9\n\nName: Nora\nLevel: 3\n\nHer level and name rose.", [], id="sheets"
        ),
        pytest.param(
            "Warning: this is the end.\n\nTom: nobody is left.", [], id="colons that lead to no chat"
        ),
        pytest.param(
            "WARNING. Keep off.\n\nNOTICE. Closed today.\n\nWARNING. Wet floor.", [], id="signs with stops"
        ),
        pytest.param("[Tell her I said hi.]\n\nTom rose.", [], id="a message in brackets"),
    ],
)
def test_chat(story, expected):
    assert said(story) == expected


SCREENPLAY = """INT. LIGHTHOUSE - NIGHT

Rain against the glass. NORA, 40, climbs.

                    NORA
          Who is there?

                    TOM
               (off screen)
          Only me.

                    NORA
          Come up.

                    TOM (CONT'D)
          I can't.
          The stair is gone.

EXT. QUAY - DAY

She turns.

                    MRS. VANE
          Halt!

                    TOM
          Run.

                    NORA (V.O.)
          We ran.

                    TOM
          Home.
"""


def test_names_in_a_screenplay_may_have_accents():
    assert with_colons(SCREENPLAY.replace("NORA", "ZOË")) == with_colons(SCREENPLAY).replace("NORA", "ZOË")


@pytest.mark.parametrize("indented", [True, False])
def test_a_screenplay(indented):
    story = SCREENPLAY if indented else re.sub("^ +", "", SCREENPLAY, flags=re.MULTILINE)
    script = read_script(book(story))
    said = [
        (s.speaker.title(), " ".join(script.book.text[s.start : s.end].split()))
        for s in script.spans
        if s.speaker
    ]

    assert said == [
        ("Nora", "Who is there?"),
        ("Tom", "Only me."),
        ("Nora", "Come up."),
        ("Tom", "I can't. The stair is gone."),
        ("Mrs. Vane", "Halt!"),
        ("Tom", "Run."),
        ("Nora", "We ran."),
        ("Tom", "Home."),
    ]


def test_lines_in_capitals_make_no_screenplay_of_a_story():
    story = "NORA\nVANE\n\nTOM\nPELL\n\n" * 4 + "It rained on the quay.\n\n" * 30

    assert with_colons(story) == story


def test_names_of_a_play_may_stand_on_lines_of_their_own():
    line = "MRS. VANE.\n[Rising.] Not again. You said that it would be the last time, Tom."

    assert [line[a:b] for a, b in chat_lines(line, frozenset(["MRS. VANE"]))] == [line[21:]]


def test_many_chats_in_a_long_story():
    """Looking through the whole story for each name of each chat would take minutes."""
    told = "Tom and Ann came in sideways, from the sea, and nobody else was out in the street. " * 20
    chat = ["Tom: hello", "Ann: you", "Tom: yes", "Ann: go"]

    assert chatting([told, *chat] * 1_000) == {"Tom", "Ann"}
