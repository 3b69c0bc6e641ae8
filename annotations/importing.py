"""Brings annotations that were corrected in a tool back into a folder of plans."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from annotations import brat, digests
from annotations.corpus import AnnotatedPlan, plan_name
from annotations.errors import AnnotationError
from annotations.formats.conversion import Conversion, Losses, Reason
from annotations.formats.registry import Format
from annotations.language import say
from annotations.storage import decode_utf8, read_bytes, write_all
from annotations.types import Annotation, Label, Relation


def import_into(folder: Path, source: Path, *, format: Format) -> Conversion:
    """Write the plans of a tool's export into a folder, all or none.

    A plan's ``NAME.ann`` is replaced, its text has to be the one that is there, and its
    digest is recorded. A plan that is not there yet is added. TASKs, relations and notes that
    the format cannot hold stay as they are in the folder.

    Args:
        folder: the folder of plans; made where it is missing.
        source: the exported file, or folder for a format of folders.
        format: the format of ``source``.

    Raises:
        AnnotationError: names the file and line that are wrong; nothing is written then.
    """
    texts = {
        plan_name(path, folder): decode_utf8(read_bytes(path), path)
        for path in sorted(folder.rglob("*.txt"))
    }
    decoded = format.read(source, texts=texts)
    losses = Losses(decoded.conversion.losses)
    files: dict[Path, bytes] = {}
    imported: dict[str, str] = {}
    written: list[AnnotatedPlan] = []
    for plan in decoded.plans:
        path = folder / f"{plan.name}.ann"
        imported[plan.name] = plan.annotation.text
        if plan.name not in texts:
            files[path.with_suffix(".txt")] = plan.annotation.text.encode()
        elif texts[plan.name] != plan.annotation.text:
            raise AnnotationError(
                source,
                say(
                    "the text of {name} is not that of {file}: was either changed since "
                    "the export?",
                    name=plan.name,
                    file=path.with_suffix(".txt"),
                ),
            )
        known = _known(path)
        if format.flat:
            plan = _with_other_layers(plan, known, losses)
        if not format.notes:
            plan = _with_notes(plan, known, losses)
        annotation = _in_known_order(plan.annotation, known)
        files[path] = brat.dumps(annotation, name=path).encode()
        written.append(plan)
    if imported:
        files[folder / digests.FILE_NAME] = digests.recorded_with(folder, imported)
    write_all(files)
    return Conversion.of(written, losses)


def record_digests(folder: Path, plans: list[AnnotatedPlan]) -> None:
    """Record the texts of a folder's plans as they are now, and of no other plan.

    Raises:
        AnnotationError: when the file cannot be written.
    """
    recorded = {plan.name: digests.digest(plan.annotation.text) for plan in plans}
    write_all({folder / digests.FILE_NAME: digests.dumps(recorded)})


def _known(path: Path) -> Annotation:
    """What the folder has of a plan; nothing where its file is missing or broken."""
    if path.is_file():
        with suppress(AnnotationError):
            return brat.read(path)
    return Annotation("")


def _with_other_layers(plan: AnnotatedPlan, known: Annotation, losses: Losses) -> AnnotatedPlan:
    """A plan from a flat format with the TASKs and relations that the folder has."""
    entities = (*plan.annotation.entities, *known.labelled(Label.TASK))
    relations: list[Relation] = []
    for relation in known.relations:
        if relation.head in entities and relation.tail in entities:
            relations.append(relation)
        else:
            losses.note(plan.name, relation.role, Reason.END_LOST)
    merged = replace(plan.annotation, entities=entities, relations=tuple(relations))
    return replace(plan, annotation=merged)


def _with_notes(plan: AnnotatedPlan, known: Annotation, losses: Losses) -> AnnotatedPlan:
    """A plan with the notes that the folder has on what is still there."""
    there = (*plan.annotation.entities, *plan.annotation.relations)
    had = replace(plan, annotation=known)
    notes = (*plan.annotation.notes, *losses.kept_notes(had, there))
    return replace(plan, annotation=replace(plan.annotation, notes=notes))


def _in_known_order(annotation: Annotation, known: Annotation) -> Annotation:
    """The annotation with the relations that the folder has in the order of its file.

    brat has no order of its own for relations, so that a correction shows in a diff alone.
    """
    order = {relation: at for at, relation in enumerate(known.relations)}
    relations = sorted(annotation.relations, key=lambda relation: order.get(relation, len(order)))
    return replace(annotation, relations=tuple(relations))
