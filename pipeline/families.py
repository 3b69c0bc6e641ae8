"""Data in families of TOML files: those that ship, and a user's that add to them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias

from pipeline.errors import RuleError

Data: TypeAlias = dict[str, Any]
"""What a TOML file holds."""


def shipped(package: str, families: Collection[str]) -> dict[str, Data]:
    """The files ``FAMILY.toml`` of a package, by family."""
    folder = resources.files(package)
    return {
        name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in families
    }


def added_by(
    folder: Path,
    families: Collection[str],
    *,
    missing: str,
    unknown: Callable[[Path, str], str],
) -> Iterator[tuple[Path, Data]]:
    """The TOML files of a user's folder in order.

    Args:
        folder: the folder.
        families: the names that its files may have.
        missing: what to say when there is no such folder.
        unknown: what to say of a file with another name; it is given the names that there are.

    Raises:
        RuleError: when there is no such folder, or a file has another name or is no TOML.
    """
    if not folder.is_dir():
        raise RuleError(missing)
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in families:
            raise RuleError(unknown(path, ", ".join(families)))
        try:
            yield path, tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise RuleError(f"{path}: {error}") from error
