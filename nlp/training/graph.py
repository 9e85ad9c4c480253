"""ONNX graphs with 8-bit weights and products, put together node by node.

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

from nlp.training.transformer import REACH

_OPSET, _IR = 17, 9
_RUNTIME = "com.microsoft"  # operators of ONNX Runtime that do at once what takes several of the standard's
_ZERO = 128  # of the unsigned activations
_EPSILON = 1e-5  # as in torch's layer_norm
_STEP = np.float32(REACH / 127)

Array = npt.NDArray[Any]


class Graph:
    """Nodes and constants as they are added; a value goes by its name."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._count = 0
        self.constant("step", _STEP)
        self.constant("zero", np.uint8(_ZERO))

    def model(self, scores: str, features: int, tags: int) -> onnx.ModelProto:
        """Finish the graph of a tagger.

        Inputs, for a stretch of n characters: `characters` [n], `bigrams` [n + 1], `trigrams` [n + 2], `features`
        [n, width]; output: `scores` [n, tags].
        """
        self._nodes.append(helper.make_node("Identity", [scores], ["scores"]))
        inputs = [
            *(
                helper.make_tensor_value_info(name, TensorProto.INT64, [None])
                for name in ("characters", "bigrams", "trigrams")
            ),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, features]),
        ]
        outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, tags])]
        graph = helper.make_graph(self._nodes, "tagger", inputs, outputs, list(self._constants.values()))
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR)
        onnx.checker.check_model(model)
        return model

    def add(self, operator: str, inputs: list[str], outputs: int = 1, domain: str = "", **attributes: Any) -> list[str]:
        """Add a node; give the names of what comes out."""
        self._count += 1
        names = [f"{operator}_{self._count}_{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names

    def constant(self, name: str, value: Any) -> str:
        """Add a constant, unless one of this name is there."""
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        """Add a constant list of integers."""
        return self.constant(f"integers_{'_'.join(map(str, values))}", np.array(values, dtype=np.int64))

    def embed(self, name: str, table: torch.nn.Embedding) -> str:
        """Look up the input `name` in a table of embeddings."""
        values, scales = quantise(table.weight.detach().numpy(), axis=1)
        (rows,) = self.add("Gather", [self.constant(f"{name}_table", values), name])
        (scale,) = self.add("Gather", [self.constant(f"{name}_scale", scales), name])
        (floats,) = self.add("Cast", [rows], to=TensorProto.FLOAT)
        return self.add("Mul", [floats, scale])[0]

    def rows(self, x: str, first: int, last: int | None) -> str:
        """Cut rows off, counted as Python's slices count."""
        end = np.iinfo(np.int64).max if last is None else last
        return self.add("Slice", [x, *(self.integers(bound) for bound in (first, int(end), 0))])[0]

    def concat(self, parts: list[str]) -> str:
        """Put columns side by side."""
        return self.add("Concat", parts, axis=1)[0]

    def normal(self, x: str, width: int) -> str:
        """Give values mean 0 and variance 1 at each place; `quantise` cuts them off."""
        ones = self.constant(f"ones_{width}", np.ones(width, dtype=np.float32))
        return self.add("LayerNormalization", [x, ones], axis=-1, epsilon=_EPSILON)[0]

    def quantise(self, x: str) -> str:
        """Round normalised values to 8 bits."""
        return self.add("QuantizeLinear", [x, "step", "zero"])[0]

    def linear(self, x: str, linear: torch.nn.Linear) -> str:
        """Multiply quantised values with a matrix of 8 bits and add the bias."""
        name = f"linear_{self._count}"
        values, scales = quantise(linear.weight.detach().numpy(), axis=1)
        weight = self.constant(f"{name}_weight", np.ascontiguousarray(values.T))
        scale = self.constant(f"{name}_scale", scales[:, 0])
        bias = self.constant(f"{name}_bias", linear.bias.detach().numpy())
        inputs = [x, weight, "step", scale, "zero", "", bias]
        return self.add("MatMulIntegerToFloat", inputs, domain=_RUNTIME)[0]

    def gelu(self, x: str) -> str:
        """Apply GELU by its tanh approximation."""
        return self.add("FastGelu", [x], domain=_RUNTIME)[0]

    def attention(self, mixed: str, bias: str, heads: int) -> str:
        """Attend over all places of the stretch.

        Args:
            mixed: [n, 3 * width], queries, keys and values.
            bias: [1, heads, n, n], added to the products of queries and keys.
            heads: how many.
        """
        (whole,) = self.add("Unsqueeze", [mixed, self.integers(0)])
        query, key, value = self.add("Split", [whole], outputs=3, axis=2)
        inputs = [query, key, value, "", "", bias]
        (seen,) = self.add("MultiHeadAttention", inputs, domain=_RUNTIME, num_heads=heads)
        return self.add("Squeeze", [seen, self.integers(0)])[0]


def quantise(values: Array, axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round to 8 bits, with a scale for each row (axis 1) so that its largest value is 127."""
    scales = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8) / 127
    return np.rint(values / scales).astype(np.int8), scales.astype(np.float32)
