"""Quotes that nobody speaks."""

import pytest

from narrate.attribution.speech import are_speech
from narrate.story.quotes import find_quotes
from tests.stories import book

TALK = '\n\n"Are you there?" said Ann.\n\n"I am," said Bob.'


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param('"Go," he said.', True, id="speech"),
        pytest.param('Ann turned. "Never."', True, id="a word by itself"),
        pytest.param('\x0b"Never again."', True, id="a control character before it"),
        pytest.param('They called it the "grand hotel" of the town.', False, id="scare quotes"),
        pytest.param('The sign read, "WELCOME TO OUR TOWN"', False, id="a sign"),
        pytest.param('She had been reading "The Moonstone" all day.', False, id="a title"),
        pytest.param(
            'Someone once said that "it is not worth a pitcher of spit" and was right.', False, id="quoted"
        ),
        pytest.param("No 'Mr. President' for her.", False, id="a form of address"),
        pytest.param('A voice called, "Lucy Lowe," from the hall.', True, id="called, with a comma"),
        pytest.param(
            'It was so big that Ben had said, "Hold on to her, son", and come up.', True, id="that … said"
        ),
        pytest.param('He found words, and said, "It is late."', True, id="words"),
        pytest.param('Asked what he was, he answered "the railway." She rose.', True, id="in small letters"),
        pytest.param(
            'She stopped. "Some Beethoven now" called Ben from the hall.', True, id="no mark before a tag"
        ),
        pytest.param('Then Ben called "Halt!" and they all sat down.', True, id="called aloud"),
        pytest.param('She said "yes" and shut the door.', True, id="in small letters and without a comma"),
        pytest.param('Ann rose. She had read half of "Ivanhoe."', False, id="a title with its stop inside"),
        pytest.param('"No Dogs," the sign said.', False, id="what a sign says"),
        pytest.param('As they say, "a stitch in time saves nine" and she agreed.', False, id="as they say"),
        pytest.param(
            'As the old saying goes, "A watched pot will never boil as long as you live."',
            False,
            id="a saying",
        ),
        pytest.param('She rose. Maxim said, "I know." He sat.', True, id="a man whose name is Maxim"),
        pytest.param('He gave a nod, saying, "I know." He sat.', True, id="saying it"),
        pytest.param('The proverb says "no pain, no gain," and it lies.', False, id="a proverb"),
        pytest.param(
            '"Still waters run deep," as they say, and so did he.', False, id="as they say, behind it"
        ),
        pytest.param(
            '"Go," said the man, and went on, saying, "Go now."', True, id="a man who goes on saying"
        ),
        pytest.param('The poster announced, "Circus Tonight!"', False, id="a poster"),
        pytest.param('"Back at six," it read.', False, id="what it read"),
        pytest.param('"Dear Ann," it began, "you will be surprised to hear."', True, id="a letter too short"),
        pytest.param('She sat down. "You"—she pointed at him—"had one job."', True, id="parted by dashes"),
        pytest.param('She sat down. "You" (he looked up) "had one job."', True, id="parted by brackets"),
        pytest.param("‘Tea,’ said Ann. ‘And biscuits’.", True, id="a stop behind the mark"),
        pytest.param("[“Level up!”]\n[“You are a Mage.”]", False, id="a message of a game"),
        pytest.param('["Where are you?"]\n\n["Here,"] sent Ben.', True, id="brackets of those who speak so"),
        pytest.param('He carved the name "Ben Lowe." on it.', False, id="a name"),
        pytest.param(
            '"Come in here" was not what he had hoped for.', False, id="words of which something is told"
        ),
        pytest.param('"Come in here" was his only answer.', True, id="an answer"),
        pytest.param('He broke off. "She makes me so" She looked up.', True, id="a sentence that breaks off"),
        pytest.param('He looked at her as if to say, "Are you all like this?"', False, id="as if to say"),
        pytest.param(
            'His look might be put into words like this:\n\n"Go home."', False, id="in words, above"
        ),
        pytest.param(
            'She exclaimed, "Dear me, is not this the day on which the Crofts were to come to the house? '
            'I am glad that I did not think of it before, for it makes me low!"',
            True,
            id="dear me",
        ),
        pytest.param(
            'He opened the envelope and read: "Come up to town as early as you can, and alone."',
            False,
            id="read",
        ),
        pytest.param(
            '"Florence did my poor sister much good last winter," wrote Miss Lowe.', False, id="wrote"
        ),
        pytest.param(
            'She opened it.\n\n"I shall be in town on Monday, and shall bring the boxes that you left, '
            'and your umbrella, and the two dogs, who send their love.\n\n"Yours ever,\n\n"A. LOWE."',
            False,
            id="a letter by its signature",
        ),
        pytest.param(
            'The letter was short.\n\n"My dear Ann,--' + "I write to you in haste because I must. " * 6 + '"',
            False,
            id="a letter",
        ),
        pytest.param(
            "She opened it.\n\n«I shall be in town on Monday, and shall bring the boxes that you left, "
            "and your umbrella, and the two dogs, who send their love.\n\n«Yours ever,\n\n«A. LOWE.»",
            False,
            id="a letter between guillemets",
        ),
        pytest.param(
            "He had written. ‘My dear Ann,’ said Tom, ‘"
            + "I wrote to you in haste because I must. " * 6
            + "’",
            True,
            id="somebody who is spoken to between single marks",
        ),
    ],
)
def test_spoken(story, expected):
    told = book("Ann was at home.\n\n" + story + TALK)

    *first, ann, bob = are_speech(told, find_quotes(told))

    assert (set(first), ann, bob) == ({expected}, True, True)


def test_speech_goes_on_after_its_tag():
    told = book('"Yes," he answered, "she is engaged to me; but" (with a smile) "not for long."' + TALK)

    assert are_speech(told, find_quotes(told)) == [True] * 5


def test_speech_goes_on_after_a_colon():
    told = book('"Not at all," said Ann: "she\'s so very--" Just then she looked up.' + TALK)

    assert are_speech(told, find_quotes(told)) == [True] * 4


def test_somebody_dear_is_spoken_to_between_dashes():
    said = "I am glad that it is you who came to see me, and " * 3
    talk = "\n\n— No, — said Ann.\n\n— Yes, — said Tom.\n\n— No.\n\n— Yes."
    told = book(f"— My dear Ann, — said Tom, — {said}not Bob.{talk}")

    assert are_speech(told, find_quotes(told)) == [True] * 6


def test_a_title_between_low_marks():
    told = book("‚Well?‘ said Ann. She had been reading ‚The Moonstone‘ all day.\n\n‚I am here,‘ said Bob.")

    assert are_speech(told, find_quotes(told)) == [True, False, True]
