"""A plan that is packed and unpacked is the same plan."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sample_plans import empty_plan, rich_plan

from annotations import Label
from pipeline.packing import packed, unpacked
from pipeline.plan import Plan


@pytest.mark.parametrize("plan", [rich_plan(), rich_plan("a.txt", format="txt"), empty_plan()])
def test_nothing_is_lost(plan: Plan) -> None:
    assert unpacked(packed(plan)) == plan


def test_plain_values_are_enough() -> None:
    plan = rich_plan()
    assert unpacked(json.loads(json.dumps(packed(plan)))) == plan


def test_names_of_kinds_come_back_as_kinds() -> None:
    entity = unpacked(json.loads(json.dumps(packed(rich_plan())))).entities[0]
    assert entity.label is Label.AGENCY
    assert replace(entity, score=None).score is None
