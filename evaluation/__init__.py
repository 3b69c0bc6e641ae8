"""Evaluation: what a system found against what people annotated.

    from evaluation import evaluate
    report = evaluate(gold, predicted)
    report.primary.strict["TASK"].f1

Names are imported when they are used (PEP 562), so that the command line, which takes its
options from `evaluation.command`, does not load numpy to print its help.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluation.counts import Counts
    from evaluation.gate import Gate, judge
    from evaluation.report import Report, SystemScores, evaluate
    from evaluation.run import evaluate_folder

__all__ = [
    "Counts",
    "Gate",
    "Report",
    "SystemScores",
    "evaluate",
    "evaluate_folder",
    "judge",
]

_HOMES = {
    "Counts": "counts",
    "Gate": "gate",
    "Report": "report",
    "SystemScores": "report",
    "evaluate": "report",
    "evaluate_folder": "run",
    "judge": "gate",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
