"""The new model and the old one on the same plans: better only where chance does not explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from toy_models import toy_plans

from annotations import Annotation, Entity
from training.challenge import contest

PLANS = list(toy_plans(6).values())


@dataclass(frozen=True)
class Forgetful:
    """Knows the gold entities but for a share of them."""

    plans: Sequence[Annotation]
    share: float
    seed: int = 0

    def tag(self, text: str) -> list[Entity]:
        chance = Random(f"{self.seed} {text}")
        known = next(plan.entities for plan in self.plans if plan.text == text)
        return [entity for entity in known if chance.random() >= self.share]


def test_a_model_that_finds_much_more_is_better() -> None:
    result = contest(Forgetful(PLANS, 0.4), Forgetful(PLANS, 0.0), PLANS)
    assert result.better
    assert result.challenger["ENTITIES"] == 1.0
    assert (result.champion["ENTITIES"] or 0) < 0.9
    assert "the new model is better" in result.lines()[-1]


def test_the_same_model_is_not_better_than_itself() -> None:
    result = contest(Forgetful(PLANS, 0.2), Forgetful(PLANS, 0.2), PLANS)
    assert not result.better
    assert result.paired is not None and result.paired.difference == 0
    assert "not shown to be better" in result.lines()[-1]


def test_a_worse_model_is_not_better() -> None:
    assert not contest(Forgetful(PLANS, 0.1), Forgetful(PLANS, 0.4), PLANS).better


def test_scores_are_those_of_the_evaluation() -> None:
    from evaluation import evaluate

    tagger = Forgetful(PLANS, 0.3)
    names = [str(number) for number in range(len(PLANS))]
    gold = dict(zip(names, PLANS, strict=True))
    found = {
        name: Annotation(plan.text, tuple(tagger.tag(plan.text))) for name, plan in gold.items()
    }
    scores = evaluate(gold, found, baseline=False).primary.strict
    result = contest(tagger, tagger, PLANS)
    assert result.champion == {name: scores[name].f1 for name in result.champion}


def test_where_there_is_nothing_nothing_is_better() -> None:
    plans = [Annotation("Không có gì.")]
    result = contest(Forgetful(plans, 0.0), Forgetful(plans, 0.0), plans)
    assert not result.better
    assert result.lines()[-1].startswith("nothing to compare")
