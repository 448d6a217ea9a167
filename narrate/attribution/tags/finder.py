"""The words beside a quote that say who speaks it: said Emma, he asked, the ferryman replied."""

from collections.abc import Sequence
from dataclasses import replace

from narrate.attribution.lexicon import PREPOSITIONS
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.beats import beat_of
from narrate.attribution.tags.colons import tag_of_colon
from narrate.attribution.tags.introducing import introduced
from narrate.attribution.tags.tag import Place, Tag
from narrate.attribution.tags.text import Text
from narrate.attribution.tags.words import LEADING_WORDS, best_tag, strength, tags_in

_DETACHED = 1.2  # how much less sure a tag is that the punctuation does not bind to its quote
ONWARD = frozenset("and but ; while whereupon when as till until".split())  # what somebody else then does
NEXT_TO_QUOTE = 2  # words between a quote and a tag behind it that is surely its own
_MANNERS = PREPOSITIONS | {"as"}
_MANNER = 9  # words between a tag and its quote, if they are "in a low voice"
_REACH = 300  # words from a quote to its tag
# Verbs at the end of the paragraph above that lead to a quote: Emma interposed. Unlike those of parting.py
# they need nobody to have spoken just before.
_RESUMING = frozenset("began continued interposed resumed".split())


def find_tag(
    text: Text, spans: Sequence[Stretch], gaps: Sequence[Stretch], before: Stretch, after: Stretch
) -> Tag | None:
    """The best tag inside, after, before, or in the paragraph above the quotes of an utterance.

    `spans` are the quotes, `gaps` what is told between them.
    """
    beside = (*(_inside(text, gap) for gap in gaps), tag_after(text, after), tag_before(text, before))
    tags = [tag for tag in beside if tag]
    if not tags and len(before) <= 1 and (above := _above(text, text.reading.paragraph_at(before.end))):
        tags = [above]
    if all(tag.person is None for tag in tags) and (own := introduced(text, spans)):
        tags = [own]
    if not tags:
        beats = (beat_of(text, around) for around in (before, *gaps, after))
        tags = [beat for beat in beats if beat]
    return max(tags, key=strength, default=None)


def _inside(text: Text, gap: Stretch) -> Tag | None:
    """A tag between two quotes: the surest kind."""
    bound = _runs_on(text, gap)
    tag = _behind(text, gap, "inside", bound=bound)
    return replace(tag, sure=tag.sure + 1.0) if tag and bound else tag


def tag_after(text: Text, after: Stretch) -> Tag | None:
    """A tag behind a quote."""
    if not len(after):
        return None
    bound = _runs_on(text, after)
    tag = _behind(text, Stretch(after.begin, _sentence_end(text, after)), "after", bound=bound)
    if tag is None:
        return None
    onward = text.reading.lower[after.begin] in ONWARD
    if (onward or tag.begin - after.begin > NEXT_TO_QUOTE) and _belongs_to_next(text, tag, after):
        return None
    return replace(tag, sure=tag.sure + 0.5 if bound and not onward else tag.sure - _DETACHED)


def _behind(text: Text, within: Stretch, place: Place, *, bound: bool) -> Tag | None:
    """The likeliest tag behind a quote, if its punctuation, its verb or its place binds it to that."""
    tag = best_tag(text, within, place, bound=bound)
    return tag if tag and (bound or tag.core or tag.begin == within.begin) else None


def _belongs_to_next(text: Text, tag: Tag, after: Stretch) -> bool:
    """Whether a tag leads to the quote that follows: "…" And when Emma said, "…"."""
    reading = text.reading
    follows = after.end < len(reading) and reading.quote_of[after.end]
    return bool(follows) and not reading.ends_sentence(after.end - 1) and leads_to(text, tag, after)


def tag_before(text: Text, before: Stretch) -> Tag | None:
    """A tag that leads to a quote."""
    if not len(before):
        return None
    near = Stretch(max(before.begin, before.end - _REACH), before.end)
    if tag := tag_of_colon(text, near):
        return replace(tag, place="before")
    bound = text.reading.tokens[before.end - 1] not in ".!?"
    within = text.reading.last_sentence(near)
    tags = [tag for tag in tags_in(text, within, "before", bound=bound) if bound or tag.core]
    last = max((tag.begin for tag in tags), default=0)  # Tom said, at the same time as Emma said, "…"
    leads = [tag.end > last and leads_to(text, tag, before) for tag in tags]
    weighed = (
        replace(tag, sure=tag.sure + leading if bound else tag.sure - _DETACHED)
        for tag, leading in zip(tags, leads, strict=True)
    )
    return max(weighed, key=strength, default=None)


def leads_to(text: Text, tag: Tag, before: Stretch) -> bool:
    """Whether hardly anything stands between a tag and its quote: Emma said in a low voice, "…"."""
    near = before.end - tag.end
    manner = _MANNERS.intersection(text.reading.lower[tag.end : tag.end + 2])
    return near <= LEADING_WORDS or (near <= _MANNER and bool(manner))


def _above(text: Text, paragraph: int) -> Tag | None:
    """A tag at the end of a paragraph that runs on into the quote."""
    if paragraph == 0:
        return None
    reading = text.reading
    above = Stretch(reading.opens[paragraph - 1], reading.opens[paragraph])
    if not len(above) or reading.quote_of[above.end - 1]:
        return None
    last = reading.last_sentence(above)
    if reading.tokens[above.end - 1] not in ".!?*_)]":
        return best_tag(text, last, "above", bound=True)
    went, on, stop = (reading.lower[above.end - back] for back in (3, 2, 1))
    goes_on = stop == "." and (on in _RESUMING or (went, on) == ("went", "on"))
    speaks = any(reading.quote_of[max(above.begin, last.begin - 1) : last.end])
    return best_tag(text, last, "above", bound=False) if goes_on and not speaks else None


def _runs_on(text: Text, after: Stretch) -> bool:
    """Whether narration continues the sentence of the quote before it."""
    reading = text.reading
    if not len(after):
        return False
    near = reading.tokens[after.begin : min(after.end, after.begin + _REACH)]
    first = next((token for token in near if token[0].isalpha()), "X")
    return first[0].islower() or reading.behind_comma(after.begin)


def _sentence_end(text: Text, after: Stretch) -> int:
    """Where the sentence ends that a quote begins, or its first clause: said Emma, and Harriet …."""
    end = min(after.end, after.begin + _REACH)
    lower, tokens = text.reading.lower, range(after.begin + 2, end)
    onward = (at for at in tokens if lower[at] == ";" or (lower[at] in ONWARD and lower[at - 1] == ","))
    ends = (at + 1 for at in tokens if text.reading.ends_sentence(at))
    return min(next(ends, end), next(onward, end))
