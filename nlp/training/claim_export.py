"""Write a fitted decision as an ONNX graph: words and numbers of the candidates in, the chance of each out."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from nlp.training.claim_fit import Fitted

_OPSET, _ML_OPSET, _IR = 17, 3, 8


def to_graph(fitted: Fitted) -> onnx.ModelProto:
    """Make the graph of a decision.

    Args:
        fitted: the model of the decision.

    Returns:
        Inputs `numbers` (candidates × numbers, float) and `words` (candidates × places, int64, filled up with the
        number of buckets), output `chances` (candidates, float).
    """
    weights = np.concatenate([fitted.words, [0.0]]).astype(np.float32)
    constants = [
        numpy_helper.from_array(weights, "weights"),
        numpy_helper.from_array(np.array([1], np.int64), "across"),
    ]
    nodes = [
        helper.make_node("Gather", ["weights", "words"], ["weighed"]),
        helper.make_node("ReduceSum", ["weighed", "across"], ["sums"], keepdims=1),
        helper.make_node("ReduceMax", ["sums"], ["best"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["sums", "best"], ["below"]),
        helper.make_node("Concat", ["numbers", "below"], ["features"], axis=1),
        helper.make_node(
            "TreeEnsembleRegressor", ["features"], ["scores"], domain="ai.onnx.ml", **_trees(fitted.trees)
        ),
        helper.make_node("Softmax", ["scores"], ["shares"], axis=0),
        helper.make_node("Squeeze", ["shares", "across"], ["chances"]),
    ]
    inputs = [
        helper.make_tensor_value_info("numbers", TensorProto.FLOAT, ["candidates", fitted.features - 1]),
        helper.make_tensor_value_info("words", TensorProto.INT64, ["candidates", "places"]),
    ]
    outputs = [helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["candidates"])]
    return _model(helper.make_graph(nodes, "decision", inputs, outputs, constants))


def trees_graph(trees: dict[str, Any], features: int) -> onnx.ModelProto:
    """Make the graph of trees alone: input `numbers` (rows × features, float), output `scores` (rows × 1, float)."""
    node = helper.make_node("TreeEnsembleRegressor", ["numbers"], ["scores"], domain="ai.onnx.ml", **_trees(trees))
    inputs = [helper.make_tensor_value_info("numbers", TensorProto.FLOAT, ["rows", features])]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 1])]
    return _model(helper.make_graph([node], "confidence", inputs, outputs))


def _model(graph: onnx.GraphProto) -> onnx.ModelProto:
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("ai.onnx.ml", _ML_OPSET)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR)
    onnx.checker.check_model(model)
    return model


def _trees(dump: dict[str, Any]) -> dict[str, Any]:
    """LightGBM's trees as the attributes of ONNX's tree ensemble."""
    found: dict[str, list[Any]] = defaultdict(list)
    for tree, info in enumerate(dump["tree_info"]):
        count = 0

        def visit(node: dict[str, Any], tree: int = tree) -> int:
            nonlocal count
            place, count = count, count + 1
            found["nodes_treeids"].append(tree)
            found["nodes_nodeids"].append(place)
            slot = len(found["nodes_modes"])
            for key, default in (
                ("nodes_modes", "LEAF"), ("nodes_featureids", 0), ("nodes_values", 0.0), ("nodes_truenodeids", 0),
                ("nodes_falsenodeids", 0), ("nodes_missing_value_tracks_true", 0),
            ):  # fmt: skip
                found[key].append(default)
            if "leaf_value" in node:
                found["target_treeids"].append(tree)
                found["target_nodeids"].append(place)
                found["target_ids"].append(0)
                found["target_weights"].append(float(node["leaf_value"]))
                return place
            found["nodes_modes"][slot] = "BRANCH_LEQ"
            found["nodes_featureids"][slot] = node["split_feature"]
            found["nodes_values"][slot] = float(node["threshold"])
            found["nodes_truenodeids"][slot] = visit(node["left_child"])
            found["nodes_falsenodeids"][slot] = visit(node["right_child"])
            return place

        visit(info["tree_structure"])
    return {**found, "n_targets": 1, "post_transform": "NONE", "aggregate_function": "SUM"}
