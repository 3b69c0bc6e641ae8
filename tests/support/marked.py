"""Texts with their annotation written into them: what a test expects, where a reader sees it.

Three notations, for three kinds of tests:

* spans, as the examples of the rules have them: ``giao [Sở Y tế] chủ trì``;
* entities, a letter before each: ``[A Sở Y tế]``, ``[D năm 2024]``, ``[C Lào]``,
  ``[R Đề án 06]``;
* relations: a TASK is ``{1 ...}``, numbered in text order; what is linked to it says how,
  ``Giao [L1 Sở Y tế] {1 ...}``, to several tasks as ``[L1-3,5 Sở Y tế]``, in two roles as
  ``[L1;P2 Sở Y tế]``. A reference with a date or an issuer is ``[R1 Quyết định số 9/QĐ-UBND]``,
  its date ``[O1 ...]``, its issuer ``[B1 ...]``. What no relation links is not marked.

Markup that does not parse raises `MarkupError`: a bracket that silently became text would be an
expectation that silently went. `mark_*` write what `read_*` reads, so that a failing test shows
both annotations in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotations import ARGUMENTS, Annotation, Entity, Label, Relation, Role, Span

LABELS = {"A": Label.AGENCY, "D": Label.DATE, "C": Label.COUNTRY, "R": Label.DOCREF}
ROLES = {
    "L": Role.LEAD,
    "P": Role.PARTNER,
    "T": Role.TIME,
    "O": Role.ISSUED_ON,
    "B": Role.ISSUED_BY,
}
WORK = (Role.LEAD, Role.PARTNER, Role.TIME)
ISSUE = (Role.ISSUED_ON, Role.ISSUED_BY)

_LETTERS = {role: letter for letter, role in ROLES.items()}
_LETTER_OF_LABEL = {label: letter for letter, label in LABELS.items()}
_TAG = re.compile(r"([^\s\[\]{}]+) ")
_PART = re.compile(r"(?P<role>[A-Z])(?P<numbers>\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)")
_CLOSING = {"[": "]", "{": "}"}


class MarkupError(ValueError):
    """Markup that does not say what is expected."""

    def __init__(self, source: str, at: int, reason: str) -> None:
        line = source.count("\n", 0, at) + 1
        super().__init__(f"line {line}, at {source[at : at + 30]!r}: {reason}")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A bracket, its tag and the text it encloses; ``at`` is its place in the source."""

    bracket: str
    tag: str
    span: Span
    at: int


def read_spans(source: str) -> tuple[str, list[Span]]:
    """The text and the spans of ``giao [Sở Y tế] chủ trì``."""
    text, marks = _scan(source, "[", tagged=False)
    return text, [mark.span for mark in marks]


def mark_spans(text: str, spans: Iterable[Span]) -> str:
    """Write spans into their text; the inverse of `read_spans`."""
    return _written(text, [(span, "[", "]") for span in spans])


def read_entities(source: str) -> Annotation:
    """The text and the entities of ``giao [A Sở Y tế] trước [D ngày 05/6]``."""
    text, marks = _scan(source, "[", tagged=True)
    entities: list[Entity] = []
    for mark in marks:
        if mark.tag not in LABELS:
            raise MarkupError(source, mark.at, f"{mark.tag!r} is not one of {' '.join(LABELS)}")
        entities.append(Entity(LABELS[mark.tag], mark.span))
    return Annotation(text, tuple(entities))


def mark_entities(text: str, entities: Iterable[Entity]) -> str:
    """Write entities into their text; the inverse of `read_entities`."""
    return _written(text, [(one.span, f"[{_LETTER_OF_LABEL[one.label]} ", "]") for one in entities])


def read_relations(source: str) -> Annotation:
    """The tasks, the cited documents and what is linked to them."""
    text, marks = _scan(source, "[{", tagged=True)
    heads: dict[tuple[Label, int], Entity] = {}
    tails: list[tuple[_Mark, Entity, list[tuple[Role, int]]]] = []
    for mark in marks:
        parts = _parts(source, mark)
        label, number = _head(mark, parts)
        if label is not None:
            if number != 1 + sum(1 for known, _ in heads if known is label):
                raise MarkupError(source, mark.at, f"{label} {number} is out of turn")
            heads[label, number] = Entity(label, mark.span)
        else:
            roles = [(ROLES[letter], number) for letter, number in parts]
            tails.append((mark, Entity(_tail_label(source, mark, roles), mark.span), roles))
    relations: list[Relation] = []
    for mark, tail, roles in tails:
        for role, number in roles:
            head = heads.get((ARGUMENTS[role][0], number))
            if head is None:
                raise MarkupError(source, mark.at, f"there is no {ARGUMENTS[role][0]} {number}")
            relations.append(Relation(role, head, tail))
    entities = [*heads.values(), *(tail for _, tail, _ in tails)]
    entities.sort(key=lambda one: (one.span.start, -one.span.end))
    return Annotation(text, tuple(entities), tuple(relations))


def mark_relations(annotation: Annotation, *, roles: Collection[Role] = tuple(Role)) -> str:
    """Write the relations of some roles, and all TASKs that these can link, into the text."""
    relations = [relation for relation in annotation.relations if relation.role in roles]
    tasks = list(annotation.labelled(Label.TASK)) if set(WORK) & set(roles) else []
    cited = {relation.head.span for relation in relations if relation.role in ISSUE}
    numbers = {
        **{("{", span): place for place, span in _numbered(task.span for task in tasks)},
        **{("[", span): place for place, span in _numbered(cited)},
    }
    tags: dict[Span, dict[Role, list[int]]] = {}
    for relation in relations:
        bracket = "{" if relation.role in WORK else "["
        by_role = tags.setdefault(relation.tail.span, {})
        by_role.setdefault(relation.role, []).append(numbers[bracket, relation.head.span])
    marks = [(task.span, f"{{{numbers['{', task.span]} ", "}") for task in tasks]
    marks += [(span, f"[R{numbers['[', span]} ", "]") for span in cited]
    marks += [(span, f"[{_tag(by_role)} ", "]") for span, by_role in tags.items()]
    return _written(annotation.text, marks)


def _numbered(spans: Iterable[Span]) -> Iterator[tuple[int, Span]]:
    return enumerate(sorted(spans), 1)


def _tag(by_role: dict[Role, list[int]]) -> str:
    ordered = sorted(by_role.items(), key=lambda pair: list(ROLES.values()).index(pair[0]))
    return ";".join(f"{_LETTERS[role]}{_ranges(sorted(numbers))}" for role, numbers in ordered)


def _ranges(numbers: Sequence[int]) -> str:
    """``1, 2, 3, 5`` as ``1-3,5``; two in a row as ``1,2``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs
    )


def _parts(source: str, mark: _Mark) -> list[tuple[str, int]]:
    """The letters and numbers of a tag: ``L1-2;P3`` is L1, L2, P3."""
    if mark.bracket == "{":
        if not mark.tag.isdecimal():
            raise MarkupError(source, mark.at, f"{mark.tag!r} is no number of a TASK")
        return [("{", int(mark.tag))]
    found: list[tuple[str, int]] = []
    for part in mark.tag.split(";"):
        match = _PART.fullmatch(part)
        if match is None or (match["role"] not in ROLES and match["role"] != "R"):
            raise MarkupError(
                source, mark.at, f"{part!r} is not one of {' '.join(ROLES)} with numbers"
            )
        for numbers in match["numbers"].split(","):
            first, _, last = numbers.partition("-")
            if last and int(last) <= int(first):
                raise MarkupError(source, mark.at, f"{numbers!r} runs backwards")
            found += [(match["role"], n) for n in range(int(first), int(last or first) + 1)]
    if len(set(found)) < len(found):
        raise MarkupError(source, mark.at, f"{mark.tag!r} says the same twice")
    if len(found) > 1 and any(letter == "R" for letter, _ in found):
        raise MarkupError(source, mark.at, "a reference has one number")
    return found


def _head(mark: _Mark, parts: list[tuple[str, int]]) -> tuple[Label | None, int]:
    letter, number = parts[0]
    if mark.bracket == "{":
        return Label.TASK, number
    return (Label.DOCREF if letter == "R" else None), number


def _tail_label(source: str, mark: _Mark, roles: list[tuple[Role, int]]) -> Label:
    labels = {ARGUMENTS[role][1] for role, _ in roles}
    if len(labels) != 1:
        raise MarkupError(source, mark.at, "an entity is either an agency or a date")
    return labels.pop()


def _scan(source: str, brackets: str, *, tagged: bool) -> tuple[str, list[_Mark]]:
    """Take the brackets out of ``source``; marks in the order in which they open."""
    text: list[str] = []
    marks: list[_Mark] = []
    opened: list[tuple[str, str, int, int]] = []
    at = 0

    def fail(reason: str) -> MarkupError:
        return MarkupError(source, at, reason)

    while at < len(source):
        sign = source[at]
        if sign in _CLOSING:
            if sign not in brackets:
                raise fail(f"{sign!r} has no meaning in this notation")
            if any(other == sign for other, *_ in opened):
                raise fail(f"{sign!r} within {sign!r}: entities are flat, and so are TASKs")
            if opened and sign == "{":
                raise fail("a TASK within an entity")
            tag = _TAG.match(source, at + 1) if tagged else None
            if tagged and tag is None:
                raise fail("a bracket without a tag and a space")
            opened.append((sign, tag[1] if tag else "", len(text), at))
            at = tag.end() if tag else at + 1
        elif sign in _CLOSING.values():
            if not opened or _CLOSING[opened[-1][0]] != sign:
                raise fail(f"{sign!r} closes nothing")
            bracket, tag_text, start, place = opened.pop()
            content = "".join(text[start:])
            if not content or content != content.strip():
                raise fail("a span is empty or has white space at its ends")
            marks.append(_Mark(bracket, tag_text, Span(start, len(text)), place))
            at += 1
        else:
            text.append(sign)
            at += 1
    if opened:
        at = opened[-1][3]
        raise fail("a bracket is never closed")
    return "".join(text), sorted(marks, key=lambda mark: mark.at)


def _written(text: str, marks: Iterable[tuple[Span, str, str]]) -> str:
    """``text`` with an opening and a closing string around each span."""
    opening: dict[int, list[tuple[int, bool, str]]] = {}
    closing: dict[int, list[tuple[int, str]]] = {}
    for span, before, after in marks:
        opening.setdefault(span.start, []).append((-span.end, before[0] != "{", before))
        closing.setdefault(span.end, []).append((-span.start, after))
    parts: list[str] = []
    for at in range(len(text) + 1):
        parts += [after for _, after in sorted(closing.get(at, ()))]
        parts += [before for _, _, before in sorted(opening.get(at, ()))]
        parts += text[at : at + 1]
    return "".join(parts)
