"""The conversation around an utterance: who is called in it, who is discussed, and who has which turns."""

from collections import Counter
from collections.abc import Iterator

from narrate.attribution.lexicon import SIGN
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.facts import Facts

_REACH = 12  # utterances either way
_APART = 3  # paragraphs from one line to the next in a conversation
_CLEAR = 2.0  # log odds of he against she from which a pronoun fits somebody wholly


class Talk:
    """What the lines around an utterance tell of anybody; every second one may be the same one's turn."""

    def __init__(self, facts: Facts, index: int) -> None:
        self.maleness = facts.mentions.maleness
        self.called: dict[int, Counter[int]] = {-1: Counter(), 1: Counter()}  # before and after, by person
        self.discussed: dict[int, Counter[int]] = {-1: Counter(), 1: Counter()}
        self.spoken_of: dict[int, Counter[int]] = {-1: Counter(), 1: Counter()}  # by he and she
        self.turns: tuple[Counter[int], Counter[int]] = Counter(), Counter()  # this one's, and those between
        self.he = [0.0, 0.0]  # pronouns in tags, nearer ones counting more: he against she
        for step in (-1, 1):
            for away, line in enumerate(_lines(facts, index, step), 1):
                self.spoken_of[step].update(facts.spoken_of[index + step * away])
                self.called[step].update(line.called)
                self.discussed[step].update(line.named.keys() - line.called)
                if line.named_beside is not None:
                    self.turns[away % 2][line.named_beside] += 1 / away**0.5
                elif line.tag is not None:
                    self.he[away % 2] += SIGN.get(line.tag.gender, 0) / away**0.5

    def of(self, person: int) -> dict[str, float]:
        """What they tell of one candidate."""
        male = max(-1.0, min(1.0, self.maleness[person] / _CLEAR))
        return {
            "called_before": self.called[-1][person],
            "called_after": self.called[1][person],
            "discussed_before": self.discussed[-1][person],
            "discussed_after": self.discussed[1][person],
            "spoken_of_before": self.spoken_of[-1][person],
            "spoken_of_after": self.spoken_of[1][person],
            "turns": self.turns[0][person],
            "turns_between": self.turns[1][person],
            "turns_fit": self.he[0] * male,
            "turns_between_fit": self.he[1] * male,
        }


def _lines(facts: Facts, index: int, step: int) -> Iterator[Utterance]:
    """The lines of a conversation before (-1) or after (1) one of them, the nearest first."""
    utterances, scenes = facts.utterances, facts.scene_of
    for at in range(index + step, index + step * (_REACH + 1), step):
        if not 0 <= at < len(utterances) or scenes[at] != scenes[index]:
            return
        before, after = sorted((at - step, at))
        if utterances[after].first_paragraph - utterances[before].last_paragraph > _APART:
            return
        yield utterances[at]
