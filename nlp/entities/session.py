"""Open an ONNX graph so that it computes the same everywhere: one thread, on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_session(path: Path) -> Any:
    """Load a graph.

    Args:
        path: an `.onnx` file.

    Returns:
        An `onnxruntime.InferenceSession`.
    """
    import onnxruntime  # noqa: PLC0415 - a run without a model does not wait for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
