"""Who leads a line of a chat or a play: [10:42] Emma: "…"; EMMA. (rising) "…"."""

from collections.abc import Iterator, Sequence

from narrate.attribution.reading import EMPHASIS, Stretch
from narrate.attribution.tags.tag import Tag, named_tag, pronoun_tag
from narrate.attribution.tags.text import Text

_CLOCK = frozenset([*"-–—", "am", "pm"])  # beside a name in a chat: 10:42 pm
_OPENING_BRACKETS, _CLOSING_BRACKETS = frozenset("(["), frozenset(")]")


def tag_of_colon(text: Text, before: Stretch) -> Tag | None:
    """Emma: "…", [10:42] Emma: "…" in a chat; me: "…", if I tell of it; EMMA. (rising) "…" in a play."""
    tokens = text.reading.tokens
    words = list(_outside_brackets(tokens, before))
    lead = words.pop() if words else -1
    if not words or not (tokens[lead] == ":" or (tokens[lead] == "." and tokens[words[0]].isupper())):
        return None
    if [tokens[at].lower() for at in words] == ["me"]:
        return pronoun_tag("I", before, 4.0)
    mention = text.mentions.at.get(words[0])
    if mention is None or words[-1] >= mention.end:
        return None
    return named_tag(text, mention, before, 4.0, core=True)


def _outside_brackets(tokens: Sequence[str], before: Stretch) -> Iterator[int]:
    """The words before what is said in a chat or a play: not [10:42 pm], nor (laughing)."""
    depth = 0
    for at in range(before.begin, before.end):
        word = tokens[at]
        depth += word in _OPENING_BRACKETS
        hours = word == ":" and at + 1 < before.end and tokens[at + 1].isdigit()
        if not (depth or hours or word.isdigit() or word.lower() in _CLOCK or word in EMPHASIS):
            yield at
        depth -= word in _CLOSING_BRACKETS
