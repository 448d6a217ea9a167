"""A script with stage directions: what each of them does to who says what."""

import pytest

from narrate.errors import NarrateError
from narrate.script import Kind, Stage
from narrate.script.reading import read_script
from narrate.story.assembling import assemble
from narrate.story.cast import Role
from narrate.story.people import Gender
from tests.stories import DIALOGUE, book, said, script_manuscript, script_of


def test_a_direction_is_never_overruled():
    script = script_of('Nora and Tom came in.\n\n{Tom} "The lamp is lit," said Nora.\n')

    assert said(script) == [("Tom", '"The lamp is lit,"')]


def test_who_speaks_between_the_marks_of_tex():
    script = script_of("``The lamp is lit,'' said Nora.\n\n``It can't be,'' said Tom.\n")

    assert said(script) == [("Nora", "``The lamp is lit,''"), ("Tom", "``It can't be,''")]


@pytest.mark.parametrize("tag", ["said *Ann*", "_Ann_ said", "***said*** Ann", "Ann _said_"])
def test_a_stressed_tag_tells_who_speaks(tag):
    assert said(script_of(f'"Go," {tag}.\n')) == [("Ann", '"Go,"')]


def test_a_direction_holds_to_the_end_of_its_paragraph():
    script = script_of('Nora met Tom.\n\n{Tom} "No," he said. "Never."\n\n{Nora} "Why?" {Tom} "Just so."\n')

    assert said(script) == [("Tom", '"No,"'), ("Tom", '"Never."'), ("Nora", '"Why?"'), ("Tom", '"Just so."')]


def test_the_narrator_can_be_given_a_quote():
    script = script_of('Nora met Tom.\n\n{narrator} "The lamp is lit," said Nora.\n')

    assert said(script) == []


def test_a_guess_is_followed_but_stays_doubtful():
    script = script_of('Nora met Tom.\n\n{Tom?} "The lamp is lit," said Nora.\n')

    (speech,) = [span for span in script.spans if span.kind is Kind.SPEECH]
    assert (speech.speaker, speech.why) == ("Tom", "a guess in the script")
    assert speech.confidence < 1


def test_a_man_who_is_old_in_the_story_is_the_man_in_a_direction():
    script = script_of('{the man} "Get in." She looked up.\n\n"Now," said the old man.')

    assert said(script) == [("the man", '"Get in."'), ("the man", '"Now,"')]


def test_a_name_may_stand_over_a_line_break():
    assert said(script_of('{Tom Pell} "No," said Tom\nPell.\n')) == [("Tom Pell", '"No,"')]


def test_a_name_with_a_straight_apostrophe_is_that_of_the_story():
    script = script_of("“No,” said O’Brien.\n\n{O'Brien} “Never.” It rained.\n")

    assert said(script) == [("O’Brien", "“No,”"), ("O’Brien", "“Never.”")]


def test_an_alias_of_the_cast_means_the_person():
    known = [Role("Nora Vane", ("Gran",), Gender.FEMALE)]
    script = read_script(assemble([script_manuscript('It rained.\n\n{Gran} "The lamp is lit."\n')]), known)

    assert said(script) == [("Nora Vane", '"The lamp is lit."')]


def test_a_part_of_a_name_that_the_story_never_uses_alone_is_one_of_the_persons():
    story = 'Lex Luthor met Nora Vane.\n\n"No," said Lex.\n\n"Why?" said Nora.\n\n{%s} "Never."\n'

    for name in ("Luthor", "luthor", "Lex"):
        assert said(script_of(story % name))[-1] == ("Lex Luthor", '"Never."')

    family = [Role("Lex Luthor"), Role("Lionel Luthor")]
    script = read_script(assemble([script_manuscript(story % "Luthor")]), family)
    assert said(script)[-1] == ("Luthor", '"Never."')


def test_a_name_in_a_direction_is_its_own_person_where_the_story_gives_it_to_another():
    story = (
        "Wren Hale was out. Miss Hale was always out, and Mrs. Hale was dead.\n\n"
        '{Mrs. Hale} "Hello?"\n\n{Wren} "Yes?"\n'
    )
    story += "".join(f'\n"Hello," said {name}.\n' for name in ["Wren", "Miss Hale"] * 2)

    assert said(script_of(story))[:2] == [("Mrs. Hale", '"Hello?"'), ("Wren", '"Yes?"')]


def test_manner_and_rate_go_with_the_quote():
    script = script_of('Nora met Tom.\n\n{Nora, softly, rate 0.8} "Come in." She waited. "Please."\n')

    speeches = [(s.manner, s.rate) for s in script.spans if s.kind is Kind.SPEECH]
    assert speeches == [("softly", 0.8), ("", 1.0)]


def test_pauses_and_sounds_stand_where_they_were_written():
    script = script_of("One. {pause 2s} Two.\n\n{play bell.wav}\n\nThree.\n")

    text = script.book.text
    assert text == "One. Two.\n\nThree.\n"
    assert script.stages == (
        Stage(text.index("Two"), pause_ms=2000),
        Stage(text.index("Three"), file="bell.wav"),
    )


def test_a_skipped_passage_is_not_spoken():
    script = script_of(
        "It rained.\n\n{skip a recap} Before that, it had been dry.{/skip}\n\nThen it stopped.\n"
    )

    unspoken = [(script.book.text[s.start : s.end], s.why) for s in script.spans if s.kind is Kind.NOTE]
    assert unspoken == [("Before that, it had been dry.", "skip: a recap")]


def test_nothing_sounds_in_a_skipped_passage():
    script = script_of(
        "It rained.\n\n{skip}\n{play bell.wav}\nHidden {pause 1s} text.\n{/skip}\n\nIt stopped.\n"
    )

    assert script.stages == ()


def test_the_narrators_passage_is_narration():
    script = script_of('Tom came in.\n\n{as narrator}"Never," it said on the wall.{/as}\n')

    assert said(script) == []
    assert {s.speaker for s in script.spans} == {None}


def test_what_has_no_words_is_not_spoken():
    script = script_of('Nora waited.\n\n"…"\n\nTom left.\n')

    silent = [(script.book.text[s.start : s.end], s.why) for s in script.spans if s.why == "nothing to say"]
    assert silent == [('"…"', "nothing to say")]


def test_a_passage_can_be_in_somebodys_voice():
    script = script_of("Nora read his letter.\n\n{as Tom} I am well. It rains.{/as}\n\nTom had written it.\n")

    spans = [(s.speaker, script.book.text[s.start : s.end]) for s in script.spans if s.speaker]
    assert spans == [("Tom", "I am well. It rains.")]


def test_an_empty_passage_is_passed_over():
    script = script_of("One. {skip}{/skip} Two. {skip}Three.{/skip} Four.\n")

    told = [script.book.text[s.start : s.end] for s in script.spans if s.kind is Kind.NARRATION]
    assert told == ["One. Two. ", "Four."]


@pytest.mark.parametrize("name", ["author", "Author", "AUTHOR"])
def test_the_author_is_nobody_of_the_story(name):
    script = script_of(f'Nora left.\n\n{{as {name}}}I am well.{{/as}}\n\n{{{name}}} "Thank you."\n')

    notes = [(s.speaker, s.why) for s in script.spans if s.kind is Kind.NOTE and s.spoken]
    assert notes == [(None, "as author"), (None, "a direction in the script")]
    assert (said(script), script.characters) == ([], ())


@pytest.mark.parametrize("name", ["author", "author?"])
def test_the_author_says_no_line_of_the_story(name):
    script = script_of(f'Nora left.\n\n"No," said Nora.\n\n{{{name}}} "Thank you."\n')

    assert said(script) == [("Nora", '"No,"')]


def test_notes_are_read_when_they_are_wanted():
    note = "A/N: I own nothing.\n\nThe Lamp\n\nIt rained on the town that evening.\n"

    assert [s.spoken for s in read_script(book(note)).spans if s.kind is Kind.NOTE] == [False]
    assert [s.spoken for s in read_script(book(note), read_notes=True).spans if s.kind is Kind.NOTE] == [True]


@pytest.mark.parametrize(
    "story", [DIALOGUE, '"Unclosed, said Nora.\n\nIt rained.\n', "{{}}\n\n***\n\n“Hm.”\n"]
)
def test_spans_tile_the_text(story):
    script = read_script(book(story))

    assert "".join(script.book.text[span.start : span.end] for span in script.spans) == story


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ('Nora came in.\n\n{Norra} "Hello."\n', "story.script:3: the direction {Norra} names nobody"),
        ('He came in.\n\n{He} "Hello."\n', "story.script:3: the direction {He} names nobody"),
        ('Nora came in.\n\n{} "Hello."\n', "story.script:3: the direction {} names nobody"),
        ("One.\n\n{skip} Two.\n", "story.script:3: {skip} does not end"),
        ("One.{/skip}\n", "story.script:1: {/skip} ends no passage"),
        (
            "One.\n\n{as Nora} Two.{/skip}\n\nNora.\n",
            "story.script:3: {/skip} ends no passage\n  {as …} of line 3 ends with {/as}.",
        ),
        (
            "{skip} One.\n\n{as Nora}Two.{/as}{/skip} Nora.\n",
            "story.script:3: {as …} begins before {skip} of line 1 has ended\n  Write {/skip} first",
        ),
        ("{as Nora, softly} One.{/as}\n", "story.script:1: {as Nora} takes no manner\n  Write {as Nora};"),
        ("One.\n\n{pause 2s}\n\n{pause 2m}\n\nTwo.\n", "story.script:5: cannot tell how long {pause 2m} is"),
        ("One.\n\n{pause 601s}\n", "story.script:3: {pause 601s} is too long\n  Ten minutes at most:"),
        ("One.\n\n{pause 2s}\n{bed a.ogg}\n\nTwo.\n", "story.script:4: {bed …} does not end"),
        ('Nora sat.\n\n{pause 2s}\n\n{Norra} "No."\n', "story.script:5: the direction {Norra} names nobody"),
        ('{Norra} "No."\n\n{Tim} "Yes."\n\n{Norra} "No."\n', "story.script:1: the direction {Norra} names"),
        ("One.{/skp}\n", "story.script:1: there is no direction {/skp}\n  Passages end with {/skip}, {/as}"),
    ],
)
def test_a_wrong_direction_is_an_error_with_its_line(raw, message):
    with pytest.raises(NarrateError) as error:
        script_of(raw)

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Norra", "Nora"),
        ("Nora softly", "Nora, softly"),
        ("Nora (softly)", "Nora, softly"),
        ("Nora; softly", "Nora, softly"),
        ("end skip", "/skip"),
        ("pasue 2s", "pause 2s"),
        ("Skipp a recap", "skip a recap"),
    ],
)
def test_what_is_nearest_is_offered(written, meant):
    with pytest.raises(NarrateError) as error:
        script_of(f'Nora came in.\n\n"Hello," said Nora.\n\n{{{written}}} "Hello."\n')

    assert error.value.hint.startswith(f"Did you mean {{{meant}}}? ")


def test_somebody_who_does_not_speak_may_be_the_nearest():
    with pytest.raises(NarrateError) as error:
        script_of('Nora met Lex.\n\n{Lexx} "Hello."\n')

    assert error.value.hint.startswith("Did you mean {Lex}? ")


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ('"Go," was heard.\n\n"Now."', 2),
        ('{narrator} "Go," was heard. "Now."\n\nIt rained.', 0),
        ('{skip}\n\n"Go," was heard.\n\n{/skip}\n\nIt rained.', 0),
        ('{as author}\n\n"Go," was heard.\n\n{/as}\n\nIt rained.', 0),
    ],
)
def test_speech_that_nobody_is_known_for_is_remembered_where_nobody_has_decided_it(raw, lines):
    assert len(script_of(raw).unsaid) == lines


def test_a_direction_without_a_quote_is_warned_of(caplog):
    script_of('{Nora} She came in.\n\n"Hello," said Nora.\n')

    assert [record.getMessage()[:60] for record in caplog.records] == [
        "story.script:1: no quote follows the direction {Nora} in its"
    ]


@pytest.mark.parametrize("name", ["Author", "Narrator"])
def test_somebody_of_the_story_who_is_called_as_those_outside_it_has_an_article_in_directions(name):
    story = f'The {name} came in, and {name} smiled at Nora.\n\n%s"I wrote you," said {name}.\n'

    assert said(script_of(story % "")) == [(f"the {name}", '"I wrote you,"')]
    assert said(script_of(story % f"{{the {name}}} ")) == [(f"the {name}", '"I wrote you,"')]
    assert said(script_of(story % f"{{{name}}} ")) == []


ASIDES = (
    'The radio played (A/N: Wonderwall, love it :) so much). "I can\'t (a/n: she can) go," said Nora.\n\n'
    '(Author\'s note: I was ill.) "No," said Tom [AN: he means "yes"] at once.\n'
)


def test_the_authors_notes_between_the_words_of_the_story_are_left_out():
    script = script_of(ASIDES)

    text = script.book.text
    assert [text[s.start : s.end] for s in script.spans if s.why == "skip: author's note"] == [
        "(A/N: Wonderwall, love it :) so much)",
        "(a/n: she can)",
        "(Author's note: I was ill.)",
        '[AN: he means "yes"]',
    ]
    assert said(script) == [("Nora", "\"I can't "), ("Nora", ' go,"'), ("Tom", '"No,"')]


def test_a_sentence_goes_on_over_the_lines_of_pages():
    page = "“The rain came in from the sea, and nobody believed that the %s\n\n%d\n\nwas %s,” said Nora.\n\n"
    lines = [("lamp", 3, "lit"), ("wall", 4, "wet"), ("boat", 5, "lost")]
    script = script_of("".join(page % words for words in lines))

    text = script.book.text
    assert [text[s.start : s.end] for s in script.spans if s.why == "skip: line of a page"] == ["3", "4", "5"]
    assert [s.speaker for s in script.spans if s.kind is Kind.SPEECH and s.spoken] == ["Nora"] * 6


def test_or_read_by_the_author_unless_a_direction_decides():
    story = script_manuscript("It rained {as Nora}(A/N: here){/as} and (A/N: there) too.\n")
    script = read_script(assemble([story]), [Role("Nora")], read_notes=True)

    told = [(script.book.text[s.start : s.end], s.kind, s.speaker) for s in script.spans if s.spoken]
    assert told == [
        ("It rained ", Kind.NARRATION, None),
        ("(A/N: here)", Kind.NARRATION, "Nora"),
        ("and ", Kind.NARRATION, None),
        ("(A/N: there)", Kind.NOTE, None),
        (" too.", Kind.NARRATION, None),
    ]
