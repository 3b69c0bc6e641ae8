"""Prodigy's JSONL with tokens, spans and relations.

One record a plan: ``text``, ``tokens`` (``text``, ``start``, ``end``, ``id``, ``ws``),
``spans`` (``start``, ``end``, ``token_start`` and an inclusive ``token_end``, ``label``),
``relations`` (``head`` and ``child``, each the last token of its span, ``head_span``,
``child_span``, ``label``), ``meta`` and, once a person has seen it, ``answer``. Offsets count
code points. See https://prodi.gy/docs/api-interfaces, "spans_manual" and "relations".

Every span has to begin and end with a token; those that do not are counted. Spans that
overlap, as entities in a TASK do, show in ``spans.manual``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from annotations.corpus import AnnotatedPlan
from annotations.formats.assembly import Assembly, name_of
from annotations.formats.conversion import (
    Conversion,
    Decoded,
    Encoded,
    Losses,
    Reason,
    Source,
)
from annotations.formats.fields import Field, json_lines
from annotations.storage import decode_utf8
from annotations.tokens import tokenize
from annotations.types import Annotation, Entity, Relation

_Key = tuple[int, int, str]


def encode(plans: Sequence[AnnotatedPlan]) -> Encoded:
    """One JSON record a line; suggestions have no ``answer`` yet."""
    losses = Losses()
    kept: list[AnnotatedPlan] = []
    lines: list[str] = []
    for plan in plans:
        losses.note_provenance(plan)
        losses.note_notes(plan)
        tokens = _tokens(plan.annotation.text)
        spans = _spans(plan, tokens, losses)
        relations = _relations(plan, spans, losses)
        record = {
            "text": plan.annotation.text,
            "meta": {"name": plan.name},
            "tokens": tokens,
            "spans": list(spans.values()),
            "relations": [made for _, made in relations],
        }
        if not plan.suggested:
            record["answer"] = "accept"
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
        held = Annotation(
            plan.annotation.text, tuple(spans), tuple(relation for relation, _ in relations)
        )
        kept.append(AnnotatedPlan(plan.name, held))
    return Encoded({"": "".join(lines).encode()}, Conversion.of(kept, losses))


def _tokens(text: str) -> list[dict[str, object]]:
    return [
        {
            "text": token.text,
            "start": token.idx,
            "end": token.idx + len(token),
            "id": token.i,
            "ws": bool(token.whitespace_),
        }
        for token in tokenize(text)
    ]


def _spans(
    plan: AnnotatedPlan, tokens: Sequence[Mapping[str, object]], losses: Losses
) -> dict[Entity, dict[str, object]]:
    starts = {token["start"]: token["id"] for token in tokens}
    ends = {token["end"]: token["id"] for token in tokens}
    spans: dict[Entity, dict[str, object]] = {}
    for entity in plan.annotation.entities:
        start, end = entity.span.start, entity.span.end
        if start not in starts or end not in ends:
            losses.note(plan.name, entity.label, Reason.TOKEN_BORDER)
            continue
        spans[entity] = {
            "start": start,
            "end": end,
            "token_start": starts[start],
            "token_end": ends[end],
            "label": entity.label,
        }
    return spans


def _relations(
    plan: AnnotatedPlan, spans: Mapping[Entity, dict[str, object]], losses: Losses
) -> list[tuple[Relation, dict[str, object]]]:
    relations: list[tuple[Relation, dict[str, object]]] = []
    for relation in plan.annotation.relations:
        if relation.head not in spans or relation.tail not in spans:
            losses.note(plan.name, relation.role, Reason.END_LOST)
            continue
        head, child = spans[relation.head], spans[relation.tail]
        made: dict[str, object] = {
            "head": head["token_end"],
            "child": child["token_end"],
            "head_span": head,
            "child_span": child,
            "label": relation.role,
        }
        relations.append((relation, made))
    return relations


def decode(sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
    """Read what ``prodigy db-out`` prints: the accepted records.

    Raises:
        AnnotationError: names the line and the key that are wrong.
    """
    losses = Losses()
    plans: list[AnnotatedPlan] = []
    taken: set[str] = set()
    for source in sources:
        for record in json_lines(decode_utf8(source.data, source.path), source.path):
            text = record["text"].text()
            meta = record.get("meta")
            given = None if meta is None else meta.get("name")
            name = name_of(given, text, record, texts=texts, taken=taken, fallback=source.name)
            answer = record.get("answer")
            if answer is None:
                losses.note(name, "plan", Reason.UNREVIEWED)
            elif answer.text() != "accept":
                losses.note(name, "plan", Reason.REJECTED)
            else:
                plans.append(AnnotatedPlan(name, _assembled(record, text).annotation()))
    return Decoded(tuple(plans), Conversion.of(plans, losses))


def _assembled(record: Field, text: str) -> Assembly:
    assembly = Assembly(text)
    for span in record.get("spans") or ():
        key = _key(span)
        if not assembly.has(key):
            assembly.entity(key, span["label"], key[0], key[1])
    for relation in record.get("relations") or ():
        ends = _key(relation["head_span"]), _key(relation["child_span"])
        assembly.relation(relation["label"], *ends)
    return assembly


def _key(span: Field) -> _Key:
    label = span.get("label")
    name = "" if label is None else label.text()
    return (span["start"].integer(), span["end"].integer(), name)
