"""What the candidates of one utterance have in common."""

import bisect
from collections.abc import Sequence

from narrate.attribution.scene import Scene

NEVER = 1_000_000
SEX = {"M": 1, "F": -1}


class Context:
    """An utterance, what stands around it, and its candidates in order of nearness."""

    def __init__(self, scene: Scene, index: int, persons: Sequence[int]) -> None:
        self.scene, self.index = scene, index
        self.here = here = scene.utterances[index]
        self.tag = here.tag
        mentions = scene.mentions
        self.told = {p: since(mentions.told_of[p], here.begin) for p in persons}
        self.any = {p: since(mentions.of[p], here.begin) for p in persons}
        by_nearness = sorted(persons, key=self.told.__getitem__)
        self.order = {p: rank for rank, p in enumerate(by_nearness)}
        wanted = self.tag.gender if self.tag else here.beat_after or here.beat_before
        self.sex = SEX.get(wanted, 0)
        fitting = [p for p in by_nearness if not self.sex or self.sex * mentions.maleness[p] > 0.3]
        self.fitting = {p: rank for rank, p in enumerate(fitting)}
        self.tag_meant = self._meant(range(self.tag.begin, self.tag.end)) if self.tag else None
        self.before_meant = self._meant(
            range(here.before.end - 1, max(here.before.begin, here.before.end - 40) - 1, -1)
        )
        self.after_meant = self._meant(range(here.after.begin, min(here.after.end, here.after.begin + 40)))
        opens, first = scene.reading.opens, here.first_paragraph
        self.paragraphs = [opens[max(0, first - back)] for back in (1, 3, 10)]
        self.before = mentions.between(here.before.begin, here.before.end)
        self.after = mentions.between(here.after.begin, here.after.end)
        self.paragraph_before = mentions.between(opens[max(0, first - 1)], opens[first]) if first else []

    def _meant(self, tokens: range) -> int | None:
        """The person whom the first resolved pronoun among tokens means."""
        return next((self.scene.meant[token] for token in tokens if token in self.scene.meant), None)


def since(begins: Sequence[int], at: int) -> int:
    """Tokens since the last of some mentions."""
    index = bisect.bisect_left(begins, at)
    return at - begins[index - 1] if index else NEVER
