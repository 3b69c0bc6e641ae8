"""What an entity stands for: an agency of the registry, a time, a country, a document.

A value keeps how it was reached. It is `Status.RESOLVED` only where exactly one reading is left
(annotations/VALUES.md); what stays open lists the readings.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotations import Label
from annotations.values import Status

__all__ = [
    "MOST_CANDIDATES",
    "VALUE_TYPES",
    "AgencyValue",
    "CountryValue",
    "DateValue",
    "DocumentValue",
    "Status",
    "Value",
]

MOST_CANDIDATES = 100
"""Identifiers that an open value lists; where there are more, none is told from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an entity stands for.

    Args:
        status: resolved, open, or a collective of agencies.
        id: the canonical identifier; "" where the value stays open.
        name: what people read for it; what is written where it stays open.
        rule: what found it, ``value:<name>``.
        confidence: how sure that is, from 0 to 1.
        written: the entity's folded text.
        candidates: the identifiers that an open value could have, `MOST_CANDIDATES` at most.
        flags: what to look at: ``inferred-year``, ``no-such-date``, ``repaired`` ...
    """

    status: Status
    id: str
    name: str
    rule: str
    confidence: float
    written: str
    candidates: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyValue(Value):
    """An agency, or a collective of agencies.

    Args:
        kind: the kind of body, an identifier of the registry ("so-ngoai-vu", "ubnd").
        level: ``central``, ``province``, ``district``, ``commune`` or "" where it is not known.
        province: the province it belongs to, an identifier; "" for central and open ones.
    """

    kind: str = ""
    level: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue(Value):
    """A time, a span of time, a deadline or a recurrence; ``id`` is EDTF or ISO 8601.

    Args:
        start: the first day, ISO 8601; "" where it is open or incomplete.
        end: the last day, which is the day a deadline falls on; "" where there is none.
        recurrence: ISO 8601 ("R/P1Y") for what comes again; "" for what does not.
    """

    start: str = ""
    end: str = ""
    recurrence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryValue(Value):
    """A country; ``id`` is its ISO 3166-1 code of two letters.

    Args:
        alpha3: its code of three letters.
    """

    alpha3: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValue(Value):
    """A document; ``id`` is its canonical key.

    Args:
        kind: the type of document, an identifier ("quyet-dinh", "luat").
        number: its number as digits.
        symbol: what follows the number ("QĐ-TTg"), repaired.
        year: of its issue, four digits.
        issuer: the identifier of the agency that issued it, where the symbol or the text says.
        issued_on: the day of its issue, ISO 8601.
    """

    kind: str = ""
    number: str = ""
    symbol: str = ""
    year: str = ""
    issuer: str = ""
    issued_on: str = ""


VALUE_TYPES: dict[Label, type[Value]] = {
    Label.AGENCY: AgencyValue,
    Label.DATE: DateValue,
    Label.COUNTRY: CountryValue,
    Label.DOCREF: DocumentValue,
}
"""What the value of an entity is, by its label."""
