"""The verbs as a user types them: what they print, what they make, and how they end."""

import importlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import click
import mutagen
import pytest

from narrate.cli import VERBS
from narrate.cli import narrate as group
from tests.stories import plain_cover

STORY = 'The Lamp\n\nNora met Tom.\n\n"Hello," said Nora.\n\n"Good evening," said Tom. "It rains."\n'
README = Path(__file__).parents[1] / "README.md"


@pytest.fixture
def story(project):
    path = project / "script" / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_explained(narrate, verb):
    status, output, complaints = narrate(verb, "--help")

    assert (status, complaints) == (0, "")
    assert output.startswith(f"Usage: narrate {verb} ")
    assert f"`narrate {verb}" in README.read_text(encoding="utf-8")


def test_every_option_is_explained():
    context = click.Context(group)
    options = [
        (verb, option)
        for verb in VERBS
        for option in group.get_command(context, verb).params
        if isinstance(option, click.Option)
    ]

    assert [(verb, option.name) for verb, option in options if not option.help] == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pyttsx3 has other voices")
@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("voice", ["tone:alto", "pyttsx3:gmw/en"])
def test_python_files_that_lie_beside_a_story_are_not_run(project, voice):
    (project / "voices.yaml").write_text(f"narrator: {{voice: {voice}}}\n", encoding="utf-8")
    plain_cover(project)
    for module in ("numpy", "signal"):
        (project / f"{module}.py").write_text("open('i-was-here', 'w')\n", encoding="utf-8")
    program = "import sys; del sys.path[0]; from narrate.__main__ import main; main()"  # as the command does

    subprocess.run([sys.executable, "-c", program, "build"], cwd=project, capture_output=True, check=False)

    assert list(project.glob("output/*/*.mp3"))
    assert not (project / "i-was-here").exists()


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("-C book build", "-C goes behind the verb: narrate build -C"),
        ("--project=book check", "--project goes behind the verb: narrate check --project"),
        ("--only 3 story.txt", "--only goes behind the verb: narrate build --only"),
        ("--dry-run", "--dry-run goes behind the verb: narrate build --dry-run"),
    ],
)
def test_an_option_before_the_verb_is_told_its_place(narrate, command, complaint):
    status, output, complaints = narrate(*command.split())

    assert (status, output, complaints.splitlines()[-1]) == (2, "", f"Error: {complaint}")


def test_a_shell_completes_what_is_typed():
    asked = {"_NARRATE_COMPLETE": "bash_complete", "COMP_WORDS": "narrate build --dry", "COMP_CWORD": "2"}

    done = subprocess.run(
        [sys.executable, "-m", "narrate"], env=os.environ | asked, capture_output=True, text=True, check=True
    )

    assert done.stdout == "plain,--dry-run\n"


def test_a_project_is_started_and_built(narrate, tmp_path):
    folder = tmp_path / "A new book"
    assert narrate("new", folder)[0] == 0
    (folder / "script" / "story.txt").write_text(STORY, encoding="utf-8")

    status, output, complaints = narrate("build", "-C", folder)

    assert (status, complaints) == (0, "")
    assert "001-chapter-1.mp3" in output
    assert (folder / "output" / "the-lamp" / "001-chapter-1.mp3").is_file()
    assert narrate("new", folder)[0] == 1


def test_a_dry_run_shows_the_plan_and_writes_nothing(narrate, project, story):
    status, output, _ = narrate("build", "-C", project, "--dry-run")

    assert (status, "10 takes to record, 0 reused" in output) == (0, True)
    assert not (project / "output").exists()
    assert story.read_text(encoding="utf-8") == STORY


def test_the_cast_is_shown_and_written(narrate, project, story):
    settings = project / "voices.yaml"
    settings.write_text("# mine\nnarrator: {voice: tone:alto}  # stays\n", encoding="utf-8")

    status, output, _ = narrate("cast", story, "-C", project, "--write")

    assert status == 0
    rows = [line.split()[:3] for line in output.splitlines()[1:4]]
    assert [row[0] for row in rows] == ["narrator", "Tom", "Nora"]
    written = settings.read_text(encoding="utf-8")
    assert written.startswith("# mine\nnarrator: {voice: tone:alto}  # stays\n")
    assert re.findall(r"^  (\w+):", written, re.MULTILINE) == ["Tom", "Nora"]
    assert narrate("cast", story, "-C", project, "--write")[1].endswith("nothing to add\n")


def test_a_gender_is_the_one_that_the_voice_was_chosen_by(narrate, project):
    story = project / "script" / "story.txt"
    story.write_text('"Hail," said Lady Quill.\n\n"Ho," said Tom.\n\n"Hum," said Zed.\n', encoding="utf-8")

    _, output, _ = narrate("cast", story, "-C", project)

    people = re.findall(r"^(Lady Quill|Tom|Zed) .* (female|male \(by name\)|unknown) ", output, re.MULTILINE)
    assert people == [("Lady Quill", "female"), ("Tom", "male (by name)"), ("Zed", "unknown")]


def test_who_is_listed_and_says_nothing_is_named_beside_who_was_meant(narrate, project, story):
    (project / "voices.yaml").write_text("cast:\n  Norra: tone:alto\n  Zed: tone:bass\n", encoding="utf-8")

    status, output, _ = narrate("cast", story, "-C", project)

    assert (status, output.splitlines()[-1]) == (
        0,
        "In voices.yaml, but silent in this story: Norra (Nora?), Zed",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
@pytest.mark.parametrize(
    ("verb", "encoding", "shown"),
    [("script", "utf-8", "caf\\udce9.script"), ("cast", "cp1252", "\\u0141ucja")],
)
def test_what_the_output_cannot_hold_is_shown_escaped(project, verb, encoding, shown):
    story = project / "caf\udce9.txt"
    story.write_text(STORY.replace("Nora", "Łucja"), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}
    command = [sys.executable, "-m", "narrate", verb, story, "-C", project]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, shown in done.stdout) == (0, True)


def test_json_is_utf_8_whatever_the_output_can_hold(story):
    story.write_text("Nora lit the 灯 🏮.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "narrate", "script", story, "--json"]

    done = subprocess.run(command, env=environment, capture_output=True, check=True)

    assert json.loads(done.stdout.decode("utf-8"))["text"] == "Nora lit the 灯 🏮.\n"


def test_voices_of_one_engine(narrate):
    status, output, _ = narrate("voices", "--engine", "tone")

    assert (status, output.splitlines()[0]) == (0, "tone: 7 voices")
    assert "tone:alto" in output


def test_engines_that_lack_something_stand_behind_those_that_speak(narrate):
    told = re.findall(r"^(\w+): (\d|cannot)", narrate("voices")[1], re.MULTILINE)

    lacking = [name for name, how in told if how == "cannot"]
    assert "kokoro" in lacking
    assert [name for name, _ in told][-len(lacking) :] == lacking


def test_of_thousands_of_voices_those_of_one_language_are_listed(narrate):
    head, *listed = narrate("voices", "--engine", "espeak")[1].splitlines()

    assert re.fullmatch(r"espeak: 36 voices \(of \d,\d{3}; --language CODE lists others\)", head)
    assert {line.split()[1] for line in listed} == {"en-gb"}
    assert narrate("voices", "--engine", "espeak", "--language", "fr")[1].count("\n") > 36


@pytest.mark.parametrize(
    ("named", "language"), [("en_GB", "en-gb"), ("Polish", "pl"), ("zh", "cmn"), ("EN-us", "en-us")]
)
def test_a_language_of_voices_is_understood_by_name_and_code(narrate, named, language):
    listed = narrate("voices", "--engine", "espeak", "--language", named)[1].splitlines()[1:]

    assert language in {line.split()[1] for line in listed}


def test_a_language_that_is_none_is_refused(narrate):
    status, output, complaints = narrate("voices", "--language", "klingon")

    assert (status, output) == (2, "")
    assert complaints.endswith(
        "'--language': 'klingon' is no language known by that name. Write its code: en, en-gb, fr.\n"
    )


def test_a_language_that_no_voice_speaks_is_told_once(narrate):
    status, output, complaints = narrate("voices", "--engine", "tone", "--language", "zz")

    assert (status, output, complaints.splitlines()[0]) == (1, "", "error: no voice here speaks zz")


def test_one_voice_is_heard(narrate, project, story, tmp_path):
    sound = tmp_path / "tom.wav"

    status, output, _ = narrate("say", "Good evening.", "--as", "Tom", "-C", project, "-o", sound)

    assert (status, story.exists()) == (0, True)
    assert output.startswith(f"{sound}: ")
    with wave.open(str(sound)) as said:
        assert said.getnframes() > said.getframerate() / 2


def test_who_has_a_voice_in_voices_yaml_is_heard_without_a_story(narrate, project, tmp_path):
    (project / "voices.yaml").write_text("cast: {Zed: {aliases: [Z], voice: tone:bass}}\n", encoding="utf-8")
    sound = tmp_path / "zed.wav"

    status, output, _ = narrate("say", "Hm.", "--as", "z", "-C", project, "-o", sound)

    assert (status, output.split(" s in ")[1]) == (0, "tone:bass\n")


def test_a_script_is_written_with_the_doubts_first(narrate, project, story):
    status, output, _ = narrate("script", story, "-C", project)

    script = project / "script" / "story.script"
    assert (status, output.splitlines()[0]) == (0, str(script))
    assert '"Hello," said Nora.' in script.read_text(encoding="utf-8")


def test_a_finished_book_is_checked(narrate, project, story):
    narrate("build", story, "-C", project)

    status, output, complaints = narrate("check", story, "-C", project)

    assert (status, complaints) == (0, "")
    measured = re.search(r"001-chapter-1\.mp3 .* s +(-\d+\.\d) ", output)
    assert abs(float(measured[1]) + 19) < 0.5
    assert output.splitlines()[-2:] == [
        "  feed.xml                             keeps the rules of podcast directories",
        "Nothing is wrong.",
    ]


def test_a_check_finds_what_has_happened_to_finished_files(narrate, project, story):
    narrate("build", story, "-C", project)
    folder = project / "output" / "the-lamp"
    (folder / "001-chapter-1.vtt").unlink()
    (folder / "001-chapter-1.srt").write_text("another\n", encoding="utf-8")
    with (folder / "001-chapter-1.mp3").open("ab") as chapter:
        chapter.write(bytes(10))

    status, output, complaints = narrate("check", story, "-C", project)

    assert (status, output.splitlines()[-2:]) == (
        1,
        ["  feed.xml                             breaks the rules of podcast directories", "4 errors found"],
    )
    size = (folder / "001-chapter-1.mp3").stat().st_size
    assert "001-chapter-1.vtt: this file is gone\n  Build it again." in complaints
    assert "001-chapter-1.srt: this file has been changed\n  Build it again." in complaints
    assert f"feed.xml: Chapter 1: 001-chapter-1.mp3 has {size} bytes, not {size - 10}" in complaints


def test_a_check_finds_files_of_the_whole_book_that_lag_behind(narrate, project, story):
    narrate("build", story, "-C", project, "--format", "m4b,epub")
    with story.open("a", encoding="utf-8") as text:
        text.write("\nIt was over.\n")
    narrate("build", story, "-C", project)
    folder = project / "output" / "the-lamp"
    (folder / "the-lamp.epub").unlink()

    status, _, complaints = narrate("check", story, "-C", project)

    assert status == 1
    assert "the-lamp.m4b: this file is older than the chapters\n  `narrate build --format m4b`" in complaints
    assert "the-lamp.epub: this file is gone\n  `narrate build --f" in complaints
    narrate("build", story, "-C", project, "--format", "m4b")
    assert narrate("check", story, "-C", project)[0] == 0


def test_a_check_finds_that_a_chapter_is_gone(narrate, project, story):
    narrate("build", story, "-C", project)
    (project / "output" / "the-lamp" / "001-chapter-1.mp3").unlink()

    _, output, complaints = narrate("check", story, "-C", project)

    assert output.splitlines()[-2:] == [
        "  feed.xml                             breaks the rules of podcast directories",
        "1 error found",
    ]
    assert "001-chapter-1.mp3: this file is gone\n  Build it again." in complaints


def test_credits_that_are_gone_are_one_error(narrate, project, story):
    (project / "voices.yaml").write_text("narrator: tone:alto\ncredits: true\n", encoding="utf-8")
    narrate("build", story, "-C", project)
    (project / "output" / "the-lamp" / "000-opening-credits.mp3").unlink()

    _, output, complaints = narrate("check", story, "-C", project)

    assert output.endswith("1 error found\n")
    assert "000-opening-credits.mp3: this file is gone\n  Build it again." in complaints


def test_a_check_finds_what_is_wrong_in_every_file(narrate, project):
    for name in ("one", "two"):
        (project / "script" / f"{name}.script").write_text("A stray } brace.\n", encoding="utf-8")

    status, output, complaints = narrate("check", "-C", project)

    assert (status, output) == (1, "2 errors found\n")
    assert complaints.count("error: ") == 2


def test_a_check_finds_pronunciations_that_an_engine_has_no_sounds_for(narrate, project):
    (project / "script" / "story.txt").write_text("Mara saw Jonas. Nora saw Jonas.\n", encoding="utf-8")
    settings = project / "voices.yaml"
    settings.write_text(
        "narrator: espeak:en-gb\npronounce:\n  Mara: /ˈmɑːrə/\n  Jonas: /ʘoʊ/\n  Kai: /ʘ/\n", encoding="utf-8"
    )

    status, output, complaints = narrate("check", "-C", project)

    assert (status, output.splitlines()[-1]) == (1, "1 error found")
    assert complaints.splitlines() == [
        f"error: {settings}:4:10: Jonas: espeak has no sound for 'ʘ' in the pronunciation /ʘoʊ/",
        "  Choose a sound that is near it, or write a respelling without slashes, as in loo-ther.",
    ]


def test_a_check_finds_that_the_cover_is_no_picture(narrate, project, story):
    (project / "voices.yaml").write_text("cover: script/story.txt\n", encoding="utf-8")

    status, _, complaints = narrate("check", story, "-C", project)

    assert (status, complaints.splitlines()[0]) == (1, f"error: {story}: this picture cannot be read")


def test_credits_of_two_words_keep_the_rules_of_acx(narrate, project, story):
    (project / "voices.yaml").write_text("master: acx\ncredits: {closing: The end.}\n", encoding="utf-8")
    narrate("build", story, "-C", project)

    status, output, complaints = narrate("check", story, "-C", project)

    assert (status, output.splitlines()[-1], complaints) == (0, "Nothing is wrong.", "")


def test_a_story_from_standard_input_is_checked(narrate, project, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))

    status, output, complaints = narrate("check", "-", "-C", project)

    assert (status, output.splitlines()[-1], complaints) == (0, "Nothing is wrong.", "")


def test_a_story_from_standard_input_is_no_other_one(narrate, project, monkeypatch):
    def build(story):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(story.encode())))
        status, output, complaints = narrate("build", "-", "-C", project)
        return status, output.splitlines()[0], complaints.partition(":")[0]

    assert build('Nora met Tom.\n\n"Hello," said Nora.\n') == (0, "stdin", "")
    assert build('Nora met Tom.\n\n"Hello," said Nora.\n\n"Yes?" asked Tom.\n') == (0, "stdin", "")
    assert build("It snowed on Pia.\n") == (1, "stdin", "error")


def test_the_cache_is_shown_and_emptied(narrate, project, story):
    narrate("build", story, "-C", project)

    assert "10 takes" in narrate("clean")[1]
    assert narrate("clean", "--all")[1].startswith("removed 10 takes")
    assert "0 takes" in narrate("clean")[1]


@pytest.mark.parametrize("option", ["--limit", "--older-than"])
def test_a_limit_that_no_cache_reaches_removes_nothing(narrate, option):
    assert narrate("clean", option, "9" * 400)[1].startswith("removed 0 takes")


def test_takes_that_cannot_be_removed_are_no_success(narrate):
    stuck = Path(os.environ["NARRATE_CACHE"]) / "takes" / "ab" / "c.take"
    stuck.mkdir(parents=True)  # which the system refuses to remove as if the folder were somebody else's

    status, output, complaints = narrate("clean", "--all")

    assert (status, output) == (1, "")
    assert f"{stuck}: 1 of 1 take cannot be removed" in complaints


def test_a_bug_of_ours_goes_into_a_log(narrate, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a bug in caf\udce9.txt")

    monkeypatch.setattr(importlib.import_module("narrate.commands.clean"), "take_store", broken)

    status, _, complaints = narrate("clean", "--all")

    assert status == 3
    assert "Traceback" not in complaints
    log = Path(re.search(r"\S+\.log", complaints).group())
    assert log.read_text(encoding="utf-8").splitlines()[1] == "clean --all"
    assert "ZeroDivisionError: a bug in caf" in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize(
    ("engine", "what"),
    [
        (
            "faulty",
            "story.txt:1: faulty cannot speak “raise it.” in the voice alto: the engine faulty raised Value",
        ),
        ("mute", "the engine mute raised TypeError: VoiceInfo.__init__()"),
    ],
)
def test_what_an_engine_of_somebody_else_raises_is_no_bug_of_ours(
    narrate, monkeypatch, project, engine, what
):
    monkeypatch.syspath_prepend(Path(__file__).parent / "engines" / "faulty")
    (project / "voices.yaml").write_text(f"narrator: {engine}:alto\n", encoding="utf-8")
    (project / "script" / "story.txt").write_text("raise it.\n", encoding="utf-8")

    status, _, complaints = narrate("build", "-C", project)

    assert (status, what in complaints) == (1, True)
    log = Path(re.search(r"The traceback is in (\S+\.log)", complaints)[1])
    assert 'faulty_engines.py", line' in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize("password", [["--password", "sesame"], ["--password=sesame"]])
def test_no_password_is_in_the_log_that_is_sent_to_us(narrate, monkeypatch, project, password):
    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr(importlib.import_module("narrate.commands.serve"), "feeds", broken)

    _, _, complaints = narrate("serve", f"-C{project}", *password)

    log = Path(re.search(r"\S+\.log", complaints).group())
    assert log.read_text(encoding="utf-8").splitlines()[1] == "serve -C --password"
    assert "sesame" not in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("loading", ["narrate.cli", "click", "narrate.commands.script", "numpy"])
def test_an_interruption_while_it_loads_is_no_bug(story, loading):
    """^C as a module is about to be loaded: the earliest moments of a command."""
    interrupted = (
        "import os, runpy, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {loading!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        f"sys.argv[1:] = ['script', {str(story)!r}, '--json']\n"
        "runpy.run_module('narrate', run_name='__main__')\n"
    )

    done = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_second_interruption_while_it_ends_is_no_bug():
    interrupted = (
        "import atexit, os, runpy, signal, sys\n"
        "atexit.register(os.kill, os.getpid(), signal.SIGINT)\n"
        "sys.argv[1:] = ['--version']\n"
        "runpy.run_module('narrate', run_name='__main__')\n"
    )

    done = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")  # 130 for a shell


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupted_build_stops_soon_and_carries_on(project, tmp_path):
    story = project / "script" / "story.txt"
    story.write_text("\n\n".join(f"It rained for the {n}. time." for n in range(3000)), encoding="utf-8")
    cache = Path(os.environ["NARRATE_CACHE"]) / "takes"
    command = [sys.executable, "-m", "narrate", "build", "-C", str(project), "-o", str(tmp_path / "out")]

    with subprocess.Popen(
        command, start_new_session=True, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as build:
        while build.poll() is None and not any(cache.glob("*/*.take")):
            time.sleep(0.05)
        os.killpg(build.pid, signal.SIGINT)
        _, complaints = build.communicate(timeout=60)

    assert build.returncode == 130
    assert b"Traceback" not in complaints
    assert b"the next run carries on" in complaints
    kept = sum(1 for _ in cache.glob("*/*.take"))
    assert 0 < kept < 3000


def test_an_audition_has_everyone_say_a_line_of_their_own(narrate, project, story, tmp_path):
    heard = tmp_path / "heard" / "cast.mp3"

    status, output, _ = narrate("cast", story, "-C", project, "--audition", heard)

    assert (status, output.splitlines()[-1]) == (0, f"{heard}: 2 voices")
    tags = mutagen.File(heard).tags
    assert tags["TIT2"] == "The cast"
    assert [mark.sub_frames["TIT2"].text for mark in tags.getall("CHAP")] == [["Tom"], ["Nora"]]
    assert narrate("cast", story, "-C", project, "--audition", "cast.wav")[0] == 2


def test_an_audition_of_a_damaged_take_records_it_again(narrate, project, story, tmp_path, damage_takes):
    heard = tmp_path / "cast.mp3"
    narrate("cast", story, "-C", project, "--audition", heard)
    before = heard.read_bytes()
    damage_takes()
    heard.unlink()

    assert narrate("cast", story, "-C", project, "--audition", heard)[0] == 0
    assert heard.read_bytes() == before


def test_names_that_no_dictionary_knows_are_listed_for_voices_yaml(narrate, project, story):
    story.write_text("Chapter One\n\nEilean came to Saltby. Eilean sat.\n", encoding="utf-8")

    status, output, _ = narrate("check", story, "-C", project, "--names")

    assert (status, output.splitlines()) == (
        0,
        [
            "pronounce:",
            f"  Eilean: Eilean  # 2 times, first {story}:3",
            f"  Saltby: Saltby  # 1 time, first {story}:3",
        ],
    )
