"""From a trained tagger to the ONNX graph that runs: 8-bit weights, 8-bit products, one stretch a call.

Each matrix product takes normalised values, which no input can make large, so one fixed scale serves all of them:
nothing is calibrated on data, and a stretch gets the same scores whatever else a text holds.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from nlp.training.encoder import Block
from nlp.training.tagger import Tagger

_OPSET, _IR = 17, 9
_ZERO = 128  # of the unsigned activations
_REACH = 8.0  # normalised values beyond this many standard deviations are cut off
_EPSILON = 1e-5  # as in torch's layer_norm

Array = npt.NDArray[Any]


def export(tagger: Tagger) -> onnx.ModelProto:
    """Build the graph of a tagger.

    Inputs, for a stretch of n characters: `characters` [n], `bigrams` [n + 1], `trigrams` [n + 2], `features`
    [n, width]; output: `scores` [n, tags].
    """
    return _Graph().build(tagger)


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._count = 0
        self._constant("step", np.float32(_REACH / 127))
        self._constant("zero", np.uint8(_ZERO))
        self._constant("weight_zero", np.int8(0))

    def build(self, tagger: Tagger) -> onnx.ModelProto:
        encoder = tagger.encoder
        character = self._embed("characters", encoder.characters)
        bigram, trigram = self._embed("bigrams", encoder.bigrams), self._embed("trigrams", encoder.trigrams)
        left = self._concat([character, self._rows(bigram, 0, -1), self._rows(trigram, 0, -2)])
        right = self._concat([character, self._rows(bigram, 1, None), self._rows(trigram, 2, None)])
        for block in encoder.left:
            left = self._block(left, block)
        for block in encoder.right:
            right = self._block(right, block)
        both = self._concat([self._normal(left), self._normal(right), "features"])
        x = self._linear(self._quantise(both), tagger.project)
        for block in tagger.blocks:
            x = self._block(x, block)
        scores = self._linear(self._quantise(self._normal(x)), tagger.emit)
        self._nodes.append(helper.make_node("Identity", [scores], ["scores"]))
        return self._model(tagger.project.in_features - 2 * encoder.config.width, tagger.emit.out_features)

    def _model(self, features: int, tags: int) -> onnx.ModelProto:
        inputs = [
            *(
                helper.make_tensor_value_info(name, TensorProto.INT64, [None])
                for name in ("characters", "bigrams", "trigrams")
            ),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, features]),
        ]
        outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, tags])]
        graph = helper.make_graph(self._nodes, "tagger", inputs, outputs, list(self._constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
        onnx.checker.check_model(model)
        return model

    def _add(self, operator: str, inputs: list[str], outputs: int = 1, **attributes: Any) -> list[str]:
        self._count += 1
        names = [f"{operator}_{self._count}_{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names

    def _constant(self, name: str, value: Any) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def _embed(self, name: str, table: torch.nn.Embedding) -> str:
        values, scales = quantise(table.weight.detach().numpy(), axis=1)
        (rows,) = self._add("Gather", [self._constant(f"{name}_table", values), name])
        (scale,) = self._add("Gather", [self._constant(f"{name}_scale", scales), name])
        (floats,) = self._add("Cast", [rows], to=TensorProto.FLOAT)
        return self._add("Mul", [floats, scale])[0]

    def _rows(self, x: str, first: int, last: int | None) -> str:
        """Cut rows off, counted as Python's slices count."""
        end = np.iinfo(np.int64).max if last is None else last
        bounds = [self._constant(f"index_{bound}", np.array([bound], dtype=np.int64)) for bound in (first, end, 0)]
        return self._add("Slice", [x, *bounds])[0]

    def _concat(self, parts: list[str]) -> str:
        return self._add("Concat", parts, axis=1)[0]

    def _normal(self, x: str) -> str:
        ones = self._constant("ones", np.ones(256, dtype=np.float32))
        return self._add("LayerNormalization", [x, ones], axis=-1, epsilon=_EPSILON)[0]

    def _quantise(self, x: str) -> str:
        return self._add("QuantizeLinear", [x, "step", "zero"])[0]

    def _block(self, x: str, block: Block) -> str:
        seen = self._quantise(self._normal(x))
        reach = max(map(abs, block.offsets))
        before, after = (reach if any(sign * offset > 0 for offset in block.offsets) else 0 for sign in (-1, 1))
        pads = self._constant(f"pads_{before}_{after}", np.array([before, 0, after, 0], dtype=np.int64))
        (padded,) = self._add("Pad", [seen, pads, "zero"])
        parts = []
        for offset in block.offsets:
            first, rest = before + offset, after - offset
            parts.append(self._rows(padded, first, -rest if rest else None))
        mixed = self._linear(self._concat(parts), block.linear)
        value, gate = self._add("Split", [mixed], outputs=2, axis=1)
        (open_,) = self._add("Sigmoid", [gate])
        (gated,) = self._add("Mul", [value, open_])
        return self._add("Add", [x, gated])[0]

    def _linear(self, x: str, linear: torch.nn.Linear) -> str:
        name = f"linear_{self._count}"
        values, scales = quantise(linear.weight.detach().numpy(), axis=1)
        weight = self._constant(f"{name}_weight", np.ascontiguousarray(values.T))
        scale = self._constant(f"{name}_scale", (scales[:, 0] * np.float32(_REACH / 127)).astype(np.float32))
        bias = self._constant(f"{name}_bias", linear.bias.detach().numpy())
        (product,) = self._add("MatMulInteger", [x, weight, "zero", "weight_zero"])
        (floats,) = self._add("Cast", [product], to=TensorProto.FLOAT)
        (scaled,) = self._add("Mul", [floats, scale])
        return self._add("Add", [scaled, bias])[0]


def quantise(values: Array, axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round to 8 bits, with a scale for each row (axis 1) so that its largest value is 127."""
    scales = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8) / 127
    return np.rint(values / scales).astype(np.int8), scales.astype(np.float32)
