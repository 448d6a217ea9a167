"""Days of English: "Jan. 5", and dates in figures whose day and month cannot be taken for each other."""

import re

from narrate.spoken.abbreviations import MONTHS
from narrate.spoken.numbers import ordinal
from narrate.spoken.rules import Family, Rule

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SHORT_MONTH = re.compile(rf"(?<![\w.])({'|'.join(MONTHS)})\b\.?(?=\s+\d)")  # Jan. 5
_YEAR_FIRST = re.compile(  # 2024-05-17
    r"(?<![\w./-])(?P<year>[12]\d{3})([/-])(?P<month>0[1-9]|1[0-2])\2(?P<day>[0-2]\d|3[01])(?![\w/-]|[.,]\d)"
)
_MONTH, _DAY = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>1[3-9]|2\d|3[01])"
_YEAR = r"(?P<year>[12]\d{3}|[1-9]\d)(?![\w/-]|[.,]\d)"
_MONTH_FIRST = re.compile(rf"(?<![\w./-]){_MONTH}/{_DAY}/{_YEAR}")  # 5/17/2024
_DAY_FIRST = re.compile(rf"(?<![\w./-]){_DAY}/{_MONTH}/{_YEAR}")  # 17/5/2024
# Not in "March 10 miles", nor "In May 17 ships came".
_DAY_OF_MONTH = re.compile(
    rf"(?<![Ii]n )(?P<on>\b[Oo]n )?\b(?P<month>{'|'.join(_MONTH_NAMES)}) (?P<day>[12]\d|3[01]|[1-9])"
    r"(?![\w/–-]|[.,:]\d)(?(on)|(?! [a-z]))"
)


def _date(found: re.Match[str]) -> str | None:
    day = int(found["day"])
    return f"{_MONTH_NAMES[int(found['month']) - 1]} {day}, {found['year']}" if day else None


DATES = Family(
    re.compile(r"\d"),
    (
        Rule(_YEAR_FIRST, _date),
        Rule(_MONTH_FIRST, _date),
        Rule(_DAY_FIRST, _date),
        Rule(_SHORT_MONTH, lambda found: MONTHS[found[1]]),
        Rule(
            _DAY_OF_MONTH,
            lambda found: f"{found['on'] or ''}{found['month']} {ordinal(int(found['day']))}",
        ),
    ),
)
