"""Plans as plain values and back, with nothing lost: for storing, not for reading.

`pipeline.records` is the form for people and other programs; this one is for spaCy, which
keeps what belongs to a document in msgpack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from pipeline.plan import Plan
from pipeline.values.types import VALUE_TYPES, Value


def packed(plan: Plan) -> dict[str, Any]:
    """``plan`` as dicts, sequences and plain values; a mapping is a list of pairs."""
    return _plain(plan)


def unpacked(values: dict[str, Any]) -> Plan:
    """The plan that `packed` was given; sequences may have become lists."""
    return _typed(values, Plan)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {of.name: _plain(getattr(value, of.name)) for of in fields(value)}
    if isinstance(value, Mapping):
        pairs = cast("Mapping[Any, Any]", value).items()
        return [(_plain(key), _plain(item)) for key, item in pairs]
    if isinstance(value, tuple):
        return tuple(map(_plain, cast("tuple[Any, ...]", value)))
    return value.value if isinstance(value, Enum) else value


def _typed(value: Any, hint: Any) -> Any:
    """``value`` as an instance of the type that a field says."""
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{of.name: _typed(value[of.name], hints[of.name]) for of in fields(hint)})
    if get_origin(hint) is Mapping:
        of_key, of_item = get_args(hint)
        keys = [_typed(key, of_key) for key, _ in value]
        # What an entity's value is, its label says.
        items = [VALUE_TYPES[key.label] if of_item is Value else of_item for key in keys]
        return {
            key: _typed(item, of) for key, of, (_, item) in zip(keys, items, value, strict=True)
        }
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
