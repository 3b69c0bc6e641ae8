"""Annotations: spans over a text, their files, converters and checks."""

from annotations.errors import AnnotationError, KehoachError
from annotations.types import ARGUMENTS, Annotation, Entity, Label, Note, Relation, Role, Span

__all__ = [
    "ARGUMENTS",
    "Annotation",
    "AnnotationError",
    "Entity",
    "KehoachError",
    "Label",
    "Note",
    "Relation",
    "Role",
    "Span",
]
