"""Units of English beside a figure, which engines spell: "10 km", "60 mph", "6 ft.", and people's heights."""

import re

from narrate.spoken.abbreviations import full_stop
from narrate.spoken.rules import Family, Rule

_UNITS = {  # one, and several
    "km": ("kilometre", "kilometres"), "cm": ("centimetre", "centimetres"), "m": ("metre", "metres"),
    "mm": ("millimetre", "millimetres"), "kg": ("kilogram", "kilograms"), "mg": ("milligram", "milligrams"),
    "ml": ("millilitre", "millilitres"), "ft": ("foot", "feet"), "yd": ("yard", "yards"),
    "yds": ("yard", "yards"), "oz": ("ounce", "ounces"), "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "mph": ("mile an hour", "miles an hour"), "kph": ("kilometre an hour", "kilometres an hour"),
    "km/h": ("kilometre an hour", "kilometres an hour"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
    "m/s": ("metre a second", "metres a second"), "km/s": ("kilometre a second", "kilometres a second"),
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"), "sec": ("second", "seconds"),
    "m/s²": ("metre a second squared", "metres a second squared"),
    "secs": ("second", "seconds"), "GB": ("gigabyte", "gigabytes"), "MB": ("megabyte", "megabytes"),
}  # fmt: skip
_ANY_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?P<one>\b[Aa]n? |\b(?i:my|your|his|her|their) (?=[\d.]+mm))?"
    rf"(?<![\w.,$£€])(\d[\d,]*(?:\.\d+)?)(\s?|-)({_ANY_UNIT})(?![\w/])\.?"
)
_BY = re.compile(r"(?<=\d)(?<!\b0)\s?x\s?(?=\d)(?!\d+\s?=)")  # a 2x4
_TIMES = re.compile(r"(?<![^\s(\[])x(?!64|86)(?=\d{1,4}(?![\w.]*\w))")  # a rope x2
_CALIBRE = re.compile(  # a .45
    r"(?<![\w.,$£€])\.(?:(22|25|32|38|44|45|50)|(3)(57|80))\b(?!\s?(?:%|percent|miles?|inch|of|seconds?))"
)
_HEIGHT = re.compile(  # 6'2", 6ft 2in
    r"(?<![\w.,])(\d)(?:['’′]\s?|\s?ft\.?\s)(1[01]|\d)(?:[\"”″]|''|\s?in\b\.?)?(?!\w|[.,]\d)"
)

_THOUSANDS = re.compile(  # 10k gold, but not a 10k bonus, the 5K race, her 401k plan, a 4K film
    r"(?<!\b[Aa] )(?<![\w.,$£€-])(?!401k|[48]K)(\d[\d,]*(?:\.\d+)?)[kK](?=\s(?!run|race|walk)[A-Za-z])"
)
_INCHES = re.compile(  # two 3" nails, a pipe 6" long
    r"(?<![\w.,/])(\d+(?:\.\d+)?)[\"″”](?=\s(?:(long|wide|tall|deep|thick|high|across|apart|by|of)\b|[a-z]))"
)
_LEADING_MARK = re.compile(r"(?<!\S)[\"“](?=\S)")
_LAST_MARK = re.compile(r"[^\d\s][\"”](?!\w)")


def _inches(found: re.Match[str]) -> str | None:
    """A mark behind a figure is one of inches where no quotation is open, or where that ends farther on."""
    text, at = found.string, found.start()
    if len(_LEADING_MARK.findall(text, 0, at)) > len(_LAST_MARK.findall(text, 0, at)):
        end, begin = _LAST_MARK.search(text, found.end()), _LEADING_MARK.search(text, found.end())
        if end is None or (begin and begin.start() < end.start()):
            return None  # "Take 2" she said.
    return f"{found[1]} {'inches' if found[2] else 'inch'}"


def _measure(found: re.Match[str]) -> str | None:
    one, figure, joined, unit = found.groups(default="")
    if unit == "m" and joined != " ":
        return None  # 5m may be millions, or minutes
    said = _UNITS[unit][figure != "1" and joined != "-" and not one]  # a 5-km run, a 9mm
    return f"{one}{figure} {said}{full_stop(found)}"


UNITS = Family(
    re.compile(r"\d(?:[\s-]?[A-Za-z]|['’′\"″”])|x\d|\.\d\d"),
    (
        Rule(_BY, " by "),
        Rule(_TIMES, "times "),
        Rule(_CALIBRE, lambda found: found[1] or f"{found[2]} {found[3]}"),
        Rule(_HEIGHT, lambda found: f"{found[1]} foot {found[2]}"),
        Rule(_INCHES, _inches),
        Rule(_THOUSANDS, lambda found: f"{found[1]} thousand"),
        Rule(_MEASURE, _measure),
    ),
)
