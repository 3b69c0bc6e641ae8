"""How many mentions resolve, why the others stay open, and what telling values costs.

python -m benchmarks.values [FOLDER] [--rounds N]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.corpus import AnnotatedPlan, read_corpus
from benchmarks.timing import Comparison, against, compare
from evaluation.counts import ENTITY_LABELS
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Plan
from pipeline.readers.registry import Source, read
from pipeline.values.normalise import limits, normalise
from pipeline.values.types import Status

ROOT = Path(__file__).parents[1]

MAX_SHARE = 0.15
"""Of the time of an extraction without values."""


def main() -> None:
    """Print the table of statuses and rules, and the cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "gold" / "dev",
        help="annotated plans, whose entities are given",
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    annotated = read_corpus(options.folder)
    plans = [with_gold_entities(plan) for plan in annotated]
    print("\n".join(table(plans)))
    cost = cost_of_values([document(plan) for plan in annotated], options.rounds)
    print(f"telling values / extracting: {cost}; {against(cost.ratio, MAX_SHARE)}")


def with_gold_entities(plan: AnnotatedPlan) -> Plan:
    """The plan as it is extracted with its annotated entities given."""
    entities = tuple(plan.annotation.labelled(*ENTITY_LABELS))
    return extract(document(plan), entities=entities)


def document(plan: AnnotatedPlan) -> Document:
    """The plan as its reader reads it."""
    return read(Source(f"{plan.name}.txt", plan.annotation.text.encode()))


def table(plans: Sequence[Plan]) -> Iterator[str]:
    """A line for each label with its statuses, then a line for each rule that told or refused."""
    told = [(entity.label, value) for plan in plans for entity, value in plan.values.items()]
    yield f"{'':<10}{'mentions':>9}" + "".join(f"{status:>12}" for status in Status)
    for label in ENTITY_LABELS:
        statuses = Counter(value.status for of, value in told if of is label)
        counts = "".join(f"{statuses[status]:>12}" for status in Status)
        yield f"{label:<10}{statuses.total():>9}{counts}"
    rules = Counter((label, value.status, value.rule) for label, value in told)
    for (label, status, rule), count in sorted(rules.items()):
        yield f"  {label:<10}{status:<12}{rule:<44}{count:>6}"


def cost_of_values(documents: Sequence[Document], rounds: int) -> Comparison:
    """Telling the values of plans, measured by extracting them without values.

    What an earlier round has in its caches is forgotten, as no user extracts a plan twice.
    """
    plans = [extract(document) for document in documents]
    bare = [replace(plan, values={}, deadlines={}) for plan in plans]

    def tell() -> None:
        forget()
        for plan in bare:
            normalise(plan)
            limits(plan)

    def extract_whole() -> None:
        forget()
        for document in documents:
            extract(document)

    times = compare(tell, extract_whole, rounds=rounds)
    without = (whole - told for whole, told in zip(times.yardstick, times.work, strict=True))
    return Comparison(times.work, tuple(without))


def forget() -> None:
    """Empty the bounded caches of the pipeline; data that is loaded once stays."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pipeline."):
            caches: list[Any] = [
                value for value in vars(module).values() if hasattr(value, "cache_parameters")
            ]
            for cache in caches:
                if cache.cache_parameters()["maxsize"] is not None:
                    cache.cache_clear()


if __name__ == "__main__":
    main()
