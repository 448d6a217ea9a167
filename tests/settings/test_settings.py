"""voices.yaml is read whole, and whatever is wrong in it is said with its place."""

import json
import re
import sys
from pathlib import Path

import pytest

from narrate.errors import NarrateError, Place
from narrate.files.formats import Format
from narrate.settings import Credits, Master, Pauses, Podcast, Settings
from narrate.settings.reading import parse_settings, read_settings
from narrate.settings.template import NEW_VOICES_YAML
from narrate.settings.yamlfile import place_of
from narrate.story.book import Series
from narrate.story.cast import Role
from narrate.story.people import Gender

CASES = Path(__file__).parent / "cases"

EVERYTHING = """\
title: The Harbour Light
author: A. Writer
cover: cover.jpg
language: en_GB
narrator: {voice: espeak:en-gb, rate: 0.95}
author_voice: read
cast:
  Lex Luthor:
    aliases: [Lex, President Luthor]
    gender: male
    voice: espeak:en-us+m3
    pitch: -2
    rate: 1.05
    gain: 1.5
    pan: -0.2
    narrates: true
  Lois:
pauses: {sentence: 0.25, scene: 1.5}
pronounce: {Smallville: smawl-vill, Luthor: '/ˈlu:θɚ/'}
master: acx
formats: [mp3, m4b]
podcast: {url: https://example.org/harbour, email: me@example.org, category: Drama, explicit: true}
series: {name: The Keepers, number: 2.5}
"""


@pytest.fixture
def voices(tmp_path, monkeypatch):
    """A function that writes a voices.yaml into an empty folder and reads it."""
    monkeypatch.chdir(tmp_path)

    def read(content: str | bytes) -> Settings:
        path = Path("voices.yaml")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_settings(path)

    return read


def touch_files():
    """The files that the template and the documentation speak of."""
    for name in ("cover.jpg", "intro.mp3", "outro.mp3", "bell.wav", "rain.ogg"):
        Path(name).touch()


def the_cast(text: str) -> tuple[Role, ...]:
    return parse_settings(Path("voices.yaml"), text).cast


def test_an_anchor_can_be_set_again(voices, recwarn):
    settings = voices("cast:\n  A: &a {pitch: 1}\n  B: &a {pitch: 2}\n  C: *a\n")

    assert [role.pitch for role in settings.cast] == [1, 2, 2]
    assert not recwarn.list


def test_every_key(voices):
    Path("cover.jpg").touch()

    assert voices(EVERYTHING) == Settings(
        title="The Harbour Light",
        author="A. Writer",
        series=Series("The Keepers", "2.5"),
        cover=Path("cover.jpg"),
        language="en-GB",
        narrator=Role("narrator", voice="espeak:en-gb", rate=0.95),
        author_voice=Role("author"),
        cast=(
            Role(
                "Lex Luthor",
                ("Lex", "President Luthor"),
                Gender.MALE,
                narrates=True,
                voice="espeak:en-us+m3",
                pitch=-2.0,
                rate=1.05,
                gain_db=1.5,
                pan=-0.2,
            ),
            Role("Lois"),
        ),
        pauses=Pauses(sentence_ms=250, scene_ms=1500),
        pronounce={"Smallville": "smawl-vill", "Luthor": "/ˈluːθɚ/"},
        master=Master.ACX,
        formats=(Format.MP3, Format.M4B),
        podcast=Podcast("https://example.org/harbour", "me@example.org", "Drama", explicit=True),
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "# nothing decided\n",
        "---\n",
        "null\n",
        "\ufeff",
        "title:\ncast:\npauses:\nnarrator:\n",
        NEW_VOICES_YAML,
    ],
)
def test_what_is_not_said_is_the_default(voices, content):
    assert voices(content) == Settings()


def decided(*lines: int) -> str:
    """The template with the # taken away from some lines."""
    written = NEW_VOICES_YAML.splitlines()
    return "\n".join(line.replace("#", "", 1) if at in lines else line for at, line in enumerate(written))


def keys_of_the_template() -> list[int]:
    return [at for at, line in enumerate(NEW_VOICES_YAML.splitlines()) if re.match(r" *#\w", line)]


def test_the_template_shows_every_key_and_takes_no_more_than_its_signs_away(voices):
    touch_files()

    settings = voices(decided(*keys_of_the_template()))

    unchanged = [name for name in Settings.__slots__ if getattr(settings, name) == getattr(Settings(), name)]
    defaults = ["author_voice", "pauses", "tags", "acting", "master", "formats"]  # shown as they are
    assert unchanged == defaults
    assert settings.cast == (
        Role(
            "Ada Finch",
            ("Ada", "Captain Finch"),
            Gender.FEMALE,
            narrates=True,
            voice="espeak:en-us+f2",
            pitch=-2,
            rate=1.05,
            gain_db=1.5,
            pan=-0.2,
            pronounce=(("either", "eye-ther"),),
        ),
    )
    assert settings.credits == Credits("The Harbour Light, by A. Writer.", "The end.")
    assert settings.podcast == Podcast(
        "https://example.org/harbour",
        "me@example.org",
        "Fiction",
        "A keeper, a storm, and a light that must not go out.",
        explicit=False,
    )


@pytest.mark.parametrize("line", keys_of_the_template())
def test_a_line_of_the_template_is_decided_by_taking_its_sign_away(voices, line):
    touch_files()
    written = NEW_VOICES_YAML.splitlines()
    depth = written[line].index("#")
    above = [at for at in keys_of_the_template() if at < line and written[at].index("#") < depth]
    parents = {written[at].index("#"): at for at in above}  # the last at each depth

    voices(decided(line, *parents.values()))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (json.dumps({"cast": {"Lex": {"aliases": ["L"], "pan": 1}}}), Role("Lex", ("L",), pan=1)),
        ("cast:\n  Lois:\n", Role("Lois")),
        ("cast: {Lois: {}}", Role("Lois")),
        ("cast:\n  7: {aliases: [8, 0x9]}\n", Role("7", ("8", "0x9"))),
        ('cast: {"Ford, Prefect": {aliases: Ford}}', Role("Ford, Prefect", ("Ford",))),
        ("""cast: {"'Arry": {aliases: 'Who?'}}""", Role("'Arry", ("Who?",))),
        ("cast: {Yes: {aliases: [No]}}", Role("Yes", ("No",))),
        ("cast: {Lex: tone:alto}", Role("Lex", voice="tone:alto")),
        ("cast: {Lex: {voice: 'pyttsx3:David: UK'}}", Role("Lex", voice="pyttsx3:David: UK")),
        ("cast: {Lex: {aliases: [Lex, LEX, Luthor, Luthor]}}", Role("Lex", ("Lex", "LEX", "Luthor"))),
        ("cast: {Lex: {voice: , gender: , aliases: }}", Role("Lex")),
        ("cast: {Lex: {narrates: False, gain: -1_0}}", Role("Lex", narrates=False, gain_db=-10)),
        ("cast:\n  ? Lex\n  : {pan: 1}\n", Role("Lex", pan=1)),
        ("cast: {'Zoë   Ó Briain': }", Role("Zoë Ó Briain")),
    ],
)
def test_ways_to_write_a_person(written, expected):
    assert the_cast(written) == (expected,)


def test_anchors_aliases_and_merge_keys():
    twins = """
narrator: &calm {rate: 0.9, pitch: -1}
cast:
  Tim: &tim
    <<: *calm
    pitch: 2
  Tom: *tim
"""
    assert the_cast(twins) == (Role("Tim", pitch=2, rate=0.9), Role("Tom", pitch=2, rate=0.9))


def test_merges_of_merges_are_read_in_no_time():
    levels = [f"  L{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 9)}]}}" for n in range(1, 40)]

    cast = the_cast("\n".join(["cast:", "  L0: &l0 {pan: 1}", *levels]))

    assert {role.pan for role in cast} == {1}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("skip", None),
        ("read", Role("author")),
        ("tone:alto", Role("author", voice="tone:alto")),
        ("{rate: 0.9}", Role("author", rate=0.9)),
    ],
)
def test_the_authors_voice(voices, written, expected):
    assert voices(f"author_voice: {written}").author_voice == expected


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends(voices, codec, newline):
    Path("cover.jpg").touch()

    assert voices(EVERYTHING.replace("\n", newline).encode(codec)) == voices(EVERYTHING)


def test_a_bare_number_is_a_title(voices):
    assert voices("title: 1984").title == "1984"
    assert voices("title: 2.50").title == "2.50"


def cases(name: str) -> list[list[str]]:
    """The cases of a file: what is written (→ for a tab), and after >>> what is said of it."""
    blocks = (CASES / name).read_text("utf-8").split("\n\n")
    return [block.strip("\n").replace("→", "\t").split("\n>>>\n") for block in blocks]


@pytest.mark.parametrize(("written", "said"), cases("errors.txt"))
def test_what_is_wrong_is_said_with_its_place(voices, written, said):
    Path("cover.jpg").touch()

    with pytest.raises(NarrateError) as caught:
        voices(written + "\n")

    assert str(caught.value) == said


NOT_UTF_8 = """\
voices.yaml:2:11: the byte 0xe9 is not UTF-8
  Save the file as UTF-8: most editors offer it beside “Save as”."""
NUL = """\
voices.yaml:1:9: the character U+0000 cannot be in a YAML file
  Delete it and write it again."""
DEEP = "voices.yaml: brackets are nested too deeply"
HUGE = """\
voices.yaml: 1.5 MB are too much for settings
  Is this the right file? The story itself goes into script/."""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"author: me\ntitle: caf\xe9\n", NOT_UTF_8),
        ("title: a\0b\n", NUL),
        ("[" * 1000, DEEP),
        ("#" * 1_500_000, HUGE),
    ],
    ids=["not UTF-8", "NUL", "deep", "huge"],
)
def test_what_is_no_text_or_no_settings(voices, written, said):
    with pytest.raises(NarrateError) as caught:
        voices(written)

    assert str(caught.value) == said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")
def test_a_link_that_leads_to_itself_is_no_cover(tmp_path):
    (tmp_path / "cover.jpg").symlink_to("cover.jpg")
    path = tmp_path / "voices.yaml"
    path.write_text("cover: cover.jpg\n", encoding="utf-8")

    with pytest.raises(NarrateError) as caught:
        read_settings(path)

    assert caught.value.place == Place(path, 1, 8)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(NarrateError, match=r"nowhere\.yaml: cannot read it: No such file or directory"):
        read_settings(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(
    ("word", "where"),
    [("espeak:en-us+m3", ":11:12"), ("espeak:en-gb", ":5:19"), ("President Luthor", ":9:20"), ("?", "")],
)
def test_where_a_word_stands(tmp_path, word, where):
    path = tmp_path / "voices.yaml"
    path.write_text(EVERYTHING + "narrates: &loop [*loop]\n", encoding="utf-8")

    assert str(place_of(path, word)) == f"{path}{where}"


def test_the_documentation_shows_every_key_and_its_examples_work(voices):
    page = (Path(__file__).parents[2] / "docs" / "voices.md").read_text("utf-8")
    touch_files()

    examples = [voices(example) for example in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]

    keys = re.findall(r"(\w+):\s", EVERYTHING)
    assert [key for key in keys if f"{key}:" not in page and f"`{key}`" not in page] == []
    assert len(examples) == 15
