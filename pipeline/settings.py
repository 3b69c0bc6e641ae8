"""What an extraction is made from: its rules, and a digest that says when results are stale."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

from pipeline import taggers
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Plan
from pipeline.readers.registry import Source
from pipeline.rules import load_rules
from pipeline.tagging import Mode

Extractor: TypeAlias = Callable[[Source | Document | str], Plan]

_ROOT = Path(__file__).parents[1]
_CODE = ("pipeline", "models", "annotations")
"""The packages whose code decides what comes out; rules that ship lie among it."""
_CODE_SUFFIXES = (".py", ".toml", ".csv")
_LIBRARIES = ("lxml", "pypdfium2")
"""Libraries whose version decides what is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `load_extractor` makes an extraction from; it can be pickled and compared.

    Args:
        rules: a folder with rules that add to those that ship.
        mode: who tags; by default rules and model together where there is a model.
        model: the folder of a model, instead of the one that ships.
    """

    rules: Path | None = None
    mode: Mode | None = None
    model: Path | None = None

    def fingerprint(self) -> str:
        """A digest that changes whenever the results may: with code, libraries and rules."""
        parts = [code_fingerprint().encode()]
        if self.rules is not None:
            parts += [_part(path.name, path) for path in sorted(self.rules.glob("*.toml"))]
        mode = self.tagging
        if mode is not Mode.RULES:
            parts += [mode.encode(), taggers.fingerprint(self.model)]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    @property
    def tagging(self) -> Mode:
        """Who tags, with the default worked out."""
        return self.mode or taggers.usual_mode(self.model)


SHIPPED = Settings()
"""The rules and the model that ship and nothing else."""


def load_extractor(settings: Settings = SHIPPED) -> Extractor:
    """The extraction with its rules and its model loaded.

    Raises:
        RuleError: when a rule cannot be used.
        ModelError: when a model is asked for and there is none, or it cannot be used.
    """
    rules, mode = load_rules(settings.rules), settings.tagging
    if mode is Mode.RULES:
        return partial(extract, rules=rules)
    return partial(extract, rules=rules, tagger=taggers.load(settings.model), mode=mode)


@cache
def code_fingerprint() -> str:
    """The digest of the code that runs, with the rules that ship, and of its libraries."""
    parts = [f"Python {sys.version_info[:2]}".encode()]
    parts += [f"{library} {_version(library)}".encode() for library in _LIBRARIES]
    parts += [_part(path.relative_to(_ROOT).as_posix(), path) for path in _code()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _code() -> Iterator[Path]:
    for package in _CODE:
        yield from sorted(
            path for path in (_ROOT / package).rglob("*") if path.suffix in _CODE_SUFFIXES
        )


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _part(name: str, path: Path) -> bytes:
    return name.encode("utf-8", "surrogateescape") + hashlib.sha256(path.read_bytes()).digest()
