"""Words that are said otherwise than an engine would."""

import pytest

from narrate.spoken.pronouncing import pronounce


@pytest.mark.parametrize(
    ("text", "pronunciations", "said", "ipa"),
    [
        ("In Smallville, SMALLVILLE's.", {"Smallville": "smawl-vill"}, "In smawl-vill, smawl-vill's.", ()),
        ("Lex Luthor.", {"Luthor": "/ˈluːθɚ/", "Lana": "/x/"}, "Lex Luthor.", (("Luthor", "ˈluːθɚ"),)),
        ("luthor, LUTHOR", {"Luthor": "/l/"}, "luthor, LUTHOR", (("luthor", "l"), ("LUTHOR", "l"))),
        ("Ann saw Ann Lee.", {"Ann": "an", "Ann Lee": "anly", "an": "no"}, "an saw anly.", ()),
        ("Annie", {"Ann": "an"}, "Annie", ()),
    ],
)
def test_pronunciations(text, pronunciations, said, ipa):
    assert pronounce(text, pronunciations) == (said, ipa)
