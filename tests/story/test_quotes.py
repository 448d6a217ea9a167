"""Where speech starts and ends, in every convention of quoting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.story.quotes import find_quotes
from tests.stories import book

FILLER = "\n\n“One,” said Ann.\n\n“Two,” said Bob.\n\n“Three,” said Ann."
BRITISH = "\n\n‘One,’ said Ann.\n\n‘Two,’ said Bob.\n\n‘Three,’ said Ann."


def quotes(story):
    """The quotes of a story as they stand in its text."""
    told = book(story)
    return [told.text[quote.start : quote.end] for quote in find_quotes(told)]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param('"Go," he said. "Now!"', ['"Go,"', '"Now!"'], id="straight"),
        pytest.param("“Go,” he said.", ["“Go,”"], id="curly"),
        pytest.param("„Geh“, sagte er. „Jetzt!“", ["„Geh“", "„Jetzt!“"], id="German"),
        pytest.param(
            "‚Geh‘, sagte er im ‚Adler‘ und ging. ‚Jetzt!‘",
            ["‚Geh‘", "‚Adler‘", "‚Jetzt!‘"],
            id="single German",
        ),
        pytest.param("``Go,'' he said. ``I `can't' go.''", ["``Go,''", "``I `can't' go.''"], id="TeX"),
        pytest.param("`Go,' he said. `I ``can't'' go.'", ["`Go,'", "`I ``can't'' go.'"], id="TeX, single"),
        pytest.param("Run `ls', then `rm` or ``mv``.", [], id="code in Markdown"),
        pytest.param("« Va, dit-il. »", ["« Va, dit-il. »"], id="guillemets"),
        pytest.param("»Geh«, sagte er.", ["»Geh«"], id="guillemets turned round"),
        pytest.param("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"], id="nested"),
        pytest.param(
            '"He says "that\'s a Pump," and goes. I am not your man," said Tom.',
            ['"He says "that\'s a Pump," and goes. I am not your man,"'],
            id="nested in the same straight marks",
        ),
        pytest.param("“I never—“ Ann said. “You do.”", ["“I never—“", "“You do.”"], id="a turned mark"),
        pytest.param("“I can’t . . . “ she said.", ["“I can’t . . . “"], id="a turned mark behind a space"),
        pytest.param(
            '"It is far, said Ann. He drove on. Outside the fields went by, brown and flat, and a dog ran.',
            ['"It is far,'],
            id="never closed, and told on behind its tag",
        ),
        pytest.param('" Go," he said, " now."', ['" Go,"', '" now."'], id="with a space behind the mark"),
        pytest.param('He is 6\' 2" tall. "Yes," he said.', ['"Yes,"'], id="feet and inches"),
        pytest.param("She wore the 'Best Dog' badge.", ["'Best Dog'"], id="a title between single marks"),
        pytest.param("The dogs' dinner wasn't Ann's.", [], id="apostrophes"),
    ],
)
def test_a_paragraph(story, expected):
    assert quotes(story) == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param("‘’Tis the dogs’ dinner,’ he said.", ["‘’Tis the dogs’ dinner,’"], id="dropped letters"),
        pytest.param("‘I was goin’ home,’ he said.", ["‘I was goin’ home,’"], id="dropped g"),
        pytest.param(
            "‘They don’ understan’ me,’ he said.", ["‘They don’ understan’ me,’"], id="dropped ends"
        ),
        pytest.param(
            "‘It is in Doctors’ Row, Travellers’ Inn!’ he said.",
            ["‘It is in Doctors’ Row, Travellers’ Inn!’"],
            id="of several",
        ),
        pytest.param("‘She said “no” to me,’ he said.", ["‘She said “no” to me,’"], id="nested double"),
        pytest.param(
            "‘Stop!’ said he. ‘And now go,’ he said.", ["‘Stop!’", "‘And now go,’"], id="‘And is no ’and"
        ),
        pytest.param("‘Where’s the 6’ ladder?’ he said.", ["‘Where’s the 6’ ladder?’"], id="feet"),
        pytest.param("‘Tis late, and the dogs slept.", [], id="a dropped letter with the wrong mark"),
        pytest.param(
            "‘I said ‘good-by,’ than ‘how do you do.’ But she stayed,’ he said.",
            ["‘I said ‘good-by,’ than ‘how do you do.’ But she stayed,’"],
            id="nested in the same marks",
        ),
        pytest.param("’Tis late, and the summer of ’65 is gone.", [], id="no quote at all"),
    ],
)
def test_british_marks(story, expected):
    assert quotes(story + BRITISH)[: len(expected)] == expected
    assert len(quotes(story + BRITISH)) == len(expected) + 3


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param("—Up, Kinch, he cried. Come up!", ["—Up, Kinch,", "Come up!"], id="stops at its tag"),
        pytest.param(
            "— No, said Marta. But I say so.", ["— No,", "But I say so."], id="a name and a full stop"
        ),
        pytest.param(
            "— Not yet — said Marta — but soon.", ["— Not yet", "but soon."], id="dashes on both sides"
        ),
        pytest.param("— No, — said Marta. — Sit down.", ["— No,", "Sit down."], id="commas and dashes"),
        pytest.param(
            "—No —said Mr. Pell—. I am late.", ["—No", "I am late."], id="dashes close to the words"
        ),
        pytest.param(
            "— No, — said Marta, who was tired. She rose.", ["— No,"], id="what is told after a tag in dashes"
        ),
        pytest.param(
            "— But why — — She rose. — Why not, — she asked, — then?",
            ["— But why —", "Why not,", "then?"],
            id="broken off",
        ),
        pytest.param(
            "— I live there — and he waved his hand — with her.",
            ["— I live there", "with her."],
            id="what he does meanwhile",
        ),
        pytest.param("—No —dijo Marta—. Ya voy.", ["—No", "Ya voy."], id="a Spanish tag, whatever its verb"),
        pytest.param("— Go, — said Marta. — — I did.", ["— Go,", "— I did."], id="two dashes in a row"),
        pytest.param("— No. — She rose. — Sit down.", ["— No.", "Sit down."], id="what she does"),
        pytest.param(
            "— I know — he is late — too well.", ["— I know — he is late — too well."], id="an aside"
        ),
        pytest.param("— The same. He asks about you.", ["— The same. He asks about you."], id="no tag"),
        pytest.param(
            "— I know you, she grumbled. Both of them turned round and looked at the door.",
            ["— I know you,"],
            id="what is told after a tag",
        ),
        pytest.param(
            "— What? Her voice was hoarse. What did you say?",
            ["— What?", "What did you say?"],
            id="what is told between sentences",
        ),
        pytest.param(
            "— I saw him, said Mr. Pell, but you must not tell her.",
            ["— I saw him,", "but you must not tell her."],
            id="speech that goes on behind its tag",
        ),
        pytest.param("Jonas rose. — Then I go.", ["— Then I go."], id="a dash after narration"),
        pytest.param("Jonas rose — and fell.", [], id="narration"),
    ],
)
def test_dialogue_led_by_a_dash(story, expected):
    assert quotes(story + "\n\n—Go.\n\n—No.\n\n—Yes.\n\n—Here.")[:-4] == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("<Copy,> said Jake. <Hold still.>", ["<Copy,>", "<Hold still.>"]),
        ("x < y and y > z, <b>thought</b> Marco, see <https://example.org/>.", []),
    ],
)
def test_angle_brackets_of_a_radio(story, expected):
    assert quotes(story + "\n\n<One.>\n\n<Two!>")[:-2] == expected


def test_a_single_pair_of_angle_brackets_is_no_speech():
    assert quotes("She typed <yes!> and left.") == []


def test_speech_over_several_paragraphs():
    told = book("“First.\n\n“Second.\n\n“Third,” she said." + FILLER)

    found = find_quotes(told)[:3]

    assert [told.text[q.start : q.end] for q in found] == ["“First.", "“Second.", "“Third,”"]
    assert [(q.continues, q.closed) for q in found] == [(False, False), (True, False), (True, True)]


def test_speech_over_verse_without_marks():
    story = '"Listen.\n\nMy first is a king.\n\nA court.\n\nIt is plain," she said.\n\n"Yes," said Bob.'

    assert quotes(story) == ['"Listen.', "My first is a king.", "A court.", 'It is plain,"', '"Yes,"']


def test_speech_goes_on_behind_a_drawn_line():
    story = f'"Listen.\n\n{"_" * 250}\n\nIt is plain," she said.\n\n"Yes," said Bob.'

    assert quotes(story) == ['"Listen.', 'It is plain,"', '"Yes,"']


def test_speech_in_single_marks_over_verse_without_any():
    story = "‘Listen.\n\nMy first is a king’s.\n\nIt is plain,’ she said.\n\n‘Yes,’ said Bob."

    assert quotes(story) == ["‘Listen.", "My first is a king’s.", "It is plain,’", "‘Yes,’"]


def test_narration_is_not_swallowed_behind_a_quote_that_is_never_closed():
    story = "“I am going.\n\nHe sat down and said, “Fine.”\n\n“Why?” said Ann."

    assert quotes(story) == ["“I am going.", "“Fine.”", "“Why?”"]


def test_straight_marks_over_several_paragraphs_do_not_invert_the_rest():
    story = '"First.\n\n"Second," she said.\n\n"Third," said Bob. He left.'

    assert quotes(story) == ['"First.', '"Second,"', '"Third,"']


def test_an_unclosed_quote_ends_before_its_tag():
    assert quotes('"I am going, said Tom.\n\nHe went away.\n\n"Stay," said Ann.') == [
        '"I am going,',
        '"Stay,"',
    ]


def test_an_unclosed_quote_does_not_swallow_the_chapter():
    story = 'Ann stood up.\n\n"I am going home.\n\nShe went away.\n\nThe door was shut.'

    assert quotes(story) == ['"I am going home.']


def test_each_quote_stands_inside_one_paragraph():
    told = book('"One\ntwo," he said,\n"three."\n\n"Four."')

    numbers = [quote.paragraph for quote in find_quotes(told)]

    assert numbers == [1, 1, 2]


@given(st.text(alphabet="aA .,!?\n\"'“”‘’«»„—-6", max_size=200))
def test_any_text_gives_quotes_in_order_inside_paragraphs(story):
    told = book("Before.\n\n" + story + "\n\nAfter.")
    blocks = {block.paragraph: block for block in told.paragraphs()}

    end = 0
    for quote in find_quotes(told):
        block = blocks[quote.paragraph]
        assert end <= quote.start < quote.end
        assert block.start <= quote.start < quote.end <= block.end
        end = quote.end


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param("‘a ‘b " * 10_000, [], id="single"),
        pytest.param("'a " * 40_000, [], id="single and straight"),
        pytest.param('"a "b ' * 6_000, ['"a "'], id="straight"),
        pytest.param("“a" * 30_000, ["“a" * 30_000], id="curly"),
    ],
)
def test_many_marks_that_are_never_closed(story, expected):
    """Looking for the end of each through the whole paragraph would take minutes."""
    assert quotes(story)[:1] == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(
            "So he sang to himself:\n\n  The tide is in,\n  the tide is out,\n\n  and so am I,\n  no doubt.",
            ["The tide is in,\n  the tide is out,", "and so am I,\n  no doubt."],
            id="two stanzas",
        ),
        pytest.param("A sign read:\n\n  Closed\n  on Sundays.", [], id="a sign"),
        pytest.param("He sang. It was late.\n\n  The lamp\n  was out.", [], id="nothing that leads to it"),
    ],
)
def test_songs_without_marks(story, expected):
    assert quotes(f"It was a long walk home, and it had begun to rain again.\n\n{story}") == expected
