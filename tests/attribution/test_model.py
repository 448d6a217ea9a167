"""The network's arithmetic, and the weights that come with the package."""

from dataclasses import replace
from importlib.resources import files

import numpy as np

from narrate.attribution.decide import study
from narrate.attribution.weighing import model
from narrate.attribution.weighing.model import trained
from narrate.attribution.weighing.rows import WINDOW, rows_of
from tests.stories import DIALOGUE, book


def rows(candidates, seed=0):
    """Rows with random features for some candidates."""
    names = [f"feature {n}" for n in range(4)]
    count = sum(map(len, candidates))
    return rows_of(np.random.default_rng(seed).normal(size=(count, 4)).astype(np.float32), names, candidates)


def test_a_row_finds_its_person_in_the_utterances_around():
    found = rows([[7, 3], [3], [], [7]])

    assert found.utterance.tolist() == [0, 0, 1, 3]
    beside = [
        [(WINDOW[at], again) for at, again in enumerate(row) if again != len(found.person)]
        for row in found.same.tolist()
    ]
    assert beside == [[(3, 3)], [(1, 2)], [(-1, 1)], [(-3, 0)]]


def test_probabilities_add_up_for_each_utterance():
    seen = study(book(DIALOGUE), (), {})

    probability = trained().probabilities(seen.rows, seen.known)

    sums = np.bincount(seen.rows.utterance, probability)
    np.testing.assert_allclose(sums, 1.0, rtol=1e-5)


def test_a_long_book_is_weighed_in_stretches_as_if_in_one(monkeypatch):
    seen = study(book("\n\n".join([DIALOGUE] * 60)), (), {})
    whole = trained().probabilities(seen.rows, seen.known)

    monkeypatch.setattr(model, "STRETCH", 40)
    in_stretches = trained().probabilities(seen.rows, seen.known)

    assert seen.rows.utterances > 2 * model.SIGHT
    np.testing.assert_allclose(in_stretches, whole, rtol=1e-4, atol=1e-6)


def test_nothing_to_decide():
    seen = study(book("Nobody came."), (), {})

    assert trained().probabilities(seen.rows, seen.known).tolist() == []


def test_the_order_of_the_candidates_does_not_matter():
    seen = study(book(DIALOGUE), (), {})
    turned = [list(reversed(persons)) for persons in seen.choices]
    order = np.lexsort((-np.arange(len(seen.rows.utterance)), seen.rows.utterance))
    same = rows_of(np.zeros((len(order), 1), np.float32), ["nothing"], turned).same
    mirrored = replace(
        seen.rows,
        told={name: column[order] for name, column in seen.rows.told.items()},
        habits=seen.rows.habits[order],
        person=seen.rows.person[order],
        same=same,
    )

    straight = trained().probabilities(seen.rows, seen.known)
    turned_round = trained().probabilities(mirrored, seen.known[order])

    np.testing.assert_allclose(straight[order], turned_round, rtol=1e-4, atol=1e-6)


def test_the_weights_cannot_hold_code_and_are_small():
    stored = files("narrate.attribution") / "weights.npz"

    with stored.open("rb") as file:
        kinds = {array.dtype.kind for array in dict(np.load(file, allow_pickle=False)).values()}

    assert kinds <= set("fiU")
    assert len(stored.read_bytes()) < 20_000_000
