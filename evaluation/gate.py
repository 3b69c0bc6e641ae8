"""The gate: whether accuracy fell, where, and whether the difference means anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations import AnnotationError, KehoachError
from annotations.language import say
from evaluation.bootstrap import Paired, paired
from evaluation.counts import GROUPS, NAMES, Counts, total
from evaluation.items import Item
from evaluation.plan_scores import PlanScores
from evaluation.report import Report
from evaluation.values import VALUE_NAMES

TOLERANCE = 0.02
"""How far the F1 of a label, a style or a plan may fall."""

LEVEL = 0.05
"""The whole fell when the paired bootstrap's p-value is below."""

WHOLE = "ALL"
ROWS = "RECORDS"


class GateError(KehoachError):
    """A gate that cannot be judged as it is asked for."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What changed in a plan against the baseline.

    Args:
        name: the plan.
        before: F1 of the whole plan in the baseline.
        now: and now.
        gained: gold items that are right now and were not.
        lost: gold items that were right and are not now.
        new_errors: wrong predictions that are new.
        mended: wrong predictions that are gone.
    """

    name: str
    before: float | None
    now: float | None
    gained: tuple[Item, ...]
    lost: tuple[Item, ...]
    new_errors: tuple[Item, ...]
    mended: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The judgement.

    Args:
        failures: why the gate is closed, a line each; empty when it is open.
        changes: plan by plan what changed against the baseline.
        whole: the paired comparison with the baseline.
        added: plans that the baseline does not know.
    """

    failures: tuple[str, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    whole: Paired | None = None
    added: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


def parse_floors(options: Iterable[str]) -> dict[str, float]:
    """Read ``LABEL=F1`` options.

    Raises:
        GateError: when one is not of that form, or names nothing that is scored.
    """
    floors: dict[str, float] = {}
    known = (*NAMES, *GROUPS, ROWS, *VALUE_NAMES)
    for option in options:
        name, equals, value = option.partition("=")
        try:
            floor = float(value)
        except ValueError:
            floor = math.nan
        if not equals or not 0 <= floor <= 1:
            raise GateError(
                say(
                    "--min {option}: expected LABEL=F1 with F1 from 0 to 1, as TASK=0.90",
                    option=option,
                )
            )
        if name not in known:
            raise GateError(
                say(
                    "--min {option}: {name!r} is not one of {known}",
                    option=option,
                    name=name,
                    known=" ".join(known),
                )
            )
        floors[name] = floor
    return floors


def judge(
    report: Report,
    *,
    floors: Mapping[str, float] | None = None,
    baseline: Report | None = None,
    accept: Collection[str] = (),
) -> Gate:
    """Judge the first system of a report.

    A floor that cannot be checked, because neither gold nor predictions hold the label, is
    missed: a gate that nothing can close is none.

    Args:
        report: what was scored.
        floors: the least F1 by label, role or group, or of ``RECORDS``; of ``VALUE.<label>``
            and ``VALUES`` the least share of right values.
        baseline: an earlier report on the same plans; it is compared on the plans both have.
        accept: labels, roles, styles and plans that may fall, ``ALL`` for the whole.

    Raises:
        GateError: when ``accept`` names what is not there.
        AnnotationError: when the baseline scored other plans, texts or gold.
    """
    failures = list(_below(report, floors or {}))
    if baseline is None:
        if accept:
            raise GateError(say("--accept allows a fall against a --baseline, and there is none"))
        return Gate(tuple(failures))
    now = {plan.name: plan for plan in report.primary.plans}
    earlier = baseline.system(report.primary.name) or baseline.primary
    before = {plan.name: plan for plan in earlier.plans}
    shared = [name for name in now if name in before]
    _check_same(now, before, shared)
    _check_names(accept, now, before)
    pairs = [(before[name], now[name]) for name in shared]
    failures += _gone(before.keys() - now.keys(), accept)
    failures += _falls(pairs, accept)
    whole = paired([old.stretches for old, _ in pairs], [new.stretches for _, new in pairs])
    if whole and whole.difference < 0 and whole.p_worse < LEVEL and WHOLE not in accept:
        failures.append(
            say(
                "{whole}: F1 fell by {fall:.3f} (paired bootstrap of plans and tasks, "
                "p = {p:.4f}); --accept {whole} lets it pass",
                whole=WHOLE,
                fall=-whole.difference,
                p=whole.p_worse,
            )
        )
    changes = (_change(old, new) for old, new in pairs)
    return Gate(
        tuple(failures),
        tuple(c for c in changes if c.gained or c.lost or c.new_errors or c.mended),
        whole,
        tuple(name for name in now if name not in before),
    )


def _below(report: Report, floors: Mapping[str, float]) -> Iterator[str]:
    scores = {**report.primary.strict, ROWS: report.primary.records.rows}
    values = report.primary.values or {}
    for name, floor in floors.items():
        if name in VALUE_NAMES:
            reached, what = values[name].share if name in values else None, "share"
        else:
            reached, what = scores[name].f1, "F1"
        if reached is None:
            yield say(
                "{name}: --min {floor:g} cannot be checked: the gold has none, nor was any found",
                name=name,
                floor=floor,
            )
        elif reached < floor:
            yield say(
                "{name}: {what} {reached:.4f} is below --min {floor:g}",
                name=name,
                what=what,
                reached=reached,
                floor=floor,
            )


def _check_same(
    now: Mapping[str, PlanScores], before: Mapping[str, PlanScores], shared: Sequence[str]
) -> None:
    if not shared:
        raise AnnotationError("baseline", say("it scored none of the plans that are scored now"))
    for name in shared:
        old, new = before[name], now[name]
        if old.text_sha256 != new.text_sha256:
            raise AnnotationError(
                "baseline",
                say("{name} had another text (its digest differs): make it anew", name=name),
            )
        if old.gold_sha256 != new.gold_sha256:
            raise AnnotationError(
                "baseline",
                say("{name} had another gold (its digest differs): make it anew", name=name),
            )


def _check_names(
    accept: Collection[str], now: Mapping[str, PlanScores], before: Mapping[str, PlanScores]
) -> None:
    styles = {plan.style for plan in now.values() if plan.style}
    known = {*NAMES, WHOLE, *styles, *now, *before}
    for name in accept:
        if name not in known:
            raise GateError(
                say("--accept {name}: no label, style or plan has that name", name=name)
            )


def _gone(names: Collection[str], accept: Collection[str]) -> Iterator[str]:
    """A plan that is left out would raise the score unseen."""
    for name in sorted(names):
        if name not in accept:
            yield say(
                "{name}: the baseline has this plan, now it is missing; --accept {name}", name=name
            )


def _falls(
    pairs: Sequence[tuple[PlanScores, PlanScores]], accept: Collection[str]
) -> Iterator[str]:
    for name, old, new in _compared(pairs):
        fall = _fall(old.f1, new.f1)
        if fall > TOLERANCE and name not in accept:
            yield (
                say(
                    "{name}: F1 fell from {before} to {now}, by more than {tolerance:g}; "
                    "--accept {name} lets it pass",
                    name=name,
                    before=_shown(old.f1),
                    now=_shown(new.f1),
                    tolerance=TOLERANCE,
                )
            )


def _compared(
    pairs: Sequence[tuple[PlanScores, PlanScores]],
) -> Iterator[tuple[str, Counts, Counts]]:
    """Name, counts before and counts now of each label, style and plan."""

    def counts(name: str) -> Callable[[PlanScores], Counts]:
        return lambda plan: plan.scores.strict[name]

    for name in NAMES:
        yield name, *_sums(pairs, counts(name))
    for style in sorted({new.style for _, new in pairs if new.style}):
        of_style = [pair for pair in pairs if pair[1].style == style]
        yield style, *_sums(of_style, _whole)
    for pair in pairs:
        yield pair[1].name, *_sums([pair], _whole)


def _sums(
    pairs: Sequence[tuple[PlanScores, PlanScores]], counts: Callable[[PlanScores], Counts]
) -> tuple[Counts, Counts]:
    return total(counts(old) for old, _ in pairs), total(counts(new) for _, new in pairs)


def _whole(plan: PlanScores) -> Counts:
    return total(plan.scores.strict.values())


def _fall(before: float | None, now: float | None) -> float:
    """How far F1 fell. It is undefined where nothing was to be found and nothing was: perfect."""
    if now is None:
        return 0.0
    # Counts are whole numbers: what is added here only takes back the rounding of the ratios.
    return (1.0 if before is None else before) - now - 1e-12


def _change(old: PlanScores, new: PlanScores) -> PlanChange:
    missed_before, wrong_before = _error_items(old)
    missed_now, wrong_now = _error_items(new)
    return PlanChange(
        new.name,
        _whole(old).f1,
        _whole(new).f1,
        gained=_sorted(missed_before - missed_now),
        lost=_sorted(missed_now - missed_before),
        new_errors=_sorted(wrong_now - wrong_before),
        mended=_sorted(wrong_before - wrong_now),
    )


def _error_items(plan: PlanScores) -> tuple[set[Item], set[Item]]:
    """The gold items that were not found, and the predictions that are wrong."""
    return (
        {error.gold for error in plan.errors if error.gold is not None},
        {error.predicted for error in plan.errors if error.predicted is not None},
    )


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.place))


def _shown(f1: float | None) -> str:
    return "undefined" if f1 is None else f"{f1:.3f}"
