"""The script as JSON: what other programs rely on."""

from hypothesis import given
from hypothesis import strategies as st

from narrate.script.json import script_json
from narrate.script.reading import read_script
from tests.stories import book, script_of


def pieces(read: dict) -> list[tuple[str, str | None, str]]:
    return [(s["kind"], s["speaker"], read["text"][s["start"] : s["end"]]) for s in read["spans"]]


def test_the_reading_of_a_manuscript():
    read = script_json(read_script(book('The Lamp\n\nIt rained.\n\n"No {one}," said Nora. "Yes."\n')))

    assert read["title"] == "The Lamp"
    assert read["chapters"] == [{"number": 1, "title": "Chapter 1", "start": 0, "end": len(read["text"])}]
    assert [(c["name"], c["lines"]) for c in read["characters"]] == [("Nora", 2)]
    assert pieces(read) == [
        ("heading", None, "The Lamp"),
        ("blank", None, "\n\n"),
        ("narration", None, "It rained."),
        ("blank", None, "\n\n"),
        ("speech", "Nora", '"No {one},"'),
        ("narration", None, " said Nora. "),
        ("speech", "Nora", '"Yes."'),
        ("blank", None, "\n"),
    ]


def test_the_reading_of_a_script_has_its_directions():
    read = script_json(script_of('Nora{{!}} {pause 1s} came.\n\n{Nora} "Yes."\n'))

    assert read["text"] == 'Nora{{!}} {pause 1s} came.\n\n{Nora} "Yes."\n'
    assert pieces(read) == [
        ("narration", None, "Nora{{!}} "),
        ("direction", None, "{pause 1s} "),
        ("narration", None, "came."),
        ("blank", None, "\n\n"),
        ("direction", None, "{Nora} "),
        ("speech", "Nora", '"Yes."'),
        ("blank", None, "\n"),
    ]
    assert read["chapters"][-1]["end"] == len(read["text"])


_pieces = st.sampled_from(["{Nora} ", '"Yes." ', "{{", "}}", "{pause 1s}", "\n\n", "Nora "])


@given(st.lists(_pieces, max_size=20).map("".join))
def test_spans_tile_what_was_read(story):
    raw = f"Nora.\n\n{story}"

    read = script_json(script_of(raw))

    assert read["text"] == raw
    assert "".join(text for _, _, text in pieces(read)) == raw
