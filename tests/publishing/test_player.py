"""The page in a real browser, opened from a file, as a phone or a desk shows it."""

import json
import re

import pytest

from tests.chromium import PATH, chromium

STORY = """The Lamp

by A. <Writer>

Chapter One

"The lamp is lit," said Nora.

"It can't be </script><b>lit</b>," said Tom.

* * *

Nora went home.

Chapter Two: Tom & Nora

"Good evening," said Nora.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A finished book."""
    from narrate.cli import run  # noqa: PLC0415 - the cache must be another one first

    project = tmp_path_factory.mktemp("player")
    (project / "script").mkdir()
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    (project / "voices.yaml").write_text("narrator: {voice: tone:alto}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_CACHE", str(project / "cache"))
        assert run(["build", "-C", str(project)]) == 0
    return project / "output" / "the-lamp"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if PATH is None:
        pytest.skip("no Chromium here")
    with chromium(tmp_path_factory.mktemp("browser")) as page:
        yield page


@pytest.fixture
def page(folder, browser):
    """The book's page as somebody sees it who opens it for the first time."""
    browser.fresh()
    browser.size(1000, 800)
    browser.go((folder / "player.html").as_uri())
    browser.until("audio.readyState > 0")
    yield browser
    assert browser.complaints == []


def facts(folder):
    page = (folder / "player.html").read_text(encoding="utf-8")
    return json.loads(
        re.search(r'<script type="application/json" id="book">(.*?)</script>', page, re.DOTALL)[1]
    )


def test_the_page_holds_the_whole_text(folder):
    book = facts(folder)

    assert (book["title"], book["author"]) == ("The Lamp", "A. <Writer>")
    assert [chapter["title"] for chapter in book["chapters"]] == ["Chapter One", "Chapter Two: Tom & Nora"]
    told = [
        [words for _, _, words in paragraph["sentences"]]
        for chapter in book["chapters"]
        for paragraph in chapter["paragraphs"]
    ]
    assert ['"It can\'t be </script>lit,"', "said Tom."] in told
    assert all((folder / chapter["file"]).is_file() for chapter in book["chapters"])


def test_nothing_is_asked_of_other_servers(folder):
    page = (folder / "player.html").read_text(encoding="utf-8")

    assert re.findall(r"(?:src|href)=\"(?!data:|feed\.xml|0)[^\"]*\"", page) == []
    assert "http:" not in page
    assert "https:" not in page


def test_it_lights_the_sentence_that_is_heard(page):
    page.ask("audio.playbackRate = 2, $('play').click()")

    for sentence in range(3):
        page.until(f"lit >= {sentence} && document.querySelectorAll('.lit').length === 1")
    assert page.ask("document.querySelector('.lit').getAttribute('aria-current')") == "true"


def test_a_click_jumps_there(page):
    page.ask("sentences[3].node.click()")

    page.until("!audio.paused && audio.currentTime >= sentences[3].at")
    assert page.ask("sentences[lit].node.textContent") == page.ask("sentences[3].node.textContent")


def test_title_and_byline_stand_once_and_are_lit_where_they_stand(page):
    shown = "[...document.querySelectorAll('h1, h1 + p, h2')].map(node => node.textContent.trim())"

    page.ask("book.author = 'A', open(1)")  # what the narrator says: <Writer> looks like a tag of HTML
    assert page.ask(shown) == ["The Lamp", "by A", "Chapter One"]
    page.ask("show(sentences[1].at)")
    assert page.ask("document.querySelector('.lit').parentNode.id") == "author"
    page.ask("open(2)")
    assert page.ask(shown) == ["The Lamp", "A", "Chapter Two: Tom & Nora"]


def test_speakers_have_colours(page):
    colours = page.ask(
        "Object.fromEntries([...document.querySelectorAll('.s')].map("
        "node => [node.dataset.speaker || '', getComputedStyle(node).color]))"
    )

    assert sorted(colours) == ["", "Nora", "Tom"]
    assert len(set(colours.values())) == 3


LEAST_CONTRAST = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const light = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(
      value => value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const ratio = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
  const page = getComputedStyle(document.documentElement);
  const speech = document.querySelector("[data-speaker]");
  let least = Math.min(
    ratio(page.getPropertyValue("--faint"), page.getPropertyValue("--paper")),
    ratio(getComputedStyle(document.getElementById("trouble")).color, page.getPropertyValue("--bar")));
  for (let hue = 0; hue < 360; hue += 5) {
    speech.style.setProperty("--hue", hue);
    const colour = getComputedStyle(speech).color;
    for (const under of ["--paper", "--lit"])
      least = Math.min(least, ratio(colour, page.getPropertyValue(under)));
  }
  return least;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read(page, scheme):
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    assert page.ask(LEAST_CONTRAST) >= 4.5  # WCAG 2.2, AA


def test_it_remembers_the_place(page, folder):
    page.ask("open(2, 0), audio.playbackRate = 1.5")
    page.until("audio.readyState > 0 && chapter.number === 2")
    page.ask("audio.currentTime = 0.7")
    page.until("JSON.parse(localStorage.getItem(memory) || '{}').at === 0.7")

    # Not by way of another page: there Chromium sometimes forgets what it has just stored.
    page.ask("window.earlier = true")
    page.call("Page.navigate", url=(folder / "player.html").as_uri())
    page.until("!window.earlier && document.readyState === 'complete'")
    page.until("chapter.number === 2 && audio.readyState > 0 && Math.abs(audio.currentTime - 0.7) < 0.05")
    assert page.ask("[audio.playbackRate, $('speed').value]") == [1.5, "1.5"]


def test_it_remembers_the_chapter_whatever_its_number(page, folder):
    page.ask("open(2, 0)")
    page.until("audio.readyState > 0 && chapter.number === 2")
    page.ask("audio.currentTime = 0.7")
    page.until("JSON.parse(localStorage.getItem(memory) || '{}').at === 0.7")
    path = folder / "player.html"
    written = path.read_text(encoding="utf-8")
    put_in_front = re.sub(r'"number":(\d)', lambda number: f'"number":{int(number[1]) + 1}', written)

    path.write_text(put_in_front, encoding="utf-8")
    page.call("Page.navigate", url=path.as_uri())

    page.until("chapter?.number === 3 && audio.readyState > 0 && Math.abs(audio.currentTime - 0.7) < 0.05")
    path.write_text(written, encoding="utf-8")


def test_one_chapter_follows_the_other(page):
    page.ask("$('play').click(), audio.currentTime = audio.duration - 0.3")

    page.until("chapter.number === 2 && !audio.paused && audio.currentTime > 0.1")
    assert page.ask("$('chapter').value") == "2"


def test_keys_and_buttons(page):
    def press(key):
        page.ask(
            f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true}}))"
        )

    press("ArrowDown")
    page.until("!audio.paused && lit === 0")
    press(" ")
    page.until("audio.paused")
    page.ask("audio.currentTime = 5, $('back').click()")
    page.until("audio.currentTime === 0")


@pytest.mark.parametrize("focused", ["play", "seek"])
def test_arrows_seek_whatever_was_clicked_last(page, focused):
    page.ask(f"audio.currentTime = 2, $('{focused}').focus()")

    page.call("Input.dispatchKeyEvent", type="rawKeyDown", key="ArrowLeft", windowsVirtualKeyCode=37)

    page.until("audio.currentTime === 0")


@pytest.mark.parametrize(("title", "cover_comes_first"), [("The Lamp", True), ("המנורה", False)])
def test_the_cover_is_where_reading_begins(page, title, cover_comes_first):
    page.ask(f"$('title').textContent = '{title}'")

    left = "document.querySelector('{}').getBoundingClientRect().left"
    assert page.ask(f"{left.format('header img')} < {left.format('h1')}") is cover_comes_first


@pytest.mark.parametrize(("wanted", "is_there_at_once"), [("no-preference", False), ("reduce", True)])
def test_the_page_glides_only_where_that_is_liked(page, wanted, is_there_at_once):
    page.size(360, 300, mobile=True)
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": wanted}])
    page.ask("scrollTo({top: 0, behavior: 'instant'})")

    assert page.ask("show(sentences.at(-1).at), scrollY > 0") is is_there_at_once
    page.until("scrollY > 0")


def test_it_fits_a_phone(page):
    page.size(360, 640, mobile=True)
    page.ask("$('cast').append(...Array.from({length: 20}, () => $('cast').firstChild.cloneNode(true)))")
    page.ask(
        "document.querySelectorAll('h1, h2, .s, #cast span').forEach(node => node.append('A'.repeat(99)))"
    )

    assert page.ask("document.documentElement.scrollWidth") == 360
    small = page.ask(
        "[...document.querySelectorAll('button, select')].filter("
        "node => node.getBoundingClientRect().height < 40).length"
    )
    assert small == 0


def test_a_missing_file_is_said(page):
    page.ask("book.chapters[1].file = 'gone.mp3', open(2, 0, true)")

    page.until("$('trouble').textContent.includes('gone.mp3')")
