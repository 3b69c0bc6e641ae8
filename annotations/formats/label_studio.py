"""Label Studio's raw JSON, with relations, as it imports and exports it ("JSON").

A list of tasks, one a plan: the text under ``data``, what people made under ``annotations``,
suggestions under ``predictions``. A ``result`` holds regions (``type: labels``, an ``id`` and
a ``value`` of ``start``, ``end``, ``labels``) and relations (``type: relation``, ``from_id``,
``to_id``, ``direction``, ``labels``). A note on a region is its ``meta.text``, which the editor
shows and edits; relations have none. See https://labelstud.io/guide/task_format.

Offsets count code points, CR and LF one each: seen in the editor of version 1.23, and see the
note at https://labelstud.io/tags/text. Versions of 2021 counted UTF-16 code units, see
https://github.com/HumanSignal/label-studio/issues/1347. The ``text`` of a value is what the
browser displayed, without some white space: it serves to notice offsets counted otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

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
from annotations.formats.fields import Field, json_array
from annotations.language import say
from annotations.storage import decode_utf8
from annotations.types import Entity, Label, Relation, Role

CONFIG_NAME = "config.xml"
"""The labelling configuration is written beside the tasks under this name."""

_SOURCE = re.compile(r"(?:rule|model):\S+$")

_CONTROL, _OBJECT = "label", "text"
_COLOURS = {
    Label.AGENCY: "#1f77b4",
    Label.DATE: "#2ca02c",
    Label.COUNTRY: "#ff7f0e",
    Label.DOCREF: "#9467bd",
    Label.TASK: "#7f7f7f",
}


def labeling_config() -> str:
    """The configuration of a project: paste it under Settings, Labeling Interface, Code."""
    relations = "".join(f"    <Relation value={quoteattr(role)}/>\n" for role in Role)
    labels = "".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(colour)}/>\n"
        for label, colour in _COLOURS.items()
    )
    return (
        "<View>\n"
        "  <Style>.htx-text{ white-space: pre-wrap; }</Style>\n"
        f"  <Relations>\n{relations}  </Relations>\n"
        f'  <Labels name="{_CONTROL}" toName="{_OBJECT}">\n{labels}  </Labels>\n'
        f'  <Text name="{_OBJECT}" value="$text" granularity="symbol"/>\n'
        "</View>\n"
    )


def encode(plans: Sequence[AnnotatedPlan]) -> Encoded:
    """The tasks, one a line, and the labelling configuration beside them.

    Reviewed plans become annotations. Suggestions become predictions, with the score of each
    region and, as its first note, the source.
    """
    losses = Losses()
    tasks: list[str] = []
    for plan in plans:
        if not plan.suggested:
            losses.note_provenance(plan)
        losses.kept_notes(plan, plan.annotation.entities)
        tasks.append(json.dumps(_task(plan), ensure_ascii=False))
    listed = "[\n" + ",\n".join(tasks) + "\n]\n"
    files = {"": listed.encode(), CONFIG_NAME: labeling_config().encode()}
    return Encoded(files, Conversion.of(plans, losses))


def _task(plan: AnnotatedPlan) -> dict[str, object]:
    data = {"text": plan.annotation.text, "name": plan.name}
    if plan.certainty is None:
        return {"data": data, "annotations": [{"result": _result(plan)}]}
    prediction = {
        "model_version": "kehoach",
        "score": round(plan.certainty, 4),
        "result": _result(plan),
    }
    return {"data": data, "predictions": [prediction]}


def _result(plan: AnnotatedPlan) -> list[dict[str, object]]:
    annotation = plan.annotation
    ids = {entity.key: f"T{number}" for number, entity in enumerate(annotation.entities, 1)}
    regions = (
        {
            "id": ids[entity.key],
            "from_name": _CONTROL,
            "to_name": _OBJECT,
            "type": "labels",
            "value": {
                "start": entity.span.start,
                "end": entity.span.end,
                "text": entity.span.of(annotation.text),
                "labels": [entity.label],
            },
            **_provenance(entity, plan),
        }
        for entity in annotation.entities
    )
    relations = (
        {
            "type": "relation",
            "from_id": ids[relation.head.key],
            "to_id": ids[relation.tail.key],
            "direction": "right",
            "labels": [relation.role],
            **_provenance(relation, plan),
        }
        for relation in annotation.relations
    )
    return [*regions, *relations]


def _provenance(item: Entity | Relation, plan: AnnotatedPlan) -> dict[str, object]:
    """The source and the score of what is suggested, and the notes of a region."""
    texts = [item.source] if plan.suggested else []
    if isinstance(item, Entity):
        texts += [note.text for note in plan.annotation.notes if note.on == item]
    made: dict[str, object] = {"meta": {"text": texts}} if texts else {}
    if plan.suggested and item.score is not None:
        made["score"] = round(item.score, 4)
    return made


def decode(sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
    """Read a project's export; of each plan one annotation that is not skipped.

    Raises:
        AnnotationError: names the line at which a task begins and the key that is wrong.
    """
    losses = Losses()
    plans: list[AnnotatedPlan] = []
    taken: set[str] = set()
    for source in sources:
        for task in json_array(decode_utf8(source.data, source.path), source.path):
            data = task["data"]
            text = data["text"].text()
            name = name_of(
                data.get("name"), text, task, texts=texts, taken=taken, fallback=source.name
            )
            chosen = _chosen(task, name, losses)
            if chosen is not None:
                assembly = _assembled(chosen["result"], text, name, losses)
                plans.append(AnnotatedPlan(name, assembly.annotation()))
    return Decoded(tuple(plans), Conversion.of(plans, losses))


def _chosen(task: Field, name: str, losses: Losses) -> Field | None:
    """The annotation to take: the one last worked on.

    The mark ``ground_truth`` says nothing: the server sets it on all that is imported.
    """
    made = list(task.get("annotations") or ())
    kept = [one for one in made if not _was_cancelled(one)]
    losses.note(name, "annotation", Reason.REJECTED, len(made) - len(kept))
    if not kept:
        losses.note(name, "plan", Reason.UNREVIEWED, not made)
        return None
    losses.note(name, "annotation", Reason.OTHER_ANNOTATION, len(kept) - 1)
    return max(reversed(kept), key=_updated_at)


def _was_cancelled(annotation: Field) -> bool:
    found = annotation.get("was_cancelled")
    return found is not None and found.truth()


def _updated_at(annotation: Field) -> str:
    found = annotation.get("updated_at")
    return "" if found is None else found.text()


def _assembled(result: Field, text: str, name: str, losses: Losses) -> Assembly:
    assembly = Assembly(text)
    relations: list[Field] = []
    unlabelled: set[str] = set()
    for item in result:
        kind = item["type"].text()
        if kind == "relation":
            relations.append(item)
        elif kind != "labels":
            losses.note(name, kind, Reason.FOREIGN)
        elif not _region(item, text, assembly):
            losses.note(name, "region", Reason.UNLABELLED)
            unlabelled.add(item["id"].text())
    for item in relations:
        ends = item["from_id"].text(), item["to_id"].text()
        roles = list(item.get("labels") or ())
        if not roles:
            losses.note(name, "relation", Reason.UNLABELLED)
        for role in roles:
            if unlabelled.isdisjoint(ends):
                assembly.relation(role, *ends)
            else:
                losses.note(name, role.text(), Reason.END_LOST)
    return assembly


def _region(item: Field, text: str, assembly: Assembly) -> bool:
    """Add a region; whether it carries a label."""
    value = item["value"]
    start, end = value["start"].integer(), value["end"].integer()
    labels = list(value.get("labels") or ())
    if not labels:
        return False
    if len(labels) > 1:
        raise value.because(say("{number} labels on one region; give it one", number=len(labels)))
    assembly.entity(item["id"].text(), labels[0], start, end)
    for note in _written(item):
        assembly.note(item["id"].text(), note)
    shown = value.get("text")
    if shown is not None and _visible(shown.text()) != _visible(text[start:end]):
        raise value.because(
            say(
                "{start}-{end} covers {text!r}, not {shown!r}: was the text changed, "
                "or does this old Label Studio count UTF-16 code units?",
                start=start,
                end=end,
                text=text[start:end][:40],
                shown=shown.text()[:40],
            )
        )
    return True


def _written(item: Field) -> Iterator[str]:
    """The notes of a region, without the source that a suggestion of ours had there."""
    meta = item.get("meta")
    for note in (meta.get("text") if meta is not None else None) or ():
        if not _SOURCE.match(note.text()):
            yield " ".join(note.text().split())


def _visible(text: str) -> str:
    # A line break is displayed as "\n" of two characters, and an emoji may be as its halves.
    return "".join(filter(str.isalnum, text.replace("\\n", "")))
