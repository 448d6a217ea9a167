"""The network's arithmetic, and the weights that come with the package."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from narrate.attribution.studying import groundwork, study
from narrate.attribution.weighing import features, model
from narrate.attribution.weighing.model import trained
from narrate.attribution.weighing.rows import WINDOW, columns, rows_of
from tests.stories import DIALOGUE, book


def rows(candidates, seed=0):
    """Rows with random features for some candidates."""
    count = sum(map(len, candidates))
    dice = np.random.default_rng(seed)
    told = {f"feature {n}": dice.normal(size=count).astype(np.float32) for n in range(4)}
    return rows_of(told, candidates)


def test_a_row_finds_its_person_in_the_utterances_around():
    found = rows([[7, 3], [3], [], [7]])

    assert found.utterance.tolist() == [0, 0, 1, 3]
    beside = [
        [(WINDOW[at], again) for at, again in enumerate(row) if again != len(found.person)]
        for row in found.same.tolist()
    ]
    assert beside == [[(3, 3)], [(1, 2)], [(-1, 1)], [(-3, 0)]]


def test_probabilities_add_up_for_each_utterance():
    seen = study(groundwork(book(DIALOGUE)))

    probability = trained().probabilities(seen.rows, seen.hints)

    sums = np.bincount(seen.rows.utterance, probability)
    np.testing.assert_allclose(sums, np.ones(4), rtol=1e-5)  # a paragraph each


def test_a_long_book_is_weighed_in_stretches_as_if_in_one(monkeypatch):
    seen = study(groundwork(book("\n\n".join([DIALOGUE] * 60))))
    whole = trained().probabilities(seen.rows, seen.hints)

    monkeypatch.setattr(model, "_STRETCH", 40)
    in_stretches = trained().probabilities(seen.rows, seen.hints)

    assert seen.rows.utterances > 2 * model.SIGHT
    np.testing.assert_allclose(in_stretches, whole, rtol=1e-4, atol=1e-6)


def test_a_long_book_is_told_of_in_blocks_as_if_in_one(monkeypatch):
    story = book("\n\n".join([DIALOGUE] * 3))
    whole = study(groundwork(story)).rows

    monkeypatch.setattr(features, "_BLOCK", 2)
    in_blocks = study(groundwork(story)).rows

    np.testing.assert_array_equal(in_blocks.inputs, whole.inputs)


@pytest.mark.parametrize(
    ("values", "kept_as"),
    [([0, 1, -127], np.int8), ([0, 128], np.float16), ([0.5, -4], np.float16), ([0.1, 1e6], np.float32)],
)
def test_numbers_are_kept_exactly_in_few_bytes(values, kept_as):
    numbers = np.array(values, np.float32)

    kept = columns(numbers[:, None], ["feature"])["feature"]

    assert kept.dtype == kept_as
    np.testing.assert_array_equal(kept.astype(np.float32), numbers)


def test_nothing_to_decide():
    seen = study(groundwork(book("Nobody came.")))

    assert trained().probabilities(seen.rows, seen.hints).tolist() == []


def test_the_order_of_the_candidates_does_not_matter():
    seen = study(groundwork(book(DIALOGUE)))
    turned = [list(reversed(persons)) for persons in seen.choices]
    order = np.lexsort((-np.arange(len(seen.rows.utterance)), seen.rows.utterance))
    same = rows_of({}, turned).same
    mirrored = replace(
        seen.rows,
        features={name: column[order] for name, column in seen.rows.features.items()},
        habits=seen.rows.habits[order],
        person=seen.rows.person[order],
        same=same,
    )

    straight = trained().probabilities(seen.rows, seen.hints)
    turned_round = trained().probabilities(mirrored, seen.hints[order])

    np.testing.assert_allclose(straight[order], turned_round, rtol=1e-4, atol=1e-6)


def test_the_weights_cannot_hold_code_and_are_small():
    stored = files("narrate.attribution") / "weights.npz"

    with stored.open("rb") as file:
        kinds = {array.dtype.kind for array in dict(np.load(file, allow_pickle=False)).values()}

    assert kinds <= set("fiU")
    assert len(stored.read_bytes()) < 20_000_000
