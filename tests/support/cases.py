"""Tables of cases for `pytest.mark.parametrize`, with the faults that are known of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest


def cases(table: Mapping[str, Any], faults: Mapping[str, str] | None = None) -> list[Any]:
    """The cases of a table, named by their keys.

    Args:
        table: what each case is, by what it shows.
        faults: by case why it does not hold yet; as soon as it holds the test says so.

    Raises:
        KeyError: when a fault names no case.
    """
    faults = faults or {}
    for name in faults:
        table[name]
    return [
        pytest.param(
            case,
            id=name,
            marks=[pytest.mark.xfail(reason=faults[name], strict=True)] if name in faults else [],
        )
        for name, case in table.items()
    ]
