"""What words ask for which manner of speaking, and what comes of it."""

import pytest

from narrate.engines.manner import MANNERS, Manner, manner_of, names_in


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("softly", ("softly",)),
        ("Whispering", ("whisper",)),
        ("shouts, very fast", ("shout", "quickly")),
        ("in a low voice", ("softly",)),
        ("slow", ("slowly",)),
        ("hurried", ("quickly",)),
        ("wearily", ("sadly",)),
        ("snapped", ("angrily",)),
        ("deadpan", ("flatly",)),
        ("sarcastically", ()),
        ("fastening her coat", ()),
        ("", ()),
    ],
)
def test_what_words_ask_for(words, names):
    assert names_in(words) == names


def test_every_name_asks_for_itself():
    names = [name for name in MANNERS if name not in {"aside", "exclaim"}]  # which nobody writes

    assert [names_in(name) for name in names] == [(name,) for name in names]


def test_two_manners_at_once():
    assert manner_of(["shout", "quickly"]) == Manner(rate=1.312, pitch=3, gain_db=4, melody=1.3)
    assert manner_of([]) == Manner()
