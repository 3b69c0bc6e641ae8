"""Spans over a text: one set of types for gold annotations and for predictions.

Offsets are half-open and count code points of the text as it lies in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What an entity is (GUIDELINE, one section each)."""

    AGENCY = "AGENCY"
    DATE = "DATE"
    COUNTRY = "COUNTRY"
    DOCREF = "DOCREF"
    TASK = "TASK"


class Role(StrEnum):
    """What a relation says (GUIDELINE, Relations)."""

    LEAD = "LEAD"
    PARTNER = "PARTNER"
    TIME = "TIME"
    ISSUED_ON = "ISSUED_ON"
    ISSUED_BY = "ISSUED_BY"


ARGUMENTS: dict[Role, tuple[Label, Label]] = {
    Role.LEAD: (Label.TASK, Label.AGENCY),
    Role.PARTNER: (Label.TASK, Label.AGENCY),
    Role.TIME: (Label.TASK, Label.DATE),
    Role.ISSUED_ON: (Label.DOCREF, Label.DATE),
    Role.ISSUED_BY: (Label.DOCREF, Label.AGENCY),
}
"""The labels each relation runs from and to."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """A labelled span; a TASK is one too, on a layer of its own.

    Args:
        label: what it is.
        span: where it stands.
        source: what made it: ``gold``, ``rule:<name>`` or ``model:<name>``.
        score: how sure its source is, from 0 to 1; ``None`` where it does not say.
    """

    label: Label
    span: Span
    source: str = "gold"
    score: float | None = None

    @property
    def key(self) -> tuple[Label, int, int]:
        """What makes two entities the same in strict scoring."""
        return (self.label, self.span.start, self.span.end)

    def moved(self, to: Callable[[Span], Span]) -> Entity:
        """The same entity with its span mapped by ``to``."""
        return Entity(self.label, to(self.span), self.source, self.score)


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed edge from a TASK or DOCREF to an entity.

    Args:
        role: what the edge says.
        head: the TASK or DOCREF.
        tail: the agency or date.
        source: as in `Entity`.
        score: as in `Entity`.
    """

    role: Role
    head: Entity
    tail: Entity
    source: str = "gold"
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What an annotator wrote of an entity or a relation; a value, or anything else.

    Args:
        on: what it is written of.
        text: the note, on one line.
    """

    on: Entity | Relation
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text with its entities and relations, sorted by place, and the notes on them."""

    text: str
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[Note, ...] = ()

    def labelled(self, *labels: Label) -> Iterator[Entity]:
        """The entities that carry one of ``labels``, in order."""
        return (entity for entity in self.entities if entity.label in labels)
