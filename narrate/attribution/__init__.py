"""Who says what: people, mentions, candidates, and the decision."""

from narrate.attribution.confidence import SURE
from narrate.attribution.decide import attribute
from narrate.attribution.values import Attribution, Saying

__all__ = ["SURE", "Attribution", "Saying", "attribute"]
