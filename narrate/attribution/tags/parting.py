"""Where two people speak in one paragraph: Tom said "…" and Emma said "…"."""

from narrate.attribution.lexicon import NOUNS, PREPOSITIONS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.finder import NEXT_TO_QUOTE, ONWARD, leads_to, tag_after, tag_before
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.text import Text

_WITHIN = frozenset("what as than whom how whatever".split())  # said Tom, as Emma thought, "…"
_WITHIN |= PREPOSITIONS - {"for"}  # "…" he asked, for Emma had said, "…"
_MEANWHILE = frozenset("time moment instant just".split())  # said Tom, at the same time as Emma said, "…"
_ADDING = frozenset("added continued resumed pursued".split())  # who has just spoken: and Emma added
_KNOWN_SEX = 2.0  # log odds of he against she


def by_speaker(text: Text, quotes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Quotes that stand in one paragraph, parted where their tags name two people."""
    reading = text.reading
    spans = [reading.quoted(index) for index in quotes]
    ends = [span.begin for span in spans[1:]] + [reading.paragraph_of(spans[-1].begin).end]
    parts, first = [], 0
    own = _leading(text, Stretch(reading.paragraph_of(spans[0].begin).begin, spans[0].begin))
    for at in range(1, len(quotes)):
        trailing, leading = _between(text, Stretch(spans[at - 1].end, spans[at].begin), own)
        own = trailing or own
        following = leading or _trailing(text, Stretch(spans[at].end, ends[at]))
        if not _resumes(reading, quotes[at - 1], quotes[at]) and _are_two(text, own, leading, following):
            parts.append(quotes[first:at])
            first, own = at, leading
    return [*parts, quotes[first:]]


def _between(text: Text, gap: Stretch, own: Tag | None) -> tuple[Tag | None, Tag | None]:
    """The tag of the quote before a gap, and that of the quote behind it, as far as they stand in it."""
    trailing = _trailing(text, gap)
    leading = _leading(text, Stretch(trailing.end if trailing else gap.begin, gap.end))
    if own and trailing and not leading:  # Tom said, "…" Emma said, "…"
        onward = _leading(text, gap)
        if onward and _differ(own, onward, text.mentions):
            return None, onward
    if leading and not trailing:  # "…" Tom sighed, and Emma said, "…"
        sighed = tag_after(text, Stretch(gap.begin, leading.begin))
        trailing = sighed if sighed and sighed.begin - gap.begin <= NEXT_TO_QUOTE else None
    return trailing, leading


def _leading(text: Text, before: Stretch) -> Tag | None:
    """A tag with a subject of its own right before a quote: and Emma said, "…"."""
    reading = text.reading
    if not len(before) or reading.ends_sentence(before.end - 1):
        return None
    tag = tag_before(text, before)
    if tag is None or not leads_to(text, tag, before):
        return None
    lower = reading.lower
    goes_on = lower[tag.begin - 1] in _WITHIN and "who" not in lower[tag.begin : tag.end]
    goes_on = goes_on and lower[tag.begin - 2] not in _MEANWHILE
    sure = tag.core or reading.tokens[before.end - 1] == ":"
    return tag if sure and not goes_on else None


def _trailing(text: Text, after: Stretch) -> Tag | None:
    """A tag right behind a quote: "…" said Emma."""
    if not len(after) or text.reading.lower[after.begin] in ONWARD:
        return None
    tag = tag_after(text, after)
    near = tag is not None and tag.begin - after.begin <= 1
    bound = tag is not None and (tag.core or text.reading.behind_comma(after.begin))
    return tag if near and bound else None


def _are_two(text: Text, own: Tag | None, leading: Tag | None, following: Tag | None) -> bool:
    """Whether a quote is another's: another is named, or somebody at all behind words of nobody."""
    if own and following:
        return _differ(own, following, text.mentions)
    return leading is not None and own is None and leading.kind == "name" and not _adds(text, leading)


def _adds(text: Text, tag: Tag) -> bool:
    """Whether somebody goes on who has spoken just before."""
    return not _ADDING.isdisjoint(text.reading.lower[tag.end - 1 : tag.end + 1])


def _differ(one: Tag, other: Tag, mentions: Mentions) -> bool:
    """Whether two tags of one paragraph name two people; "he said … and Emma added" are two, too."""
    mine = (one.gender == "I") != (other.gender == "I")  # Emma said … and I said
    if mine or {_sex(one, mentions), _sex(other, mentions)} == {"M", "F"}:
        return True
    if one.kind == other.kind == "name":
        return one.person != other.person and one.person not in other.others
    named = other.kind == "name" or (other.noun in NOUNS and other.noun != one.noun)
    return named and not other.inverted


def _sex(tag: Tag, mentions: Mentions) -> str:
    """M or F where a tag tells it, or the person whom it names."""
    if tag.kind == "name" and tag.person is not None and not tag.others:
        odds = mentions.maleness[tag.person]
        return "M" if odds > _KNOWN_SEX else "F" if odds < -_KNOWN_SEX else ""
    return tag.gender


def _resumes(reading: Reading, one: int, other: int) -> bool:
    """Whether a quote goes on with the sentence of another: "I wish," said Emma, "that he came"."""
    text, second = reading.book.text, reading.quotes[other]
    return reading.ends_with_comma(one) and text[second.start + 1].islower()
