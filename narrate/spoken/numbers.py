"""Numbers of English where figures alone are said wrongly: years, ordinals, ranges, fractions, telephones.

Plain figures stay: every engine can read "42" and "3.5".
"""

import re
from typing import Literal

from narrate.spoken.rules import Family, Rule

_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3}){0,4}|\d{1,15})(?i:st|nd|rd|th)\b")
_DECADE = re.compile(r"(?<![\w.,])(?:(\d\d)|['’])?(\d)0['’]?s\b")
_RANGE = re.compile(r"(?<![\w.,-])(\d{1,4})\s?[–-]\s?(\d{1,4})(?![\w-]|[.,]\d)")
_YEAR = re.compile(r"(?<![\w.,/$£€-])(1[1-9]\d\d|20\d\d)(?![\w/-]|[.,]\d)")
_NUMBER_TO_DIAL = (  # but not the range 500-1000
    r"(?:\+?\d[ -])?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[.-]\d{4}|\d{3}-(?!\d\d00)\d{4}"
    r"|(?:911|9-1-1)(?! dollar| pound| euro)"
    r"|(?:\+44 (?:\(0\) ?)?|\(?0)\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|0\d{10}"  # 020 7946 0000
)
_TELEPHONE = re.compile(rf"(?<![\w.,$£€+-])(?:{_NUMBER_TO_DIAL})(?![\w-]|[.,]\d)")
_FRACTION = re.compile(r"(?:(\d+)\s?)?([½⅓⅔¼¾⅕⅛])")
_TYPED_FRACTION = re.compile(r"(?<![\w.,/])(?:(\d+)[ -])?(?<!/)(1/2|[12]/3|[13]/4)(?![\w/]|[.,]\d)")
_SPOKEN_FRACTIONS = {
    "½": "half", "⅓": "third", "⅔": "two thirds", "¼": "quarter", "¾": "three quarters", "⅕": "fifth",
    "⅛": "eighth",
    "1/2": "half", "1/3": "third", "2/3": "two thirds", "1/4": "quarter", "3/4": "three quarters",
}  # fmt: skip
_FIGURE = r"(\d{1,3}(?:,\d{3}){1,5}|\d{1,18})"
_OUT_OF = re.compile(  # HP 40/50, 3/10 rats, but no day ("on 5/12"), nor part ("5/8 inch", "4/4 time")
    rf"(?<![\w.,/$£€-])(?<!\b[Oo]n )(?<!\b[Bb]y ){_FIGURE}\s?/\s?{_FIGURE}"
    r"(?![\w/%-]|[.,]\d|\s(?:of|time|beat|inch|inches|in|cups?|miles?)\b)"
)
_COUNTED = re.compile(r"(?:[(\[]|\b[A-Z]{2,}:? )$")
_MARKS = (5, 10, 100)  # that one gives: 4/5
_MONTHS, _DAYS = 12, 31
_ARROW = re.compile(r"(?<=[\w)%])\s*(?:[→⇒➔➜]|[-=]{1,2}>)\s*(?=[\w(+-])")  # Level 3 → 4
_MINUS = re.compile(r"(?<=[(\[])[–−-](?=\.?\d)|(?<=[^\d\s]\s)–(?=\d)")  # (-2), at –40°
_COMPARED = re.compile(r"(?:(?<=\w )|(?<![^(\[]))([<>])\s?(?=\d)(?!3(?![\d.,%]))")  # HP < 20%, but not <3
_ABOUT = re.compile(r"(?<![^\s(\[])~(?=\d[\d.,]*(?![\d.,~]))")  # ~50 rats
_ANGLE = re.compile(r"(?<=\d)°\s?(\d\d?)['′’](?:\s?(\d\d?(?:\.\d+)?)[\"″”])?")  # 40°26′46″ N
_SIGNS = {"%": " percent", "°C": " degrees Celsius", "°F": " degrees Fahrenheit", "°": " degrees"}
_SIGN = re.compile(r"(?<=\d)\s?(° ?[CF]\b|[%°])")
_POWER = re.compile(r"(?<=\d)\^(?=-?\d+(?!\d*\^))")  # 10^6, but no raised 3^rd^
_EQUALS = re.compile(r"(?<=\d)\s?=\s?(?=\d)")
_AND_ALIKE = re.compile(r"(?<=\b[A-Z])&([A-Z])s\b")  # M&Ms
_AND = re.compile(r"\s?&\s?")
_SPOKEN_SLASHES = {
    "24/7": "twenty-four seven",
    "50/50": "fifty-fifty",
    "20/20": "twenty twenty",
    "9/11": "nine eleven",
}
_SLASHED = re.compile(rf"(?<![\w/])(?:{'|'.join(_SPOKEN_SLASHES)})(?![\w/])")


def in_words(number: int, to: Literal["cardinal", "ordinal", "year"] = "cardinal") -> str:
    """A number in English words: 1984 as a year is "nineteen eighty-four"."""
    from num2words import num2words  # noqa: PLC0415 - all its languages, which most stories do without

    return str(num2words(number, lang="en_GB", to=to))


def ordinal(number: int) -> str:
    """A place in a row: 21 is "twenty-first"."""
    return in_words(number, "ordinal")


def _decade(found: re.Match[str]) -> str:
    if found[1] and found[1][1] == found[2] == "0":  # the 2000s
        return f"{in_words(int(found[1][0]))} thousands" if found[1] > "10" else "thousands"
    if not found[1] and found[2] == "0":
        return "noughties"
    century = f"{in_words(int(found[1]))} " if found[1] else ""
    tens = in_words(10 * int(found[2]))
    if found[2] in "01":
        return f"{century}{'hundreds' if found[2] == '0' else 'tens'}"
    return f"{century}{tens.removesuffix('y')}ies"


def _telephone(found: re.Match[str]) -> str:
    """Figure by figure, a breath between its groups."""
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", found.group()))


def _range(found: re.Match[str]) -> str:
    low, high = found.groups()
    if len(high) < len(low) and len(low) == 4:  # 1914-18
        high = low[: 4 - len(high)] + high
    return f"{low} {'to ' if int(low) < int(high) else ''}{high}"  # 50-50, 10-4


def _angle(found: re.Match[str]) -> str:
    minutes = "minute" if int(found[1]) == 1 else "minutes"
    seconds = f" {found[2]} seconds " if found[2] else " "
    return f" degrees {found[1]} {minutes}{seconds}"


def _out_of(found: re.Match[str]) -> str | None:
    """A part of a whole; what may as well be a day, a fraction or a choice only in brackets or behind HP."""
    part, whole = (int(figure.replace(",", "")) for figure in found.groups())
    is_choice = part == whole - 1 and whole not in _MARKS  # 16/17
    is_day = part <= _MONTHS < whole <= _DAYS
    is_unsure = is_choice or is_day or _TYPED_FRACTION.fullmatch(found.group())
    if part > whole or (is_unsure and not _COUNTED.search(found.string, 0, found.start())):
        return None
    return f"{found[1]} out of {found[2]}"


def _fraction(found: re.Match[str]) -> str:
    part = _SPOKEN_FRACTIONS[found[2]]
    single = part if " " in part else f"{'an' if part == 'eighth' else 'a'} {part}"
    return f"{found[1]} and {single}" if found[1] else single


NUMBERS = Family(
    re.compile(r"[\d½⅓⅔¼¾⅕⅛&→⇒➔➜]|[-=]>"),
    (
        Rule(_ARROW, " to "),
        Rule(_MINUS, "minus "),
        Rule(_COMPARED, lambda found: "less than " if found[1] == "<" else "more than "),
        Rule(_ABOUT, "about "),
        Rule(_ANGLE, _angle),
        Rule(_SLASHED, lambda found: _SPOKEN_SLASHES[found.group()]),
        Rule(_OUT_OF, _out_of),
        Rule(_TELEPHONE, _telephone),
        Rule(_ORDINAL, lambda found: ordinal(int(found[1].replace(",", "")))),
        Rule(_DECADE, _decade),
        Rule(_RANGE, _range),
        Rule(_YEAR, lambda found: in_words(int(found[1]), "year").replace(" and ", " ")),
        Rule(_FRACTION, _fraction),
        Rule(_TYPED_FRACTION, _fraction),
        Rule(_SIGN, lambda found: _SIGNS[found[1].replace(" ", "")]),
        Rule(_POWER, " to the power of "),
        Rule(_EQUALS, " equals "),
        Rule(_AND_ALIKE, lambda found: f" and {found[1]}'s"),
        Rule(_AND, " and "),
    ),
)
