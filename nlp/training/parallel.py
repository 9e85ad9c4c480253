"""Training in several processes at once, each with its own batches: gradients are averaged at every step.

On a shared machine this uses two cores far better than two threads of one process, which wait for each other at every
product. `torchrun` starts the processes; without it there is one, and nothing here does anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

import torch
from torch import distributed
from torch.nn import Parameter

Batch = TypeVar("Batch")


def join() -> tuple[int, int]:
    """Meet the other processes that `torchrun` started; give this one's number and how many there are."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not distributed.is_initialized():
        distributed.init_process_group("gloo")
    return (distributed.get_rank(), distributed.get_world_size()) if distributed.is_initialized() else (0, 1)


def share(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Yield this process's part of a stream of batches that all processes make alike."""
    rank, size = join()
    return islice(batches, rank, None, size)


def descend(loss: torch.Tensor, optimizer: torch.optim.Optimizer, weights: Sequence[Parameter], longest: float) -> None:
    """Take one step down the loss of all processes.

    Args:
        loss: of this process's batch.
        optimizer: moves the weights.
        weights: what is learned.
        longest: norm to which the gradient is clipped.
    """
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    _average_gradients(weights)
    torch.nn.utils.clip_grad_norm_(weights, longest)
    optimizer.step()


def _average_gradients(weights: Sequence[Parameter]) -> None:
    """Replace each gradient by its mean over the processes."""
    _, size = join()
    if size == 1:
        return
    gradients = [torch.zeros_like(weight) if weight.grad is None else weight.grad for weight in weights]
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= size
    for weight, gradient, part in zip(
        weights, gradients, flat.split([weight.numel() for weight in weights]), strict=True
    ):
        weight.grad = part.view_as(gradient)


def wait() -> None:
    """Wait until all processes are here."""
    if join()[1] > 1:
        distributed.barrier()
