"""Stands in for the extraction; what becomes of a file depends on its name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sample_plans import rich_plan

from pipeline.document import Document
from pipeline.errors import ReadError, RuleError
from pipeline.plan import Plan
from pipeline.readers.registry import Source
from pipeline.settings import SHIPPED, Extractor, Settings


def load(settings: Settings = SHIPPED) -> Extractor:
    """The stand-in, as `pipeline.settings.load_extractor` gives the extraction."""
    rules = settings.rules
    if rules is not None and rules.name == "refused":
        raise RuleError(f"{rules}: a rule without a name")
    return extract


def extract(source: Source | Document | str) -> Plan:
    """A sample plan, or what the name of the file asks for."""
    name = source if isinstance(source, str) else source.name
    stem = Path(name).stem
    if stem.startswith("bad"):
        raise ReadError(name, "the file is empty")
    if stem.startswith("memory"):
        raise MemoryError
    if stem.startswith("deep"):
        raise RecursionError
    if stem.startswith("crash"):
        os._exit(3)
    if stem.startswith("once"):
        _die_once(Path(name))
    if stem.startswith("hang"):
        time.sleep(60)
    if stem.startswith("greedy"):
        bytearray(1 << 30)
    if stem.startswith("bug"):
        raise ZeroDivisionError
    if stem.startswith("slow"):
        time.sleep(0.3)
    return rich_plan(name, format="docx" if stem.startswith("word") else "txt")


def _die_once(path: Path) -> None:
    """End the process when it comes to ``path`` for the first time."""
    seen = path.with_suffix(".seen")
    if not seen.exists():
        seen.touch()
        os._exit(3)
