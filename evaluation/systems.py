"""The systems that can be scored: ways to run the extraction, by name.

This is the one module of the evaluation that runs the pipeline; all others compare
annotations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, cast

from annotations import Annotation, AnnotationError, Entity, KehoachError
from annotations.language import say
from evaluation.counts import ENTITY_LABELS
from evaluation.folders import GoldPlans
from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.plan import Plan
from pipeline.readers.registry import Source
from pipeline.tagging import Mode


class UnknownSystem(KehoachError):
    """A system was asked for that is not there."""


class Extractor(Protocol):
    """From a source to its plan; `pipeline.extract` is one.

    With ``entities`` none are looked for: tasks and relations are made of those given, whose
    offsets are those of the source's text. What goes wrong then is not the entities' fault.
    """

    def __call__(
        self, source: Source | Document | str, *, entities: Sequence[Entity] | None = None
    ) -> Plan:
        """Extract the plan, with entities of its own or with those given."""
        ...


def _tagged_by(mode: Mode) -> Extractor:
    # Loads the rules and the model, for which a run over predictions need not wait.
    from pipeline.settings import Settings, load_extractor

    return cast(Extractor, load_extractor(Settings(mode=mode)))


SYSTEMS: Mapping[str, Callable[[], Extractor]] = {
    mode.value: partial(_tagged_by, mode) for mode in (Mode.BOTH, Mode.RULES, Mode.MODEL)
}
"""Makers of the systems by name; a gate judges the first of those that run."""


def usual_systems() -> tuple[str, ...]:
    """The systems that there are: all where a model ships, else the rules alone."""
    from pipeline.taggers import usual_mode

    return tuple(SYSTEMS) if usual_mode() is Mode.BOTH else (Mode.RULES.value,)


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a system found.

    Args:
        system: its name.
        found: end to end, by plan.
        given: with the gold entities given; ``None`` where it was not run so.
    """

    system: str
    found: Mapping[str, Annotation]
    given: Mapping[str, Annotation] | None = None


def load_system(name: str) -> Extractor:
    """The extraction of a system, ready to run.

    Args:
        name: one of `SYSTEMS`.

    Raises:
        UnknownSystem: when there is none of that name.
        RuleError: when its rules cannot be used.
        ModelError: when its model is not there or cannot be used.
    """
    if name not in SYSTEMS:
        raise UnknownSystem(
            say("no system {name!r}, only {systems}", name=name, systems=" ".join(SYSTEMS))
        )
    return SYSTEMS[name]()


def run_system(
    name: str, gold: GoldPlans, *, extract: Extractor | None = None, given: bool = True
) -> Predictions:
    """Run a system over the texts of gold plans.

    Args:
        name: its name in the report.
        gold: the plans, whose texts alone are read.
        extract: the extraction, by default that of `SYSTEMS`.
        given: whether to run it a second time with the gold entities given.

    Raises:
        UnknownSystem: when there is none of that name.
        AnnotationError: when a gold text cannot be read as it is.
    """
    extract = extract or load_system(name)
    found: dict[str, Annotation] = {}
    with_gold: dict[str, Annotation] = {}
    for plan, annotation in gold.plans.items():
        source = Source(str(gold.folder / f"{plan}.txt"), annotation.text.encode())
        try:
            extracted = extract(source)
            found[plan] = extracted.annotation()
            if given:
                entities = tuple(annotation.labelled(*ENTITY_LABELS))
                again = extract(extracted.document, entities=entities)
                with_gold[plan] = again.annotation()
        except ReadError as error:
            raise AnnotationError(error.path, error.reason) from error
    return Predictions(name, found, with_gold if given else None)
