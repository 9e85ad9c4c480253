"""Where to compute: on an accelerator where there is one, else on the processor."""

from __future__ import annotations

import os

import torch

from nlp.training.parallel import join

PRECISION = torch.bfloat16  # of activations; weights and gradients stay in 32 bits


def find_device() -> torch.device:
    """Give the accelerator, or the processor where there is none or several processes share the work."""
    return torch.device("cuda" if torch.cuda.is_available() and join()[1] == 1 else "cpu")


def helpers() -> int:
    """How many processes should make batches for an accelerator; 0 without one, for then there are none to spare."""
    return min(12, (os.cpu_count() or 1) - 1) if find_device().type == "cuda" else 0
