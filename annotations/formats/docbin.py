"""spaCy's ``DocBin``: what ``spacy train`` and ``spacy debug data`` take.

Entities are ``doc.ents``, TASKs ``doc.spans["tasks"]``, as the project's spaCy component sets
them. Relations have no place of their own in spaCy; they and the plan's name are kept in
``doc.user_data["kehoach"]``, which ``DocBin`` stores.
See https://spacy.io/api/docbin and https://spacy.io/api/data-formats#binary-training.

Every span has to begin and end with a token, and entities may not overlap; those that do not
fit are counted.
"""

# spaCy's annotations leave the types of its offsets and user data open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from annotations.corpus import AnnotatedPlan, is_plan_name
from annotations.errors import AnnotationError
from annotations.formats.conversion import (
    Conversion,
    Decoded,
    Encoded,
    Losses,
    Reason,
    Source,
    flat,
    place,
)
from annotations.language import say
from annotations.tokens import tokenize
from annotations.types import ARGUMENTS, Annotation, Entity, Label, Note, Relation, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

TASKS = "tasks"
"""The span group that holds the TASKs."""

_USER_DATA = "kehoach"


def encode(plans: Sequence[AnnotatedPlan]) -> Encoded:
    """One file with a ``Doc`` a plan."""
    from spacy.tokens import DocBin

    losses = Losses()
    docs: list[Doc] = []
    kept: list[AnnotatedPlan] = []
    for plan in plans:
        losses.note_provenance(plan)
        doc = tokenize(plan.annotation.text)
        annotation = _fill(doc, plan, losses)
        docs.append(doc)
        kept.append(AnnotatedPlan(plan.name, annotation))
    docbin = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True, docs=docs)
    return Encoded({"": docbin.to_bytes()}, Conversion.of(kept, losses))


def _fill(doc: Doc, plan: AnnotatedPlan, losses: Losses) -> Annotation:
    """Set entities, tasks and relations of ``doc``; what of the plan it holds."""
    spans = {
        entity: span
        for entity in plan.annotation.entities
        if (span := doc.char_span(entity.span.start, entity.span.end, label=entity.label))
    }
    for entity in plan.annotation.entities:
        if entity not in spans:
            losses.note(plan.name, entity.label, Reason.TOKEN_BORDER)
    tasks = [entity for entity in spans if entity.label is Label.TASK]
    others = list(
        flat(plan, (entity for entity in spans if entity.label is not Label.TASK), losses)
    )
    held = sorted((*tasks, *others), key=place)
    relations: list[Relation] = []
    for relation in plan.annotation.relations:
        if relation.head in held and relation.tail in held:
            relations.append(relation)
        else:
            losses.note(plan.name, relation.role, Reason.END_LOST)
    doc.ents = tuple(spans[entity] for entity in others)
    doc.spans[TASKS] = [spans[entity] for entity in tasks]
    notes = losses.kept_notes(plan, (*held, *relations))
    doc.user_data[_USER_DATA] = {
        "name": plan.name,
        "relations": [_edge(relation) for relation in relations],
        "notes": [
            [*(_edge(note.on) if isinstance(note.on, Relation) else _region(note.on)), note.text]
            for note in notes
        ],
    }
    return Annotation(plan.annotation.text, tuple(held), tuple(relations), notes)


def _edge(relation: Relation) -> list[object]:
    head, tail = relation.head.span, relation.tail.span
    return [relation.role.value, head.start, head.end, tail.start, tail.end]


def _region(entity: Entity) -> list[object]:
    return [entity.label.value, entity.span.start, entity.span.end]


def decode(sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
    """Read ``DocBin`` files; a ``Doc`` of others has entities and no relations.

    Raises:
        AnnotationError: when a file is no ``DocBin`` or holds unknown labels.
    """
    plans: list[AnnotatedPlan] = []
    taken: set[str] = set()
    for source in sources:
        for number, doc in enumerate(_docs(source), 1):
            name, kept = _user_data(doc, source, number, texts)
            if not is_plan_name(name) or name in taken:
                raise AnnotationError(
                    source.path,
                    say("document {number}: {name!r} is no new name", number=number, name=name),
                )
            taken.add(name)
            entities = tuple(sorted(_entities(doc, source, number), key=place))
            relations = tuple(_related(kept.get("relations", ()), entities, source, number))
            notes = tuple(_noted(kept.get("notes", ()), (*entities, *relations), source, number))
            annotation = Annotation(doc.text, entities, relations, notes)
            plans.append(AnnotatedPlan(name, annotation))
    return Decoded(tuple(plans), Conversion.of(plans, {}))


def _docs(source: Source) -> Iterator[Doc]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        yield from DocBin().from_bytes(source.data).get_docs(Vocab())
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, EOFError) as error:
        raise AnnotationError(source.path, say("not a spaCy DocBin")) from error


def _user_data(
    doc: Doc, source: Source, number: int, texts: Mapping[str, str]
) -> tuple[str, dict[str, list[list[object]]]]:
    stored = cast("object", doc.user_data.get(_USER_DATA))
    if isinstance(stored, dict):
        kept = cast("dict[str, list[list[object]]]", stored)
        return str(kept.get("name")), kept
    known = (name for name, text in texts.items() if text == doc.text)
    return next(known, f"{source.name}-{number}"), {}


def _entities(doc: Doc, source: Source, number: int) -> Iterator[Entity]:
    for span in (*doc.ents, *doc.spans.get(TASKS, ())):
        if span.label_ not in list(Label):
            raise AnnotationError(
                source.path,
                say(
                    "document {number}: {label!r} is not one of {labels}",
                    number=number,
                    label=span.label_,
                    labels=" ".join(Label),
                ),
            )
        yield Entity(Label(span.label_), Span(span.start_char, span.end_char))


def _related(
    relations: Sequence[Sequence[object]],
    entities: Sequence[Entity],
    source: Source,
    number: int,
) -> Iterator[Relation]:
    by_key = {entity.key: entity for entity in entities}
    for role, *ends in relations:
        try:
            head_label, tail_label = ARGUMENTS[Role(str(role))]
            start, end, tail_start, tail_end = ends
            head = by_key[head_label, cast("int", start), cast("int", end)]
            tail = by_key[tail_label, cast("int", tail_start), cast("int", tail_end)]
        except (ValueError, KeyError) as error:
            raise AnnotationError(
                source.path,
                say(
                    "document {number}: {role} {ends} joins no two entities of it",
                    number=number,
                    role=role,
                    ends=ends,
                ),
            ) from error
        yield Relation(Role(str(role)), head, tail)


def _noted(
    notes: Sequence[Sequence[object]],
    items: Sequence[Entity | Relation],
    source: Source,
    number: int,
) -> Iterator[Note]:
    by_key = {
        tuple(_edge(item) if isinstance(item, Relation) else _region(item)): item for item in items
    }
    for *key, text in notes:
        if tuple(key) not in by_key:
            raise AnnotationError(
                source.path,
                say(
                    "document {number}: a note is on {key}, which is not there",
                    number=number,
                    key=key,
                ),
            )
        yield Note(by_key[tuple(key)], str(text))
