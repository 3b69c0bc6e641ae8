"""Pre-annotated files for people to correct, the least certain plans first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.corpus import AnnotatedPlan, as_plan_name
from annotations.errors import KehoachError
from annotations.formats.conversion import Conversion
from annotations.formats.registry import format_named
from annotations.language import say
from annotations.types import Annotation

TARGETS = ("label-studio", "doccano", "brat")
"""The formats of tools in which a person corrects what was suggested."""

ORDER_NAME = "order.tsv"
"""In a folder of suggestions the file that says in which order to correct them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a pipeline found in a plan.

    Args:
        name: the plan's name; what no file can be called is replaced.
        annotation: the entities and relations, each with the score of what made it.
        flags: what the pipeline itself doubts: ``no-lead``, ``ocr`` ..., of the plan and of
            each of its tasks.
    """

    name: str
    annotation: Annotation
    flags: tuple[str, ...] = ()


def certainty(suggestion: Suggestion) -> float:
    """How sure a suggestion is, from 0 to 1.

    It is the mean score of the entities and relations, where each flag counts as one more of
    score 0 and what has no score as certain: rules give none where they are sure. The mean,
    not the sum, so that long plans are not the least certain ones (Settles and Craven, "An
    analysis of active learning strategies for sequence labeling tasks", 2008, normalise by
    length for the same reason). A plan in which nothing was found comes first of all.
    """
    annotation = suggestion.annotation
    items = (*annotation.entities, *annotation.relations)
    if not items:
        return 0.0
    scores = [1.0 if item.score is None else item.score for item in items]
    return sum(scores) / (len(scores) + len(suggestion.flags))


def least_certain_first(suggestions: Iterable[Suggestion]) -> list[AnnotatedPlan]:
    """The suggestions in the order in which they are worth a person's time."""
    plans = [
        AnnotatedPlan(as_plan_name(suggestion.name), suggestion.annotation, certainty(suggestion))
        for suggestion in suggestions
    ]
    return sorted(plans, key=lambda plan: (plan.certainty, plan.name))


def write_suggestions(suggestions: Iterable[Suggestion], out: Path, *, to: str) -> Conversion:
    """Write pre-annotated files, the least certain plans first.

    Args:
        suggestions: what was found in each plan.
        out: the file; for brat the folder, in which ``order.tsv`` says the order.
        to: one of `TARGETS`.

    Raises:
        KehoachError: when the format is unknown or a file cannot be written.
    """
    if to not in TARGETS:
        raise KehoachError(say("{to!r} is not one of {targets}", to=to, targets=" ".join(TARGETS)))
    format, plans = format_named(to), least_certain_first(suggestions)
    encoded = format.encode(plans)
    if format.folder:
        rows = "".join(f"{plan.certainty:.3f}\t{plan.name}\n" for plan in plans)
        order = {ORDER_NAME: f"certainty\tplan\n{rows}".encode()}
        encoded = replace(encoded, files={**encoded.files, **order})
    format.save(encoded, out)
    return encoded.conversion
