"""A plan that is packed and unpacked is the same plan."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sample_plans import empty_plan, rich_plan, valued_plan

from annotations import Label
from pipeline.packing import packed, unpacked
from pipeline.plan import Plan

PLANS = (rich_plan(), rich_plan("a.txt", format="txt"), valued_plan(), empty_plan())


@pytest.mark.parametrize("plan", PLANS)
def test_nothing_is_lost(plan: Plan) -> None:
    assert unpacked(packed(plan)) == plan


@pytest.mark.parametrize("plan", PLANS)
def test_plain_values_are_enough(plan: Plan) -> None:
    assert unpacked(json.loads(json.dumps(packed(plan)))) == plan


def test_names_of_kinds_come_back_as_kinds() -> None:
    entity = unpacked(json.loads(json.dumps(packed(rich_plan())))).entities[0]
    assert entity.label is Label.AGENCY
    assert replace(entity, score=None).score is None
