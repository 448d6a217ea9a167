"""Chats and plays, in which a name and a colon, or a stop, lead to what is said: Tom: are you there?"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from narrate.story.quotemarks import IN_CAPITALS, UPPER, Span

_CLOCK = r"\d\d?:\d\d(?: ?[AaPp][Mm])?"
_TIME = rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|{_CLOCK}(?: ?[-–—])?)"  # [10:42], 10:42 pm -
_ASIDE = rf"(?:{_CLOCK}|\([^()\n]{{1,60}}\)|\[[^][\n]{{1,60}}\])"  # Tom (laughing): hi
_MARKS = "[*_]{0,3}"  # of emphasis
_NAME = rf"(?:{UPPER}[\w'’-]*(?: {UPPER}[\w'’-]*){{0,2}}|[^\W\d_][\w'’-]*)"  # Tom Pell, or ruby
_CHAT = rf"(?P<who>{_NAME}){_MARKS}(?: {_ASIDE}{_MARKS})?:"
_ROLE = rf"(?P<role>(?!(?:INT|EXT)\b){IN_CAPITALS})"
_PLAY = rf"{_ROLE}{_MARKS}(?: {_ASIDE}{_MARKS})*[.:](?:{_MARKS}\s*{_ASIDE}\.?)?"  # NORA. (crossing) Sit down.
_LEAD = rf"(?:{_PLAY}{_MARKS}(?:\s|(?<=:)(?=\S))|{_CHAT}{_MARKS}[ \t])"
LINE = re.compile(
    rf"^[ \t]*{_MARKS}(?:{_TIME} {_MARKS})?{_LEAD}[ \t]*(?=[^\s\"“‘'„«])",
    re.MULTILINE,
)
_WORD = re.compile(r"\w+")
ME = frozenset(("me", "Me"))  # whoever tells the story
_FEWEST, _SHARE = 8, 0.25  # lines of a play, and of all paragraphs


def chatting(paragraphs: Sequence[str]) -> frozenset[str]:
    """Those who chat: their lines follow each other, and they are named elsewhere, unlike "Level: 9".

    In small letters two of them must have several lines, in capitals three each; "me", who tells the story,
    need not, nor any two who take turns. Who has several lines beside somebody known is in the chat as well.
    """
    runs = itertools.groupby(paragraphs, key=lambda paragraph: LINE.match(paragraph) is not None)
    chats = ["\n".join(lines) for chat, lines in runs if chat]
    told = LINE.sub("", "\n\n".join(paragraphs)) if chats else ""
    found = _players(chats, len(paragraphs))
    led = [[_who(line) for line in LINE.finditer(chat)] for chat in chats]
    named = _named(frozenset(itertools.chain(*led)), told)
    for chat, names in zip(chats, led, strict=True):
        times = Counter(names)
        again = {name for name, count in times.items() if count > 1}
        known = named.intersection(names) if again else frozenset()
        mine = ME.intersection(names)
        small = {name for name in again if name[0].islower()} | mine  # ruby: hi
        roles = {name for name in again if name.isupper() and times[name] > 2}  # NORA. Hi.
        found |= known | (again | mine if known else set())
        found |= again if _take_turns(names, again) and _is_talk(chat) else set()
        found |= set().union(*(several for several in (small, roles) if len(several) > 1))
    return frozenset(found)


def _players(chats: Sequence[str], paragraphs: int) -> set[str]:
    """All who have a line in a play: their names in capitals lead a good part of all paragraphs."""
    times = Counter(line["role"] for chat in chats for line in LINE.finditer(chat) if line["role"])
    several = sum(count > 2 for count in times.values())
    return set(times) if several > 1 and times.total() >= max(_FEWEST, _SHARE * paragraphs) else set()


def _who(line: re.Match[str]) -> str:
    return line["role"] or line["who"]


def _take_turns(names: Sequence[str], again: AbstractSet[str]) -> bool:
    """Whether two, and nobody else, speak by turns: Q, A, Q, A."""
    return (
        set(names) == again
        and len(again) == 2
        and all(one != other for one, other in itertools.pairwise(names))
    )


def _is_talk(chat: str) -> bool:
    """Whether most lines are sentences, unlike "Class: Rogue"."""
    lines = chat.splitlines()
    return 2 * sum(line.rstrip(" *_").endswith((".", "!", "?", "…")) for line in lines) > len(lines)


def _named(names: AbstractSet[str], told: str) -> frozenset[str]:
    """Those names that stand elsewhere as names do, with a capital, and hardly ever without."""
    forms: defaultdict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)  # by their first word
    for name in names:
        form = re.compile(rf"{re.escape(name)}\b", re.IGNORECASE)
        forms[_WORD.findall(name)[0].lower()].append((name, form))
    times, small = Counter[str](), Counter[str]()
    for word in _WORD.finditer(told):
        for name, form in forms.get(word.group().lower(), ()):
            if found := form.match(told, word.start()):
                times[name] += 1
                small[name] += found.group().islower()
    return frozenset(name for name in times if times[name] > 2 * small[name])


def chat_lines(text: str, names: frozenset[str]) -> list[Span]:
    """What is said in a paragraph that begins with one of these names, and a colon or a stop."""
    lines = [line for line in LINE.finditer(text) if _who(line) in names]
    if not lines or lines[0].start() > 0:
        return []
    ends = [line.start() for line in lines[1:]] + [len(text)]
    return [(line.end(), len(text[:end].rstrip())) for line, end in zip(lines, ends, strict=True)]
