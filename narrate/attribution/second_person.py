"""Stories that call somebody in them "you", who is then read as if they told it: "Who?" you ask."""

from collections.abc import Iterator, Sequence

_OFTEN = 0.02  # share of "you" among the narration's words from which somebody in the story is meant
_RARELY = 0.5  # times as often "I" as "you", from which "you" is the reader
_YOU = frozenset(["you", "you're", "you've", "you'd", "you'll"])
_POSSESSIVES = {"your": "my", "yours": "mine", "yourself": "myself"}
_BEFORE_YOU = frozenset(
    """and but or as when while if that because so then before after until where what how since than though
    which who whom once""".split()
)


def in_first_person(tokens: list[str], lower: Sequence[str], quote_of: Sequence[int]) -> list[str]:
    """The words of a story that is told to "you", with I, me and my in their place; others as they are."""
    told = list(_told(lower, quote_of))
    you = told.count("you")
    if you <= _OFTEN * len(told) or told.count("i") > _RARELY * you:
        return tokens
    return [
        tokens[at] if quote_of[at] else _turned(word, lower[at - 1] if at else ".") or tokens[at]
        for at, word in enumerate(lower)
    ]


def _told(lower: Sequence[str], quote_of: Sequence[int]) -> Iterator[str]:
    """The words of the narration, but for messages of a game: [You have slain a goblin!]."""
    inside = False
    for word, quote in zip(lower, quote_of, strict=True):
        inside = word in "[<" or (inside and word not in "]>")
        if not inside and not quote and word[0].isalpha():
            yield word


def _turned(word: str, before: str) -> str:
    """A word in the first person instead of the second, nothing for other words."""
    if word not in _YOU:
        return _POSSESSIVES.get(word, "")
    acts = not before[0].isalpha() or before in _BEFORE_YOU
    return ("I" if acts else "me") + word.removeprefix("you").replace("'re", "'m")
