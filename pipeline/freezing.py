"""Plans as bytes and back: how they travel between processes and lie in a manifest.

`pipeline.packing` gives plain values, at several times the cost. Pickles are quick, the more so
where they hold a dataclass as a call of its class with its fields, and these are safe to load:
nothing but the project's own frozen dataclasses and enumerations is made of
them, so that bytes from a stranger call no function ("Restricting Globals" in the Python
library reference, module pickle).
"""

from __future__ import annotations

import datetime
import io
import pickle
import zlib
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from annotations import KehoachError
from pipeline.plan import Plan

_PACKAGES = ("pipeline", "annotations")
_LEVEL = 1
"""Of zlib; higher ones take several times as long for a tenth of the size."""


class ThawError(KehoachError):
    """Bytes that are no frozen plan."""


def freeze(plan: Plan) -> bytes:
    """``plan`` as compressed bytes, for `thaw` of the same version of the code."""
    pickled = io.BytesIO()
    _Pickler(pickled, pickle.HIGHEST_PROTOCOL).dump(plan)
    return zlib.compress(pickled.getbuffer(), _LEVEL)


def thaw(data: bytes) -> Plan:
    """The plan that `freeze` was given.

    Raises:
        ThawError: when the bytes are damaged, or hold anything else.
    """
    try:
        plan = _Unpickler(io.BytesIO(zlib.decompress(data))).load()
    except (
        zlib.error,
        pickle.UnpicklingError,
        EOFError,
        AttributeError,
        ImportError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
    ) as error:
        raise ThawError(f"not a plan: {error}") from error
    if not isinstance(plan, Plan):
        raise ThawError("not a plan")
    return plan


Reduced = tuple[Callable[..., Any], tuple[Any, ...]]
"""What makes an object, and from which arguments."""


class _Reducers(dict[Any, Callable[[Any], Reduced]]):
    """How objects of a class are taken apart, found out when the first one comes."""

    def __missing__(self, kind: Any) -> Callable[[Any], Reduced]:
        if issubclass(kind, Enum):
            reducer = _enum_reducer(kind)
        elif is_dataclass(kind) and all(field.init for field in fields(kind)):
            reducer = _dataclass_reducer(kind)
        else:
            raise KeyError(kind)  # pickle has its own way with it
        self[kind] = reducer
        return reducer


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()


def _enum_reducer(kind: type[Enum]) -> Callable[[Any], Reduced]:
    return lambda member: (kind, (member.value,))


def _dataclass_reducer(kind: Any) -> Callable[[Any], Reduced]:
    parts: tuple[Field[Any], ...] = fields(kind)
    values = attrgetter(*(field.name for field in parts))
    if len(parts) < 2:
        raise KeyError(kind)
    if any(field.kw_only for field in parts):
        return lambda made: (by_keywords, (kind, *values(made)))
    return lambda made: (kind, values(made))


def by_keywords(kind: Any, *values: Any) -> Any:
    """An object of a dataclass that takes its fields by name."""
    if not isinstance(kind, type):
        raise pickle.UnpicklingError("no class of a value")
    return kind(**dict(zip(_names(kind), values, strict=True)))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class _Unpickler(pickle.Unpickler):
    """Makes the project's own values and nothing else."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """The class of a value, asked for by the bytes."""
        if (module_name, global_name) == ("datetime", "date"):
            return datetime.date
        # A name with dots would reach through a class for its methods.
        if module_name.partition(".")[0] in _PACKAGES and "." not in global_name:
            found = super().find_class(module_name, global_name)
            if found is by_keywords or _is_value(found):
                return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no value of a plan")


def _is_value(kind: Any) -> bool:
    """Whether objects of a class are plain values, which nothing can be called on."""
    if not isinstance(kind, type) or any("__call__" in vars(base) for base in kind.__mro__):
        return False
    frozen = is_dataclass(kind) and getattr(kind, "__dataclass_params__").frozen  # noqa: B009
    return frozen or issubclass(kind, Enum)
