"""Joins in a chapter of real speech, mastered, encoded and decoded again: no step beyond those of speech."""

import json

import numpy as np
import pytest

from narrate.sound.soundfiles import read_sound

STORY = """{play bell.wav} "Look at that!" cried Nora. "Who lit it?" {pause 50ms} "Nobody, I think," said Tom.

{bed bell.wav} "It burns," said Nora, and it did. {/bed} Then it went out. {play bell.wav}
"""
RATE_HZ = 44_100
NEAR = RATE_HZ // 100  # 10 ms


@pytest.fixture(scope="module")
def chapter(tmp_path_factory):
    """A finished chapter's samples, and where its sentences begin and end, in frames."""
    from narrate.cli import run  # noqa: PLC0415 - the cache's folder is set first
    from tests.sounds import tone, write_sound  # noqa: PLC0415

    project = tmp_path_factory.mktemp("joins")
    (project / "script").mkdir()
    settings = "narrator: espeak:en-gb\npauses: {sentence: 0, speaker: 0, paragraph: 0.1}\n"
    (project / "voices.yaml").write_text(settings, encoding="utf-8")
    write_sound(project / "script/bell.wav", tone(440.7, 0.6, RATE_HZ, -3), RATE_HZ, "pcm_s16le")
    (project / "script/story.script").write_text(STORY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NARRATE_CACHE", str(project / "cache"))
        assert run(["build", "-C", str(project)]) == 0
    mp3 = next(project.glob("output/*/001-*.mp3"))
    told = json.loads(mp3.with_suffix(".json").read_text("utf-8"))["segments"]
    edges = [round(line[edge] * RATE_HZ) for line in told for edge in ("startTime", "endTime")]
    return read_sound(mp3).samples[:, 0].astype(np.float64) / 32768, edges


def steps_of(samples):
    """How far each sample is from a line through its neighbours: a click is nothing but such a step."""
    return np.abs(np.diff(samples, 2))


def test_no_step_at_a_join_is_above_those_of_the_speech_itself(chapter):
    samples, edges = chapter
    steps = steps_of(samples)
    at_joins = np.zeros(len(steps), bool)
    for edge in edges:
        at_joins[max(0, edge - NEAR) : edge + NEAR] = True

    assert len(edges) >= 10
    assert steps[at_joins].max() <= steps[~at_joins].max()
    assert np.percentile(steps[at_joins], 99) <= np.percentile(steps[~at_joins], 99)


def test_the_measure_sees_a_click(chapter):
    samples, edges = chapter
    steps = steps_of(samples)
    broken = samples.copy()
    broken[edges[4] :] += 0.25  # as where a wave is cut off at a quarter of full scale

    clicked = steps_of(broken)

    assert (
        clicked[edges[4] - NEAR : edges[4] + NEAR].max() > 2 * steps[edges[4] - NEAR : edges[4] + NEAR].max()
    )
