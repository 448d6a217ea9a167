"""When each written word is heard, where the engine tells."""

import json
import re

import pytest

from narrate.chapters.wordtimes import align
from narrate.engines import WordTime


@pytest.mark.parametrize(
    ("written", "said", "timed"),
    [
        ("“It rained.”", "It rained.", "0 “It, 300 rained.”"),
        ("Mr. Pell paid $5 for it — all.", "Mister Pell paid five dollars for it, all.",
         "0 Mr., 700 Pell, 1200 paid, 1700 $5, 3000 for, 3400 it, 3800 all."),
        ("Ah * * * no", "Ah no", "0 Ah, 300 no"),
        ("Saltby, then", "sawlt-bee, then", "0 Saltby,, 1100 then"),
        ("Silence", "", ""),
    ],
)  # fmt: skip
def test_written_words_begin_when_they_are_heard(written, said, timed):
    times = [WordTime(word.start(), 100 * word.start()) for word in re.finditer(r"\S+", said)]

    assert ", ".join(f"{at_ms} {word}" for at_ms, word in align(written, said, times)) == timed


def test_what_an_engine_runs_together_is_timed_together():
    times = [WordTime(0, 0), WordTime(4, 300), WordTime(11, 500)]

    assert list(align("out of the rain", "out of the rain", times)) == [
        (0, "out"),
        (300, "of"),
        (300, "the"),
        (500, "rain"),
    ]


def test_a_build_writes_word_times_beside_the_chapter(project, narrate):
    (project / "voices.yaml").write_text("narrator: {voice: tone:alto}\n", encoding="utf-8")
    (project / "script" / "story.txt").write_text("Chapter One\n\nIt rained on *Nora*.\n", encoding="utf-8")

    status, _, complaints = narrate("build", "-C", project)

    assert (status, complaints) == (0, "")
    (transcript,) = project.glob("output/*/001-chapter-one.json")
    heading, sentence = json.loads(transcript.read_text(encoding="utf-8"))["segments"]
    begin_s = sentence["startTime"]
    assert [word for _, word in heading["words"]] == ["Chapter", "One"]
    assert sentence["words"] == [
        [pytest.approx(begin_s + letters * 0.06 + gaps * 0.05, abs=0.02), word]
        for letters, gaps, word in [(0, 0, "It"), (2, 1, "rained"), (8, 2, "on"), (10, 3, "Nora.")]
    ]
