"""The loss of a window's paragraphs is that of all ways to tag them, one by one."""

# The types of torch and datasets are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

from itertools import product

import pytest
import torch

from models.labels import Scheme
from training.chain import Chain, Place

OUT, IN, FIRST = Place.OUTSIDE, Place.WITHIN, Place.FIRST
TAGS = 3


def chain() -> Chain:
    torch.manual_seed(1)
    made = Chain(TAGS)
    torch.nn.init.normal_(made.start, std=0.05)
    torch.nn.init.normal_(made.step, std=0.05)
    return made


def log_sum_of_all(
    made: Chain, outputs: torch.Tensor, targets: list[int], places: list[int]
) -> float:
    """By enumeration: every path that agrees with the targets that are known."""
    inside = [at for at, place in enumerate(places) if place != OUT]
    start, step = made.start.detach() * 30, made.step.detach() * 30
    ways: list[float] = []
    for tags in product(range(TAGS), repeat=len(inside)):
        if any(targets[at] not in (tag, -100) for at, tag in zip(inside, tags, strict=True)):
            continue
        total = 0.0
        for number, (at, tag) in enumerate(zip(inside, tags, strict=True)):
            total += float(outputs[at, tag])
            if places[at] == FIRST:
                total += float(start[tag])
            elif number:
                total += float(step[tags[number - 1], tag])
        ways.append(total)
    return float(torch.tensor(ways).logsumexp(0))


@pytest.mark.parametrize(
    ("targets", "places"),
    [
        ([-100, 0, 1, 2, -100], [OUT, FIRST, IN, IN, OUT]),
        ([-100, 0, 1, 2, -100], [OUT, FIRST, FIRST, IN, OUT]),
        ([-100, -100, 1, 2, -100], [OUT, IN, IN, FIRST, OUT]),
        ([-100, 0, -100, 2, -100, -100], [OUT, FIRST, IN, IN, OUT, OUT]),
    ],
    ids=["a paragraph", "two paragraphs", "cut at its beginning", "an unknown one, and padding"],
)
def test_the_loss_is_that_of_all_paths(targets: list[int], places: list[int]) -> None:
    made = chain()
    outputs = torch.randn(len(targets), TAGS)
    everything = log_sum_of_all(made, outputs, [-100] * len(targets), places)
    gold = log_sum_of_all(made, outputs, targets, places)
    known = sum(target >= 0 for target in targets)
    loss = made(outputs[None], torch.tensor([targets]), torch.tensor([places]))
    assert loss.item() == pytest.approx((everything - gold) / known, abs=1e-3)


def test_windows_of_a_batch_do_not_touch_each_other() -> None:
    made = chain()
    outputs = torch.randn(2, 5, TAGS)
    targets = torch.tensor([[-100, 0, 1, 2, -100], [-100, 2, 2, -100, -100]])
    places = torch.tensor([[0, 2, 1, 1, 0], [0, 2, 1, 0, 0]])
    one, other = (
        made(outputs[at : at + 1], targets[at : at + 1], places[at : at + 1]).item() * known
        for at, known in ((0, 3), (1, 2))
    )
    assert made(outputs, targets, places).item() == pytest.approx((one + other) / 5, abs=1e-4)


def test_what_was_learnt_goes_into_decoding() -> None:
    made = Chain(9)
    with torch.no_grad():
        made.step[0, 1] = 0.1
    transitions = made.transitions(Scheme())
    assert transitions.step[0, 1] == pytest.approx(3.0)
    assert transitions.step[0, 2] == -float("inf")  # an I without its B stays impossible
