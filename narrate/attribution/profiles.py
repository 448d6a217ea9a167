"""How people talk: the words of each against those of everybody, learned from what is surely theirs."""

import math
from collections import Counter
from collections.abc import Sequence

SMOOTHING = 40.0  # words of everybody's added to each person's
LEAST = 60  # words a person must have said before their way of talking counts
LIMIT = 3.0


class Profiles:
    """Word frequencies of each person's sure utterances."""

    def __init__(self, said: Sequence[tuple[str, ...]], speakers: Sequence[int | None]) -> None:
        self.all = Counter(word for words in said for word in words)
        self.total = max(1, sum(self.all.values()))
        self.of: dict[int, Counter[str]] = {}
        self.speakers = speakers
        for words, speaker in zip(said, speakers, strict=True):
            if speaker is not None:
                self.of.setdefault(speaker, Counter()).update(words)
        self.size = {person: sum(words.values()) for person, words in self.of.items()}

    def likeness(self, index: int, words: tuple[str, ...], person: int) -> float:
        """Mean log ratio of a person's word frequencies to everybody's, an utterance's own words left out."""
        own = Counter(words) if self.speakers[index] == person else Counter[str]()
        size = self.size.get(person, 0) - sum(own.values())
        if size < LEAST or not words:
            return 0.0
        of = self.of[person]
        score = 0.0
        for word in words:
            share = self.all[word] / self.total
            score += math.log((of[word] - own[word] + SMOOTHING * share) / (size + SMOOTHING) / share)
        return max(-LIMIT, min(LIMIT, score / math.sqrt(len(words))))
