"""How values are judged, counted and held to floors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from annotated import Annotated

from annotations import Annotation, AnnotationError, Entity, Label, Note
from evaluation.gate import judge, parse_floors
from evaluation.report import Report, evaluate
from evaluation.report_file import dumps, loads
from evaluation.tables import tables
from evaluation.values import ValueCounts, score_values

TEXT = "Giao Sở Y tế và các sở, ngành phối hợp với Lào trước ngày 25/5."
HEALTH, OTHERS, LAOS, DAY = "Sở Y tế", "các sở, ngành", "Lào", "ngày 25/5"
LABELS = {HEALTH: Label.AGENCY, OTHERS: Label.AGENCY, LAOS: Label.COUNTRY, DAY: Label.DATE}
GOLD = {
    HEALTH: "value=so-y-te@hue",
    OTHERS: "value=*so-ban-nganh@hue",
    LAOS: "value=LA",
    DAY: "value=; status=open",
}


def valued(notes: Mapping[str, str], *, found: Mapping[str, Label] = LABELS) -> Annotation:
    """The plan with these notes on these words."""
    plan = Annotated(TEXT)
    entities: dict[str, Entity] = {words: plan.mark(found[words], words) for words in found}
    noted = tuple(Note(entities[words], text) for words, text in notes.items())
    return replace(plan.annotation, notes=noted)


@pytest.mark.parametrize(
    ("words", "note", "counts"),
    [
        (HEALTH, "value=so-y-te@hue", ValueCounts(right=1)),
        (HEALTH, "value=so-y-te@hue; status=resolved", ValueCounts(right=1)),
        (HEALTH, "value=so-y-te@ha-noi", ValueCounts(other=1)),
        (HEALTH, "value=*so-ban-nganh@hue", ValueCounts(other=1)),
        (HEALTH, "value=; status=open", ValueCounts(left_open=1)),
        (HEALTH, "xem lại", ValueCounts(left_open=1)),
        (HEALTH, "value=so-y-te@", ValueCounts(other=1)),
        (OTHERS, "value=*so-ban-nganh@hue", ValueCounts(right=1)),
        (DAY, "value=; status=open", ValueCounts(right=1)),
        (DAY, "value=2022-05-25", ValueCounts(guessed=1)),
    ],
)
def test_a_value_is_right_when_identifier_and_status_are(
    words: str, note: str, counts: ValueCounts
) -> None:
    found = score_values(valued({words: GOLD[words]}), valued({words: note}))
    assert found is not None
    assert found[LABELS[words].value] == counts
    assert sum((of.gold for of in found.values()), 0) == 1


def test_an_entity_that_was_not_found_has_no_right_value() -> None:
    found = valued({LAOS: "value=LA"}, found={LAOS: Label.COUNTRY})
    scores = score_values(valued(GOLD), found)
    assert scores is not None
    assert scores["AGENCY"] == ValueCounts(left_open=2)
    assert scores["COUNTRY"] == ValueCounts(right=1)


def test_gold_without_values_scores_none() -> None:
    assert score_values(valued({}), valued(GOLD)) is None


def test_a_note_that_is_no_value_is_named_with_its_plan() -> None:
    with pytest.raises(AnnotationError, match="a: a note: 'lao' is no identifier"):
        evaluate({"a": valued({LAOS: "value=lao"})}, {"a": valued(GOLD)})


def report(*, found: Mapping[str, str] = GOLD, given: Mapping[str, str] | None = None) -> Report:
    gold = {"a": valued(GOLD), "b": valued({HEALTH: GOLD[HEALTH]}), "c": valued({})}
    return evaluate(
        gold,
        dict.fromkeys(gold, valued(found)),
        given=None if given is None else dict.fromkeys(gold, valued(given)),
    )


def test_a_total_is_the_sum_over_plans() -> None:
    values = report(found={**GOLD, HEALTH: "value=so-y-te@ha-noi"}).primary.values
    assert values is not None
    assert values["VALUE.AGENCY"] == ValueCounts(right=1, other=2)
    assert values["VALUES"] == ValueCounts(right=3, other=2)
    assert values["VALUE.AGENCY"].share == pytest.approx(1 / 3)
    assert values["VALUE.DOCREF"].share is None


def test_with_gold_entities_given_their_values_are_scored() -> None:
    values = report(found={}, given=GOLD).primary.values
    assert values is not None
    assert values["VALUES"].share == 1


def test_predictions_without_values_are_not_scored() -> None:
    assert report(found={}).primary.values is None
    assert "Values" not in [table.title for table in tables(report(found={}))]


def test_the_table_says_how_values_are_wrong() -> None:
    scores = report(found={**GOLD, HEALTH: "value=; status=open", DAY: "value=2022-05-25"})
    (table,) = (table for table in tables(scores) if table.title == "Values")
    assert table.brief
    assert table.rows == (
        ("VALUE.AGENCY", "0.333 (1/3)", "2", "0", "0"),
        ("VALUE.DATE", "0.000 (0/1)", "0", "1", "0"),
        ("VALUE.COUNTRY", "1.000 (1/1)", "0", "0", "0"),
        ("VALUES", "0.400 (2/5)", "2", "1", "0"),
    )


def test_the_report_file_keeps_values_and_sums_them_up() -> None:
    scores = report()
    assert loads(dumps(scores)) == scores
    summary = json.loads(dumps(scores))["summary"]["predictions"]["values"]
    assert summary["VALUE.AGENCY"] == {"share": 1.0, "right": 3, "gold": 3}


def test_a_report_from_before_there_were_values_is_read() -> None:
    document = json.loads(dumps(report()))
    for system in document["systems"]:
        for plan in system["plans"]:
            del plan["values"]
    assert loads(json.dumps(document)).primary.values is None


@pytest.mark.parametrize(
    ("floor", "failures"),
    [
        ("VALUE.AGENCY=0.3", ()),
        ("VALUE.AGENCY=0.95", ("VALUE.AGENCY: share 0.3333 is below --min 0.95",)),
        ("VALUES=0.6", ()),
        (
            "VALUE.DOCREF=0.9",
            ("VALUE.DOCREF: --min 0.9 cannot be checked: the gold has none, nor was any found",),
        ),
    ],
)
def test_a_floor_of_values_is_a_share(floor: str, failures: tuple[str, ...]) -> None:
    scores = report(found={**GOLD, HEALTH: "value=so-y-te@ha-noi"})
    assert judge(scores, floors=parse_floors([floor])).failures == failures


def test_a_floor_of_values_that_were_not_scored_is_missed() -> None:
    (failure,) = judge(report(found={}), floors={"VALUES": 0.5}).failures
    assert "cannot be checked" in failure
