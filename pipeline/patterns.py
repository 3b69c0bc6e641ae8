"""Patterns made of parts that the rule files name in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"\{([A-Za-z_]+)\}")


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """``pattern`` with its parts, which stand in braces, put in.

    Raises:
        KeyError: when it names a part that is not there.
    """
    return _PART.sub(lambda match: parts[match[1]], pattern)


def joined_parts(data: Mapping[str, str]) -> dict[str, str]:
    """The parts of a rule file, each with the earlier ones put in."""
    parts: dict[str, str] = {}
    for name, pattern in data.items():
        parts[name] = filled(pattern, parts)
    return parts
