"""All tasks of a document: the four styles in their precedence."""

from __future__ import annotations

from collections.abc import Sequence

from annotations import Entity
from pipeline.document import Table
from pipeline.rules import Rules
from pipeline.tasks.context import Context, Draft
from pipeline.tasks.duties import find_duties
from pipeline.tasks.labelled import find_labelled_tasks
from pipeline.tasks.labels import Labels
from pipeline.tasks.sentences import find_sentences
from pipeline.tasks.tables import find_table_tasks


def find_tasks(context: Context, tables: tuple[Table, ...], labels: Labels) -> list[Draft]:
    """The tasks in text order; what an earlier style took makes no later one."""
    drafts = [
        *find_table_tasks(context, tables, labels),
        *find_labelled_tasks(context, labels),
        *find_duties(context),
        *find_sentences(context),
    ]
    drafts.sort(key=lambda draft: draft.span)
    kept: list[Draft] = []
    for draft in drafts:
        if draft.span and not (kept and draft.span.start < kept[-1].span.end):
            kept.append(draft)
    return kept


def without_idle(entities: Sequence[Entity], drafts: Sequence[Draft], rules: Rules) -> list[Entity]:
    """The entities without weak bodies that no task links (GUIDELINE, AGENCY: companies)."""
    linked = {part.entity.span for draft in drafts for part in draft.parts}
    return [
        entity for entity in entities if entity.source not in rules.weak or entity.span in linked
    ]
