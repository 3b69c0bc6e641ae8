"""What the task rules look at: the outline, the entities, the cue words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotations import Entity, Label, Role, Span
from pipeline.outline import Item, Outline
from pipeline.plan import Basis, Style
from pipeline.rules import Rules
from pipeline.tasks.cues import Cues

_CLOSING = re.compile(r"[\s.;:…,/]+$|\.\.+$")


_LONGEST_BEFORE = 1_000
"""Characters before an agency that may say what it does there: more than any sentence has."""
CUE_REACH = 250
"""Of these, how many may hold the cue right before it, with titles and a member that is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """An entity's part in a draft, in folded offsets; see `pipeline.plan.Assignment`."""

    role: Role
    entity: Entity
    basis: Basis
    rule: str
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A task in folded offsets, before it is mapped back and filled with its fields.

    Args:
        span: of the TASK.
        style: how the plan gives the work.
        rule: that found it.
        item: the outline item it stands in.
        parts: its leads, partners and times.
        fields: stretches by field: lead, partner, time, content, deliverable, funding.
    """

    span: Span
    style: Style
    rule: str
    item: Item
    parts: tuple[Part, ...] = ()
    fields: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Context:
    """Everything the task rules read; entities are sorted by place and do not overlap."""

    outline: Outline
    entities: Sequence[Entity]
    rules: Rules
    claimed: set[int] = field(default_factory=set[int])
    """Indexes of items that an earlier style has taken."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.outline.text

    @property
    def cues(self) -> Cues:
        """The compiled cue words."""
        return self.rules.cues

    @cached_property
    def _starts(self) -> list[int]:
        return [entity.span.start for entity in self.entities]

    def inside(self, span: Span, *labels: Label) -> list[Entity]:
        """The entities of some labels that lie within ``span``."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        return [
            entity
            for entity in self.entities[first:last]
            if entity.label in labels and entity.span.end <= span.end
        ]

    def agencies(self, span: Span) -> list[Entity]:
        """The agencies within ``span``."""
        return self.inside(span, Label.AGENCY)

    def trimmed(self, span: Span) -> Span:
        """``span`` without white space and closing signs at its ends (GUIDELINE, TASK)."""
        content = span.of(self.text)
        kept = _CLOSING.sub("", content).rstrip()
        start = span.start + len(content) - len(content.lstrip())
        return Span(start, max(start, span.start + len(kept)))

    def written(self, entity: Entity) -> str:
        """The text of an entity, as a key under which the same agency is linked once."""
        text = " ".join(entity.span.of(self.text).lower().split())
        return text.replace("uỷ ban", "ủy ban").replace("ủy ban nhân dân", "ubnd")


def near_to(agency: Entity, span: Span, *, reach: int = _LONGEST_BEFORE) -> Span:
    """``span`` from where what stands before an agency may still be of its sentence."""
    return Span(max(span.start, agency.span.start - reach), span.end)


def groups(context: Context, agencies: Sequence[Entity]) -> list[list[Entity]]:
    """Agencies cut into runs that only connectors part: doers or partners named together."""
    runs: list[list[Entity]] = []
    for agency in agencies:
        if runs:
            between = context.text[runs[-1][-1].span.end : agency.span.start]
            if context.cues.joint.fullmatch(between):
                runs[-1].append(agency)
                continue
        runs.append([agency])
    return runs
