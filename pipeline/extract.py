"""From a file to its plan: one way, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from annotations import Entity, Span
from pipeline.citations import find_citations
from pipeline.document import Document
from pipeline.entities.find import find_entities, flat, readable
from pipeline.fields import Fields
from pipeline.folding import Folded, fold
from pipeline.metadata import find_metadata
from pipeline.outline import Outline, build_outline
from pipeline.plan import Citation, Plan
from pipeline.readers import Source, read
from pipeline.rules import Rules, load_rules
from pipeline.tagging import Mode, Tagger, merge
from pipeline.tasks.context import Context
from pipeline.tasks.find import find_tasks, without_idle
from pipeline.tasks.tables import head_items
from pipeline.values.normalise import limits, normalise
from pipeline.values.registry import Registry


def extract(
    source: Path | str | Source | Document,
    *,
    rules: Rules | None = None,
    tagger: Tagger | None = None,
    mode: Mode = Mode.BOTH,
    entities: Sequence[Entity] | None = None,
    registry: Registry | None = None,
) -> Plan:
    """Extract the tasks of an administrative plan, with who, with whom and by when.

    Args:
        source: a file's path, its bytes, or a document that was read already.
        rules: compiled rules; the shipped ones by default.
        tagger: a trained tagger whose entities join those of the rules.
        mode: whose entities are taken where there is a tagger.
        entities: entities to use instead of looking for any, offsets in the document's text;
            the evaluation gives the gold ones, so that the errors of the tasks stand apart.
        registry: the agencies and provinces that values are told from; the shipped ones by
            default.

    Returns:
        The plan; all its spans are offsets of ``plan.document.text``.

    Raises:
        ReadError: when the file cannot be read.
    """
    document = source if isinstance(source, Document) else read(source)
    rules = rules or load_rules()
    folded, outline = _outlined(document)
    labels = rules.labels
    given = entities is not None
    if entities is not None:
        entities = [entity.moved(folded.image) for entity in entities]
    else:
        heads = head_items(outline, document.tables, labels)
        entities = find_entities(outline, rules, unread=heads)
        if tagger is not None and mode is not Mode.RULES:
            tagged = readable(tagger.tag(folded.text), outline, unread=heads)
            entities = flat(merge(entities, tagged) if mode is Mode.BOTH else tagged)
    context = Context(outline, entities, rules)
    drafts = find_tasks(context, document.tables, labels)
    if not given:
        entities = without_idle(entities, drafts, rules)
    fields = Fields(context, document)
    plan = Plan(
        document=document,
        metadata=find_metadata(outline, entities),
        outline=outline.nodes(),
        entities=tuple(entity.moved(folded.origin) for entity in entities),
        tasks=tuple(fields.task(draft) for draft in drafts),
        citations=tuple(
            _lifted(citation, folded.origin) for citation in find_citations(outline, entities)
        ),
        flags=document.flags,
    )
    return replace(plan, values=normalise(plan, registry=registry), deadlines=limits(plan))


@lru_cache(maxsize=1)
def _outlined(document: Document) -> tuple[Folded, Outline]:
    """The folded text and the outline, kept for a second run over the same document."""
    folded = fold(document)
    return folded, build_outline(document, folded)


def _lifted(citation: Citation, origin: Callable[[Span], Span]) -> Citation:
    """A citation in offsets of the document's text."""

    def moved(entity: Entity | None) -> Entity | None:
        return entity.moved(origin) if entity is not None else None

    return replace(
        citation,
        document=citation.document.moved(origin),
        issued_on=moved(citation.issued_on),
        issued_by=moved(citation.issued_by),
    )
