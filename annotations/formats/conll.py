"""CoNLL: a token and its tag a line, a blank line after each sentence, tags in IOB2.

The form of the CoNLL-2003 shared task with its first and last column, which spaCy's
``convert``, Hugging Face's loaders and doccano read. One file a plan, since the form has no
name for a document. A sentence is a line of the text; lines that an entity runs over are one.

The tags are one flat layer, so TASKs, which contain entities, and relations are not held.
White space is not held either: it is taken from the text where that is at hand.
See https://aclanthology.org/W03-0419/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from annotations.corpus import AnnotatedPlan
from annotations.errors import AnnotationError
from annotations.formats.conversion import (
    Conversion,
    Decoded,
    Encoded,
    Losses,
    Reason,
    Source,
    flat,
)
from annotations.language import say
from annotations.storage import decode_utf8
from annotations.tokens import tokenize
from annotations.types import Annotation, Entity, Label, Span

SUFFIX = ".conll"


def encode(plans: Sequence[AnnotatedPlan]) -> Encoded:
    """A file a plan."""
    losses = Losses()
    kept: list[AnnotatedPlan] = []
    files: dict[str, bytes] = {}
    for plan in plans:
        losses.note_provenance(plan)
        losses.note_relations(plan)
        losses.note_notes(plan)
        entities, lines = _tagged(plan, losses)
        kept.append(AnnotatedPlan(plan.name, Annotation(plan.annotation.text, entities)))
        files[plan.name + SUFFIX] = "".join(lines).encode()
    return Encoded(files, Conversion.of(kept, losses))


def _tagged(plan: AnnotatedPlan, losses: Losses) -> tuple[tuple[Entity, ...], Iterator[str]]:
    text = plan.annotation.text
    doc = tokenize(text)
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i for token in doc}
    tags, inside = ["O"] * len(doc), [False] * len(doc)
    kept: list[Entity] = []
    for entity in _representable(plan, starts.keys(), ends.keys(), losses):
        first, last = starts[entity.span.start], ends[entity.span.end]
        tags[first : last + 1] = [f"B-{entity.label}"] + [f"I-{entity.label}"] * (last - first)
        inside[first : last + 1] = [True] * (last - first + 1)
        kept.append(entity)

    def lines() -> Iterator[str]:
        for token in doc:
            if not token.is_space:
                yield f"{token.text} {tags[token.i]}\n"
            elif "\n" in token.text and not inside[token.i]:
                yield "\n"

    return tuple(kept), lines()


def _representable(
    plan: AnnotatedPlan, starts: Set[int], ends: Set[int], losses: Losses
) -> Iterator[Entity]:
    entities: list[Entity] = []
    for entity in plan.annotation.entities:
        if entity.label is Label.TASK:
            losses.note(plan.name, entity.label, Reason.NO_TASK_LAYER)
        elif entity.span.start in starts and entity.span.end in ends:
            entities.append(entity)
        else:
            losses.note(plan.name, entity.label, Reason.TOKEN_BORDER)
    return flat(plan, entities, losses)


@dataclass(frozen=True, slots=True)
class _Row:
    """A token line."""

    token: str
    tag: str
    line: int
    starts_sentence: bool


def decode(sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
    """Read token files; the last column is the tag.

    Raises:
        AnnotationError: names the line that has no tag, whose tag is not IOB2 over the known
            labels, or whose token is not in the plan's text.
    """
    losses = Losses()
    plans: list[AnnotatedPlan] = []
    for source in sources:
        rows = _rows(source)
        text = texts.get(source.name)
        if text is None:
            losses.note(source.name, "text", Reason.NO_WHITE_SPACE)
            text, spans = _joined(rows)
        else:
            spans = _found(rows, text, source)
        entities = tuple(_entities(rows, spans, source))
        plans.append(AnnotatedPlan(source.name, Annotation(text, entities)))
    return Decoded(tuple(plans), Conversion.of(plans, losses))


def _rows(source: Source) -> list[_Row]:
    rows: list[_Row] = []
    starts_sentence = True
    for number, line in enumerate(decode_utf8(source.data, source.path).split("\n"), 1):
        columns = line.split()
        if not columns or columns[0] == "-DOCSTART-":
            starts_sentence = True
            continue
        if len(columns) < 2:
            raise AnnotationError(source.path, say("expected 'TOKEN TAG'"), line=number)
        rows.append(_Row(columns[0], columns[-1], number, starts_sentence))
        starts_sentence = False
    return rows


def _joined(rows: Sequence[_Row]) -> tuple[str, list[Span]]:
    """A text of the tokens, one sentence a line."""
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for row in rows:
        if parts:
            parts.append("\n" if row.starts_sentence else " ")
            length += 1
        parts.append(row.token)
        spans.append(Span(length, length + len(row.token)))
        length += len(row.token)
    return "".join(parts), spans


def _found(rows: Sequence[_Row], text: str, source: Source) -> list[Span]:
    """Where the tokens stand in the text that they were made from."""
    spans: list[Span] = []
    offset = 0
    for row in rows:
        start = text.find(row.token, offset)
        if start < 0 or text[offset:start].strip():
            raise AnnotationError(
                source.path,
                say(
                    "{token!r} is not what follows in the text of {name}: was the text changed?",
                    token=row.token,
                    name=source.name,
                ),
                line=row.line,
            )
        offset = start + len(row.token)
        spans.append(Span(start, offset))
    return spans


def _entities(rows: Sequence[_Row], spans: Sequence[Span], source: Source) -> Iterator[Entity]:
    known = {"O", *(f"{prefix}-{label}" for prefix in "BI" for label in Label)}
    current: Entity | None = None
    for row, span in zip(rows, spans, strict=True):
        prefix, _, label = row.tag.partition("-")
        if row.tag not in known:
            raise AnnotationError(
                source.path,
                say("{tag!r} is not O, B- or I- with a known label", tag=row.tag),
                line=row.line,
            )
        if prefix == "I":
            if current is None or current.label != label or row.starts_sentence:
                raise AnnotationError(
                    source.path,
                    say("{tag} continues no {label}: not IOB2", tag=row.tag, label=label),
                    line=row.line,
                )
            current = Entity(current.label, Span(current.span.start, span.end))
            continue
        if current is not None:
            yield current
        current = Entity(Label(label), span) if prefix == "B" else None
    if current is not None:
        yield current
