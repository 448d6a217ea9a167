"""What somebody does beside a quote, which tells who speaks as a tag would: Emma sat; her eyes narrowed."""

from dataclasses import replace

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import ANYBODY, BODY
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.tag import Tag, named_tag
from narrate.attribution.tags.text import Text

_BEAT_SURE = 0.5  # far less than any tag


def beat_of(text: Text, around: Stretch) -> Tag | None:
    """Who acts in the narration before a quote, between two or behind one, if nobody else is named there."""
    actor = text.mentions.at.get(around.begin)
    if actor is None or actor.others or not actor.by_name:
        return None
    described = actor.nominal and text.reading.lower[actor.end - 1] in ANYBODY  # the old lady may have a name
    whole = text.reading.ends_sentence(around.end - 1)
    others = {mention.person for mention in text.mentions.between(around.begin, around.end)} - {actor.person}
    owned = text.reading.lower[actor.end : actor.end + 2]
    acts = not BODY.isdisjoint(owned) if actor.owns else is_subject(text.reading, actor.begin, actor.end)
    if others or described or not whole or not acts:
        return None
    words = Stretch(around.begin, actor.end + 1)
    return replace(named_tag(text, actor, words, _BEAT_SURE, core=False), place="before", beat=True)
