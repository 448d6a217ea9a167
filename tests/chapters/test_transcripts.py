"""A chapter's text with times, in every form that players read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.chapters.telling import Sentence, Telling, as_text, paragraphs, tell
from narrate.chapters.transcripts import chapters_json, from_json, srt, to_json, vtt
from narrate.lines.performing import perform
from narrate.settings import Pauses
from narrate.sound.timeline import Clip, lay_out
from tests.stories import script_of

TELLING = Telling(
    number=2,
    title="Out & About",
    duration_ms=3_605_000,
    scenes=((0, "Rain"), (2_900, "Still <rain>"), (2_950, "The sea")),
    sentences=(
        Sentence(300, 800, "Out & About", heading=True),
        Sentence(1_000, 1_400, "“Is 1 < 2?”", "Nora & Co", paragraph=2),
        Sentence(1_500, 2_000, "“Yes.”", "Nora & Co", paragraph=2, words=((1_510, "“Yes.”"),)),
        Sentence(3_000, 3_599_000, "It was --> so.", scene=2, paragraph=3),
    ),
)


def test_vtt_says_who_speaks_until_the_next_sentence_and_in_no_second_of_the_clock_alone():
    assert vtt(TELLING) == (
        "WEBVTT\n\n"
        "00:00:00.300 --> 00:00:01.000\n<v Narrator>Out &amp; About</v>\n\n"
        "00:00:01.000 --> 00:00:02.000\n<v Nora + Co>“Is 1 &lt; 2?”</v>\n\n"
        "00:00:01.500 --> 00:00:03.000\n<v Nora + Co>“Yes.”</v>\n\n"
        "00:00:03.000 --> 01:00:05.000\n<v Narrator>It was --&gt; so.</v>\n"
    )


def test_srt_names_the_speaker_where_another_one_begins():
    assert srt(TELLING) == (
        "1\n00:00:00,300 --> 00:00:01,000\nNarrator: Out & About\n\n"
        "2\n00:00:01,000 --> 00:00:01,500\nNora & Co: “Is 1 < 2?”\n\n"
        "3\n00:00:01,500 --> 00:00:03,000\n“Yes.”\n\n"
        "4\n00:00:03,000 --> 01:00:05,000\nNarrator: It was → so.\n"
    )


def test_json_chapters_are_in_whole_seconds_and_no_two_in_the_same():
    assert json.loads(chapters_json(TELLING)) == {
        "version": "1.2.0",
        "chapters": [{"startTime": 0, "title": "Rain"}, {"startTime": 2, "title": "Still <rain>"}],
    }


def test_json_gives_the_telling_back():
    assert from_json(to_json(TELLING)) == TELLING
    assert json.loads(to_json(TELLING))["segments"][1] == {
        "speaker": "Nora & Co",
        "startTime": 1.0,
        "endTime": 1.4,
        "body": "“Is 1 < 2?”",
        "scene": 1,
        "paragraph": 2,
    }
    assert json.loads(to_json(TELLING))["segments"][2]["words"] == [[1.51, "“Yes.”"]]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"segments": [{}], "scenes": []}'])
def test_damaged_json_is_noticed(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(text)


def test_what_is_told_is_what_the_story_writes():
    script = script_of(
        '# One\n\n{Nora} "I’m   _here_," {play bell.wav} said\x07 Nora.\n\n***\n\nDr. Pell sat.\n'
    )
    cues = list(perform(script, Pauses()))
    clips = [Clip("take", None, 100, 1000, pause_before_ms=10, scene=cue.scene) for cue in cues]
    timeline = lay_out(clips, ("Rain", "Sun"), 1000, 1, head_ms=50)

    telling = tell(1, "One", cues, timeline, script.book.text)

    assert telling.sentences == (
        Sentence(60, 160, "One", heading=True),
        Sentence(170, 270, '"I’m here,"', "Nora", paragraph=2),
        Sentence(390, 490, "said Nora.", paragraph=2),
        Sentence(500, 600, "Dr. Pell sat.", scene=2, paragraph=3),
    )
    assert telling.scenes == ((0, "Rain"), (490, "Sun"))
    assert telling.speakers() == ["Nora"]
    assert [[sentence.text for sentence, _, _ in one] for one in paragraphs(telling)] == [
        ["One"],
        ['"I’m here,"', "said Nora."],
        ["Dr. Pell sat."],
    ]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("# C#", "C#"), ("## *One* & `two`", "One & `two`"), ("# **So** it goes", "So it goes")],
)
def test_the_words_of_a_chapter_are_shown_without_their_marks(heading, shown):
    script = script_of(f'{heading}\n\n"No—"*she* rose. It\nrained.\n\n***\n\n**Dr.** Pell sat.\n')
    cues = list(perform(script, Pauses()))

    assert as_text(cues, script.book.text) == f'{shown}\n"No—"she rose. It rained.\nDr. Pell sat.'


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30), st.integers(0, 2000))
def test_sentences_are_held_one_after_another_without_a_gap(steps, duration_ms):
    sentences, at = [], 0
    for pause, length in steps:
        sentences.append(Sentence(at + pause, at + pause + length, "Yes."))
        at += pause + length
    held = list(Telling(1, "", max(duration_ms, at), (), tuple(sentences)).held())

    assert [sentence for sentence, _, _ in held] == sentences
    assert all(start < end for _, start, end in held)
    assert [end for _, _, end in held[:-1]] == [start for _, start, _ in held[1:]]
