"""The report: what each system scored on each plan, and every total as a sum of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from annotations import Annotation, AnnotationError
from annotations.language import say
from evaluation.bootstrap import Interval, f1_intervals
from evaluation.counts import Counts, total, with_groups
from evaluation.entities import KnownStrings, SeenAndUnseen
from evaluation.gazetteer import Gazetteer
from evaluation.iob import IobScores, iob_scores
from evaluation.matching import PairCount, add_pair_counts
from evaluation.plan_scores import (
    PlanScores,
    StrictAndRelaxed,
    score_plan,
)
from evaluation.records import Records
from evaluation.values import ValueCounts, sum_values

BASELINE = "gazetteer"
"""The name of the trivial baseline among the systems."""

_Predictions = Mapping[str, Annotation]


@dataclass(frozen=True)
class SystemScores:
    """What one system scored.

    Args:
        name: ``rules``, ``model``, ``both``, ``predictions`` or ``gazetteer``.
        plans: its scores plan by plan, in the order of their names.
        iob: strict IOB2 through seqeval, where it was asked for.
    """

    name: str
    plans: tuple[PlanScores, ...]
    iob: IobScores | None = None

    @cached_property
    def strict(self) -> dict[str, Counts]:
        """End-to-end counts with exact offsets, by name and group."""
        return with_groups(_sum(plan.scores.strict for plan in self.plans))

    @cached_property
    def relaxed(self) -> dict[str, Counts]:
        """End-to-end counts with ends that need only overlap, by name and group."""
        return with_groups(_sum(plan.scores.relaxed for plan in self.plans))

    @cached_property
    def given(self) -> StrictAndRelaxed | None:
        """Tasks and relations with the gold entities given; ``None`` where not run."""
        plans = [plan.given for plan in self.plans if plan.given is not None]
        if not plans:
            return None
        return StrictAndRelaxed(
            with_groups(_sum(plan.strict for plan in plans)),
            with_groups(_sum(plan.relaxed for plan in plans)),
        )

    @cached_property
    def pairs(self) -> tuple[PairCount, ...]:
        """Gold against predicted labels in the optimal matching."""
        return add_pair_counts(pair for plan in self.plans for pair in plan.pairs)

    @cached_property
    def records(self) -> Records:
        """Rows of the task table."""
        return sum((plan.records for plan in self.plans), Records())

    @cached_property
    def values(self) -> dict[str, ValueCounts] | None:
        """What entities stand for, by ``VALUE.<label>`` and in all; ``None`` without values."""
        return sum_values(plan.values for plan in self.plans)

    @cached_property
    def strings(self) -> SeenAndUnseen | None:
        """Entities whose string training has seen or not; ``None`` without training plans."""
        plans = [plan.strings for plan in self.plans if plan.strings is not None]
        if not plans:
            return None
        return SeenAndUnseen(_sum(plan.seen for plan in plans), _sum(plan.unseen for plan in plans))

    @cached_property
    def styles(self) -> dict[str, SystemScores]:
        """The same scores for the plans of each style."""
        styles = sorted({plan.style for plan in self.plans if plan.style is not None})
        return {style: self.only(lambda plan, style=style: plan.style == style) for style in styles}

    @cached_property
    def intervals(self) -> dict[str, Interval | None]:
        """95 % bootstrap intervals of strict F1 over plans, by name and group."""
        by_plan = [with_groups(plan.scores.strict) for plan in self.plans]
        return f1_intervals({name: [plan[name] for plan in by_plan] for name in self.strict})

    def plan(self, name: str) -> PlanScores | None:
        """The scores of one plan, where it was scored."""
        return next((plan for plan in self.plans if plan.name == name), None)

    def without_errors(self) -> SystemScores:
        """The counts alone; nobody reads the errors of a trivial baseline one by one."""
        return replace(self, plans=tuple(replace(plan, errors=()) for plan in self.plans))

    def only(self, wanted: Callable[[PlanScores], bool]) -> SystemScores:
        """The scores of some of the plans."""
        return SystemScores(self.name, tuple(plan for plan in self.plans if wanted(plan)))


@dataclass(frozen=True, slots=True)
class Report:
    """What was scored, system by system.

    Args:
        systems: the systems, the one that a gate judges first.
        split: the split of the plans, where one was chosen.
    """

    systems: tuple[SystemScores, ...]
    split: str | None = None

    @property
    def primary(self) -> SystemScores:
        """The system that a gate judges."""
        return self.systems[0]

    def system(self, name: str) -> SystemScores | None:
        """A system by name."""
        return next((system for system in self.systems if system.name == name), None)

    def joined(self, other: Report) -> Report:
        """This report with those systems of another one that it lacks."""
        names = {system.name for system in self.systems}
        added = (system for system in other.systems if system.name not in names)
        return replace(self, systems=(*self.systems, *added))


def evaluate(
    gold: Mapping[str, Annotation],
    predicted: Mapping[str, Annotation],
    *,
    system: str = "predictions",
    given: Mapping[str, Annotation] | None = None,
    styles: Mapping[str, str] | None = None,
    training: Mapping[str, Annotation] | None = None,
    split: str | None = None,
    iob: bool = False,
    baseline: bool = True,
) -> Report:
    """Score predictions against gold annotations of the same texts.

    Args:
        gold: the annotations by hand, by plan.
        predicted: what was found; a plan that is missing counts as one where nothing was.
        system: the name of what made the predictions.
        given: what was found with the gold entities given.
        styles: by plan how it gives work.
        training: annotated plans that the system may have learnt from.
        split: the split that the plans are, for the report's head.
        iob: whether to score strict IOB2 through seqeval too.
        baseline: whether to score the gazetteer beside it; its strings come from ``training``,
            or, where there is none, from the other gold plans.

    Raises:
        AnnotationError: when there is no gold, or a prediction is of another text.
        MissingScorer: when ``iob`` is asked for and seqeval is not installed.
    """
    if not gold:
        raise AnnotationError("gold", say("there is no annotated plan to score"))
    texts = {name: annotation.text for name, annotation in gold.items()}
    found = _over(texts, predicted)
    given = None if given is None else _over(texts, given)
    known = None if training is None else KnownStrings(training)

    def scored(name: str, predictions: _Predictions, given: _Predictions | None) -> SystemScores:
        plans = (
            score_plan(
                plan,
                gold[plan],
                predictions[plan],
                given=None if given is None else given[plan],
                style=(styles or {}).get(plan),
                known=None if known is None else known.without(plan),
            )
            for plan in sorted(gold)
        )
        pairs = ((gold[plan], predictions[plan]) for plan in sorted(gold))
        return SystemScores(name, tuple(plans), iob_scores(pairs) if iob else None)

    systems = [scored(system, found, given)]
    if baseline:
        gazetteer = Gazetteer(gold if training is None else training)
        trivial = {name: gazetteer.annotate(name, text) for name, text in texts.items()}
        systems.append(scored(BASELINE, trivial, None).without_errors())
    return Report(tuple(systems), split)


def _over(texts: Mapping[str, str], predicted: _Predictions) -> dict[str, Annotation]:
    """One prediction a text, empty where there is none."""
    for name, text in texts.items():
        if name in predicted and predicted[name].text != text:
            raise AnnotationError(
                name,
                say(
                    "the prediction is of another text (its digest differs): extract it "
                    "anew from the annotated one"
                ),
            )
    return {name: predicted.get(name, Annotation(text)) for name, text in texts.items()}


def _sum(tables: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    tables = list(tables)
    return {name: total(table[name] for table in tables) for name in (tables[0] if tables else ())}
