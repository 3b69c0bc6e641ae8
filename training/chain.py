"""Transitions between tags, learnt together with the encoder: a linear-chain CRF.

A softmax layer decides on each sub-word by itself, and often begins one entity inside another.
Here the loss is the negative log-likelihood of a whole paragraph's tags (Lample et al., "Neural
architectures for named entity recognition", 2016), and decoding uses the same transitions.
Where a target is not known, all tags count (Tsuboi et al., "Training conditional random fields
using incomplete annotations", 2008).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import torch
from torch import Tensor, nn

from models.decoding import Transitions
from models.labels import Scheme

_SCALE = 30.0
"""The transitions are so many times their parameters: few numbers that all steps of training
share have to move farther than weights do, and one learning rate serves both."""

_NEVER = -1e4
"""The potential of a tag that is not the target; finite, so that gradients are."""


class Place(IntEnum):
    """Where a sub-word stands in its paragraph."""

    OUTSIDE = 0
    """It is a special one."""
    WITHIN = 1
    """It follows another one, or its paragraph began in a window before."""
    FIRST = 2
    """It is the first of its paragraph."""


class Chain(nn.Module):
    """The potentials of transitions, and the loss of paragraphs.

    Args:
        tags: how many there are.
    """

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.start = nn.Parameter(torch.zeros(tags))
        self.step = nn.Parameter(torch.zeros(tags, tags))

    def forward(self, outputs: Tensor, targets: Tensor, places: Tensor) -> Tensor:
        """The negative log-likelihood of the targets, for each sub-word on average.

        Args:
            outputs: of the encoder, (windows, length, tags).
            targets: the number of a tag, or a negative one where it is not known, (windows,
                length).
            places: a `Place` for each sub-word, (windows, length).
        """
        known = (targets >= 0)[..., None]
        is_target = nn.functional.one_hot(targets.clamp(min=0), outputs.shape[-1]).bool()
        held = outputs.float().masked_fill(known & ~is_target, _NEVER)
        sums = self._log_sums(torch.cat((outputs.float(), held)), places.repeat(2, 1))
        everything, gold = sums.chunk(2)
        return (everything - gold).sum() / known.sum().clamp(min=1)

    def _log_sums(self, potentials: Tensor, places: Tensor) -> Tensor:
        """The logarithm of the sum over all paths of each window, (windows,).

        Paragraphs of a window are chains of their own: their sums are multiplied.
        """
        start, step = self.start * _SCALE, self.step * _SCALE
        first = (places == Place.FIRST)[..., None]
        inside = (places != Place.OUTSIDE)[..., None]
        # The special sub-word at the beginning; nothing is decided there.
        sums = torch.full_like(potentials[:, 0], -float(np.log(potentials.shape[-1])))
        begun = torch.zeros_like(inside[:, 0])
        for at in range(1, potentials.shape[1]):
            total = sums.logsumexp(dim=-1, keepdim=True)
            onward = (sums[:, :, None] + step).logsumexp(dim=1)
            onward = torch.where(begun, onward, total)
            reached = torch.where(first[:, at], total + start, onward) + potentials[:, at]
            sums = torch.where(inside[:, at], reached, sums)
            begun = begun | inside[:, at]
        return sums.logsumexp(dim=-1)

    def transitions(self, scheme: Scheme) -> Transitions:
        """What was learnt, for decoding."""
        start, step = (
            (_SCALE * parameter.detach().double().cpu()).numpy()
            for parameter in (self.start, self.step)
        )
        return Transitions.learnt(scheme, start, step)
