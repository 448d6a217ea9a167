"""ONNX voices that repeat themselves: the noise in them is the same for every utterance.

A neural voice draws random numbers while it speaks, from a generator that goes on from one utterance to
the next and that ONNX Runtime can seed only when a model is loaded. So the nodes that draw are replaced
by a table of noise that was drawn once: what a line sounds like depends on that line alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrate.engines import EngineError

_TABLE = 65_521  # numbers; a prime, so that the rows of a tensor never fall in step with it
_SEED = 20_260_101
_DRAWING = {"RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike"}


def load_frozen(model: Path) -> Any:  # noqa: ANN401 -- an onnxruntime.InferenceSession
    """A session with a model, on one processor: narrate runs a process for each.

    Raises EngineError for a file that is damaged or no model.
    """
    import onnxruntime  # noqa: PLC0415 -- it takes a quarter of a second
    from google.protobuf.message import DecodeError  # noqa: PLC0415
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3  # errors
    try:
        session = onnxruntime.InferenceSession(_frozen(model), options, providers=["CPUExecutionProvider"])
    except (
        DecodeError,
        state.Fail,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NotImplemented,
    ) as error:
        raise EngineError(f"{model} is damaged or no model: {error}") from error
    session._model_bytes = None  # noqa: SLF001 -- kept for a change of providers: up to 325 MB a process
    return session


def _frozen(model: Path) -> bytes:
    """The model's file as it would be with frozen noise."""
    import onnx  # noqa: PLC0415

    loaded = onnx.load(str(model))
    for graph in _graphs(loaded.graph):
        _freeze(graph)
    data: bytes = loaded.SerializeToString()
    return data


def _graphs(graph: Any) -> Iterator[Any]:  # noqa: ANN401 -- onnx.GraphProto
    """A graph and those inside it: the branches of an If, the body of a Loop."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _graphs(attribute.g)


def _freeze(graph: Any) -> None:  # noqa: ANN401
    """Replace the nodes that draw random numbers; the place of a node in the graph decides which it gets."""
    from onnx import helper, numpy_helper  # noqa: PLC0415

    nodes = []
    for place, node in enumerate(graph.node):
        if node.op_type not in _DRAWING:
            nodes.append(node)
            continue
        facts = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        shape = facts.get("shape")  # of a node that takes it from an input, none
        noise = _draw(node.op_type, facts, _SEED + place, shape or [_TABLE])
        noise = noise.astype(helper.tensor_dtype_to_np_dtype(facts.get("dtype", 1)))
        made = node.output[0]
        if shape:
            graph.initializer.append(numpy_helper.from_array(noise, made))
            continue
        numbers = {f"{made}/{number}": np.int64(number) for number in (0, 1, _TABLE)}
        for name, value in {f"{made}/table": noise, **numbers}.items():
            graph.initializer.append(numpy_helper.from_array(value, name))
        nodes += [
            helper.make_node("Shape", [node.input[0]], [f"{made}/shape"]),
            helper.make_node("Size", [node.input[0]], [f"{made}/size"]),
            helper.make_node("Range", [f"{made}/0", f"{made}/size", f"{made}/1"], [f"{made}/count"]),
            helper.make_node("Mod", [f"{made}/count", f"{made}/{_TABLE}"], [f"{made}/places"]),
            helper.make_node("Gather", [f"{made}/table", f"{made}/places"], [f"{made}/flat"]),
            helper.make_node("Reshape", [f"{made}/flat", f"{made}/shape"], [made]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def _draw(kind: str, facts: dict[str, Any], seed: int, shape: list[int]) -> NDArray[np.floating]:
    dice = np.random.default_rng(seed)
    if kind.startswith("RandomNormal"):
        return np.asarray(dice.normal(facts.get("mean", 0.0), facts.get("scale", 1.0), shape))
    return np.asarray(dice.uniform(facts.get("low", 0.0), facts.get("high", 1.0), shape))
