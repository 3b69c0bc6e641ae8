"""What the filters of the page leave, against the plans themselves, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pages import Open, choose, column, select, shown
from playwright.sync_api import Page, expect
from sample_plans import PlanBuilder, rich_plan

from annotations import Role
from pipeline import Plan, Task
from pipeline.document import Document
from pipeline.page.data import PageData
from pipeline.page.markup import render
from pipeline.plan import Basis, Style
from pipeline.values.types import DateValue

BOTH = (Role.LEAD, Role.PARTNER)
BODY = "so-y-te@hai-phong"


@pytest.fixture
def page(open_page: Open, examples: Path) -> Page:
    return open_page(examples)


def bodies(task: Task, plan: Plan, *roles: Role) -> set[str]:
    """What a task's agencies stand for."""
    return {plan.values[part.entity].id for role in roles for part in task.having(role)}


def dates(task: Task, plan: Plan) -> list[DateValue]:
    values = [plan.values.get(part.entity) for part in task.having(Role.TIME)]
    values += [limit.value for limit in plan.deadlines.get(task.span, ())]
    return [value for value in values if isinstance(value, DateValue)]


def everything(task: Task, plan: Plan) -> str:
    written = [*task.content, task.lead, task.partner, task.time, task.deliverable, task.funding]
    parts = [task.text, *task.headings, *(each.text for each in written if each is not None)]
    title = plan.metadata.title
    return " ".join([*parts, title.text if title else ""]).lower()


FILTERS: dict[str, tuple[Callable[[Page], None], Callable[[Task, Plan], bool]]] = {
    "agency": (
        lambda page: choose(page, "agency", "so y te hai phong"),
        lambda task, plan: BODY in bodies(task, plan, *BOTH),
    ),
    "role": (
        lambda page: select(page, "role", "partner"),
        lambda task, plan: bool(bodies(task, plan, Role.PARTNER)),
    ),
    "country": (
        lambda page: choose(page, "country", "nhat"),
        lambda task, plan: any(plan.values[each].id == "JP" for each in task.countries),
    ),
    "kind": (
        lambda page: select(page, "kind", "reporting"),
        lambda task, plan: task.kind == "reporting",
    ),
    "plan": (
        lambda page: choose(page, "plan", "2214/KH-BCT"),
        lambda task, plan: "cung-ung-hang" in plan.document.name,
    ),
    "deadline not stated": (
        lambda page: select(page, "deadline", "none"),
        lambda task, plan: not dates(task, plan) and task.time is None,
    ),
    "recurring": (
        lambda page: select(page, "deadline", "recurring"),
        lambda task, plan: any(value.recurrence for value in dates(task, plan)),
    ),
    "due from": (
        lambda page: page.fill("#from", "2025-01-01"),
        lambda task, plan: any(value.end >= "2025-01-01" for value in dates(task, plan)),
    ),
    "due until": (
        lambda page: page.fill("#to", "2024-06-30"),
        lambda task, plan: any("" < value.end <= "2024-06-30" for value in dates(task, plan)),
    ),
    "text": (
        lambda page: page.fill("#query", "bao dam"),
        lambda task, plan: "bảo đảm" in everything(task, plan),
    ),
}


def test_filters(page: Page, plans: list[Plan]) -> None:
    for name, (act, passes) in FILTERS.items():
        act(page)
        expected = [task for plan in plans for task in plan.tasks if passes(task, plan)]
        assert 0 < len(expected) < 99, name
        assert shown(page) == len(expected), name
        seen = page.locator("#tasks .rows .words").all_inner_texts()
        assert seen == [task.text for task in expected][: len(seen)], name
        page.click("#reset")
        assert shown(page) == 99, name


def test_filters_narrow_each_other(page: Page, plans: list[Plan]) -> None:
    choose(page, "agency", "so y te hai phong")
    select(page, "role", "lead")
    assert shown(page) == sum(
        BODY in bodies(task, plan, Role.LEAD) for plan in plans for task in plan.tasks
    )
    select(page, "deadline", "none")
    select(page, "kind", "general")
    assert shown(page) == 0
    expect(page.locator("#no-match")).to_be_visible()


def test_flags_filter_and_are_said(open_page: Open, tmp_path: Path) -> None:
    data = PageData()
    data.add(rich_plan())
    path = tmp_path / "flags.html"
    path.write_text(render(data), encoding="utf-8")
    page = open_page(path)
    select(page, "flag", "no-lead")
    assert column(page, "task").all_inner_texts() == [
        "II.2 · II. NHIỆM VỤ\nTập huấn kỹ năng\nChưa rõ chủ trì"
    ]
    page.click("[data-view=plans]")
    expect(page.locator("#plans .chip")).to_have_text(
        "Trang 2 nhận dạng từ ảnh quét, cần đối chiếu"
    )


def test_a_search_takes_letters_without_marks_and_words_in_any_order(page: Page) -> None:
    page.fill("#query", "Việt Yên")
    found = shown(page)
    assert found > 0
    page.fill("#query", "yen VIET")
    assert shown(page) == found
    assert "Việt" in page.locator("mark.hit").all_inner_texts()


def test_a_header_sorts_both_ways_and_what_is_missing_stays_last(page: Page) -> None:
    header = page.locator("#tasks th.due")
    expect(header).to_have_attribute("aria-sort", "none")
    header.locator("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    first = column(page, "due").first.inner_text()
    header.locator("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    last = column(page, "due").first.inner_text()
    assert ("2022" in first, "2028" in last) == (True, True)


def test_names_sort_as_vietnamese_does(open_page: Open, tmp_path: Path) -> None:
    names = ["Sở Đông", "Sở Dân", "Sở Ân", "Sở Ăn", "Sở An", "Sở Ế", "Sở E"]
    make = PlanBuilder("".join(f"{name} làm việc.\n" for name in names))
    tasks = [
        Task(
            make.span(f"{name} làm việc"),
            f"{name} làm việc",
            Style.SENTENCE,
            "rule:test",
            assignments=(make.part(Role.LEAD, name, Basis.SENTENCE),),
        )
        for name in names
    ]
    data = PageData()
    data.add(make.plan(tasks, document=Document(make.text)))
    path = tmp_path / "sorted.html"
    path.write_text(render(data), encoding="utf-8")
    page = open_page(path)
    page.click("#tasks th.lead button")
    assert column(page, "lead").all_inner_texts() == [
        "Sở An", "Sở Ăn", "Sở Ân", "Sở Dân", "Sở Đông", "Sở E", "Sở Ế",
    ]  # fmt: skip
