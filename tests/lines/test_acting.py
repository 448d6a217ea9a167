"""Dialogue as it is acted: tags, and the manners that they suggest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.lines.acting import act
from narrate.script import Kind, Script
from narrate.settings import Acting, DialogueTags, Settings
from tests.stories import script_of

STORY = (
    '{Nora} "Come in," said Nora. She sat.\n\n'
    '{Tom} "No!" Tom said, "never." He left.\n\n'
    'Nora said, {Nora} "Gone." {Nora} "Where?" she asked.\n\n'
    '{Tom} "Here," said his mother. {Nora} "So," Nora said quietly. {Tom} "Oh," said Tom, and left.\n\n'
    'He was there. {Tom} "Hello," he said. It rained, he said.\n'
)


def unspoken(script: Script) -> list[str]:
    return [script.book.text[s.start : s.end].strip() for s in script.spans if s.why.startswith("a tag")]


@pytest.mark.parametrize(("tags", "spoken"), [(DialogueTags.DROP, False), (DialogueTags.SOFT, True)])
def test_tags_that_tell_nothing_but_who_speaks(tags, spoken):
    script = act(script_of(STORY), Settings(tags=tags))

    assert unspoken(script) == ["said Nora.", "Tom said,", "Nora said,", "she asked.", "he said."]
    assert {span.spoken for span in script.spans if span.why.startswith("a tag")} == {spoken}


def test_names_that_lead_lines_of_chats_and_plays_are_tags():
    chat = "Tom: hi\nNora (10:42): yes\nTom: what?\n\n**NORA:** Sit.\n\nTOM (rising): No.\n\nNORA: Sit.\n"
    script = act(script_of(f"Tom and Nora sat down.\n\n{chat}"), Settings(tags=DialogueTags.DROP))

    assert unspoken(script) == ["Tom:", "Nora (10:42):", "Tom:", "**NORA:**", "NORA:"]


def test_tags_are_kept_unless_asked():
    assert unspoken(act(script_of(STORY), Settings())) == []


pieces = st.sampled_from(
    [*"abc ,.!", "\n\n", '{Tom} "Go," ', '"Yes," said Nora. ', "said Tom", '"No!" he shouted. ', "Tom said, "]
)


@given(st.lists(pieces, max_size=12).map("".join), st.sampled_from(DialogueTags), st.sampled_from(Acting))
def test_acted_spans_tile_the_text_and_no_speech_is_lost(story, tags, acting):
    plain = script_of(f"Tom and Nora sat. {story}\n")

    acted = act(plain, Settings(tags=tags, acting=acting))

    edges = [0, *(span.end for span in acted.spans)]
    assert [span.start for span in acted.spans] == edges[:-1]
    assert edges[-1] == len(plain.book.text)
    for kind in (Kind.SPEECH, Kind.NOTE, Kind.HEADING):
        assert [(s.start, s.end, s.spoken) for s in acted.spans if s.kind is kind] == [
            (s.start, s.end, s.spoken) for s in plain.spans if s.kind is kind
        ]


@pytest.mark.parametrize(
    ("paragraph", "manners"),
    [
        ('{Tom} "Quiet," he whispered. {Tom} "Listen."', ["whisper", "whisper"]),
        ('Tom shouted, {Tom} "Go."', ["shout"]),
        ('{Tom} "Go," said Tom softly.', ["softly"]),
        ('{Tom} "Go," said Tom, and slowly closed the door.', [""]),
        ('{Tom, fast} "Go," he whispered.', ["fast"]),
        ('{Tom} "Go," he said. He whispered to Nora.', [""]),
        ('{Tom} "Go," he did not shout.', [""]),
        ('{Tom} "Go." A quiet street.', [""]),
        ('{Tom} "Go," he said in a low voice.', ["softly"]),
        ('{Tom} "Go," he said with a sad smile.', [""]),
        ('{Tom} "Go," he muttered. Then he said, {Tom} "Wait."', ["softly", ""]),
    ],
)
def test_a_tag_suggests_how_it_is_said(paragraph, manners):
    script = script_of(f"Tom and Nora sat.\n\n{paragraph}\n")

    acted = act(script, Settings())

    assert [span.manner for span in acted.spans if span.kind is Kind.SPEECH] == manners


def test_a_tag_of_another_language_suggests_it_as_well():
    script = script_of(
        "Tom und Nora saßen in der Küche, und es war schon spät in der Nacht.\n\n"
        "{Tom} „Still“, flüsterte er.\n\n{Nora} „Nein“, sagte sie leise.\n\n{Tom} „Geh“, sagte Tom.\n"
    )

    acted = act(script, Settings())

    assert [s.manner for s in acted.spans if s.kind is Kind.SPEECH] == ["whisper", "softly", ""]


def test_directions_alone_count_when_acting_is_directed():
    script = script_of('Tom sat.\n\n{Tom} "Go," he whispered. {Tom, softly} "Now."\n')

    acted = act(script, Settings(acting=Acting.DIRECTED))

    assert [span.manner for span in acted.spans if span.kind is Kind.SPEECH] == ["", "softly"]
