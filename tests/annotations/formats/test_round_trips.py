"""There and back through every format: what is not counted as lost comes back as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from annotated_plans import OWN_PLANS, any_plans
from hypothesis import given, settings

from annotations.corpus import AnnotatedPlan, read_corpus
from annotations.formats.conversion import Conversion, Decoded, Encoded, Reason, Source
from annotations.formats.registry import FORMATS, Format

LOSSLESS = ("brat", "doccano", "label-studio")
"""Formats that hold every span and relation; the others count in tokens."""

NOTES = {Reason.NO_NOTES, Reason.END_LOST}
"""Why a note may be lost where nothing else is: relations have none in Label Studio."""

FLAT = {Reason.NO_RELATIONS, Reason.NO_TASK_LAYER}

every_format = pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)


def decoded(format: Format, encoded: Encoded, originals: Sequence[AnnotatedPlan]) -> Decoded:
    sources = [
        Source(name.rpartition(".")[0], name, data)
        for name, data in encoded.files.items()
        if not name.endswith(".xml")
    ]
    texts = {plan.name: plan.annotation.text for plan in originals}
    return format.decode(sources, texts=texts)


def kinds(plan: AnnotatedPlan) -> Counter[str]:
    annotation = plan.annotation
    labels = (entity.label for entity in annotation.entities)
    notes = ("note" for _ in annotation.notes)
    return Counter((*labels, *(relation.role for relation in annotation.relations), *notes))


def lost(conversion: Conversion, plan: AnnotatedPlan) -> Counter[str]:
    counted: Counter[str] = Counter()
    for loss, count in conversion.losses.items():
        if loss.plan == plan.name:
            counted[loss.what] += count
    return counted


def assert_accounted_for(
    originals: Iterable[AnnotatedPlan], returned: Decoded, conversion: Conversion
) -> None:
    back = {plan.name: plan for plan in returned.plans}
    for plan in originals:
        annotation, found = plan.annotation, back.pop(plan.name).annotation
        assert found.text == annotation.text
        assert set(found.entities) <= set(annotation.entities)
        assert set(found.relations) <= set(annotation.relations)
        assert set(found.notes) <= set(annotation.notes)
        assert kinds(AnnotatedPlan(plan.name, found)) + lost(conversion, plan) == kinds(plan)
    assert not back
    assert not returned.conversion.losses
    assert returned.conversion == Conversion.of(returned.plans, {})
    assert conversion.entities == returned.conversion.entities
    assert conversion.relations == returned.conversion.relations


@every_format
@settings(max_examples=200, deadline=None)
@given(originals=any_plans())
def test_everything_comes_back_or_is_counted(
    format: Format, originals: list[AnnotatedPlan]
) -> None:
    encoded = format.encode(originals)
    assert_accounted_for(originals, decoded(format, encoded, originals), encoded.conversion)
    if format.name in LOSSLESS:
        assert {loss.what for loss in encoded.conversion.losses} <= {"note"}
        assert {loss.reason for loss in encoded.conversion.losses} <= NOTES
    if format.name == "brat":
        assert not encoded.conversion.losses


@every_format
def test_the_projects_own_plans_come_back(format: Format, tmp_path: Path) -> None:
    originals = read_corpus(OWN_PLANS)
    assert len(originals) >= 40
    out = tmp_path / f"plans{format.suffixes[0]}"
    conversion = format.write(originals, out)
    texts = {plan.name: plan.annotation.text for plan in originals}
    assert_accounted_for(originals, format.read(out, texts=texts), conversion)
    reasons = {loss.reason for loss in conversion.losses}
    expected = FLAT if format.name == "conll" else set[Reason]()
    assert reasons == (expected if format.notes else expected | {Reason.NO_NOTES})


@pytest.mark.parametrize("format", [FORMATS[name] for name in LOSSLESS], ids=LOSSLESS)
def test_the_own_plans_come_back_in_the_same_order(format: Format, tmp_path: Path) -> None:
    originals = read_corpus(OWN_PLANS)
    out = tmp_path / f"plans{format.suffixes[0]}"
    format.write(originals, out)
    returned = list(format.read(out).plans)
    if not format.notes:
        originals = [replace(it, annotation=replace(it.annotation, notes=())) for it in originals]
    assert returned == originals
