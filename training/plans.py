"""Annotated plans as a model reads them: folded, as the pipeline hands texts to a tagger."""

from __future__ import annotations

from annotations import Annotation, Entity
from models.labels import LABELS
from pipeline.document import Document
from pipeline.folding import fold
from pipeline.readers import Source, read


def folded(plan: Annotation) -> Annotation:
    """A plan's folded text with the entities that a tagger is to find in it.

    Args:
        plan: a plan with the text of its file.

    Raises:
        ReadError: when the text cannot be read as a plan is.
    """
    text = plan.text.encode("utf-8", "surrogatepass")
    return folded_as(plan, read(Source("plan.txt", text)))


def folded_as(plan: Annotation, document: Document) -> Annotation:
    """The folded text of a document that was read already, with a plan's entities.

    Args:
        plan: entities with offsets of the document's text.
        document: the text as its reader leaves it.
    """
    text = fold(document)
    return Annotation(text.text, tuple(entity.moved(text.image) for entity in flat(plan)))


def flat(plan: Annotation) -> tuple[Entity, ...]:
    """The entities of the layer that a tagger finds: all but TASKs."""
    return tuple(plan.labelled(*LABELS))
