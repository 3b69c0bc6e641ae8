"""Brat standoff files: ``NAME.ann`` beside ``NAME.txt``.

``T<n>`` lines hold entities, ``R<n>`` lines relations, ``#<n>`` lines with ``AnnotatorNotes``
the notes on them, values among them (annotations/VALUES.md). A span over line breaks is written as
one fragment a line, because brat refuses fragments that hold a line break; reading joins them
again. Offsets count code points of the text read with ``newline=""``.
See https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import AnnotationError
from annotations.language import say
from annotations.types import ARGUMENTS, Annotation, Entity, Label, Note, Relation, Role, Span

_LINE_BREAK = re.compile(r"\s*\n\s*")
_ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_RELATION = re.compile(r"(R\d+)\t(\S+) Arg1:(T\d+) Arg2:(T\d+)\s*")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes ([TR]\d+)\t(.*)")

_Key = tuple[Label, int, int]
_Edge = tuple[Role, _Key, _Key]


def read(path: Path) -> Annotation:
    """Read ``NAME.ann`` and the ``NAME.txt`` beside it.

    Args:
        path: the ``.ann`` file.

    Raises:
        AnnotationError: when a file is missing, is not UTF-8 or breaks the format.
    """
    text = _decoded(path.with_suffix(".txt"))
    return loads(_decoded(path), text, name=path)


def write(annotation: Annotation, path: Path) -> None:
    """Write ``NAME.ann`` and ``NAME.txt`` beside it, the text untouched.

    Args:
        annotation: what to write.
        path: the ``.ann`` file.

    Raises:
        AnnotationError: when a span or a relation has no form in brat.
    """
    standoff = dumps(annotation, name=path)
    path.with_suffix(".txt").write_text(annotation.text, encoding="utf-8", newline="")
    path.write_text(standoff, encoding="utf-8", newline="")


def dumps(annotation: Annotation, *, name: Path | str = "-") -> str:
    """The lines of an ``.ann`` file, each entity, each relation and each note once.

    Args:
        annotation: what to write.
        name: the file that an error names.

    Raises:
        AnnotationError: when a span is empty, begins or ends with white space or lies outside
            the text, or when a relation's end, or what a note is on, is not there.
    """
    unique = {entity.key: entity for entity in annotation.entities}
    entities = sorted(unique.values(), key=_place)
    numbers = {entity.key: number for number, entity in enumerate(entities, 1)}
    lines = [
        _entity_line(number, entity, annotation.text, name)
        for number, entity in enumerate(entities, 1)
    ]
    edges = dict.fromkeys(_edge(relation) for relation in annotation.relations)
    for number, (role, head, tail) in enumerate(edges, 1):
        for end in (head, tail):
            if end not in numbers:
                raise AnnotationError(
                    name, say("{role}: {end} is not among the entities", role=role, end=_shown(end))
                )
        lines.append(f"R{number}\t{role} Arg1:T{numbers[head]} Arg2:T{numbers[tail]}\n")
    ids: dict[_Key | _Edge, str] = {key: f"T{number}" for key, number in numbers.items()}
    ids |= {edge: f"R{number}" for number, edge in enumerate(edges, 1)}
    return "".join((*lines, *_note_lines(annotation.notes, ids, name)))


def loads(standoff: str, text: str, *, name: Path | str = "-") -> Annotation:
    """Read the lines of an ``.ann`` file; of the lines with ``#`` only the annotator's notes.

    Args:
        standoff: what the ``.ann`` file holds.
        text: the annotated text.
        name: the file that an error names.

    Raises:
        AnnotationError: names the line that breaks the format and how.
    """
    entities: dict[str, Entity] = {}
    relations: dict[str, _RelationLine] = {}
    notes: list[_NoteLine] = []
    for number, line in enumerate(standoff.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        fault = _Line(name, number)
        if match := _NOTE.fullmatch(line):
            notes.append(_NoteLine(fault, match[1], match[2]))
        if not line.strip() or line.startswith("#"):
            continue
        if match := _ENTITY.fullmatch(line):
            if match[1] in entities:
                raise fault.because(say("{id} stands here for the second time", id=match[1]))
            entities[match[1]] = _entity(match, text, fault)
        elif match := _RELATION.fullmatch(line):
            if match[1] in relations:
                raise fault.because(say("{id} stands here for the second time", id=match[1]))
            relations[match[1]] = _RelationLine(fault, match[2], match[3], match[4])
        else:
            raise fault.because(
                say(
                    "expected 'T<n>⇥LABEL start end⇥text', 'R<n>⇥ROLE Arg1:T<i> Arg2:T<j>' "
                    "or a note that begins with '#'"
                )
            )
    edges = {key: line.relation(entities) for key, line in relations.items()}
    ordered = sorted(dict.fromkeys(entities.values()), key=_place)
    noted = dict.fromkeys(line.note(entities | edges) for line in notes)
    return Annotation(text, tuple(ordered), tuple(dict.fromkeys(edges.values())), tuple(noted))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file, ready to be blamed."""

    path: Path | str
    line: int

    def because(self, reason: str) -> AnnotationError:
        """The error that names the line and ``reason``."""
        return AnnotationError(self.path, reason, line=self.line)


@dataclass(frozen=True, slots=True)
class _RelationLine:
    """An ``R`` line, resolved after all lines are read since it may stand before its ends."""

    fault: _Line
    role: str
    head: str
    tail: str

    def relation(self, entities: dict[str, Entity]) -> Relation:
        for end in (self.head, self.tail):
            if end not in entities:
                raise self.fault.because(say("{end} is not in this file", end=end))
        if self.role not in Role.__members__:
            raise self.fault.because(
                say("{role!r} is not one of {known}", role=self.role, known=" ".join(Role))
            )
        role, head, tail = Role(self.role), entities[self.head], entities[self.tail]
        if (head.label, tail.label) != ARGUMENTS[role]:
            expected = " to ".join(ARGUMENTS[role])
            raise self.fault.because(
                say(
                    "{role} runs from {expected}, not from {head} to {tail}",
                    role=role,
                    expected=expected,
                    head=head.label,
                    tail=tail.label,
                )
            )
        return Relation(role, head, tail)


@dataclass(frozen=True, slots=True)
class _NoteLine:
    """A ``#`` line, resolved after all lines are read."""

    fault: _Line
    on: str
    text: str

    def note(self, known: Mapping[str, Entity | Relation]) -> Note:
        if self.on not in known:
            raise self.fault.because(say("{on} is not in this file", on=self.on))
        return Note(known[self.on], self.text)


def _entity(match: re.Match[str], text: str, fault: _Line) -> Entity:
    label, ranges, covered = match[2], match[3], match[4]
    if label not in Label.__members__:
        raise fault.because(
            say("{label!r} is not one of {known}", label=label, known=" ".join(Label))
        )
    fragments = [tuple(map(int, pair.split())) for pair in ranges.split(";")]
    offsets = [offset for fragment in fragments for offset in fragment]
    if offsets != sorted(offsets) or offsets[0] == offsets[-1]:
        raise fault.because(say("the offsets {ranges} do not rise", ranges=ranges))
    if offsets[-1] > len(text):
        raise fault.because(
            say(
                "the span ends at {end}, the text at {length}",
                end=offsets[-1],
                length=len(text),
            )
        )
    if any(text[a:b].strip() for a, b in zip(offsets[1::2], offsets[2::2], strict=False)):
        raise fault.because(say("text between the fragments is left out; a span here has no gaps"))
    span = Span(offsets[0], offsets[-1])
    if _one_line(span.of(text)) != _one_line(covered):
        raise fault.because(
            say(
                "the offsets cover {text!r}, not {covered!r}: was the text changed, or "
                "its line ends?",
                text=_one_line(span.of(text)),
                covered=_one_line(covered),
            )
        )
    return Entity(Label(label), span)


def _entity_line(number: int, entity: Entity, text: str, name: Path | str) -> str:
    covered = entity.span.of(text)
    if len(covered) != len(entity.span) or not covered or covered != covered.strip():
        raise AnnotationError(
            name,
            say(
                "{key} is empty, lies outside the text or begins or ends with white space",
                key=_shown(entity.key),
            ),
        )
    fragments = ";".join(f"{part.start} {part.end}" for part in _fragments(entity.span, text))
    return f"T{number}\t{entity.label} {fragments}\t{_one_line(covered)}\n"


def _note_lines(
    notes: Sequence[Note], ids: Mapping[_Key | _Edge, str], name: Path | str
) -> Iterator[str]:
    """Notes in the order of what they are on, entities first."""
    placed: list[tuple[str, str]] = []
    for note in notes:
        key = note.on.key if isinstance(note.on, Entity) else _edge(note.on)
        if key not in ids:
            raise AnnotationError(
                name, say("a note is on what is not here: {text!r}", text=note.text)
            )
        placed.append((ids[key], _LINE_BREAK.sub(" ", note.text)))
    order = {on: at for at, on in enumerate(ids.values())}
    unique = sorted(dict.fromkeys(placed), key=lambda note: order[note[0]])
    for number, (on, text) in enumerate(unique, 1):
        yield f"#{number}\tAnnotatorNotes {on}\t{text}\n"


def _edge(relation: Relation) -> _Edge:
    return (relation.role, relation.head.key, relation.tail.key)


def _fragments(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    for line_break in _LINE_BREAK.finditer(text, span.start, span.end):
        yield Span(start, line_break.start())
        start = line_break.end()
    yield Span(start, span.end)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _place(entity: Entity) -> tuple[int, int, str]:
    return (entity.span.start, -entity.span.end, entity.label)


def _shown(key: _Key) -> str:
    label, start, end = key
    return f"{label} {start}-{end}"


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnnotationError(path, say("not UTF-8 at byte {start}", start=error.start)) from error
    except OSError as error:
        raise AnnotationError(
            path, say("cannot be opened: {error}", error=error.strerror or error)
        ) from error
