"""What a conversion carried over and what it could not: nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotations.corpus import AnnotatedPlan
from annotations.language import later, say, translated
from annotations.types import Annotation, Entity, Label, Note, Relation, Role, Span


class Reason(StrEnum):
    """Why something of a plan is not in the result as it was."""

    NO_RELATIONS = later("the format holds no relations")
    NO_TASK_LAYER = later("the format holds one flat layer of entities; TASK is another")
    OVERLAP = later("overlaps an entity that is kept; the format holds none that do")
    TOKEN_BORDER = later("begins or ends inside a token")
    END_LOST = later("one of its ends, or what it is on, is lost")
    NO_NOTES = later("the format holds no notes, and no values in them")
    NO_PROVENANCE = later("the format holds no scores and sources")
    NO_WHITE_SPACE = later(
        "the file holds no white space and the text is not at hand: joined by spaces"
    )
    TRIMMED = later("white space at its borders is cut off")
    BLANK = later("covers no visible character")
    REPEATED = later("stands in the file more than once")
    UNREVIEWED = later("nobody has reviewed it yet")
    REJECTED = later("the annotator skipped or rejected it")
    OTHER_ANNOTATION = later("a later annotation of the same plan is taken")
    UNLABELLED = later("carries no label")
    FOREIGN = later("is of a kind that is not read")


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of loss in one plan.

    Args:
        plan: the plan's name.
        what: a label, a role, or the kind of thing: ``plan``, ``text``, ``region``, ``note``.
        reason: why it is lost.
    """

    plan: str
    what: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conversion:
    """The account of a conversion.

    Args:
        plans: how many plans are in the result.
        entities: how many entities are.
        relations: how many relations are.
        losses: how often each loss occurred.
    """

    plans: int = 0
    entities: int = 0
    relations: int = 0
    losses: Mapping[Loss, int] = field(default_factory=dict[Loss, int])

    @classmethod
    def of(cls, plans: Iterable[AnnotatedPlan], losses: Mapping[Loss, int]) -> Conversion:
        """The account of a conversion whose result holds ``plans``."""
        annotations = [plan.annotation for plan in plans]
        return cls(
            len(annotations),
            sum(len(annotation.entities) for annotation in annotations),
            sum(len(annotation.relations) for annotation in annotations),
            losses,
        )

    def lost(self, reason: Reason) -> int:
        """How much is lost for one reason."""
        return sum(count for loss, count in self.losses.items() if loss.reason is reason)

    def lines(self) -> Iterator[str]:
        """The account for a person: the totals, then a line for each reason of a loss."""
        yield say(
            "{plans} plans, {entities} entities, {relations} relations",
            plans=self.plans,
            entities=self.entities,
            relations=self.relations,
        )
        for reason in Reason:
            kinds: Counter[str] = Counter()
            for loss, count in self.losses.items():
                if loss.reason is reason:
                    kinds[loss.what] += count
            if kinds:
                counted = ", ".join(f"{count} {what}" for what, count in kinds.most_common())
                yield say(
                    "not as it was: {counted}: {reason}",
                    counted=counted,
                    reason=translated(reason),
                )


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read.

    Args:
        name: the plan's name, where the format does not say another.
        path: the file, for messages.
        data: its bytes.
    """

    name: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Encoded:
    """Files to be written: their bytes by name, and the account."""

    files: Mapping[str, bytes]
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class Decoded:
    """Plans that were read, and the account."""

    plans: tuple[AnnotatedPlan, ...]
    conversion: Conversion


class Losses(Counter[Loss]):
    """Counts losses while a converter works."""

    def note(self, plan: str, what: str, reason: Reason, count: int = 1) -> None:
        """Count a loss."""
        if count:
            self[Loss(plan, what, reason)] += count

    def note_provenance(self, plan: AnnotatedPlan) -> None:
        """Count the entities and relations whose score or source the format cannot hold."""
        for item in (*plan.annotation.entities, *plan.annotation.relations):
            if item.score is not None or item.source != "gold":
                what = item.label if isinstance(item, Entity) else item.role
                self.note(plan.name, what, Reason.NO_PROVENANCE)

    def note_relations(self, plan: AnnotatedPlan) -> None:
        """Count all relations of a plan as lost."""
        for relation in plan.annotation.relations:
            self.note(plan.name, relation.role, Reason.NO_RELATIONS)

    def note_notes(self, plan: AnnotatedPlan) -> None:
        """Count all notes of a plan as lost."""
        self.note(plan.name, "note", Reason.NO_NOTES, len(plan.annotation.notes))

    def kept_notes(
        self, plan: AnnotatedPlan, held: Iterable[Entity | Relation]
    ) -> tuple[Note, ...]:
        """The notes on what the format holds; the others are counted."""
        there = set(held)
        kept = tuple(note for note in plan.annotation.notes if note.on in there)
        lost = len(plan.annotation.notes) - len(kept)
        self.note(plan.name, "note", Reason.END_LOST, lost)
        return kept


def flat(plan: AnnotatedPlan, entities: Iterable[Entity], losses: Losses) -> Iterator[Entity]:
    """The entities that do not overlap, the earlier and longer ones first."""
    end = 0
    for entity in sorted(entities, key=place):
        if entity.span.start >= end:
            yield entity
            end = entity.span.end
        else:
            losses.note(plan.name, entity.label, Reason.OVERLAP)


def place(entity: Entity) -> tuple[int, int, str]:
    """Text order; of two that begin together the longer one first, as brat files have it."""
    return (entity.span.start, -entity.span.end, entity.label)


def tidied(plan: AnnotatedPlan, losses: Losses) -> AnnotatedPlan:
    """A plan as people leave it in a tool, in the form that an annotation has here.

    White space at the borders of spans is cut off, what covers none but white space or is
    there twice is left out, entities are put in order; all of it is counted.
    """
    text = plan.annotation.text
    entities: dict[tuple[Label, int, int], Entity] = {}
    moved: dict[Entity, Entity | None] = {}
    for entity in plan.annotation.entities:
        trimmed = _trimmed(entity, text)
        if trimmed is None:
            losses.note(plan.name, entity.label, Reason.BLANK)
        else:
            losses.note(plan.name, entity.label, Reason.TRIMMED, trimmed != entity)
            losses.note(plan.name, entity.label, Reason.REPEATED, trimmed.key in entities)
            trimmed = entities.setdefault(trimmed.key, trimmed)
        moved[entity] = trimmed
    relations: dict[tuple[Role, Entity, Entity], Relation] = {}
    joined: dict[Entity | Relation, Entity | Relation | None] = {**moved}
    for relation in plan.annotation.relations:
        head, tail = moved[relation.head], moved[relation.tail]
        if head is None or tail is None:
            losses.note(plan.name, relation.role, Reason.END_LOST)
            continue
        key = (relation.role, head, tail)
        losses.note(plan.name, relation.role, Reason.REPEATED, key in relations)
        joined[relation] = relations.setdefault(key, replace(relation, head=head, tail=tail))
    ordered = tuple(sorted(entities.values(), key=place))
    notes = tuple(_carried(plan, joined, losses))
    return replace(plan, annotation=Annotation(text, ordered, tuple(relations.values()), notes))


def _carried(
    plan: AnnotatedPlan,
    moved: Mapping[Entity | Relation, Entity | Relation | None],
    losses: Losses,
) -> Iterator[Note]:
    """The notes on what they were on once that was tidied."""
    for note in plan.annotation.notes:
        on = moved.get(note.on)
        if on is None:
            losses.note(plan.name, "note", Reason.END_LOST)
        else:
            yield Note(on, note.text)


def _trimmed(entity: Entity, text: str) -> Entity | None:
    covered = entity.span.of(text)
    if not covered.strip():
        return None
    start = entity.span.start + len(covered) - len(covered.lstrip())
    return replace(entity, span=Span(start, start + len(covered.strip())))
