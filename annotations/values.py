"""The values of entities, as annotators write them into notes (annotations/VALUES.md).

T3	AGENCY 210 220	Sở Ngoại vụ
#1	AnnotatorNotes T3	value=so-ngoai-vu@thua-thien-hue
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from annotations.language import say
from annotations.types import Annotation, Entity, Label, Note


class Status(StrEnum):
    """Whether a value is known."""

    RESOLVED = "resolved"
    OPEN = "open"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class EntityValue:
    """What an entity stands for.

    Args:
        id: the identifier; "" where it is open.
        status: whether it is known.
    """

    id: str
    status: Status


def values(annotation: Annotation) -> dict[Entity, EntityValue]:
    """The values that the notes of a plan hold, by entity; other notes are passed over.

    Raises:
        ValueError: says what is wrong with a note.
    """
    return {
        note.on: value
        for note in annotation.notes
        if isinstance(note.on, Entity) and (value := value_of(note)) is not None
    }


def value_of(note: Note) -> EntityValue | None:
    """The value that a note holds; ``None`` where it is about something else.

    Raises:
        ValueError: says what is wrong with the note.
    """
    if not note.text.startswith("value="):
        return None
    if not isinstance(note.on, Entity) or note.on.label not in _FORMS:
        raise ValueError(say("only {forms} have a value", forms=", ".join(_FORMS)))
    value = _parsed(note.text)
    if (value.id == "") != (value.status is Status.OPEN):
        raise ValueError(say("a value that is open has no identifier, every other one has"))
    if (value.status is Status.COLLECTIVE) != value.id.startswith("*"):
        raise ValueError(say("the identifier of a collective, and no other, begins with '*'"))
    form = _FORMS[note.on.label]
    if wrong := [part for part in value.id.split(", ") if value.id and not form.fullmatch(part)]:
        raise ValueError(
            say(
                "{wrong!r} is no identifier of a {label}: see VALUES.md",
                wrong=wrong[0],
                label=note.on.label,
            )
        )
    return value


def note_of(entity: Entity, value: EntityValue) -> Note:
    """The note that holds a value; `value_of` reads it."""
    told = _told(value.id)
    status = "" if value.status is told else f"; status={value.status}"
    return Note(entity, f"value={value.id}{status}")


def _parsed(text: str) -> EntityValue:
    match = _NOTE.fullmatch(text)
    if match is None:
        raise ValueError(say("{text!r} is not 'value=ID' or 'value=ID; status=STATUS'", text=text))
    status = match["status"]
    if status is None:
        return EntityValue(match["id"], _told(match["id"]))
    if status not in list(Status):
        raise ValueError(
            say("{status!r} is not one of {status2}", status=status, status2=" ".join(Status))
        )
    return EntityValue(match["id"], Status(status))


def _told(identifier: str) -> Status:
    """The status that an identifier tells where none is written."""
    if not identifier:
        return Status.OPEN
    return Status.COLLECTIVE if identifier.startswith("*") else Status.RESOLVED


_NOTE = re.compile(r"value=(?P<id>[^;]*?)(?:\s*;\s*status=(?P<status>\S+))?\s*")

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLACE = rf"@{_SLUG}(?:/{_SLUG})?"
_DAY = r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?"
_PERIOD = r"P(?:\d+(?:\.\d+)?[YMWD]|T\d+H)"
_FORMS = {
    Label.AGENCY: re.compile(
        rf"\*{_SLUG}(?:{_PLACE})?|(?:other:)?{_SLUG}(?:{_PLACE})?(?:>{_SLUG})*"
    ),
    Label.DATE: re.compile(
        rf"{_DAY}|(?:{_DAY}|\.\.)/(?:{_DAY}|{_PERIOD}|\.\.)|R/(?:{_DAY}/){{0,2}}{_PERIOD}"
    ),
    Label.COUNTRY: re.compile(r"[A-Z]{2}|[A-Z]{4}"),
    Label.DOCREF: re.compile(
        rf"self|(?:{_SLUG})?/(?:\d+(?:[.-]\d+)*)?/(?:{_SLUG}(?:@{_SLUG}(?::{_SLUG})?)?)?/(?:\d{{4}})?"
    ),
}
"""The form of one identifier, by label."""
