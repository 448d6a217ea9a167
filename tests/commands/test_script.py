"""`narrate script` as it is used: written, corrected, and written again."""

import json
import os
import re
import shlex

import pytest

CAST = "cast:\n  Nora: {gender: female}\n  Tom: {gender: male}\n  Harriet: {gender: female}\n"
LINES = [
    "It will rain.",
    "It never does.",
    "Wait and see.",
    "I have been waiting.",
    "For what?",
    "For the boat.",
    "It went down.",
]
STORY = "Nora, Tom and Harriet sat on the quay.\n\n" + "\n\n".join(f'"{line}"' for line in LINES) + "\n"


@pytest.fixture
def story(project):
    (project / "voices.yaml").write_text(CAST, encoding="utf-8")
    path = project / "script" / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def write(narrate, project, story):
    """Run `narrate script`: what it prints; it has to succeed without a warning."""

    def write(*options):
        status, output, complaints = narrate("script", story, "-C", project, *options)
        assert (status, complaints) == (0, "")
        return output

    return write


def test_a_word_is_one_word(write, story):
    story.write_text("Rain.\n", encoding="utf-8")

    assert write().splitlines()[2] == f"  {1:>8} word of story"


def directions(script: str) -> list[str]:
    """What stands in braces before each line."""
    return re.findall(r'\{(.*?)\} "', script)


def test_a_confirmed_line_changes_the_guesses_around_it(write, story):
    script = story.with_suffix(".script")
    write()
    before = script.read_text(encoding="utf-8")
    assert all(name.endswith("?") for name in directions(before))
    other = next(name for name in ("Tom", "Harriet") if f"{name}?" != directions(before)[3])
    script.write_text(before.replace(f'{{{directions(before)[3]}}} "I have', f'{{{other}}} "I have'), "utf-8")

    write()

    after = directions(script.read_text(encoding="utf-8"))
    assert after[3] == other
    assert [name.rstrip("?") for name in after[2:5]] != [name.rstrip("?") for name in directions(before)[2:5]]
    assert other not in (after[2].rstrip("?"), after[4].rstrip("?"))  # nobody answers themselves


def test_a_guess_that_is_confirmed_makes_the_lines_around_it_surer(narrate, project, write, story):
    script = story.with_suffix(".script")
    write()

    def confidences():
        spans = json.loads(narrate("script", script, "-C", project, "--json")[1])["spans"]
        return [span["confidence"] for span in spans if span["kind"] == "speech"]

    written = script.read_text(encoding="utf-8")
    script.write_text(re.sub(r'\{\w+\?\} "', '"', written), encoding="utf-8")
    before = confidences()
    guess = directions(written)[3].rstrip("?")
    script.write_text(
        re.sub(r'\{\w+\?\} "', '"', written).replace('"I have', f'{{{guess}}} "I have'), "utf-8"
    )
    after = confidences()

    around = [0, 1, 2, 4, 5, 6]
    assert sum(after[at] for at in around) > sum(before[at] for at in around)


def test_what_it_prints(write, story):
    output = write()

    first, second, third, *rest = output.splitlines()
    assert first == str(story.with_suffix(".script"))
    assert second.startswith("1 chapter, 1 scene, 7 spoken lines of ")
    assert third.split() == ["29", "words", "of", "story"]
    assert rest[0] == "7 of 7 lines doubtful, marked {Name?}. Look at these first:"
    script = story.with_suffix(".script")
    rows = [re.match(r"  (\S+):(\d+) +({\w+\?}) or \w+ +(.*)$", row).groups() for row in rest[1:-1]]
    assert [(file, words) for file, _, _, words in rows] == [(str(script), f'"{line}"') for line in LINES]
    written = script.read_text(encoding="utf-8").splitlines()
    assert [written[int(at) - 1] for _, at, _, _ in rows] == [f"{who} {words}" for _, _, who, words in rows]


def test_when_all_is_confirmed(write, story):
    write()
    script = story.with_suffix(".script")
    script.write_text(script.read_text(encoding="utf-8").replace("?}", "}"), encoding="utf-8")

    assert write().splitlines()[-1] == "No line is doubtful."


def test_the_end_of_a_chapter_that_may_be_a_note_is_shown_until_it_is_left_out(write, story):
    story.write_text(f"{STORY}\n---\n\nSee you all next week!\n", encoding="utf-8")
    assert "may be a note of yours: " in write()
    script = story.with_suffix(".script")
    skipped = script.read_text(encoding="utf-8").replace(
        "See you all next week!", "{skip}See you all next week!{/skip}"
    )
    script.write_text(skipped, encoding="utf-8")

    assert "may be a note" not in write()


def test_what_fits_nowhere_is_shown(write, story):
    write()
    script = story.with_suffix(".script")
    script.write_text(script.read_text(encoding="utf-8").replace("?}", "}"), encoding="utf-8")
    story.write_text(STORY.replace('\n\n"For the boat."', ""), encoding="utf-8")

    output = write()

    assert f"The text has changed: the script as it was is kept in {script}.bak" in output
    assert "1 direction of the old script fits nowhere now:" in output
    assert re.search(
        rf'^  {re.escape(str(script))}\.bak:13  \{{\w+\}} "For the boat\."$', output, re.MULTILINE
    )


def test_corrections_survive_a_manuscript_that_was_retyped_and_has_grown(write, story):
    write()
    script = story.with_suffix(".script")
    confirmed = script.read_text(encoding="utf-8").replace("?}", "}")
    script.write_text(confirmed, encoding="utf-8")
    retyped = re.sub('"(.*?)"', r"“\1”", STORY).replace("sat on the quay", "sat\non the quay")
    story.write_text(retyped + "\n“Who is that?” said Tom.\n", encoding="utf-8")

    write()

    expected = re.sub('"(.*?)"', r"“\1”", confirmed).replace("sat on the quay", "sat\non the quay")
    assert script.read_text(encoding="utf-8").startswith(expected)


def test_a_build_of_a_changed_manuscript_says_which_directions_have_lost_their_text(
    narrate, project, write, story
):
    write()
    script = story.with_suffix(".script")
    story.write_text(STORY.replace('\n\n"For the boat."', ""), encoding="utf-8")
    script.write_text(script.read_text(encoding="utf-8").replace("?}", "}"), encoding="utf-8")
    os.utime(script, (0, 0))

    _, _, complaints = narrate("build", story, "-C", project, "--dry-run")

    assert re.search(
        r"story\.script:13: the text of the direction \{\w+\} is gone$", complaints, re.MULTILINE
    )


def test_a_build_says_how_to_come_to_the_doubtful_lines(narrate, project, story):
    command = re.search("7 doubtful lines: `narrate (.*)` marks them", narrate("build", "-C", project)[1])[1]

    assert narrate(*shlex.split(command))[0] == 0

    script = story.with_suffix(".script")
    assert script.read_text(encoding="utf-8").count("?}") == 7
    assert f"7 doubtful lines: look for {{Name?}} in {script}.\n" in narrate("build", "-C", project)[1]


def test_who_is_named_in_another_file_of_the_book_is_known(narrate, project):
    first, second = project / "a.txt", project / "b.txt"
    first.write_text('Lex Luthor and Martha Kent came in.\n\n"Hello," said Lex.\n', encoding="utf-8")
    second.write_text('He sat down.\n\n"It is cold," he said.\n\n"It always is."\n', encoding="utf-8")
    assert narrate("script", first, second, "-C", project)[0] == 0
    script = project / "script" / "b.script"
    script.write_text(re.sub(r"\{.*?\}", "{Lex}", script.read_text(encoding="utf-8")), encoding="utf-8")
    os.utime(script, (0, 0))
    second.write_text(second.read_text(encoding="utf-8") + "\nIt rained.\n", encoding="utf-8")

    assert narrate("build", first, second, "-C", project, "--dry-run")[0] == 0
    assert narrate("script", first, second, "-C", project)[0] == 0
    assert directions(script.read_text(encoding="utf-8")) == ["Lex", "Lex"]


def test_who_is_renamed_in_one_file_of_the_book_is_so_in_all_scripts(narrate, project):
    first, second = project / "a.txt", project / "b.txt"
    first.write_text('Tom and Nora sat on the quay in the rain.\n\n"Hello," said Tom.\n', encoding="utf-8")
    second.write_text('She rose.\n\n"It is cold," he said.\n', encoding="utf-8")
    assert narrate("script", first, second, "-C", project)[0] == 0
    script = project / "script" / "b.script"
    script.write_text(script.read_text(encoding="utf-8").replace("?}", "}"), encoding="utf-8")
    first.write_text(first.read_text(encoding="utf-8").replace("Tom", "Jim"), encoding="utf-8")

    assert narrate("build", first, second, "-C", project, "--dry-run")[0] == 0
    assert "Tom is called Jim now" in narrate("script", first, second, "-C", project)[1]
    assert directions(script.read_text(encoding="utf-8")) == ["Jim"]


def test_a_book_of_several_files_is_called_the_same_with_and_without_its_scripts(narrate, project):
    chapters = project / "chapters"
    chapters.mkdir()
    for name in ("a.txt", "b.txt"):
        (chapters / name).write_text('"It is cold," said Tom.\n', encoding="utf-8")
    before = narrate("build", chapters, "-C", project, "--dry-run")[1]
    narrate("script", chapters, "-C", project)

    assert narrate("build", chapters, "-C", project, "--dry-run")[1] == before
    assert before.startswith("chapters\n")


def test_a_manuscript_that_is_newer_than_its_script_has_its_own_lines_and_the_scripts_sounds(
    narrate, project, story, write
):
    write()
    script = story.with_suffix(".script")
    script.write_text("{pause 2s}\n\n{play bell.wav}\n\n" + script.read_text("utf-8"), encoding="utf-8")
    newer = project / "story.txt"
    newer.write_text(STORY + '\n"It rained.\n', encoding="utf-8")

    complaints = narrate("build", newer, "-C", project, "--dry-run")[2]

    assert f"{newer}:17: this quote never closes" in complaints
    assert f"{script}:3: there is no file bell.wav\n  It is sought beside story.script." in complaints


def test_the_encoding_of_a_manuscript_is_not_that_of_its_script(narrate, project):
    story, script = project / "story.txt", project / "script" / "story.script"
    story.write_bytes("Chloé came in.\n\n“It is cold,” said Chloé.\n".encode("cp1252"))

    for command in ("script", "script", "build"):
        assert narrate(command, story, "-C", project, "--encoding", "cp1252")[::2] == (0, "")
    assert directions(script.read_text(encoding="utf-8").replace("“", '"')) == ["Chloé"]


@pytest.mark.parametrize("more", ["", "\nIt rained.\n"])
def test_json_has_what_was_confirmed_and_writes_nothing(write, project, story, more):
    write()
    script = story.with_suffix(".script")
    script.write_text(
        re.sub(r"\{\w+\?\} \"It will", '{Harriet} "It will', script.read_text("utf-8")), "utf-8"
    )
    story.write_text(STORY + more, encoding="utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*.*")}

    spans = json.loads(write("--json"))["spans"]

    first = next(span for span in spans if span["kind"] == "speech")
    assert (first["speaker"], first["confidence"]) == ("Harriet", 1.0)
    assert {path: path.read_bytes() for path in project.rglob("*.*")} == before


def test_without_a_name_each_script_is_written_again_of_the_newer_text(narrate, project, write, story):
    write()
    script, corrected = story.with_suffix(".script"), project / "script" / "corrected.script"
    corrected.write_text('Tom rose.\n\n{Tom} "My own words."\n', encoding="utf-8")
    story.write_text(STORY + "\nIt rained.\n", encoding="utf-8")

    status, output, _ = narrate("script", "-C", project)

    assert (status, output.splitlines()[1:3]) == (0, [str(corrected), str(script)])
    assert script.read_text(encoding="utf-8").endswith("\nIt rained.\n")
    assert corrected.read_text(encoding="utf-8") == 'Tom rose.\n\n{Tom} "My own words."\n'


def test_a_manuscript_that_is_named_twice_is_read_once(narrate, project, write, story):
    assert narrate("script", story, story, "-C", project)[1] == write()


def test_a_language_model_without_a_server_is_a_wrong_command(narrate, project, story):
    assert narrate("script", story, "-C", project, "--llm-model", "tiny")[0] == 2


def test_a_script_in_capitals_is_written_again_and_gets_no_second_one(narrate, project):
    (project / "voices.yaml").write_text(CAST, encoding="utf-8")
    path = project / "script" / "STORY.SCRIPT"
    path.write_text(STORY, encoding="utf-8")

    status, _, _ = narrate("script", path, "-C", project)

    assert (status, [each.name for each in path.parent.iterdir()]) == (0, ["STORY.SCRIPT"])
    assert len(directions(path.read_text(encoding="utf-8"))) == len(LINES)
