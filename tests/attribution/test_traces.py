"""Where people are last and next named, as seen from an utterance."""

import math

from narrate.attribution.people.cast import display
from narrate.attribution.studying import groundwork, study
from narrate.attribution.weighing.facts import Facts
from tests.stories import book

STORY = """Nora was tired. Nora sat down, and she sighed. Tom Pell had gone out, and he was late.

"It is dark. Where is Tom?"

"Here I am, Nora," said Tom.

Nora laughed, and she said: "At last."
"""


def look(story, name):
    """A story's utterances, all traces in it, and the number of somebody there."""
    seen = study(groundwork(book(story)))
    facts = Facts(seen.reading, seen.people, seen.mentions, seen.utterances)
    return seen.utterances, facts.traces, [display(person)[0] for person in seen.people].index(name)


def traces_of(name, utterance):
    """All that is seen of somebody from an utterance: what is not, left out."""
    utterances, traces, person = look(STORY, name)
    return {sign: int(value) for sign, value in traces.around(utterances[utterance], person).items() if value}


def test_who_is_named_last_by_a_pronoun_and_next_in_speech():
    assert traces_of("Nora", 0) == {
        "told_before": 1,
        "told_before_tokens": 14,
        "told_before_paragraphs": 1,
        "told_before_pronoun": 1,
        "told_after": 1,
        "told_after_tokens": 11,
        "told_after_paragraphs": 2,
        "said_after": 1,
        "said_after_tokens": 5,
        "said_after_paragraphs": 1,
    }


def test_who_is_named_inside_and_in_the_tag_after():
    assert traces_of("Tom", 0) == {
        "told_before": 1,
        "told_before_tokens": 4,
        "told_before_paragraphs": 1,
        "told_before_pronoun": 1,
        "told_after": 1,
        "told_after_tokens": 9,
        "told_after_paragraphs": 1,
        "said_here": 7,
        "said_here_before": 3,
    }


OPENING = "Nora was tired. Nora sat down, and she sighed. Tom Pell had gone out, and he was late.\n\n"
PAUSE = "It rained, and the rain was long. " * 60


def test_an_entrance_is_remarkable_after_an_absence():
    [line], traces, tom = look(f'{OPENING}{PAUSE}\n\nTom Pell came in. "Well?" said Tom.', "Tom Pell")
    found = traces.entrance(tom, line.begin)
    assert traces.is_near(tom, line.begin)
    assert found["entered"] == len("Tom Pell came in .".split())
    assert 5 < found["new"] < math.log(len(PAUSE))


def test_who_is_not_named_nearby_has_not_entered():
    [line], traces, nora = look(f'{OPENING}{PAUSE}\n\nTom Pell came in. "Well?" said Nora.', "Nora")
    assert not traces.is_near(nora, line.begin)
    assert traces.entrance(nora, line.begin) == {"entered": 1500, "new": 0}


def test_who_leaves_and_who_says_nothing():
    story = 'Nora was here, and it was dark and cold. Tom Pell went out. "No." Nora made no answer.'
    [line], traces, nora = look(story, "Nora")
    _, _, tom = look(story, "Tom Pell")
    assert traces.doing(line, nora) == {"gone": False, "silent_before": False, "silent_after": True}
    assert traces.doing(line, tom) == {"gone": True, "silent_before": False, "silent_after": False}


def test_somebody_without_a_name_is_introduced():
    story = 'A guard came in, and another guard. Nora sat down. "What?" asked the guard.\n\n"No," said Nora.'
    [line, _], traces, guard = look(story, "the guard")
    _, _, nora = look(story, "Nora")
    since = len("another guard . Nora sat down .".split())
    assert traces.introduction(guard, line.begin) == {"introduced": math.log1p(since)}
    assert traces.introduction(nora, line.begin) == {"introduced": math.log1p(1500)}
