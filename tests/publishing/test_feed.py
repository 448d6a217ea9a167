"""Feeds of whole builds: what is in them, and what never changes in them."""

import difflib
import io
import json
import time
from dataclasses import replace
from pathlib import Path

import feedparser
import podcastparser
import pytest
from lxml import etree
from mutagen.id3 import ID3
from PIL import Image

from narrate.chapters.shelf import slug
from narrate.publishing.feed import NAMESPACES, Contributor, Episode, Show, feed_xml, file_url, rebased
from narrate.publishing.feedrules import faults

STORY = """The Wrong Lamp

by A. Writer

Chapter One

Nora met Tom on the quay, and it rained on them both.

"The lamp is lit," said Nora.

* * *

Nora went home.

Chapter Two

"Good evening," said Nora.

"Is it?" asked Tom.
"""
VOICES = """cover: cover.png
narrator: {voice: tone:alto}
cast: {Nora: tone:reed, Tom: tone:tenor}
podcast: {url: https://example.org/lamp/, email: me@example.org, category: Drama, description: A lamp.}
"""


@pytest.fixture
def build(project, narrate):
    """Build a story, and give its feed."""
    Image.new("RGB", (1400, 1400), "navy").save(project / "cover.png")  # quicker than one set in type

    def build(story=STORY, *arguments, voices=VOICES):
        (project / "voices.yaml").write_text(voices, encoding="utf-8")
        (project / "script" / "story.txt").write_text(story, encoding="utf-8")
        status, _, complaints = narrate("build", "-C", project, *arguments)
        assert (status, complaints) == (0, "")
        return next(project.glob("output/*/feed.xml"))

    return build


def items(feed: Path):
    """The feed's episodes by their numbers."""
    found = etree.parse(feed).findall("channel/item")
    return {int(text(item, "itunes:episode")): item for item in found}


def text(element, name: str) -> str:
    return element.findtext(name, namespaces=NAMESPACES)


def promises(feed: Path):
    """What listeners rely on: each episode's GUID and date, by its number."""
    return {number: (text(item, "guid"), text(item, "pubDate")) for number, item in items(feed).items()}


def test_the_channel_says_what_directories_ask_for(build):
    channel = etree.parse(build()).find("channel")

    plain, itunes, podcast = (
        "title link description language",
        "itunes:author itunes:explicit itunes:type",
        "podcast:guid podcast:medium",
    )
    assert [text(channel, name) for name in f"{plain} {itunes} {podcast}".split()] == [
        "The Wrong Lamp",
        "https://example.org/lamp/player.html",
        "A lamp.",
        "en",
        "A. Writer",
        "false",
        "serial",
        "5705d0ee-00cf-51e3-a24c-fac5f77ee252",
        "audiobook",
    ]
    assert text(channel, "itunes:owner/itunes:email") == "me@example.org"
    assert channel.find("itunes:category/itunes:category", NAMESPACES).get("text") == "Drama"
    cover = channel.find("itunes:image", NAMESPACES).get("href")
    assert cover.startswith("https://example.org/lamp/cover.jpg?v=")


def test_an_episode_says_what_players_ask_for(build):
    feed = build()
    item = items(feed)[1]

    made = feed.parent / "001-chapter-one.mp3"
    enclosure = item.find("enclosure")
    assert enclosure.get("url").partition("?v=")[0] == "https://example.org/lamp/001-chapter-one.mp3"
    assert (enclosure.get("length"), enclosure.get("type")) == (str(made.stat().st_size), "audio/mpeg")
    assert [text(item, name) for name in ("title", "itunes:season", "itunes:episodeType")] == [
        "Chapter One",
        "1",
        "full",
    ]
    beside = [
        (e.get("url").partition("?")[0].rpartition("/")[2], e.get("type")) for e in item if e.get("type")
    ]
    assert beside[1:] == [
        ("001-chapter-one.vtt", "text/vtt"),
        ("001-chapter-one.srt", "application/x-subrip"),
        ("001-chapter-one.chapters.json", "application/json+chapters"),
    ]
    assert all((feed.parent / name).is_file() for name, _ in beside)
    people = [(e.text, e.get("role")) for e in item.findall("podcast:person", NAMESPACES)]
    assert people == [
        ("A. Writer", "author"),
        ("Narrator (tone:alto)", "narrator"),
        ("Nora (tone:reed)", "voice actor"),
    ]
    assert text(item, "description").startswith("<p>The Wrong Lamp · 1</p>")
    assert "<li>00:00:00 Nora met Tom on the quay, and…</li>" in text(item, "description")
    assert "Nora went home</li>" in text(item, "description")


def test_parsers_of_players_understand_it(build):
    xml = build().read_bytes()

    parsed = feedparser.parse(xml)
    assert (parsed.bozo, [entry.title for entry in parsed.entries]) == (False, ["Chapter Two", "Chapter One"])
    podcast = podcastparser.parse("https://example.org/lamp/feed.xml", io.BytesIO(xml))
    assert (podcast["type"], [episode["number"] for episode in podcast["episodes"]]) == ("serial", [1, 2])
    published = [episode["published"] for episode in podcast["episodes"]]
    assert published[1] - published[0] == 60
    assert published[1] <= time.time()


def test_a_new_chapter_adds_an_item_and_touches_nothing_else(build):
    before = build().read_text(encoding="utf-8").splitlines()

    after = build(STORY + "\nChapter Three\n\nIt was over.\n").read_text(encoding="utf-8").splitlines()

    changes = [line for line in difflib.ndiff(before, after) if line[0] in "-+?"]
    assert {line[0] for line in changes} == {"+"}
    assert [changes[0].split(), changes[-1].split()] == [["+", "<item>"], ["+", "</item>"]]
    assert sum("<item>" in line for line in changes) == 1


def test_a_chapter_made_anew_has_another_address_and_is_the_same_episode(build):
    feed = build()
    before, promised = items(feed), promises(feed)

    after = items(build(STORY.replace("Chapter Two", "Chapter Two: The Sea").replace("Is it", "Was it")))

    assert promises(feed) == promised
    assert etree.tostring(after[1]) == etree.tostring(before[1])
    assert text(after[2], "title") == "Chapter Two: The Sea"
    assert after[2].find("enclosure").get("url") != before[2].find("enclosure").get("url")


def test_a_book_with_another_title_is_the_same_podcast(build, project):
    before = build()
    promised = promises(before)
    identity = text(etree.parse(before).find("channel"), "podcast:guid")

    after = build(voices=f"title: The Right Lamp\n{VOICES}")

    assert [path.name for path in (project / "output").iterdir()] == ["the-wrong-lamp"]
    assert text(etree.parse(after).find("channel"), "title") == "The Right Lamp"
    assert text(etree.parse(after).find("channel"), "podcast:guid") == identity
    assert promises(after) == promised


def test_a_serial_goes_on_in_its_folder_whatever_it_is_called(build, project):
    folder = project / "script"
    feed = build()
    identity = text(etree.parse(feed).find("channel"), "podcast:guid")

    (folder / "story.script").write_text(STORY, encoding="utf-8")
    (folder / "part2.md").write_text("# A Lamp Again\n\nIt was over.\n", encoding="utf-8")
    assert build() == feed
    (folder / "part3.md").write_text("# No Lamp\n\nIt was not.\n", encoding="utf-8")
    assert build(voices=f"title: The Right Lamp\n{VOICES}") == feed

    assert len(items(feed)) == 4
    assert text(etree.parse(feed).find("channel"), "podcast:guid") == identity


def test_a_serial_whose_manuscripts_are_renamed_or_gone_goes_on_in_its_folder(build, project):
    one, two, three = (project / "script" / name for name in ("story.txt", "two.txt", "three.txt"))
    build()
    titled = f"title: The Right Lamp\n{VOICES}"
    two.write_text("A Lamp Again\n\nIt was over.\n", encoding="utf-8")
    build(voices=titled)
    two.rename(three)
    build(voices=titled)
    three.unlink()
    build(voices=titled)
    one.rename(two)
    build("No Lamp\n\nIt was not.\n", voices=titled)

    assert [path.name for path in (project / "output").iterdir()] == ["the-wrong-lamp"]


@pytest.mark.parametrize("folder", [".", "..", "script"])
def test_a_script_beside_which_its_story_stays_is_the_same_podcast(narrate, project, folder):
    story, voices = project / folder / "story.txt", project / "voices.yaml"
    story.write_text(STORY, encoding="utf-8")
    narrate("build", story, "-C", project)
    narrate("script", story, "-C", project)
    voices.write_text(f"title: The Right Lamp\n{voices.read_text('utf-8')}", encoding="utf-8")
    narrate("build", "-C", project)

    assert [path.name for path in (project / "output").iterdir()] == ["the-wrong-lamp"]


def test_another_story_in_the_same_file_is_another_book(build, project):
    build()
    build("Snow\n\nChapter One\n\nIt snowed on Pia.\n")

    assert {path.name for path in (project / "output").iterdir()} == {"snow", "the-wrong-lamp"}


def test_stories_put_together_are_another_book_than_each(narrate, project):
    for name in ("one", "two"):
        story = project / "script" / f"{name}.txt"
        story.write_text(STORY.replace("The Wrong Lamp", name.title()), encoding="utf-8")
        narrate("build", story, "-C", project)

    narrate("build", "-C", project)

    made = {path.name for path in (project / "output").iterdir()}
    assert made == {"one", "two", slug(project.name)}


def test_dates_survive_a_lost_memory(build):
    feed = build()
    before = promises(feed)
    (feed.parent / "narrate.json").unlink()

    after = promises(build(STORY + "\nChapter Three\n\nIt was over.\n"))

    assert {number: after[number] for number in before} == before


def test_a_build_of_some_chapters_keeps_the_others_in_the_feed(build):
    everything = build().read_bytes()

    assert list(items(build(STORY, "--only", "2"))) == [2, 1]
    assert build().read_bytes() == everything


def test_without_an_address_it_is_that_of_narrate_serve(build):
    feed = build(voices="cover: cover.png\nnarrator: {voice: tone:alto}\n")

    link = etree.parse(feed).find("channel/atom:link", NAMESPACES)
    assert link.get("href") == "http://127.0.0.1:8000/the-wrong-lamp/feed.xml"
    moved = etree.fromstring(rebased(feed.read_bytes(), "http://192.168.0.7:9000/secret/the-wrong-lamp"))
    addresses = [*moved.xpath("//@url | //@href"), *moved.xpath("//link/text() | //url/text()")]
    assert len(addresses) == 15
    assert all(url.startswith("http://192.168.0.7:9000/secret/the-wrong-lamp/") for url in addresses)


def test_hostile_names_are_text(build):
    title = 'Nora\'s <b>"Lamp"</b> & Other/Tales: 🏮 مصباح\u202e'
    heading, written = "Chapter One: a < b &amp; ]]>", "Chapter One: a < b &amp;amp; ]]>"
    voices = (
        f"title: {json.dumps(title, ensure_ascii=False)}\ncover: cover.png\nnarrator: {{voice: tone:alto}}\n"
        f"podcast: {{description: {'ü' * 4000}}}\n"
    )

    feed = build(
        f"{written}\n\nIt rained.\n\nChapter Two\n\nIt rained.\n\nChapter Two\n\nIt rained.\n", voices=voices
    )

    channel = etree.parse(feed).find("channel")
    assert text(channel, "title") == title
    assert text(items(feed)[1], "title") == heading
    assert [text(items(feed)[n], "title") for n in (2, 3)] == ["Chapter Two", "Chapter Two"]
    assert [str(ID3(path)["TIT2"]) for path in sorted(feed.parent.glob("*.mp3"))] == [
        heading,
        "Chapter Two",
        "Chapter Two (2)",
    ]
    assert len(text(channel, "description").encode()) <= 4000
    assert feedparser.parse(feed.read_bytes()).bozo is False


SHOW = Show(
    title="The Lamp",
    author="A. Writer",
    language="en-GB",
    folder_url="https://example.org/lamp",
    guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
    description="A lamp.",
    category="Fiction",
    explicit=False,
    email=None,
    cover="cover.jpg",
    link="player.html",
    people=(Contributor("Narrator", "narrator"),),
)


def episode(number: int, **facts) -> Episode:
    usual = {
        "number": number,
        "title": f"Chapter {number}",
        "file": f"{number:03}.mp3",
        "version": "abc",
        "size": 3,
        "duration_ms": 1000,
        "guid": f"guid {number}",
        "published_s": 60 * number,
        "scenes": ((0, "Rain"),),
        "people": (),
    }
    return Episode(**{**usual, **facts})


@pytest.fixture
def folder(tmp_path):
    for number in (1, 2):
        for suffix in (".mp3", ".vtt", ".srt", ".chapters.json"):
            (tmp_path / f"{number:03}{suffix}").write_bytes(b"abc")
    (tmp_path / "cover.jpg").write_bytes(b"a lamp")
    return tmp_path


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ({}, None),
        ({"size": 4}, "Chapter 2: 002.mp3 has 3 bytes, not 4"),
        ({"file": "003.mp3"}, "Chapter 2: there is no file 003.mp3"),
        ({"published_s": 2000}, "Chapter 2: its date lies in the future"),
        ({"published_s": 59}, "the dates fall while the episodes' numbers rise"),
        ({"guid": "guid 1"}, "two episodes have the same guid"),
        ({"title": " "}, ": there is no title"),
        ({"number": 0}, "Chapter 2: itunes:episode is '0', not a whole number from 1"),
    ],
)
def test_rules(folder, second, fault):
    facts = {"file": "002.mp3", "title": "Chapter 2", "published_s": 120, **second}
    number = facts.pop("number", 2)

    found = list(faults(feed_xml(SHOW, [episode(1), episode(number, **facts)]), folder, 1000))

    assert found[:1] == ([fault] if fault else [])


def test_a_feed_whose_cover_is_gone_breaks_a_rule(folder):
    (folder / "cover.jpg").unlink()

    assert list(faults(feed_xml(SHOW, [episode(1)]), folder, 1000)) == ["there is no file cover.jpg"]


@pytest.mark.parametrize("title", ["The Lamp", "&" * 900])
def test_show_notes_of_hundreds_of_scenes_stay_short(folder, title):
    scenes = tuple((60_000 * number, "An <opening> & more words of it…") for number in range(400))

    xml = feed_xml(replace(SHOW, title=title), [episode(1, scenes=scenes)])

    assert list(faults(xml, folder, 1000)) == []


@pytest.mark.parametrize(
    ("folder_url", "name", "url"),
    [
        ("https://example.org/lamp/", "cover.jpg?v=1", "https://example.org/lamp/cover.jpg?v=1"),
        ("https://exämple.org/Lämpchen", "a b.mp3", "https://xn--exmple-cua.org/L%C3%A4mpchen/a%20b.mp3"),
        ("http://[::1]:8000/a%20b", "ü.mp3", "http://[::1]:8000/a%20b/%C3%BC.mp3"),
    ],
)
def test_addresses_are_ascii(folder_url, name, url):
    assert file_url(folder_url, name) == url
