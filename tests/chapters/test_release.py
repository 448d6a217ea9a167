"""What a feed has promised stays: GUIDs, dates, the podcast's own identity."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.chapters.continuity import pair, trace
from narrate.chapters.release import Promise, Release, dated, podcast_guid, released
from tests.stories import book

NOW = 1_800_000_000
HOUR = 3600


def test_the_podcast_guid_is_that_of_the_specification():
    # The example of https://podcasting2.org/docs/podcast-namespace/tags/guid
    assert podcast_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert podcast_guid("http://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


@pytest.mark.parametrize(
    ("known", "dates"),
    [
        ([None, None], [NOW - HOUR - 60, NOW - HOUR]),
        ([NOW - 9 * HOUR, None], [NOW - 9 * HOUR, NOW - HOUR]),
        ([NOW - HOUR, None, None], [NOW - HOUR, NOW - HOUR + 60, NOW - HOUR + 120]),
        ([NOW - 10, None, None], [NOW - 10, NOW - 5, NOW]),
        ([5, 65], [5, 65]),
        ([1000, None, None, 1900], [1000, 1300, 1600, 1900]),
        ([None, None, 1900], [1780, 1840, 1900]),
        ([NOW + HOUR, None], [NOW + HOUR, NOW + HOUR + 60]),
        ([], []),
    ],
    ids="new|appended|appended at once|hardly any room|known|between|in front|clock set back|none".split("|"),
)
def test_dates(known, dates):
    assert dated(known, NOW) == dates


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 10**6)), max_size=8))
def test_dates_rise_and_never_move_and_lie_in_the_past(builds):
    dates, now = [], NOW
    for more, wait in builds:
        now, before = now + wait + more, dates
        dates = dated([*before, *[None] * more], now)

        assert dates[: len(before)] == before
        assert all(earlier < later for earlier, later in pairwise(dates))
        assert dates[-1] <= now


STORY = {
    name: f"{name.title()}\n\nThe {name} was dark. It rained.\n\n“Is that the {name}?” said Nora."
    for name in ("harbour", "lighthouse", "island", "storm")
}


def promised(release, *chapters):
    """The release after a build of these chapters, and each one's promise as (GUID, date)."""
    story = book("\n\n".join(f"Chapter {n}: {told}" for n, told in enumerate(chapters, 1)))
    after = released(release, story, None, NOW)
    promises = [after.promised(number) for number in range(1, len(chapters) + 1)]
    return after, [(promise.guid, promise.published_s) for promise in promises]


def test_a_chapter_is_known_by_its_words_wherever_it_stands():
    harbour, lighthouse, island, storm = STORY.values()
    first, (one, two, three) = promised(Release(), harbour, lighthouse, island)

    second, (still_one, new, still_two, still_three) = promised(first, harbour, storm, lighthouse, island)
    assert (still_one, still_two, still_three) == (one, two, three)
    assert new[0] not in {one[0], two[0], three[0]}
    assert one[1] < new[1] < two[1]

    third, others = promised(second, storm, lighthouse, island)
    assert others == [new, two, three]
    assert promised(third, harbour, storm, lighthouse, island)[1] == [one, new, two, three]


def test_a_title_page_is_no_part_of_the_chapter_behind_it():
    page = "The Harbour\n\nby A. Writer\n\n"
    before = released(Release(), book(f"{page}Chapter 1\n\nIt rained. Nora ran."), None, NOW)
    now = book(f"{page}Prologue\n\nIt snowed. Tom slept.\n\nChapter 1\n\nIt rained. Nora ran.")
    after = released(before, now, None, NOW)

    assert after.promised(2) == replace(before.promised(1), chapter=2)


def test_a_chapter_rewritten_from_the_first_word_to_the_last_keeps_its_place():
    harbour, lighthouse, island, storm = STORY.values()
    first, before = promised(Release(), harbour, lighthouse, island)

    assert promised(first, harbour, storm, island)[1] == before
    assert promised(first, "Harbour\n\nIt ended.", lighthouse, island + "\n\nIt went on.")[1] == before


def test_another_chapter_in_the_place_of_one_that_is_gone_is_new():
    harbour, lighthouse, island, storm = STORY.values()
    first, (one, two, three) = promised(Release(), harbour, lighthouse, island)
    without, _ = promised(first, harbour, lighthouse)

    assert promised(without, harbour, lighthouse, storm)[1][2] not in (one, two, three)


def test_a_chapter_that_has_moved_takes_the_place_of_none():
    harbour, lighthouse, island, storm = STORY.values()
    first, (one, two, three) = promised(Release(), harbour, lighthouse, island)

    moved, (still_one, new, still_two) = promised(first, harbour, island, lighthouse)
    assert (still_one, still_two) == (one, two)
    assert new not in (one, two, three)
    assert promised(moved, harbour, island, lighthouse)[1] == [one, new, two]
    assert promised(moved, harbour, island + "\n\nIt went on.", lighthouse)[1] == [one, new, two]
    assert promised(moved, island)[1] == [new]
    assert promised(moved, harbour, lighthouse, island)[1] == [one, two, three]
    assert promised(moved, harbour, lighthouse, island + "\n\nIt went on.")[1] == [one, two, three]

    _, (*others, after_it) = promised(first, island, harbour, lighthouse, storm)
    assert others[1:] == [one, two]
    assert after_it not in (one, two, three)


@given(st.lists(st.lists(st.sampled_from(tuple(STORY.values())), min_size=1, unique=True), max_size=6))
def test_whatever_moves_comes_or_goes_dates_rise_and_building_again_promises_nothing_new(orders):
    release = Release()
    for order in orders:
        release, promises = promised(release, *order)

        assert promised(release, *order)[0] == release
        assert [date_s for _, date_s in promises] == sorted(date_s for _, date_s in promises)


def test_a_serial_whose_chapters_were_all_edited_is_recognised():
    """Holding each of them against every other would take minutes."""
    days = range(10_000)

    def traces(ending):
        return [trace(f"It was day {day}. Rain fell on day {day}. {ending} {day}.") for day in days]

    before, now = traces("Nora slept on day"), traces("Tom woke on day")

    assert list(pair(before, now)) == [(day, day) for day in days]


def test_guids_stay_through_a_new_title_and_a_new_address():
    story = book("The Lamp\n\nChapter One\n\nIt rained.\n\nChapter Two\n\nIt stopped.\n")
    first = released(Release(), story, None, NOW)
    with_address = released(
        first, book("The Sea\n\nIt rained.\n"), "https://example.org/feed.xml", NOW + HOUR
    )
    moved = released(with_address, story, "https://elsewhere.org/feed.xml", NOW + HOUR)

    assert first.promised(1).guid != first.promised(2).guid
    assert moved.promises == first.promises
    assert first.identity == first.seed
    assert moved.identity == with_address.identity == podcast_guid("https://example.org/feed.xml")


def test_what_only_the_feed_remembers_is_known_by_its_number():
    harbour, lighthouse, *_ = STORY.values()
    remembered = Release(promises=(Promise("second", NOW - HOUR, chapter=2),))

    assert promised(remembered, harbour, lighthouse)[1][1] == ("second", NOW - HOUR)


def test_the_same_book_has_the_same_guids_wherever_it_is_built():
    assert released(Release(), book("It rained.\n"), None, NOW) == released(
        Release(), book("It rained.\n"), None, NOW
    )
