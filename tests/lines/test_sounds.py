"""Intros, outros, effects and beds among the lines."""

import numpy as np
import pytest

from narrate.errors import NarrateError, Place
from narrate.lines import Line
from narrate.lines.sounds import beds, with_sounds
from narrate.settings import Pauses, Settings
from narrate.settings.sounds import Effect, Sounds
from tests.sounds import tone, write_sound
from tests.stories import script_of

RATE_HZ = 22_050
PAUSES = Pauses(sentence_ms=300, paragraph_ms=500, scene_ms=2000)


@pytest.fixture
def bell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where the scripts of tests are
    path = tmp_path.resolve() / "bell.wav"
    write_sound(path, tone(880, 0.2, RATE_HZ), RATE_HZ, "pcm_s16le")
    return path


def heard(raw, **sounds):
    """Every cue as its words or its sound's name, with the silence before it."""
    cues = with_sounds(script_of(raw), Settings(pauses=PAUSES, sounds=Sounds(**sounds)))
    return [
        (
            cue.text if isinstance(cue, Line) else f"{cue.file.name} {cue.gain_db:g}",
            cue.pause_before_ms,
        )
        for cue in cues
    ]


STORY = "Chapter One\n\nIt rained.\n\n***\n\nIt stopped.\n\nChapter Two\n\nIt snowed.\n"


def test_intro_outro_and_scene_break_stand_in_every_chapter(bell):
    effects = {name: Effect(bell, gain_db) for name, gain_db in (("intro", 1), ("scene", 2), ("outro", 3))}

    assert heard(STORY, **effects) == [
        ("bell.wav 1", 0),
        ("Chapter One.", 500),
        ("It rained.", 1000),
        ("bell.wav 2", 1000),
        ("It stopped.", 1000),
        ("bell.wav 3", 1000),
        ("bell.wav 1", 0),
        ("Chapter Two.", 500),
        ("It snowed.", 1000),
        ("bell.wav 3", 1000),
    ]


@pytest.mark.usefixtures("bell")
def test_the_sounds_of_the_script_stay_where_they_are():
    raw = "It rained.\n\n{play bell.wav, gain -6}\n\n***\n\nIt stopped. {play bell.wav}\n"

    assert heard(raw) == [("It rained.", 0), ("bell.wav -6", 500), ("It stopped.", 2000), ("bell.wav 0", 500)]


def test_beds_lie_under_their_passage_and_under_the_book(bell):
    script = script_of("One. {bed bell.wav, gain 2} Two. {/bed} Three.\n")

    laid = beds(script, Settings(sounds=Sounds(bed=Effect(bell, -4))))

    text = script.book.text
    assert [(text[bed.start : bed.end], bed.file, bed.gain_db) for bed in laid] == [
        ("Two. ", bell, 2),
        (text, bell, -4),
    ]


@pytest.mark.parametrize("direction", ["{play %s}", "{bed %s} One. {/bed}"])
@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("bel.wav", "story.script:3: there is no file bel.wav\n  Did you mean bell.wav?"),
        ("x/../bel.wav", "story.script:3: there is no file x/../bel.wav\n  Did you mean x/../bell.wav?"),
        ("../bell.wav", "story.script:3: the file ../bell.wav lies outside the project"),
        ("noise.txt", "story.script:3: noise.txt: this file cannot be read as sound"),
        ("a\0b.wav", "story.script:3: no file can be found as a\0b.wav"),
        (f"{'b' * 300}.wav", f"story.script:3: no file can be found as {'b' * 300}.wav"),
    ],
)
def test_a_sound_that_cannot_be_played_is_found_before_the_work(bell, direction, file, message):
    bell.with_name("x").mkdir()
    bell.with_name("noise.txt").write_bytes(np.zeros(9, np.int16).tobytes())
    script = script_of(f"Two.\n{{pause 1s}}\n{direction % file} Three.\n")

    with pytest.raises(NarrateError) as error:
        [*with_sounds(script, Settings()), *beds(script, Settings())]

    assert message in str(error.value)


def test_a_script_among_the_scripts_has_the_sounds_beside_their_folder(bell):
    bell.with_name("script").mkdir()
    script = script_of("{play ../bell.wav}\n\nIt rained.\n", bell.with_name("script") / "story.script")

    sound, _ = with_sounds(script, Settings())
    assert sound.file == bell


@pytest.mark.parametrize("kind", ["intro", "outro", "scene", "bed"])
def test_a_sound_that_is_too_long_is_told_where_it_is_named(bell, kind):
    long = bell.with_name("long.wav")
    write_sound(long, np.zeros((601 * 8000, 1)), 8000, "pcm_s16le")
    named = Effect(long, place=Place(bell.with_name("voices.yaml"), 2, 3))
    settings = Settings(sounds=Sounds(**{kind: named}))
    script = script_of(STORY)

    with pytest.raises(
        NarrateError, match=r"voices.yaml:2:3: long.wav: a sound may last ten minutes at most"
    ):
        [*with_sounds(script, settings), *beds(script, settings)]
