"""The examples give the tasks that were reviewed.

``tests/golden/NAME.tsv`` holds one line a task, short enough to be read beside the example. A
change of the rules that changes them is looked at there: ``pytest --update-golden`` writes the
files anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from annotations import Role
from pipeline import Plan, Task, extract
from pipeline.document import Document
from pipeline.plan import Style, Written

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted((ROOT / "examples").iterdir())
COLUMNS = ("number", "task", "leads", "partners", "times", "basis")
WORDS = 8
"""How much of a task is shown."""


@cache
def plan_of(example: Path) -> Plan:
    return extract(example)


def golden_lines(plan: Plan) -> Iterator[str]:
    """What the plan says of itself, the columns, and a line for each task."""
    metadata = plan.metadata
    said = (metadata.type, metadata.number, metadata.issuer, metadata.date, metadata.signer)
    yield "# " + " | ".join(map(shown, said))
    yield "# " + shown(metadata.title)
    yield "\t".join(COLUMNS)
    for task in plan.tasks:
        yield "\t".join(cells(task, plan.document))


def cells(task: Task, document: Document) -> tuple[str, ...]:
    """A task in the order of `COLUMNS`; a time that is no date stands in brackets."""
    words = task.text.split()
    times = names(task, Role.TIME, document)
    if not times and task.time is not None:
        times = f"({task.time.text})"
    return (
        task.number,
        " ".join(words[:WORDS]) + (" ..." if len(words) > WORDS else ""),
        names(task, Role.LEAD, document),
        names(task, Role.PARTNER, document),
        times,
        joined(part.basis for part in task.having(Role.LEAD)) or "-",
    )


def names(task: Task, role: Role, document: Document) -> str:
    """The entities that have a role in a task."""
    spans = (part.entity.span for part in task.having(role))
    return joined(" ".join(span.of(document.text).split()) for span in spans)


def joined(values: Iterable[str]) -> str:
    """The values, each once, in their order."""
    return "; ".join(dict.fromkeys(values))


def shown(written: Written | None) -> str:
    return "-" if written is None else " ".join(written.text.split())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_tasks_of_an_example_are_those_reviewed(example: Path, update_golden: bool) -> None:
    golden = GOLDEN / f"{example.stem}.tsv"
    lines = list(golden_lines(plan_of(example)))
    if update_golden:
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_every_golden_file_is_of_an_example() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted(path.stem for path in EXAMPLES)


def test_the_examples_have_all_formats_that_need_no_helper() -> None:
    assert {path.suffix for path in EXAMPLES} == {".txt", ".html", ".docx", ".pdf"}


def test_the_examples_give_work_in_all_styles() -> None:
    assert {task.style for path in EXAMPLES for task in plan_of(path).tasks} == set(Style)


def test_a_table_of_the_examples_runs_over_two_pages() -> None:
    pages = {
        task.place.page
        for path in EXAMPLES
        if path.suffix == ".pdf"
        for task in plan_of(path).tasks
        if task.style is Style.TABLE
    }
    assert pages == {1, 2}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_small(example: Path) -> None:
    assert example.stat().st_size < 100_000
