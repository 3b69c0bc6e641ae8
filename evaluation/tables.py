"""A report as tables of plain strings, which the terminal, Markdown and HTML show alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from annotations import Label
from evaluation.counts import ENTITY_LABELS, Counts, with_groups
from evaluation.diagnosis import Kind
from evaluation.matching import Categories, partial_categories, type_categories
from evaluation.report import Report, SystemScores

UNDEFINED = "–"

_SLICES = ("ENTITIES", "TASK", "LEAD", "PARTNER", "TIME", "ALL")
_SLICE_COLUMNS = (*(f"{name} F1" for name in _SLICES), "rows right")


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names its rows, all others are figures.

    Args:
        title: what it shows, in a few words.
        columns: the headers.
        rows: the cells.
        note: how to read it.
        brief: whether the terminal shows it too.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    brief: bool = False


def tables(report: Report, baseline: Report | None = None) -> tuple[Table, ...]:
    """Every table of a report that has something to say.

    Args:
        report: what was scored.
        baseline: an earlier report, for the change of F1.
    """
    system = report.primary
    made = (
        _scores(report, baseline),
        _records(system),
        _values(system),
        _styles(system),
        _plans(system),
        _given(system),
        _semeval(system),
        _strings(system),
        _iob(system),
        _kinds(system),
        _confusion(system),
    )
    return tuple(table for table in made if table is not None and table.rows)


def ratio(value: float | None) -> str:
    """A ratio to three digits."""
    return UNDEFINED if value is None else f"{value:.3f}"


def _scores(report: Report, baseline: Report | None) -> Table:
    system, others = report.primary, report.systems[1:]
    earlier = None
    if baseline is not None:
        names = {plan.name for plan in system.plans}
        same = baseline.system(system.name) or baseline.primary
        earlier = same.only(lambda plan: plan.name in names).strict
    columns = ["", "P", "R", "F1", "95 % interval", "gold", "found", "relaxed F1"]
    columns += ["F1 before"] if earlier is not None else []
    columns += [f"{other.name} F1" for other in others]
    rows: list[tuple[str, ...]] = []
    for name, counts in system.strict.items():
        row = [name, ratio(counts.precision), ratio(counts.recall), ratio(counts.f1)]
        row += [_interval(system.intervals[name]), str(counts.gold), str(counts.predicted)]
        row += [ratio(system.relaxed[name].f1)]
        row += [ratio(earlier[name].f1)] if earlier is not None else []
        row += [ratio(other.strict[name].f1) for other in others]
        rows.append(tuple(row))
    split = f", split {report.split}" if report.split else ""
    return Table(
        f"{system.name}: {len(system.plans)} plans{split}",
        tuple(columns),
        tuple(rows),
        "Strict: label and both offsets agree. Relaxed: the ends need only overlap. "
        "Intervals by bootstrap over plans.",
        brief=True,
    )


def _records(system: SystemScores) -> Table:
    records = system.records
    gold, tasks = records.rows.gold, records.tasks
    rows = (
        ("right in every field", _share(records.rows.tp, gold)),
        ("task span", _share(tasks, gold)),
        ("leads, where the task span is right", _share(records.leads, tasks)),
        ("partners, where the task span is right", _share(records.partners, tasks)),
        ("times, where the task span is right", _share(records.times, tasks)),
    )
    note = "What a user gets is a row: task, leads, partners and times."
    return Table("Task rows", ("", "right"), rows if gold else (), note, brief=True)


def _values(system: SystemScores) -> Table | None:
    if system.values is None:
        return None
    rows = tuple(
        (name, _share(of.right, of.gold), str(of.left_open), str(of.guessed), str(of.other))
        for name, of in system.values.items()
        if of.gold
    )
    columns = ("", "right", "left open", "guessed", "another")
    note = (
        "What entities stand for, on the gold entities that have a value: identifier and status. "
        "Left open: the gold is known. Guessed: the gold is open."
    )
    return Table("Values", columns, rows, note, brief=True)


def _styles(system: SystemScores) -> Table:
    rows = tuple(
        (style, str(len(part.plans)), *_slice(part)) for style, part in system.styles.items()
    )
    return Table("By style", ("style", "plans", *_SLICE_COLUMNS), rows, brief=True)


def _plans(system: SystemScores) -> Table:
    rows = tuple(
        (plan.name, *_slice(system.only(lambda other, plan=plan: other is plan)))
        for plan in system.plans
    )
    return Table("By plan", ("plan", *_SLICE_COLUMNS), rows, brief=True)


def _slice(part: SystemScores) -> Iterator[str]:
    yield from (ratio(part.strict[name].f1) for name in _SLICES)
    yield _share(part.records.rows.tp, part.records.rows.gold)


def _given(system: SystemScores) -> Table | None:
    given = system.given
    if given is None:
        return None
    names = [name for name in given.strict if name != "ALL"]
    rows = tuple(
        (
            name,
            ratio(system.strict[name].f1),
            ratio(given.strict[name].f1),
            ratio(system.relaxed[name].f1),
            ratio(given.relaxed[name].f1),
        )
        for name in names
    )
    columns = ("", "strict F1", "given entities", "relaxed F1", "given entities")
    note = "With the gold entities given, what is left are errors of tasks and relations alone."
    return Table("Tasks and relations with gold entities", columns, rows, note)


def _semeval(system: SystemScores) -> Table:
    groups: dict[str, tuple[Label, ...]] = {
        **{label.value: (label,) for label in Label},
        "ENTITIES": ENTITY_LABELS,
    }
    rows = [
        (
            name,
            *_partial_row(partial_categories(system.pairs, labels)),
            *_type_row(type_categories(system.pairs, labels)),
        )
        for name, labels in groups.items()
    ]
    columns = ("", "correct", "partial", "missed", "spurious", "partial F1")
    columns += ("right type", "wrong type", "type F1")
    note = "SemEval'13 categories from one optimal matching; a partial match counts half."
    return Table("Partial and type-only scores", columns, tuple(rows), note)


def _partial_row(scores: Categories) -> Iterator[str]:
    counts = (scores.correct, scores.partial, scores.missed, scores.spurious)
    yield from map(str, counts)
    yield ratio(scores.f1)


def _type_row(scores: Categories) -> Iterator[str]:
    yield str(scores.correct)
    yield str(scores.incorrect)
    yield ratio(scores.f1)


def _strings(system: SystemScores) -> Table | None:
    strings = system.strings
    if strings is None:
        return None
    seen, unseen = with_groups(strings.seen), with_groups(strings.unseen)
    rows = tuple((name, *_four(seen[name]), *_four(unseen[name])) for name in seen)
    columns = ("", "seen: gold", "P", "R", "F1", "unseen: gold", "P", "R", "F1")
    note = "Seen: the same string is an entity of that label in a training plan."
    return Table("Entity strings seen in training", columns, rows, note)


def _four(counts: Counts) -> tuple[str, ...]:
    ratios = (counts.precision, counts.recall, counts.f1)
    return (str(counts.gold), *map(ratio, ratios))


def _iob(system: SystemScores) -> Table | None:
    if system.iob is None:
        return None
    rows = tuple(
        (
            name,
            ratio(score.precision),
            ratio(score.recall),
            ratio(score.f1),
            str(score.gold),
            str(system.iob.lost.get(name, 0)),
        )
        for name, score in system.iob.scores.items()
    )
    note = "Lost: overlapping predictions, which IOB2 cannot hold."
    return Table("seqeval, strict IOB2", ("", "P", "R", "F1", "gold", "lost"), rows, note)


def _kinds(system: SystemScores) -> Table:
    errors = [error for plan in system.plans for error in plan.errors]
    counts = Counter((error.name, error.kind) for error in errors)
    kinds = [kind for kind in Kind if any(error.kind is kind for error in errors)]
    rows = tuple(
        (name, *(_count(counts[name, kind]) for kind in kinds))
        for name in system.strict
        if any(counts[name, kind] for kind in kinds)
    )
    return Table("Kinds of error", ("", *kinds), rows)


def _confusion(system: SystemScores) -> Table:
    counts: Counter[tuple[Label | None, Label | None]] = Counter()
    for pair in system.pairs:
        counts[pair.gold, pair.predicted] += pair.count
    rows = tuple(
        (gold or "spurious", *(_count(counts[gold, found]) for found in (*Label, None)))
        for gold in (*Label, None)
    )
    columns = ("gold \\ found", *Label, "missed")
    return Table("Labels that were matched", columns, rows)


def _interval(interval: tuple[float, float] | None) -> str:
    return UNDEFINED if interval is None else f"{interval[0]:.3f}–{interval[1]:.3f}"


def _share(part: int, whole: int) -> str:
    return f"{ratio(part / whole if whole else None)} ({part}/{whole})"


def _count(number: int) -> str:
    return str(number) if number else ""
