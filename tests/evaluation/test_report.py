"""What a report says of systems, styles, strings and the trivial baseline."""

from __future__ import annotations

import pytest
from annotated import Annotated, gold_plan, without

from annotations import Annotation, AnnotationError, Label, Span
from evaluation import evaluate
from evaluation.gazetteer import Gazetteer


def agencies(text: str, *names: str) -> Annotation:
    plan = Annotated(text)
    for name in names:
        plan.mark(Label.AGENCY, name)
    return plan.annotation


def test_a_perfect_prediction() -> None:
    gold = {"a": gold_plan(), "b": gold_plan()}
    scores = evaluate(gold, gold).primary
    assert {name for name, counts in scores.strict.items() if counts.f1 != 1} == set()
    assert scores.records.share == 1
    assert [plan.errors for plan in scores.plans] == [(), ()]


def test_a_plan_without_prediction_is_one_where_nothing_was_found() -> None:
    scores = evaluate({"a": gold_plan()}, {}).primary
    assert scores.strict["ALL"].f1 == 0
    assert scores.strict["ALL"].precision is None


def test_the_trivial_baseline_always_stands_in_the_report() -> None:
    gold = {"a": gold_plan(), "b": gold_plan()}
    baseline = evaluate(gold, gold).system("gazetteer")
    assert baseline is not None
    assert baseline.strict["AGENCY"].recall == 1
    assert baseline.strict["TASK"].predicted == baseline.strict["RELATIONS"].predicted == 0


def test_the_gazetteer_takes_the_longest_string_and_none_of_the_plan_itself() -> None:
    gazetteer = Gazetteer(
        {
            "a": agencies("Sở Y tế", "Sở Y tế"),
            "b": agencies("SỞ Y\n TẾ tỉnh", "SỞ Y\n TẾ tỉnh"),
        }
    )
    text = "Giao Sở Y tế tỉnh."
    assert [e.span for e in gazetteer.annotate("c", text).entities] == [Span(5, 17)]
    assert [e.span for e in gazetteer.annotate("b", text).entities] == [Span(5, 12)]


def test_scores_by_style_are_those_of_its_plans() -> None:
    gold = {"a": gold_plan(), "b": gold_plan(), "c": gold_plan()}
    found = {**gold, "c": without(gold["c"], Label.TASK)}
    styles = evaluate(gold, found, styles={"a": "duties", "c": "tables"}).primary.styles
    assert {style: len(part.plans) for style, part in styles.items()} == {"duties": 1, "tables": 1}
    assert styles["duties"].strict["TASK"].f1 == 1
    assert styles["tables"].strict["TASK"].f1 == 0


def test_strings_that_training_has_seen_stand_apart() -> None:
    text = "Sở Y tế và Sở Du lịch họp tại Hội trường."
    gold = {"a": agencies(text, "Sở Y tế", "Sở Du lịch")}
    found = {"a": agencies(text, "Sở Y tế", "Hội trường")}
    training = {"t": agencies("SỞ\nY TẾ", "SỞ\nY TẾ"), "a": gold["a"]}
    strings = evaluate(gold, found, training=training).primary.strings
    assert strings is not None
    assert strings.seen["AGENCY"].f1 == 1
    unseen = strings.unseen["AGENCY"]
    assert (unseen.tp, unseen.fp, unseen.fn) == (0, 1, 1)


def test_without_training_plans_nothing_is_said_of_strings() -> None:
    assert evaluate({"a": gold_plan()}, {}).primary.strings is None


def test_with_gold_entities_given_only_tasks_and_relations_are_scored() -> None:
    gold = {"a": gold_plan()}
    given = evaluate(gold, {}, given=gold).primary.given
    assert given is not None
    assert given.strict["TASK"].f1 == given.relaxed["RELATIONS"].f1 == 1
    assert "AGENCY" not in given.strict


def test_a_prediction_of_another_text_is_refused() -> None:
    with pytest.raises(AnnotationError, match="digest differs"):
        evaluate({"a": gold_plan()}, {"a": Annotation("Kế hoạch khác")})


def test_no_gold_is_refused() -> None:
    with pytest.raises(AnnotationError, match="no annotated plan"):
        evaluate({}, {})
