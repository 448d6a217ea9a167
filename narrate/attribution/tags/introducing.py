"""Lines in which somebody says who they are ("I'm Noor") tell who speaks."""

from collections.abc import Sequence

from narrate.attribution.people.evidence import NAME_ENDS, introduces, stands_for_me
from narrate.attribution.reading import Stretch
from narrate.attribution.tags.tag import PLAIN, Tag, named_tag
from narrate.attribution.tags.text import Text


def introduced(text: Text, spans: Sequence[Stretch]) -> Tag | None:
    """The tag of quotes in which somebody says their own name, if nobody else's stands so."""
    reading, found = text.reading, {}
    for mention in (mention for span in spans for mention in text.mentions.between(span.begin, span.end)):
        ends = mention.end < len(reading) and reading.tokens[mention.end] in NAME_ENDS
        within = Stretch(mention.begin, mention.end)
        where = (reading, mention.begin, mention.end)
        own = introduces(*where) or stands_for_me(*where)
        if ends and own and not mention.owns and mention.by_name:
            found[mention.person] = named_tag(text, mention, within, PLAIN, core=True)
    return next(iter(found.values())) if len(found) == 1 else None
