"""Neural voices of a few kilobytes, with the inputs and outputs of real ones: a hum for every phoneme."""

import json
from pathlib import Path

import numpy as np

# Of Piper's table of phonemes what English needs; the place of each is its number.
PHONEMES = "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyzæðŋɐɑɒɔəɚɛɜɡɪɬɫɹɾʃʊʌʒʔʲˈˌːθᵻ̩"


def _save(path: Path, nodes, inputs, output: str, **constants) -> None:
    from onnx import helper, numpy_helper, save  # noqa: PLC0415 -- it may be absent

    values = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    sounds = [helper.make_tensor_value_info(output, 1, None)]
    graph = helper.make_graph(
        [helper.make_node(kind, given.split(), [made], **facts) for kind, given, made, facts in nodes],
        "tiny",
        [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in inputs],
        sounds,
        values,
    )
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8), path)


def _hum(numbers: str, stretch: str, sound: str) -> list:
    """Nodes that sound each of the numbers for `frames` times `stretch`, with a breath of noise."""
    return [
        ("Cast", numbers, "x", {"to": 1}),
        ("Mul", f"{stretch} frames", "long", {}),
        ("Range", "zero long one", "count", {}),
        ("Div", "count long", "along", {}),  # 0 … 1 through the phoneme
        ("Mul", "along turn", "arch", {}),
        ("Sin", "arch", "window", {}),
        ("Mul", "x step", "height", {}),
        ("Add", "height base", "hz", {}),
        ("Unsqueeze", "hz last", "hz_column", {}),
        ("Mul", "hz_column count", "cycles", {}),
        ("Mul", "cycles per_frame", "phase", {}),
        ("Sin", "phase", "wave", {}),
        ("RandomNormalLike", "wave", "noise", {}),
        ("Mul", "noise breath", "hiss", {}),
        ("Add", "wave hiss", "voiced", {}),
        ("Mul", "voiced window", "shaped", {}),
        ("Mul", "shaped loud", "scaled", {}),
        ("Reshape", "scaled flat", sound, {}),
    ]


def _constants(rate_hz: int, frames: float) -> dict:
    scalars = {"zero": 0.0, "one": 1.0, "turn": np.pi, "step": 4.0, "loud": 0.3, "frames": frames}
    scalars |= {"per_frame": 2 * np.pi / rate_hz}
    return {
        **{name: np.float32(value) for name, value in scalars.items()},
        "last": np.array([2], np.int64),
    }


def save_piper_voice(folder: Path, name: str, speakers: tuple[str, ...], base_hz: float = 100) -> None:
    """A Piper voice: scales are noise, length and the noise of length; a second speaker is higher."""
    folder.mkdir(parents=True, exist_ok=True)
    before = [
        ("Gather", "scales second", "stretch", {}),
        ("Gather", "scales first", "breath_full", {}),
        ("Mul", "breath_full tenth", "breath", {}),
    ]
    inputs = [("input", 7, ["b", "n"]), ("input_lengths", 7, ["b"]), ("scales", 1, [3])]
    if len(speakers) > 1:
        inputs.append(("sid", 7, ["b"]))
        before += [
            ("Cast", "sid", "s", {"to": 1}),
            ("Mul", "s apart", "up", {}),
            ("Add", "lowest up", "base", {}),
        ]
    constants = _constants(22_050, 750)
    constants |= {
        "first": np.int64(0), "second": np.int64(1), "tenth": np.float32(0.1), "apart": np.float32(80),
        "lowest" if len(speakers) > 1 else "base": np.array([base_hz], np.float32),
        "flat": np.array([1, 1, 1, -1], np.int64),
    }  # fmt: skip
    _save(
        folder / f"{name}.onnx", [*before, *_hum("input", "stretch", "output")], inputs, "output", **constants
    )
    facts = {
        "audio": {"sample_rate": 22_050, "quality": "x_low"},
        "espeak": {"voice": "en-us"},
        "language": {"code": "en_US"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": len(speakers),
        "speaker_id_map": {speaker: number for number, speaker in enumerate(speakers) if len(speakers) > 1},
        "phoneme_id_map": {phoneme: [number] for number, phoneme in enumerate(PHONEMES)},
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(facts), "utf-8")


def save_kokoro_voices(folder: Path, **base_hz: float) -> None:
    """A Kokoro model whose voices' style is nothing but the pitch of their hum."""
    folder.mkdir(parents=True, exist_ok=True)
    before = [("Div", "one speed", "stretch_row", {}), ("Gather", "stretch_row first", "stretch", {})]
    before += [("ReduceMean", "style", "mean", {"keepdims": 0}), ("Mul", "mean hundred", "base", {})]
    constants = _constants(24_000, 1800) | {
        "first": np.int64(0), "hundred": np.float32(100), "breath": np.float32(0.05),
        "flat": np.array([-1], np.int64),
    }  # fmt: skip
    inputs = [("tokens", 7, [1, "n"]), ("style", 1, [1, 256]), ("speed", 1, [1])]
    _save(
        folder / "kokoro-tiny.onnx",
        [*before, *_hum("tokens", "stretch", "audio")],
        inputs,
        "audio",
        **constants,
    )
    styles = {name: np.full((510, 1, 256), hz / 100, np.float32) for name, hz in base_hz.items()}
    with (folder / "voices-tiny.bin").open("wb") as file:
        np.savez(file, **styles)
