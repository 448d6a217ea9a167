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
    "m/s": ("metre a second", "metres a second"),
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"), "sec": ("second", "seconds"),
    "secs": ("second", "seconds"), "GB": ("gigabyte", "gigabytes"), "MB": ("megabyte", "megabytes"),
}  # fmt: skip
_ANY_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(rf"(?<![\w.,$£€])(\d[\d,]*(?:\.\d+)?)(\s?|-)({_ANY_UNIT})\b(?!/)\.?")
_HEIGHT = re.compile(r"(?<![\w.,])(\d)['’′]\s?(1[01]|\d)(?:[\"”″]|'')?(?!\w)")  # 6'2"


def _measure(found: re.Match[str]) -> str | None:
    figure, joined, unit = found[1], found[2], found[3]
    if unit == "m" and joined != " ":
        return None  # 5m may be millions, or minutes
    said = _UNITS[unit][figure != "1" and joined != "-"]  # a 5-km run
    return f"{figure} {said}{full_stop(found)}"


UNITS = Family(
    re.compile(r"\d(?:[\s-]?[A-Za-z]|['’′])"),
    (Rule(_HEIGHT, lambda found: f"{found[1]} foot {found[2]}"), Rule(_MEASURE, _measure)),
)
