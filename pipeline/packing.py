"""Plans as plain values and back, with nothing lost: for storing, not for reading.

`pipeline.records` is the form for people and other programs; this one is for spaCy, which
keeps what belongs to a document in msgpack.
"""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.plan import Plan


def packed(plan: Plan) -> dict[str, Any]:
    """``plan`` as dicts, sequences and plain values."""
    return asdict(plan)


def unpacked(values: dict[str, Any]) -> Plan:
    """The plan that `packed` was given; sequences may have become lists."""
    return _typed(values, Plan)


def _typed(value: Any, hint: Any) -> Any:
    """``value`` as an instance of the type that a field says."""
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{of.name: _typed(value[of.name], hints[of.name]) for of in fields(hint)})
    if get_origin(hint) is tuple:
        return tuple(_typed(item, get_args(hint)[0]) for item in value)
    if NoneType in get_args(hint):
        return None if value is None else _typed(value, get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


@cache
def _hints(of: Any) -> dict[str, Any]:
    return get_type_hints(of)
