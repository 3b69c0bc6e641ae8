"""A report as Markdown, short enough for the body of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evaluation.excerpts import shortened
from evaluation.gate import Gate, PlanChange
from evaluation.items import Item
from evaluation.report import Report
from evaluation.tables import Table, ratio, tables

_SPECIAL = re.compile(r"[\\`*\[\]|#~]|\b_|_\b")

LONGEST = 60_000
"""GitHub takes at most 65,536 characters in a comment."""

_LISTED = (10, 3, 0)
"""How many gained and lost items of a plan are listed, at most: the first that fits."""


def render(
    report: Report,
    texts: Mapping[str, str],
    *,
    gate: Gate | None = None,
    baseline: Report | None = None,
) -> str:
    """The report in the Markdown dialect of GitHub and GitLab.

    Args:
        report: what was scored.
        texts: the plans' texts, to name what was gained and lost.
        gate: the judgement, where there is one.
        baseline: what the report is compared with.
    """
    brief, rest = _by_brevity(tables(report, baseline))
    head = ["# Evaluation", *(_gate(gate) if gate else ()), *map(_table, brief)]
    tail = [_folded(table.title, [_rows(table)]) for table in rest]
    document = ""
    for listed in _LISTED:
        blocks = [*head, *_changes(gate, texts, listed), *tail]
        document = "\n\n".join(blocks) + "\n"
        if len(document) <= LONGEST:
            break
    return document


def change_lines(change: PlanChange, text: str, *, limit: int | None = None) -> Iterator[str]:
    """What was gained and lost in a plan, a line each.

    Args:
        change: the plan's change.
        text: the plan's text.
        limit: how many items of a kind to list; the rest are counted.
    """
    kinds = (
        ("gained", change.gained),
        ("lost", change.lost),
        ("new error", change.new_errors),
        ("mended", change.mended),
    )
    for kind, items in kinds:
        yield from (f"{kind}: {shortened(text, item)}" for item in items[:limit])
        yield from _rest(kind, items, limit)


def change_title(change: PlanChange) -> str:
    """``NAME: F1 0.912 → 0.880, 3 gained, 1 lost, 0 new errors, 2 mended``."""
    return (
        f"{change.name}: F1 {ratio(change.before)} → {ratio(change.now)}, "
        f"{len(change.gained)} gained, {len(change.lost)} lost, "
        f"{len(change.new_errors)} new errors, {len(change.mended)} mended"
    )


def _rest(kind: str, items: tuple[Item, ...], limit: int | None) -> Iterator[str]:
    if limit is not None and len(items) > limit:
        yield f"{kind}: and {len(items) - limit} more"


def _gate(gate: Gate) -> Iterator[str]:
    if gate.passed:
        yield "**Gate: passed**"
    else:
        yield "**Gate: failed**"
        yield "\n".join(f"- {_escaped(failure)}" for failure in gate.failures)
    if gate.whole is not None:
        low, high = gate.whole.interval
        yield (
            f"Whole F1 against the baseline: {gate.whole.difference:+.3f} "
            f"(95 % {low:+.3f} to {high:+.3f}; p = {gate.whole.p_worse:.4f} "
            "for a fall)"
        )
    if gate.added:
        yield f"Not in the baseline: {_escaped(', '.join(gate.added))}"


def _by_brevity(all_tables: tuple[Table, ...]) -> tuple[list[Table], list[Table]]:
    brief = [table for table in all_tables if table.brief]
    return brief, [table for table in all_tables if not table.brief]


def _changes(gate: Gate | None, texts: Mapping[str, str], listed: int) -> Iterator[str]:
    if gate is None or not gate.changes:
        return
    blocks: list[str] = []
    for change in gate.changes:
        blocks.append(f"**{_escaped(change_title(change))}**")
        lines = change_lines(change, texts[change.name], limit=listed)
        blocks.append("\n".join(f"- {_escaped(line)}" for line in lines))
    yield _folded("Gained and lost, plan by plan", blocks)


def _table(table: Table) -> str:
    return f"## {_escaped(table.title)}\n\n{_rows(table)}"


def _rows(table: Table) -> str:
    lines = [_row(table.columns), _row(("---", *("---:" for _ in table.columns[1:])), raw=True)]
    lines += map(_row, table.rows)
    return "\n".join(lines) + (f"\n\n{table.note}" if table.note else "")


def _row(cells: tuple[str, ...], *, raw: bool = False) -> str:
    return "| " + " | ".join(cells if raw else map(_escaped, cells)) + " |"


def _folded(title: str, blocks: list[str]) -> str:
    inner = "\n\n".join(blocks)
    return f"<details><summary>{_escaped(title)}</summary>\n\n{inner}\n\n</details>"


def _escaped(text: str) -> str:
    """Text that means nothing to Markdown or HTML; an underscore within a word never does."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\g<0>", line)
