"""A report as one HTML page that needs nothing beside itself.

Jinja escapes whatever it is given (``autoescape``): a plan's text may hold anything. The page
loads nothing and its policy forbids that it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from evaluation.diagnosis import MEANING, Error, Kind
from evaluation.excerpts import Piece, excerpts
from evaluation.gate import Gate
from evaluation.items import Item
from evaluation.markdown import change_lines, change_title
from evaluation.report import Report
from evaluation.tables import tables

_TEMPLATE = "report.html.jinja"


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side of an error shows: its name and its sentences, or nothing."""

    name: str
    offsets: str
    sentences: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """An error as the page shows it."""

    name: str
    kind: Kind
    plan: str
    gold: _Side | None
    predicted: _Side | None


def render(
    report: Report,
    texts: Mapping[str, str],
    *,
    gate: Gate | None = None,
    baseline: Report | None = None,
) -> str:
    """The page: every table, and every error of the first system in its sentence.

    Args:
        report: what was scored.
        texts: the plans' texts.
        gate: the judgement, where there is one.
        baseline: what the report is compared with.
    """
    errors = [
        _shown(plan.name, texts[plan.name], error)
        for plan in report.primary.plans
        for error in plan.errors
    ]
    return _template().render(
        report=report,
        gate=gate,
        tables=tables(report, baseline),
        changes=[] if gate is None else list(_changes(gate, texts)),
        errors=errors,
        names=[name for name in report.primary.strict if any(e.name == name for e in errors)],
        kinds=[kind for kind in Kind if any(e.kind is kind for e in errors)],
        plans=[plan.name for plan in report.primary.plans if plan.errors],
        meaning=MEANING,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE)


def _changes(gate: Gate, texts: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    for change in gate.changes:
        yield change_title(change), list(change_lines(change, texts[change.name]))


def _shown(plan: str, text: str, error: Error) -> _Shown:
    return _Shown(
        error.name,
        error.kind,
        plan,
        _side(text, error.gold, error.predicted),
        _side(text, error.predicted, error.gold),
    )


def _side(text: str, item: Item | None, other: Item | None) -> _Side | None:
    if item is None:
        return None
    ends = [item.span] if item.tail is None else [item.span, item.tail]
    offsets = " → ".join(f"{span.start}–{span.end}" for span in ends)
    return _Side(item.name, offsets, excerpts(text, item, other))
