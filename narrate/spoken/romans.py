"""Roman numerals of English, which engines spell or announce: "Henry VIII", "Act IV", "World War II"."""

import re

from narrate.spoken.numbers import in_words, ordinal
from narrate.spoken.numerals import roman_value
from narrate.spoken.rules import Family, Rule

NUMERAL = r"(?=[IVXLC]+\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"
_COUNTED = (
    "Act|Appendix|Article|Book|Bowl|Canto|Chapter|Class|Episode|Figure|Level|Mark|Page|Part|Phase|Rocky|Scene|"
    "Season|Section|Stage|Title|Type|Unit|Verse|Volume|War"
)
_AFTER_COUNTED = re.compile(rf"\b(?P<before>(?:{_COUNTED})\s+)(?P<numeral>{NUMERAL})")
_HEADING = re.compile(
    rf"^(?P<before>(?:(?:{_COUNTED})\s+)?)(?P<numeral>(?a:{NUMERAL}))(?=\s*(?:[.:)—–-]|$))", re.IGNORECASE
)  # (?a: … ) because a Turkish İ, whose case is ignored, would be an I
_AFTER_NAME = re.compile(rf"\b(?P<before>[A-Z][a-z]+\s+)(?P<numeral>{NUMERAL})(?!['’](?!s\b)\w)")
_CENTURY = re.compile(rf"\b({NUMERAL})(?=\s+(?:[Cc]entur(?:y|ies)|Corps|Legion)\b)")
_WORLD_WAR = re.compile(r"\bWW([12]|I{1,2})\b")

# Who is not counted: "Lex I think", "World Cup V". One letter alone is a ruler's number only after these.
_RULERS = frozenset(
    "Alexander Catherine Charles Edward Elizabeth Francis Frederick Friedrich George Henry Ivan James John "
    "Joseph Louis Mary Napoleon Nicholas Otto Paul Peter Philip Pius Richard Robert Rudolf Urban Victoria "
    "Wilhelm William".split()
)

# Things, not rulers: the Apollo XI, [Fireball III], she cast Heal II, Heal II (Rank C).
_OF_A_THING = re.compile(
    r"(?:\b(?i:an?|the|this|that|another|my|your|his|her|its|our|their|cast|casts|casting|learned|learnt|use|uses|used"
    r"|skill|spell) |\[[^\]]*)$"
)
_RANKED = re.compile(r"\s\((?:Rank|Level|Tier)\b")


def count_heading(heading: str) -> str:
    """A heading with its Roman numeral in figures: "CHAPTER IV: Home", "XIV.", but "What Am I?"."""
    return _HEADING.sub(_in_figures, heading)


def _in_figures(found: re.Match[str]) -> str:
    numeral = found["numeral"]
    if not found["before"] and len(numeral) > 1 and numeral.istitle():
        return numeral  # Liv and Vi, who tell the chapter
    return f"{found['before']}{roman_value(numeral)}"


def _counted(found: re.Match[str]) -> str:
    return f"{found['before']}{in_words(roman_value(found['numeral']))}"


def _ruler(found: re.Match[str]) -> str | None:
    if len(found["numeral"]) == 1 and found["before"].strip() not in _RULERS:
        return None
    if found["numeral"] == "I" and re.match(r"\s+[a-z]", found.string[found.end() :]):
        return None  # "I told Mary I was late"
    if found["before"].strip() not in _RULERS and (
        _OF_A_THING.search(found.string, 0, found.start()) or _RANKED.match(found.string, found.end())
    ):
        return _counted(found)
    return f"{found['before']}the {ordinal(roman_value(found['numeral']))}"


ROMANS = Family(
    re.compile(r"\b[IVXLC]+\b|\bWW[I12]"),
    (
        Rule(_WORLD_WAR, lambda found: f"World War {'two' if found[1] in {'2', 'II'} else 'one'}"),
        Rule(_AFTER_COUNTED, _counted),
        Rule(_CENTURY, lambda found: ordinal(roman_value(found[1]))),
        Rule(_AFTER_NAME, _ruler),
    ),
)
