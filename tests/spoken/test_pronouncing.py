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
        ("O’Brien's, O'Neil", {"O'Brien": "obree", "O’Neil": "oneel"}, "obree's, oneel", ()),
        ("Saint John in nineteen eighty", {"St. John": "sinjun", "1980": "then"}, "sinjun in then", ()),
        ("Straße, Kİm", {"Straße": "shtrasser", "Kim": "kym"}, "shtrasser, Kİm", ()),
    ],
)
def test_pronunciations(text, pronunciations, said, ipa):
    assert pronounce(text, pronunciations) == (said, ipa)
