"""A script as it is performed: sentences, and the silence before each."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.lines import Line, Sound
from narrate.lines.acting import act
from narrate.lines.performing import perform
from narrate.lines.sentences import sentences
from narrate.script import Kind, Span, Stage
from narrate.settings import DialogueTags, Pauses, Settings
from tests.stories import script_of

PAUSES = Pauses(sentence_ms=1, paragraph_ms=20, speaker_ms=10, scene_ms=300, chapter_ms=4000)


def performed(raw: str) -> list[tuple[int, str | None, str]]:
    return [
        (cue.pause_before_ms, cue.speaker, cue.text)
        if isinstance(cue, Line)
        else (cue.pause_before_ms, None, cue.file.name)
        for cue in perform(script_of(raw), PAUSES)
    ]


def test_lines_are_sentences_with_the_pause_that_their_change_asks_for():
    raw = '{Nora} "Come in. Sit down," said Nora.\n\n{Tom} "Thanks." Tom sat.\n\n***\n\nIt rained.\n'

    assert performed(raw) == [
        (0, "Nora", "Come in."),
        (1, "Nora", "Sit down,"),
        (4, None, "said Nora."),
        (20, "Tom", "Thanks."),
        (10, None, "Tom sat."),
        (300, None, "It rained."),
    ]


def test_a_quote_whose_tag_is_dropped_ends_the_sentence():
    script = act(script_of('{Nora} "Come in," said Nora. She sat.\n'), Settings(tags=DialogueTags.DROP))

    assert [cue.text for cue in perform(script, PAUSES) if isinstance(cue, Line)] == ["Come in.", "She sat."]


def test_directions_make_silence_and_sound():
    raw = "Wait. {pause 2s} Now.\n\n{play bell.wav}\n\nStop. {pause 1s} {play end.wav}"

    assert performed(raw) == [
        (0, None, "Wait."),
        (2001, None, "Now."),
        (20, None, "bell.wav"),
        (1, None, "Stop."),
        (20, None, "end.wav"),
    ]


def test_a_pause_at_the_end_of_a_chapter_comes_after_its_last_words():
    raw = "Chapter One\n\nWait.\n\n{pause 2s}\n{play end.wav}\n{pause 3s}\n\nChapter Two\n\nStop.{pause 4s}\n"

    cues = [
        (cue.text if isinstance(cue, Line) else cue.file.name, cue.pause_after_ms)
        for cue in perform(script_of(raw), PAUSES)
    ]

    assert cues == [
        ("Chapter One.", 0),
        ("Wait.", 2000),
        ("end.wav", 3000),
        ("Chapter Two.", 0),
        ("Stop.", 4000),
    ]


def test_a_sound_at_the_end_of_a_scene_belongs_to_it():
    first = "Chapter One\n\nWait.\n\n{play end.wav}\n{pause 3s}\n\n***\n\nGo.\n\n{play bell.wav}\n\n"
    raw = f"{first}Chapter Two\n\nStop.\n"

    cues = list(perform(script_of(raw), PAUSES))

    sounds = [(cue.file.name, cue.chapter, cue.scene) for cue in cues if isinstance(cue, Sound)]
    assert sounds == [("end.wav", 1, 1), ("bell.wav", 1, 2)]
    assert [(cue.text, cue.pause_before_ms) for cue in cues if isinstance(cue, Line)] == [
        ("Chapter One.", 0),
        ("Wait.", 40),
        ("Go.", 3300),
        ("Chapter Two.", 0),
        ("Stop.", 40),
    ]


def test_a_note_is_the_authors_unless_a_direction_gives_it_to_somebody():
    notes = (
        "{as author}\nA/N: Hello.\n{/as}\n\n{as Tom}\nA/N: Dear Ann.\n{/as}\n\n{as narrator}\nA/N: So.\n{/as}"
    )
    raw = f'Chapter One\n\n"Go," said Tom.\n\n{notes}\n\nChapter Two\n\nTom went.\n'

    assert [(speaker, text) for _, speaker, text in performed(raw) if text.startswith("A/N")] == [
        ("author", "A/N: Hello."),
        ("Tom", "A/N: Dear Ann."),
        (None, "A/N: So."),
    ]


def test_a_chapter_begins_without_a_pause():
    assert performed("Chapter One\n\nIt rained.\n\nChapter Two\n\nIt stopped.\n") == [
        (0, None, "Chapter One."),
        (40, None, "It rained."),
        (0, None, "Chapter Two."),
        (40, None, "It stopped."),
    ]


def test_tens_of_thousands_of_pauses():
    """Looking through all of them for those within each span would take minutes."""
    sentence, count = "It rained. ", 40_000
    one = script_of(sentence)
    many = replace(
        one,
        book=replace(one.book, text=sentence * count),
        spans=tuple(Span(n, n + 11, Kind.NARRATION, 1, 1, 1) for n in range(0, 11 * count, 11)),
        stages=tuple(Stage(n + 2, pause_ms=100) for n in range(0, 11 * count, 11)),
    )

    assert [cue.pause_before_ms for cue in perform(many, PAUSES)][:4] == [0, 101, 1, 101]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_abbreviations_and_initials_end_no_sentence():
    assert cut("Mr. Quill met J. R. Vane. He bowed! “Well?” Yes.") == [
        "Mr. Quill met J. R. Vane. ",
        "He bowed! ",
        "“Well?” ",
        "Yes.",
    ]


def test_a_street_ends_a_sentence_and_a_saint_does_not():
    assert cut("In Main St. He met MR. VANE on Jan. 5. By St. John. In 42nd St. She left.") == [
        "In Main St. ",
        "He met MR. VANE on Jan. 5. ",
        "By St. John. ",
        "In 42nd St. ",
        "She left.",
    ]


def test_numbers_that_follow_an_abbreviation_belong_to_it():
    assert cut("A Lv. 9 mage read pp. 5 and 6 of Adm. Vane v. Pell at 5 P.M. A Mk. IV flew.") == [
        "A Lv. 9 mage read pp. 5 and 6 of Adm. Vane v. Pell at 5 P.M. ",
        "A Mk. IV flew.",
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["Name: Tom Pell\n", "Class: Mage\n", "**Level:** 12"], id="what a game tells"),
        pytest.param(["[You slept]\n", "[Health: full]\n", "> [Go on?]"], id="boxes"),
        pytest.param(["Take:\n", "- A rope\n", "- 2 lamps"], id="a list"),
        pytest.param(["1. Take the rope. ", "Now.\n", "2. Light the lamp."], id="a list with numbers"),
        pytest.param(["Is it far? ", "He looked\nat her - and went\n- gladly."], id="a wrapped paragraph"),
        pytest.param(
            ["She had lived there since she was six, and so had the\nPells: all of them."], id="wraps"
        ),
    ],
)
def test_sentences_of_lists(pieces):
    assert cut("".join(pieces)) == pieces


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["Он ушёл. ", "Она осталась… ", "Дождь шёл."], id="Russian"),
        pytest.param(["Пришли Л. Н. Толстой и г. Петров. ", "Это был я. ", "Все сели."], id="initials"),
        pytest.param(["Er rief „Komm!“ ", "Dann ging er."], id="German"),
        pytest.param(["Poszedł. ", "Śnieg padał! ", "„Łódź?” ", "Tak."], id="Polish"),
        pytest.param(["„Idź!” powiedział Tomek."], id="a tag in small letters"),
        pytest.param(["„Jdi!“ řekl Tomáš. ", "„Ach…” ťukal déšť. ", "Řekl to."], id="Czech"),
        pytest.param(["El Sr. Ruiz y la Sra. Gil salen. ", "Sr. Ruiz, no."], id="Spanish titles"),
        pytest.param(["Il sig. Rossi e il dott. Neri. ", "No."], id="Italian titles"),
        pytest.param(["Mevr. De Wit zag dhr. Bos. ", "Nee."], id="Dutch titles"),
        pytest.param(["Am 3. Mai, z. B. im 19. Jahrhundert. ", "Er war 12. ", "Dann ging er."], id="German"),
        pytest.param(["It was Tom Pell, Sr. ", "He left."], id="Senior"),
        pytest.param(["Él salió. ", "¿Quién era? ", "¡Nadie!"], id="Spanish"),
        pytest.param(["Έφυγε. ", "Ώρα οκτώ."], id="Greek"),
        pytest.param(["雨が降った。", "誰も「さあ！」", "来ない。"], id="Japanese"),
        pytest.param(["他走了！？", "下雨了。 ", "她没走。"], id="Chinese"),
    ],
)
def test_sentences_of_other_languages(pieces):
    assert cut("".join(pieces)) == pieces


@pytest.mark.parametrize("phrase", ["and the sea came over, ", "雨が降って、", "风吹着，"])
def test_endless_sentences_are_cut_where_one_takes_breath(phrase):
    pieces = cut(phrase * 200)

    assert max(map(len, pieces)) <= 400
    assert all(piece.endswith(phrase) for piece in pieces)


def test_a_giant_word_is_cut_too():
    assert [len(piece) for piece in cut("x" * 1000)] == [400, 400, 200]


@given(st.text(st.sampled_from('aB1 .!?…,;"”\n—-') | st.characters(), max_size=600))
def test_sentences_tile_any_text(text):
    pieces = cut(text)

    assert "".join(pieces) == text
    assert all(len(piece) <= 400 for piece in pieces)


def test_every_spoken_word_is_in_a_line_once():
    script = script_of(
        'Chapter 1\n\nA/N: hm.\n\nOne two. "Three," said Tom. {Tom} "Four." Five—six.\n\n***\n\nSeven.\n'
    )

    lines = [cue for cue in perform(script, PAUSES) if isinstance(cue, Line)]

    covered = [(line.start, line.end) for line in lines]
    assert covered == sorted(covered)
    spoken = "".join(script.book.text[s.start : s.end] for s in script.spans if s.spoken)
    assert "".join(script.book.text[start:end] for start, end in covered) == spoken
    assert not any(isinstance(cue, Sound) for cue in perform(script, PAUSES))
    assert {line.kind for line in lines} == {Kind.HEADING, Kind.NARRATION, Kind.SPEECH}
