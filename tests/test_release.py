from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.release import Release, dated, podcast_guid, released
from tests.stories import book

NOW = 1_800_000_000
HOUR = 3600


def test_the_podcast_guid_is_that_of_the_specification():
    # The example of https://podcasting2.org/docs/podcast-namespace/tags/guid
    assert podcast_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert podcast_guid("http://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


@pytest.mark.parametrize(
    ("known", "chapters", "dates"),
    [
        ({}, 2, {1: NOW - HOUR - 60, 2: NOW - HOUR}),
        ({1: NOW - 9 * HOUR}, 2, {1: NOW - 9 * HOUR, 2: NOW - HOUR}),
        ({1: NOW - HOUR}, 3, {1: NOW - HOUR, 2: NOW - HOUR + 60, 3: NOW - HOUR + 120}),
        ({1: NOW - 10}, 3, {1: NOW - 10, 2: NOW - 5, 3: NOW}),
        ({1: 5, 2: 65}, 1, {1: 5, 2: 65}),
        ({1: 1000, 4: 1900}, 4, {1: 1000, 2: 1780, 3: 1840, 4: 1900}),
    ],
    ids=["new", "appended", "appended at once", "hardly any room", "a chapter gone", "some forgotten"],
)
def test_dates(known, chapters, dates):
    assert dated(known, range(1, chapters + 1), NOW) == dates


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 10**6)), max_size=8))
def test_dates_rise_and_never_move_and_lie_in_the_past(builds):
    dates, chapters, now = {}, 0, NOW
    for more, wait in builds:
        chapters, now, before = chapters + more, now + wait + more, dates
        dates = dated(before, range(1, chapters + 1), now)

        assert before.items() <= dates.items()
        assert all(earlier < later for (_, earlier), (_, later) in pairwise(sorted(dates.items())))
        assert max(dates.values()) <= now


def test_guids_stay_through_a_new_title_and_a_new_address():
    story = book("The Lamp\n\nChapter One\n\nIt rained.\n\nChapter Two\n\nIt stopped.\n")
    first = released(Release(), story, None, NOW)
    with_address = released(
        first, book("The Sea\n\nIt rained.\n"), "https://example.org/feed.xml", NOW + HOUR
    )
    moved = released(with_address, story, "https://elsewhere.org/feed.xml", NOW + HOUR)

    assert first.episode_guid(1) != first.episode_guid(2)
    assert moved.episode_guid(2) == with_address.episode_guid(2) == first.episode_guid(2)
    assert first.podcast_guid == first.seed
    assert moved.podcast_guid == with_address.podcast_guid == podcast_guid("https://example.org/feed.xml")
    assert moved.dates == with_address.dates == first.dates


def test_the_same_book_has_the_same_guids_wherever_it_is_built():
    assert released(Release(), book("It rained.\n"), None, NOW) == released(
        Release(), book("It rained.\n"), None, NOW
    )
