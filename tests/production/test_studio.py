"""Work on a plan, on disks that do not keep what they are given."""

from pathlib import Path

import pytest

from narrate.chapters.job import load_take
from narrate.commands.progress import TerminalProgress
from narrate.errors import NarrateError
from narrate.production.studio import Studio
from narrate.takes import speaking
from narrate.takes.planning import Plan
from narrate.takes.store import TakeStore
from narrate.takes.workers import open_workers
from tests.takes.test_recording import order_lines


class FailingDisk(TakeStore):
    """It damages whatever it keeps."""

    def save(self, key: str, data: bytes) -> None:
        super().save(key, bytes([data[0] ^ 1]) + data[1:])


def test_a_take_that_is_damaged_whenever_it_is_saved_ends_the_work(tmp_path: Path):
    orders = tuple(order_lines(["The lamp was lit.", "It rained."]))
    store = FailingDisk(tmp_path / "takes")

    with open_workers(1, preload=speaking.__name__) as workers:
        studio = Studio(store, Plan((), orders, {}), workers, TerminalProgress(), recorded=set())
        studio.record(orders)
        with pytest.raises(NarrateError, match=r"\.take: what is saved here cannot be read again") as error:
            studio.mending(lambda: load_take(store, orders[1].key))

    assert error.value.place.file == store.path(orders[1].key)
    assert "NARRATE_CACHE" in error.value.hint
