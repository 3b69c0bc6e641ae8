"""The agencies and countries that tasks share: what they can be filtered by."""

from __future__ import annotations

from typing import TypedDict

from pipeline.values.registry import load_registry
from pipeline.values.types import AgencyValue, Status, Value


class NamedData(TypedDict):
    """An agency or a country.

    ``place`` is the province of an agency; ``code`` is the identifier of the value, "" where
    there is none; ``status`` is that of the value, ``written`` where the text alone says what
    it is.
    """

    name: str
    place: str
    code: str
    status: str


class Names:
    """Names that many tasks share, each once, in the order of their first mention."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self.names: list[NamedData] = []

    def place(self, written: str, value: Value | None) -> int:
        """The place of what ``value`` says, or else of what is written."""
        code = "" if value is None else value.id
        key = f"id {code}" if code else f"written {written.casefold()}"
        if key not in self._places:
            self._places[key] = len(self.names)
            self.names.append(
                {
                    "name": value.name if value is not None and _is_canonical(value) else written,
                    "place": _province(value),
                    "code": code,
                    "status": "written" if value is None else value.status.value,
                }
            )
        elif value is None or not _is_canonical(value):
            named = self.names[self._places[key]]
            # Capitals are those of headings; the longest mention of several says which.
            longest = named["status"] == Status.RESOLVED
            named["name"] = max(
                (named["name"], written),
                key=lambda mention: (not mention.isupper(), longest and len(mention)),
            )
        return self._places[key]


def _is_canonical(value: Value) -> bool:
    """Whether the value's name says all: that of several bodies is their head noun."""
    return value.status is Status.RESOLVED and ", " not in value.id


def _province(value: Value | None) -> str:
    if not isinstance(value, AgencyValue) or not value.province:
        return ""
    province = load_registry().province(value.province)
    return "" if province is None else province.name
