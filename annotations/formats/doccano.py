"""doccano's JSONL with relations, as its sequence labelling projects import and export it.

One record a plan: ``text``, ``entities`` (``id``, ``label``, ``start_offset``,
``end_offset``), ``relations`` (``id``, ``from_id``, ``to_id``, ``type``). Other keys are kept
by doccano as they are and come back; the plan's name is one of them.

Offsets count UTF-16 code units, as the editor in the browser does (a line break of CR LF is
two): see https://github.com/doccano/doccano/issues/2290 and the ``Text`` class of its editor,
v-annotator. The project needs "Allow overlapping spans" and "Use relation labeling" on, and
"Count grapheme clusters as one character" off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from annotations.corpus import AnnotatedPlan
from annotations.formats.assembly import Assembly, name_of
from annotations.formats.conversion import Conversion, Decoded, Encoded, Losses, Source
from annotations.formats.fields import Field, json_lines
from annotations.formats.utf16 import Utf16
from annotations.language import say
from annotations.storage import decode_utf8


def encode(plans: Sequence[AnnotatedPlan]) -> Encoded:
    """One JSON record a line."""
    losses = Losses()
    for plan in plans:
        losses.note_provenance(plan)
        losses.note_notes(plan)
    lines = (json.dumps(_record(plan), ensure_ascii=False) + "\n" for plan in plans)
    return Encoded({"": "".join(lines).encode()}, Conversion.of(plans, losses))


def _record(plan: AnnotatedPlan) -> dict[str, object]:
    annotation = plan.annotation
    offsets = Utf16(annotation.text)
    ids = {entity.key: number for number, entity in enumerate(annotation.entities, 1)}
    return {
        "name": plan.name,
        "text": annotation.text,
        "entities": [
            {
                "id": ids[entity.key],
                "label": entity.label,
                "start_offset": offsets.of(entity.span.start),
                "end_offset": offsets.of(entity.span.end),
            }
            for entity in annotation.entities
        ],
        "relations": [
            {
                "id": number,
                "from_id": ids[relation.head.key],
                "to_id": ids[relation.tail.key],
                "type": relation.role,
            }
            for number, relation in enumerate(annotation.relations, 1)
        ],
    }


def decode(sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
    """Read doccano's export of a project with relations.

    Raises:
        AnnotationError: names the line and the key that are wrong.
    """
    plans: list[AnnotatedPlan] = []
    taken: set[str] = set()
    for source in sources:
        for record in json_lines(decode_utf8(source.data, source.path), source.path):
            text = record["text"].text()
            name = name_of(
                record.get("name"), text, record, texts=texts, taken=taken, fallback=source.name
            )
            plans.append(AnnotatedPlan(name, _assembled(record, text).annotation()))
    return Decoded(tuple(plans), Conversion.of(plans, {}))


def _assembled(record: Field, text: str) -> Assembly:
    if record.get("entities") is None and record.get("label") is not None:
        raise record.because(
            say("an export without relations: turn 'Use relation labeling' on in the project")
        )
    assembly, offsets = Assembly(text), Utf16(text)
    for entity in record["entities"]:
        start, end = (
            offsets.code_point(entity[key].integer(), entity[key])
            for key in ("start_offset", "end_offset")
        )
        assembly.entity(entity["id"].integer(), entity["label"], start, end)
    for relation in record["relations"]:
        ends = relation["from_id"].integer(), relation["to_id"].integer()
        assembly.relation(relation["type"], *ends)
    return assembly
