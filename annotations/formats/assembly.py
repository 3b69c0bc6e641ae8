"""Puts an annotation together from what a file says, and refuses what no plan can hold."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from annotations.corpus import is_plan_name
from annotations.formats.fields import Field
from annotations.language import say
from annotations.types import ARGUMENTS, Annotation, Entity, Label, Note, Relation, Role, Span


class Assembly:
    """Collects the entities and relations of one text.

    Args:
        text: the text that offsets refer to.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._entities: dict[Hashable, Entity] = {}
        self._relations: list[Relation] = []
        self._notes: list[Note] = []

    def entity(self, key: Hashable, label: Field, start: int, end: int) -> None:
        """Add an entity.

        Args:
            key: what relations of the same text call it.
            label: its label as the file gives it.
            start: the offset of its first code point.
            end: the offset after its last one.

        Raises:
            AnnotationError: when the label is unknown, the offsets lie outside the text, or
                the key is taken.
        """
        name = label.text()
        if name not in list(Label):
            raise label.because(
                say("{name!r} is not one of {known}", name=name, known=" ".join(Label))
            )
        if not 0 <= start <= end <= len(self._text):
            raise label.because(
                say(
                    "{name} {start}-{end} lies outside the text of {number} characters",
                    name=name,
                    start=start,
                    end=end,
                    number=len(self._text),
                )
            )
        if key in self._entities:
            raise label.because(say("the id {key!r} is taken by another entity", key=key))
        self._entities[key] = Entity(Label(name), Span(start, end))

    def note(self, key: Hashable, text: str) -> None:
        """Add a note on an entity that was added."""
        self._notes.append(Note(self._entities[key], text))

    def has(self, key: Hashable) -> bool:
        """Whether an entity of this key was added."""
        return key in self._entities

    def relation(self, role: Field, one: Hashable, other: Hashable) -> None:
        """Add a relation between two entities.

        The labels of its ends tell which is the head: an arrow is easily drawn the wrong way
        round, and no relation here has the same label at both ends.

        Raises:
            AnnotationError: when the role is unknown, an end is not among the entities, or
                the labels of the ends do not fit the role.
        """
        name = role.text()
        if name not in list(Role):
            raise role.because(
                say("{name!r} is not one of {known}", name=name, known=" ".join(Role))
            )
        for end in (one, other):
            if end not in self._entities:
                raise role.because(
                    say(
                        "{name} ends at {end!r}, which is not among the entities",
                        name=name,
                        end=end,
                    )
                )
        ends = self._entities[one], self._entities[other]
        for head, tail in (ends, ends[::-1]):
            if (head.label, tail.label) == ARGUMENTS[Role(name)]:
                self._relations.append(Relation(Role(name), head, tail))
                return
        expected = " and ".join(ARGUMENTS[Role(name)])
        found = " and ".join(entity.label for entity in ends)
        raise role.because(
            say("{name} joins {expected}, not {found}", name=name, expected=expected, found=found)
        )

    def annotation(self) -> Annotation:
        """All that was added."""
        entities = tuple(self._entities.values())
        return Annotation(self._text, entities, tuple(self._relations), tuple(self._notes))


def name_of(
    given: Field | None,
    text: str,
    record: Field,
    *,
    texts: Mapping[str, str],
    taken: set[str],
    fallback: str,
) -> str:
    """What a record's plan is called; the name is added to ``taken``.

    Args:
        given: the name in the record, where there is one.
        text: the record's text.
        record: the record.
        texts: known texts by plan name: a record without a name is the plan of its text.
        taken: the names of the records before.
        fallback: what a plan is called, with a number, whose text is not known either.

    Raises:
        AnnotationError: when the name cannot be a file's, or is taken.
    """
    if given is not None:
        name = given.text()
    else:
        known = (name for name, known in texts.items() if known == text)
        name = next(known, f"{fallback}-{len(taken) + 1}")
    place = record if given is None else given
    if not is_plan_name(name):
        raise place.because(say("{name!r} cannot be the name of a file", name=name))
    if name in taken:
        raise place.because(say("the plan {name!r} stands here twice", name=name))
    taken.add(name)
    return name
