"""Neural models whose noise is the same for every utterance."""

from pathlib import Path

import numpy as np
import pytest

from narrate.engines.frozen import load_frozen

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

NODES = {
    "RandomNormalLike": {"mean": 2.0, "scale": 0.5},
    "RandomUniformLike": {"low": 1.0, "high": 3.0},
    "RandomNormal": {"mean": 2.0, "scale": 0.5, "shape": [50, 40]},
    "RandomUniform": {"low": 1.0, "high": 3.0, "shape": [50, 40]},
}


def save_model(path: Path, kind: str, *, inside: bool) -> Path:
    """A model that draws random numbers, at its top or in a branch of an If."""
    make = onnx.helper.make_node
    output = onnx.helper.make_tensor_value_info("noise", 1, ["rows", "columns"])
    node = make(kind, ["x"] if kind.endswith("Like") else [], ["noise"], **NODES[kind])
    given = [onnx.helper.make_tensor_value_info("x", 1, ["rows", "columns"])]
    if inside:
        branches = {"then_branch": node, "else_branch": make("Identity", ["x"], ["noise"])}
        graphs = {name: onnx.helper.make_graph([it], name, [], [output]) for name, it in branches.items()}
        node = make("If", ["yes"], ["noise"], **graphs)
    yes = onnx.numpy_helper.from_array(np.array(True), "yes")  # noqa: FBT003
    graph = onnx.helper.make_graph([node], "noisy", given, [output], [yes])
    opset = [onnx.helper.make_opsetid("", 15)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=8), path)
    return path


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("kind", NODES)
def test_noise_repeats_itself_and_is_still_noise(tmp_path: Path, kind: str, *, inside: bool):
    model = save_model(tmp_path / "noisy.onnx", kind, inside=inside)
    given = {"x": np.zeros((50, 40), np.float32)}

    drawing = onnxruntime.InferenceSession(str(model))
    assert not np.array_equal(drawing.run(None, given)[0], drawing.run(None, given)[0])

    (first,), (second,) = (load_frozen(model).run(None, given) for _ in range(2))
    session = load_frozen(model)
    session.run(None, {"x": np.zeros((3, 7), np.float32)})

    assert np.array_equal(first, second)
    assert np.array_equal(first, session.run(None, given)[0])
    assert first.shape == (50, 40)
    assert first.mean() == pytest.approx(2.0, abs=0.05)
    assert first.std() == pytest.approx(0.5 if "Normal" in kind else 2 / 12**0.5, abs=0.05)
    assert len(np.unique(first)) > 1990
