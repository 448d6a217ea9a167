"""How authors take leave of their readers at the end of a chapter, where nothing calls it a note.

A scene may end in such words too. So it must be said what no story says (this chapter, my patrons, an
address), and nobody may speak in what would be left out.
"""

import re
from collections.abc import Iterator, Sequence

from narrate.manuscripts.pieces.apparatus import NEIGHBOURS
from narrate.manuscripts.pieces.piece import has_speech

_WORK = r"(?:chapter|story|update|episode|installment|fic(?:let)?|fan\s?fic(?:tion)?|one-?shot)s?"
_READERS = r"(?:patron|beta|beta[- ]?reader|reader|reviewer|commenter|follower|subscriber|supporter)s?"
_SITE = r"(?:patreon|ko-?fi|discord|royal ?road|scribble ?hub|top ?web ?fiction)"
_OPENS = re.compile(  # "Thank you for reading my letter" is a story's
    rf"""[\[(*_>#\s]*(?:
    (?:thanks|thank\ you)(?:\ \w+){{0,3}}\ for\ reading
     (?=\W*$|\s*[.!,;:~…)*_(]|\s+and\b|\s+(?:this|the|my)\s+{_WORK}\b)
    |word\ count: |r\s*&\s*r\b
    |(?:please|pl[sz])\s+(?:\w+\s+(?:and|&|\+)\s+)?(?:review|vote|comment)\b
    |(?:the\s+)?next\s+(?:chapter|update|episode|release)
     (?:\s*[:–—-]|\s+(?:(?:is|will\ be|comes|drops)\s+)?(?:on|out|up|tonight|tomorrow|next|this|\w+day)\b)
    |(?:\w+\s+){{0,3}}(?:thanks|thank[- ]yous?|shout-?outs?)\b
     [^.!?]{{0,60}}\b(?:my|our)\s+(?:\w+\s+)?{_READERS}\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS = re.compile(
    rf"""\b(?:hope|if|glad|thanks|thank\ you)\b[^.!?]{{0,40}}
     \b(?:enjoy|lik|lov|read)\w*\s+(?:this|the|today[’']?s|my)\s+{_WORK}\b
    |\b(?:please|consider|forget\ to|free\ to)\s+(?:\w+\s+){{0,3}}
     (?:rat(?:e|ing)|review(?:ing)?|vot(?:e|ing)|subscrib(?:e|ing)|comment(?:ing)?|favou?rit(?:e|ing))\b
    |\bin\ the\ comments\b |\b(?:leave|drop)\ (?:me\ )?(?:a|your)\ (?:comment|review|rating)\b
    |\bchapters?\b.{{0,40}}\b(?:ahead|early|in\ advance)\b.{{0,40}}\b{_SITE}\b
    |\b(?:support|vote\ for|find|follow|join)\ (?:me|us|my)\b.{{0,60}}\b{_SITE}\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    r"\b(?:patreon|ko-?fi|discord|royalroad|scribblehub|topwebfiction|buymeacoffee|paypal)\.(?:com|gg|me)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(  # Previous Chapter | Next Chapter
    rf"\W*(?:\[?(?:{NEIGHBOURS}|table of contents|toc|index|home|patreon|discord|ko-?fi)"
    r"\]?(?:\([^()\s]*\))?[\s|/•·←→«»<>~-]*){2,}",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    rf"""(?:see\ (?:you|ya)\b|hope\ (?:you|y[’']all)\b|until\ next\b|next\ time\b
    |(?:hi|hey|hello)\ (?:all|every|guys)|(?:(?:many|special|big|huge)\ thanks|thanks\ (?:to|for|so|again))\b
    )|\b{_SITE}\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TO_READERS = re.compile(
    rf"\b(?:I|I[’']\w+|me|my|we|our|us|you|your|see ya|{_WORK}|reviews?|comments?|{_READERS})\b"
    r"|^\W*(?:love|yours|cheers|xo+|best|regards|bye)\b|^\W*[~–—-]+\s*\w+\W*$",  # Love, Tide
    re.IGNORECASE,
)
_REVIEWS = r"(?:(?:guest|anon(?:ymous)?)\s+)?review(?:er)?s?[’']?"
_ANSWERS = r"(?:repl(?:y|ies)|responses?|answers?)"
_ANSWERED = re.compile(
    rf"\W*(?:{_REVIEWS}(?:\s+(?:{_ANSWERS}|corner|time))?|{_ANSWERS}\s+to\s+(?:(?:my|your|the)\s+)?{_REVIEWS})\W*",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"[*_]*[\w.’' -]{1,40}[*_]*\s*(?:[:–—]|-\s)")  # lampfan99: Thank you!
_LAST = 4  # paragraphs of a chapter that are a farewell without a rule above them
LONGEST = 8
_LONGEST_HEADING = 40  # characters


def takes_leave(texts: Sequence[str], *, behind_rule: bool) -> bool:
    """Are these paragraphs, behind a rule or the last of a chapter, the author's to the readers?"""
    first, *others = texts
    if behind_rule and (_ADDRESS.search(first) or _LINKS.fullmatch(first)):
        return True
    if has_speech(texts):
        return False
    if behind_rule:
        return _opens(first)
    return len(texts) <= _LAST and _OPENS.match(first) is not None and all(map(_goes_on, others))


def answers_reviews(texts: Iterator[str]) -> bool:
    """Are these paragraphs headed as answers to reviews, most with a reader's name before them?"""
    heading = next(texts)
    if len(heading) > _LONGEST_HEADING or not _ANSWERED.fullmatch(heading):
        return False
    named = [_TO_SOMEBODY.match(answer) is not None for answer in texts]
    return 2 * sum(named) > len(named)


def may_take_leave(texts: Sequence[str]) -> bool:
    """May these paragraphs behind a rule be the author's, though nothing makes it sure?"""
    short = 0 < len(texts) <= _LAST
    return short and not has_speech(texts) and _PERHAPS.search(texts[0]) is not None


def _opens(text: str) -> bool:
    return _OPENS.match(text) is not None or _SAYS.search(text) is not None


def _goes_on(text: str) -> bool:
    return _opens(text) or _ADDRESS.search(text) is not None or _TO_READERS.search(text) is not None
