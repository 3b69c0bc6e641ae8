"""Everything that is counted in one plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations import Annotation, AnnotationError, Label, Role
from annotations.digests import digest
from annotations.language import say
from evaluation.counts import Counts
from evaluation.diagnosis import Error, diagnose
from evaluation.entities import SeenAndUnseen, Strings, relaxed_entities, seen_and_unseen
from evaluation.items import Item, items, items_digest, strict
from evaluation.matching import PairCount, match, pair_counts
from evaluation.records import Records, records
from evaluation.relations import gold_spans, relaxed_relations
from evaluation.stretches import stretches
from evaluation.values import ValueCounts, score_values


@dataclass(frozen=True, slots=True)
class StrictAndRelaxed:
    """Counts by name, with exact offsets and with ends that need only overlap."""

    strict: Mapping[str, Counts]
    relaxed: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class PlanScores:
    """The counts of one plan; all but the errors add up over plans.

    Args:
        name: the plan.
        style: how it gives work, where the folder says so.
        text_sha256: digest of its text.
        gold_sha256: digest of its gold items.
        scores: entities, tasks and relations, end to end.
        given: tasks and relations where the gold entities were given; ``None`` where not run.
        pairs: gold against predicted labels in the optimal matching.
        records: rows of the task table.
        strings: entities whose string training has seen or not; ``None`` without training plans.
        stretches: strict counts between one gold task and the next.
        errors: every strict error.
        values: what entities stand for, by label; ``None`` where the gold holds no values, or
            what was scored was found without any.
    """

    name: str
    style: str | None
    text_sha256: str
    gold_sha256: str
    scores: StrictAndRelaxed
    given: StrictAndRelaxed | None
    pairs: tuple[PairCount, ...]
    records: Records
    strings: SeenAndUnseen | None
    stretches: tuple[Counts, ...]
    errors: tuple[Error, ...]
    values: Mapping[str, ValueCounts] | None = None


def score_plan(
    name: str,
    gold: Annotation,
    predicted: Annotation,
    *,
    given: Annotation | None = None,
    style: str | None = None,
    known: Strings | None = None,
) -> PlanScores:
    """Compare a prediction with the gold of the same text.

    Args:
        name: the plan.
        gold: the annotation by hand.
        predicted: what was found, over the same text.
        given: what was found with the gold entities given.
        style: how the plan gives work.
        known: the entity strings of the training plans.

    Raises:
        AnnotationError: when a note begins as a value and is none.
    """
    wanted, found = items(gold), items(predicted)
    matching = match(gold, predicted)
    pairs = pair_counts(matching)
    relaxed = relaxed_entities(pairs) | relaxed_relations(wanted, found, gold_spans(matching))
    return PlanScores(
        name=name,
        style=style,
        text_sha256=digest(gold.text),
        gold_sha256=items_digest(wanted),
        scores=StrictAndRelaxed(strict(wanted, found), relaxed),
        given=None if given is None else _given(gold, wanted, given),
        pairs=pairs,
        records=records(wanted, found),
        strings=None if known is None else seen_and_unseen(wanted, found, gold.text, known),
        stretches=stretches(wanted, found),
        errors=diagnose(wanted, found, matching),
        values=_values(name, gold, predicted if given is None else given),
    )


def _values(name: str, gold: Annotation, found: Annotation) -> Mapping[str, ValueCounts] | None:
    """Values are scored where there are any: a tagger's predictions have none."""
    try:
        return score_values(gold, found) if found.notes else None
    except ValueError as error:
        raise AnnotationError(name, say("a note: {error}", error=error)) from error


def _given(gold: Annotation, wanted: frozenset[Item], predicted: Annotation) -> StrictAndRelaxed:
    """Tasks and relations alone: the entities were not found but given."""
    names = (Label.TASK.value, *(role.value for role in Role))
    found = items(predicted)
    matching = match(gold, predicted)
    exact = strict(wanted, found)
    relaxed = relaxed_entities(pair_counts(matching)) | relaxed_relations(
        wanted, found, gold_spans(matching)
    )
    return StrictAndRelaxed(
        {name: exact[name] for name in names}, {name: relaxed[name] for name in names}
    )
