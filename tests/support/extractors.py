"""Stands in for the extraction; what becomes of a file depends on its name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sample_plans import rich_plan

from pipeline.batch import Extractor
from pipeline.document import Document
from pipeline.errors import ReadError, RuleError
from pipeline.plan import Plan
from pipeline.readers.registry import Source


def load(rules: Path | None = None) -> Extractor:
    """The stand-in, as `pipeline.batch.load_extractor` gives the extraction."""
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
    if stem.startswith("bug"):
        raise ZeroDivisionError
    if stem.startswith("slow"):
        time.sleep(0.3)
    return rich_plan(name, format="txt")
