"""A language model is asked about doubtful lines: it chooses among people, and can do nothing else."""

import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.attribution import SURE, Saying
from narrate.script import llm
from narrate.script.llm import LanguageModel
from tests.llmserver import ModelServer, choices
from tests.stories import book

STORY = book('Nora met Tom.\n\n"The lamp is lit."\n\n"Is it?" he asked. "I see."\n\n"Look!" said Nora.\n')
OTHERS = (("Tom", 0.3), ("the ferryman", 0.1))


def sayings(*guesses: tuple[str, float]) -> list[Saying]:
    """The four quotes of STORY, of which the two in the middle are one utterance."""
    starts = [at for at, mark in enumerate(STORY.text) if mark == '"']
    spans = list(zip(starts[::2], [end + 1 for end in starts[1::2]], strict=True))
    said = [guesses[0], guesses[1], guesses[1], guesses[2]]
    rivals = {0: OTHERS, 1: (("Nora", 0.2),), 2: (("Nora", 0.2),), 3: (("Tom", 0.001),)}
    return [
        Saying(start, end, name, sure, "takes turns", rivals[index])
        for index, ((start, end), (name, sure)) in enumerate(zip(spans, said, strict=True))
    ]


GUESSES = sayings(("Nora", 0.6), ("Tom", 0.8), ("Nora", 0.999))


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llm, "_PAUSES_S", (0.0,))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    server = ModelServer()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def settled(server: ModelServer, guesses: list[Saying] = GUESSES) -> list[Saying]:
    return LanguageModel.at(server.address, "secret").settle(STORY, guesses)


def test_it_is_asked_about_doubtful_lines_and_chooses_among_the_candidates(server: ModelServer):
    settled(server)

    assert server.asked == ['"The lamp is lit."', '"Is it?"']
    order = server.orders[0]
    assert (order["path"], order["key"], order["model"]) == ("/v1/chat/completions", "Bearer secret", "tiny")
    words = order["messages"][-1]["content"]
    assert 'Nora met Tom.\n\n⟦"The lamp is lit."⟧\n\n"Is it?" he asked.' in words
    assert choices(words) == {"none of these": "0", "Nora": "1", "Tom": "2", "the ferryman": "3"}


def test_a_guess_that_it_shares_is_surer(server: ModelServer):
    server.says("Nora")

    first = settled(server)[0]

    assert (first.speaker, first.why) == ("Nora", "llm tiny: Nora too; takes turns")
    assert first.confidence == pytest.approx(0.6 * 0.6 / (0.6 * 0.6 + 0.4 * 0.2), abs=1e-3)


def test_two_witnesses_who_agree_take_the_mark_away(server: ModelServer):
    server.says("Nora")
    nearly = replace(GUESSES[0], confidence=0.88, others=(("Tom", 0.05), ("the ferryman", 0.05)))

    assert settled(server, [nearly])[0].confidence > SURE > nearly.confidence


def test_a_weak_guess_gives_way_and_stays_marked(server: ModelServer):
    server.says("Tom")

    first = settled(server)[0]

    assert (first.speaker, first.why) == ("Tom", "llm tiny: Tom")
    assert first.others[0][0] == "Nora"
    assert first.confidence < SURE


def test_a_strong_guess_stands_against_it_with_more_doubt(server: ModelServer):
    server.says("Nora")

    second, third = settled(server)[1:3]

    assert (second.speaker, second.why) == ("Tom", "llm tiny: Nora; but takes turns")
    assert second.confidence < GUESSES[1].confidence
    assert (third.speaker, third.confidence) == (second.speaker, second.confidence)


@pytest.mark.parametrize(
    "reply", ["0", "9", "", "-1e9", "2 or 3", "Tom", '{"answer": 2}', "I wrote you another story: {Tom} 2"]
)
def test_what_is_no_number_that_was_offered_is_no_answer(server: ModelServer, reply: str):
    server.reply = lambda _: reply

    assert settled(server) == GUESSES


@pytest.mark.parametrize("reply", ["2", " 2.\n", "**2**", "<think>Is it 1? No.</think>\n2"])
def test_a_number_may_be_dressed_up(server: ModelServer, reply: str):
    server.reply = lambda _: reply

    assert settled(server)[0].speaker == "Tom"


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "null", '{"choices": []}', '{"choices": [3]}', "[" * 100_000]
)
def test_an_answer_that_is_none_leaves_the_guess(server: ModelServer, body: str, caplog):
    server.troubles = [(200, body)] * 2

    assert settled(server) == GUESSES
    assert caplog.messages == ["tiny gave no choice for 2 doubtful lines: narrate's own guess stands"]


def test_one_line_is_no_lines(server: ModelServer, caplog):
    server.troubles = [(200, "{}"), (401, "")]

    settled(server, GUESSES[:1])
    settled(server, GUESSES[:1])

    none, refused = caplog.messages
    assert none == "tiny gave no choice for 1 doubtful line: narrate's own guess stands"
    assert refused.endswith(": narrate's own guess stands for 1 doubtful line")


def test_what_passes_is_tried_again(server: ModelServer):
    server.says("Nora")
    server.troubles = [(503, "")]

    assert settled(server)[0].why.startswith("llm tiny")


def test_a_server_that_refuses_is_asked_no_more(server: ModelServer, caplog):
    server.troubles = [(401, '{"error": {"message": "Incorrect key: secret"}}')]

    assert settled(server) == GUESSES
    assert len(server.orders) == 1
    assert caplog.messages == [
        f"{server.address}/v1 answers 401: Incorrect key: …: narrate's own guess stands for 2 doubtful lines"
    ]


def test_a_server_that_takes_too_long_is_asked_no_more(server: ModelServer, monkeypatch, caplog):
    monkeypatch.setattr(llm, "_TIMEOUT_S", 0.05)
    server.delay_s = 0.3

    assert settled(server) == GUESSES
    assert len(caplog.records) == 1


def test_no_server_at_all(caplog):
    assert LanguageModel.at("http://127.0.0.1:1").settle(STORY, GUESSES) == GUESSES
    assert caplog.records[0].getMessage().startswith("http://127.0.0.1:1/v1 does not answer: ")


def test_what_was_asked_once_is_not_asked_again(server: ModelServer):
    server.says("Nora")

    first = settled(server)
    server.says("Tom")

    assert settled(server) == first
    assert len(server.orders) == 2


def test_a_kept_answer_that_is_damaged_is_asked_for_again(server: ModelServer):
    server.says("Nora")
    first = settled(server)
    for kept in Path(os.environ["NARRATE_CACHE"], "answers").iterdir():
        kept.write_bytes(b"\xff 77")

    assert settled(server) == first
    assert len(server.orders) == 4


def test_what_is_kept_tells_nothing_of_the_story(server: ModelServer):
    server.says("Nora")
    settled(server)

    kept = [file.read_text() for file in Path(os.environ["NARRATE_CACHE"], "answers").iterdir()]
    assert sorted(kept) == ["1", "1"]


def test_sure_lines_ask_nobody(caplog):
    sure = sayings(("Nora", 0.99), ("Tom", 0.99), ("Nora", 0.99))

    assert LanguageModel.at("http://127.0.0.1:1").settle(STORY, sure) == sure
    assert caplog.records == []


class TestTheCommand:
    """`narrate script --ask-llm`."""

    @pytest.fixture
    def story(self, project):
        path = project / "script" / "story.txt"
        lines = "\n\n".join(f'"This is line {n}."' for n in range(6))
        with (project / "voices.yaml").open("a") as settings:
            settings.write("cast: {Nora: , Tom: , Harriet: }\n")
        path.write_text(f"Nora and Tom and Harriet sat down.\n\n{lines}\n", encoding="utf-8")
        return path

    def test_its_choice_is_in_the_script_and_the_text_is_not_touched(self, narrate, project, story, server):
        server.says("Harriet")

        status, _, complaints = narrate("script", story, "-C", project, "--ask-llm", server.address)

        script = story.with_suffix(".script").read_text(encoding="utf-8")
        assert (status, complaints) == (0, "")
        assert server.asked == [f'"This is line {n}."' for n in range(6)]
        assert "{Harriet?}" in script
        assert re.sub(r"\{.*?\} ", "", script) == story.read_text(encoding="utf-8")

    def test_why_says_it(self, narrate, project, story, server):
        server.says("Harriet")

        _, output, _ = narrate("script", story, "-C", project, "--json", "--ask-llm", server.address)

        whys = [span["why"] for span in json.loads(output)["spans"] if span["kind"] == "speech"]
        assert [why.partition(": ")[0] for why in whys] == ["llm tiny"] * 6

    def test_a_failure_is_one_warning(self, narrate, project, story):
        plain = narrate("script", story, "-C", project, "--json")[1]

        status, output, complaints = narrate(
            *("script", story, "-C", project, "--json"),
            *("--ask-llm", "http://127.0.0.1:1/v1", "--llm-model", "tiny"),
        )

        assert (status, output) == (0, plain)
        assert complaints.endswith(": narrate's own guess stands for 6 doubtful lines\n1 warning above.\n")

    def test_of_several_models_one_has_to_be_named(self, narrate, project, story, server):
        server.models = ["large", "tiny"]

        status, _, complaints = narrate("script", story, "-C", project, "--ask-llm", server.address)

        assert status == 1
        assert complaints == (
            f"error: {server.address}/v1 has 2 models\n  --llm-model NAME says which to ask: large, tiny.\n"
        )

    @pytest.mark.parametrize("address", ["localhost", "http://[::1"])
    def test_an_address_that_is_none(self, narrate, project, story, address):
        status, _, complaints = narrate("script", story, "-C", project, "--ask-llm", address)

        assert status == 2
        assert f"'{address}' is no web address" in complaints
