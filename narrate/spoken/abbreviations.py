"""Abbreviations of English, written out: a full stop after them would end the sentence for most engines."""

import re

from narrate.spoken.rules import Family, Rule

# Before a name, with a full stop or without.
_TITLES = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Prof": "Professor", "St": "Saint",
    "Mx": "Mix",
}  # fmt: skip
_RANKS = {
    "Capt": "Captain", "Cmdr": "Commander", "Col": "Colonel", "Gen": "General", "Lt": "Lieutenant",
    "Sgt": "Sergeant", "Cpl": "Corporal", "Pvt": "Private", "Rev": "Reverend", "Hon": "Honourable",
    "Gov": "Governor", "Sen": "Senator", "Rep": "Representative", "Messrs": "Messieurs", "Mt": "Mount",
    "Mme": "Madame", "Mlle": "Mademoiselle", "Fr": "Father", "vs": "versus", "approx": "approximately",
    "Adm": "Admiral", "Maj": "Major", "Cpt": "Captain", "Cdr": "Commander", "Ens": "Ensign",
    "Det": "Detective", "Insp": "Inspector", "Supt": "Superintendent",
}  # fmt: skip
_LAST = {
    "Jr": "Junior", "Sr": "Senior", "Esq": "Esquire", "Ave": "Avenue", "Blvd": "Boulevard",
    "Dept": "Department", "dept": "department", "etc": "et cetera", "Co": "Company",
}  # fmt: skip
_AFTER_NAME = {"St": "Street", "Dr": "Drive"}  # Baker St.
MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December",
}  # fmt: skip
_COUNTED = {
    "No": "Number", "Nos": "Numbers", "Ch": "Chapter", "Vol": "Volume", "Fig": "Figure", "p": "page",
    "pp": "pages", "ch": "chapter", "vol": "volume", "fig": "figure",
    "Apt": "Apartment", "Bldg": "Building", "Ext": "Extension", "ext": "extension", "Hwy": "Highway",
    "Rm": "Room", "Rte": "Route",
}  # fmt: skip
_RATED = {"lv": "level", "lvl": "level", "mk": "mark"}  # with a full stop or without, also as Lv. and LV.
_LATIN = {
    "e.g.": "for example",
    "i.e.": "that is",
    "a.k.a.": "also known as",
    "P.S.": "P S",
    "w/o": "without",
    "w/": "with",
}

_SHOUTED = {name.upper(): said for name, said in {**_TITLES, **_RANKS}.items()}  # MR. VANE

# What has a full stop and goes on all the same: a name or a number follows.
NEVER_LAST = (*_TITLES, *_RANKS, *_SHOUTED, *MONTHS, *_COUNTED, "(?i:lvl?|mk)", "Ft", "v")

_DOTTED = {**_RANKS, **_LAST}
_TITLE = re.compile(rf"(?<![\w.])({'|'.join(_TITLES)})\b\.?(?=\s+[A-Z])")
_DOTTED_TITLE = re.compile(rf"(?<![\w.])({'|'.join(_TITLES)})\.")
_NAME = re.compile(  # Baker, or 42nd, which is in words by now
    r"\b(?:(?!(?:The|An?|My|Your|His|Her|Our|Their|This|That)\b)[A-Z][\w'’]+"
    r"|\w*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:teen|tie)th)) $"
)
_SHOUTED_TITLE = re.compile(rf"(?<![\w.])(MRS?(?=\.? )|(?:{'|'.join(_SHOUTED)})(?=\. ))\.?(?=\s+[A-Z])")
_WRITTEN_OUT = re.compile(rf"(?<![\w.])({'|'.join(_DOTTED)})\.")
_NUMBERED = re.compile(rf"(?<![\w.])({'|'.join(_COUNTED)})\.(?=\s*\d)")
_LEVEL = re.compile(r"(?<![\w.])((?i:lvl?|mk))(?:\.\s?|\s|(?=\d))(?=\d|[IVX]+\b)")
_FORT = re.compile(r"(?<!\d )\bFt\.(?=\s[A-Z])")
_VERSUS = re.compile(r"(?<=\w )v\.(?= [A-Z])")
_VOLUME = re.compile(r"(?<![\w.])(Ch|Vol)\.(?=\s[IVXLC]+\b)")
_ANY_LATIN = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, _LATIN))})(?!\w)")
_TEXTED = re.compile(  # engines try to say them
    r"(?<![\w.])(?i:idk|ikr|irl|iirc|imho|omw|ofc|afaik)(?![\w'’])"
)
_NUMBER_SIGN = re.compile(r"#(?=\d)")
_SHARP = re.compile(r"(?<=\b[A-G])[#♯](?!\w)")


def full_stop(found: re.Match[str]) -> str:
    """The full stop of an abbreviation that is the sentence's, too; else nothing, or the space it lacks."""
    after = found.string[found.end() :]
    if not found.group().endswith("."):
        return ""
    return " " if after[:1].isalpha() else "" if after.strip(" \n\"'”’)") else "."


def _rated(found: re.Match[str]) -> str:
    said = _RATED[found[1].lower()]
    return f"{said.capitalize() if found[1][0].isupper() else said} "


def _title_or_address(found: re.Match[str]) -> str:
    """A doctor or a saint, or, after a name, where somebody lives."""
    after_name = _NAME.search(found.string, 0, found.start())
    meanings = {**_TITLES, **_AFTER_NAME} if after_name else _TITLES
    return f"{meanings[found[1]]}{full_stop(found)}"


ABBREVIATIONS = Family(
    re.compile(
        rf"[A-Za-z]\.(?!\s*$)|\b(?:{'|'.join((*_TITLES, *_DOTTED))})\.|#\d|[A-G][#♯]|\bw/"
        r"|\b(?:Mrs?|MRS?|Ms|Mx|Dr|Prof|St)\s|(?i:lvl?|mk)\s?[\dIVX]"
        rf"|{_TEXTED.pattern}"
    ),
    (
        Rule(_TITLE, lambda found: _TITLES[found[1]]),
        Rule(_SHOUTED_TITLE, lambda found: _SHOUTED[found[1]]),
        Rule(_DOTTED_TITLE, _title_or_address),
        Rule(_WRITTEN_OUT, lambda found: f"{_DOTTED[found[1]]}{full_stop(found)}"),
        Rule(_NUMBERED, lambda found: _COUNTED[found[1]]),
        Rule(_VOLUME, lambda found: _COUNTED[found[1]]),
        Rule(_LEVEL, _rated),
        Rule(_FORT, "Fort"),
        Rule(_VERSUS, "versus"),
        Rule(_ANY_LATIN, lambda found: _LATIN[found[1]]),
        Rule(_TEXTED, lambda found: " ".join(found.group().upper())),
        Rule(_NUMBER_SIGN, "number "),
        Rule(_SHARP, " sharp"),
    ),
)
