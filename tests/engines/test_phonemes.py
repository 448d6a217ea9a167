"""Phonemes of words that are pronounced in their own way, among those of all others."""

import pytest

from narrate.engines import Request
from narrate.engines.phonemes import to_phonemes

WEAK = {"apple": "ˈæpəl", "tick": "tˈɪk"}


def phonemize(words: str) -> str:
    """Says known words, stresses the last one, and leaves the rest as it is written."""
    *first, last = words.split()
    return " ".join([*(word.lower() for word in first), WEAK.get(last, last.upper())])


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("go to Lex", "go to lˈɛks"),  # not “TO”: the word goes on
        ("of Ann", "of ˈæn"),
        ("Lex to", "lˈɛks TO"),
        ("Lex's Ruth's Ann's", "lˈɛksɪz ɹˈuːθs ˈænz"),
        ("Bach's Mitch's", "bɑːxs mˈɪʧɪz"),
        ("Lexi", "LEXI"),
        ("Lex Ann", "lˈɛks ˈæn"),
    ],
)
def test_words_in_ipa_stand_among_the_others(text: str, phonemes: str):
    ipa = (("Lex", "lˈɛks"), ("Ann", "ˈæn"), ("Ruth", "ɹˈuːθ"), ("Bach", "bɑːx"), ("Mitch", "mˈɪʧ"))

    assert to_phonemes(Request(text, "", ipa=ipa), phonemize) == phonemes
