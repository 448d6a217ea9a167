"""Money, times of day and ratios: "$5.50", "£2m", "5:30 p.m.", "12:00", "3:1"."""

import re

from narrate.spoken.abbreviations import full_stop
from narrate.spoken.rules import Family, Rule

_CURRENCIES = {  # one, several, and the hundredth
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
}
_SIZES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_NAMED = "hundred|thousand|million|billion|trillion"
_MONEY = re.compile(
    rf"(?<![\w])((?:US|A|C)?\$|[£€¥₹])\s?(\d{{1,3}}(?:,\d{{3}})+|\d+)(?:[.,](\d{{1,2}})(?!\d))?"
    rf"(?:\s?({'|'.join(_SIZES)})\b|\s({_NAMED})\b)?(?![\d.]*\d)",
    re.IGNORECASE,
)
_THING = re.compile(r"-(?=\w)|\s(?:bill|note|coin|piece|check|cheque|chip|tip|fine)s?\b")  # a $20 bill
_RANGE = re.compile(r"(?<!\w)([$£€¥₹])(\d+(?:\.\d+)?)\s?[–-]\s?\1?(?=\d)")  # $5-10, $5–$10
_SIGN_BEHIND = re.compile(r"(?<![\w.,$£€¥₹])(\d[\d,]*(?:\.\d+)?)\s?([$£€¥])(?![\w$£€¥]|\s\d)")  # 5€
_CENTS = re.compile(r"(?<![\w.])(\d+)\s?¢")
_DOTTED = re.compile(r"(?<![\w:.,$£€])(1?\d)\.([0-5]\d)(?=\s?[ap]\.?m\b)", re.IGNORECASE)  # 5.30pm
_TIME = re.compile(
    r"(?<![\w:.])([01]?\d|2[0-4]):([0-5]\d)(?![\d:]|,\d)(?:\s?([ap])\.?m\b\.?(?!\w))?", re.IGNORECASE
)
_HALF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?m\b\.?(?!\w)", re.IGNORECASE)
_WATCH = re.compile(  # 0600 hours, at 0615, until 1430 hours
    r"(?P<when>\b(?i:at|by|until|till|since|before|from|around) )?"
    r"(?<![\w.,:])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?![\w:-]|[.,]\d|\s\d{3}\s\d)"
    r"(?P<unit>\s(?:hours\b|hrs\b\.?))?"
)
_RATIO = re.compile(  # 3:1, 16:9, but John 3:5
    r"(?P<verse>\b(?!(?:The|An?|At|By|With)\b)[A-Z]\w+ )?(?<![\w:.,])(?P<one>\d+):"
    r"(?P<other>\d|\d{1,3}(?:,\d{3})+|\d+(?=[ -](?:ratio|scale|odds|split)))(?![\w:]|[.,]\d)"
)


def _money(found: re.Match[str]) -> str:
    one, several, cent, cents = _CURRENCIES[found[1].upper()]
    whole, part, size = found[2], found[3], found[4] or found[5]
    if size:
        figure = f"{whole}.{part}" if part else whole
        return f"{figure} {_SIZES.get(size.lower(), size)} {several}"
    hundredths = int(part.ljust(2, "0")) if part else 0
    alone = whole == "1" or (not hundredths and _THING.match(found.string, found.end()))
    said = f"{whole} {one if alone else several}"
    if not hundredths or not cent:
        return said
    small = f"{hundredths} {cent if hundredths == 1 else cents}"
    return small if whole == "0" else f"{said} and {small}"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), found[2]
    half = f" {found[3]}m" if found[3] else ""
    if minute == "00":
        clock = " hundred" if hour > 12 else "" if half else " o'clock"
        return f"{hour}{clock}{half.lower()}{full_stop(found)}"
    return f"{hour} {_two_figures(minute)}{half.lower()}{full_stop(found)}"


def _watch(found: re.Match[str]) -> str | None:
    """A time of day in four figures, as soldiers have it."""
    hints = [found["when"], found["unit"], found["hour"] < "10"]
    if sum(map(bool, hints)) < len(hints) - 1 or found.string.startswith(" of", found.end()):
        return None  # in 1430, 1500 hours
    hour = "zero" if found["hour"] == "00" else _two_figures(found["hour"])
    minutes = "hundred" if found["minute"] == "00" else _two_figures(found["minute"])
    unit = f" hours{full_stop(found)}" if found["unit"] else ""
    return f"{found['when'] or ''}{hour} {minutes}{unit}"


def _two_figures(written: str) -> str:
    """The figures of a clock: 05 is “oh 5”."""
    return f"oh {written[1]}" if written[0] == "0" else written


def _ratio(found: re.Match[str]) -> str | None:
    is_verse = found["verse"] and "," not in found["other"]
    return None if is_verse else f"{found['verse'] or ''}{found['one']} to {found['other']}"


MONEY = Family(
    re.compile(r"[$£€¥₹¢]"),
    (
        Rule(_RANGE, lambda found: f"{found[2]} to {found[1]}"),
        Rule(_SIGN_BEHIND, lambda found: f"{found[2]}{found[1]}"),
        Rule(_MONEY, _money),
        Rule(_CENTS, lambda found: f"{found[1]} {'cent' if found[1] == '1' else 'cents'}"),
    ),
)
TIMES = Family(
    re.compile(r"\d:\d|\d\s?[apAP]\.?[mM]|[012]\d[0-5]\d"),
    (
        Rule(_DOTTED, lambda found: f"{found[1]}:{found[2]}"),
        Rule(_WATCH, _watch),
        Rule(_RATIO, _ratio),
        Rule(_TIME, _time),
        Rule(_HALF_DAY, lambda found: f" {found[1].lower()}m{full_stop(found)}"),
    ),
)
