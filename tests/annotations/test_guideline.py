"""The guideline speaks of everything that can be annotated."""

from __future__ import annotations

import pytest
from annotated_plans import OWN_PLANS

from annotations import ARGUMENTS, Label, Role

GUIDELINE = (OWN_PLANS.parent / "GUIDELINE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("label", Label)
def test_each_label_has_a_section(label: Label) -> None:
    assert f"\n## {label}\n" in GUIDELINE


@pytest.mark.parametrize("role", Role)
def test_each_relation_says_what_it_joins(role: Role) -> None:
    head, tail = ARGUMENTS[role]
    assert f"| {role} | {head} | {tail} |" in GUIDELINE


def test_the_spans_of_the_examples_are_closed() -> None:
    for paragraph in GUIDELINE.split("\n\n"):
        assert paragraph.count("[") == paragraph.count("]"), paragraph
