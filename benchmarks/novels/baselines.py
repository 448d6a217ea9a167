"""What everybody tries first: the nearest name, and taking turns."""

import bisect

import numpy as np

from narrate.attribution.studying import Study
from narrate.attribution.weighing.rows import Floats

NEAR = 60  # tokens of narration over which two people take turns


def nearest_name(study: Study) -> list[int | None]:
    """The person whose name stands nearest before or after each utterance."""
    told = [mention for mention in study.mentions.all if mention.told]
    begins = [mention.begin for mention in told]
    speakers: list[int | None] = []
    for utterance in study.utterances:
        index = bisect.bisect_left(begins, utterance.begin)
        around = told[max(0, index - 1) : index + 1]
        near = min(
            around,
            key=lambda m: utterance.begin - m.begin if m.begin < utterance.begin else m.begin - utterance.end,
            default=None,
        )
        speakers.append(near.person if near else None)
    return speakers


def alternation(study: Study) -> list[int | None]:
    """The name in the tag, the same speaker in the same paragraph, the last but one, or the nearest name."""
    nearest = nearest_name(study)
    speakers: list[int | None] = []
    for index, here in enumerate(study.utterances):
        before = study.utterances[index - 1] if index else None
        speaker = here.named_beside
        if speaker is None and before and before.last_paragraph == here.first_paragraph:
            speaker = speakers[-1]
        elif speaker is None and before and index > 1 and here.begin - before.end < NEAR:
            speaker = speakers[-2]
        speakers.append(nearest[index] if speaker is None else speaker)
    return speakers


def certain(study: Study, speakers: list[int | None]) -> Floats:
    """Speakers as probabilities of the candidates: all or nothing."""
    wanted = np.array([-1 if speaker is None else speaker for speaker in speakers], np.int64)
    agree: Floats = (study.rows.person == wanted[study.rows.utterance]).astype(np.float32)
    return agree
