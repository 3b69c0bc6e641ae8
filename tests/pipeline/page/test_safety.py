"""What documents say is text on the page and nothing else, and many of them stay bearable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pages import Open, go
from playwright.sync_api import Browser, Page, expect
from sample_plans import PlanBuilder

from annotations import Role
from benchmarks.page import COUNT_NODES, MAX_NODES, made_page
from pipeline.document import Document
from pipeline.page.data import PageData
from pipeline.page.markup import render
from pipeline.plan import Basis, Metadata, Plan, Style, Task, Written
from pipeline.records import Failure
from pipeline.values.types import AgencyValue, Status

PLANTED = (
    "<script>window.harmed = 1</script>",
    "</script><script>window.harmed = 2</script>",
    "<img src=x onerror='window.harmed = 3'>",
    "--><!--<svg onload=window.harmed=4>",
    "' onmouseover='window.harmed=5' x='",
    "javascript:window.harmed=6",
    "\u2028window.harmed = 7\u2029",
    "{{ 7 * 7 }}${window.harmed=8}",
    "\ud800 \x00 \x1b[31m",
)
VIEWS = ("#/tasks", "#/charts", "#/plans", "#/plan/1", "#/plan/1/1", "#/plan/9", "#/<img src=x>")


def planted(text: str) -> Plan:
    """A plan in which every field that comes from a document says ``text``."""
    agency = f"Sở {text}"
    make = PlanBuilder(f"KẾ HOẠCH\n{agency} tổ chức {text} trước ngày {text}.\n")
    part = make.part(Role.LEAD, agency, Basis.SENTENCE)
    written = Written(text, make.span(text))
    task = Task(
        make.span(f"{agency} tổ chức"),
        f"{agency} tổ chức",
        Style.SENTENCE,
        "rule:test",
        number=text,
        headings=(text,),
        content=(written,),
        assignments=(part,),
        lead=written,
        partner=written,
        time=written,
        deliverable=written,
        funding=written,
        flags=(text,),
    )
    value = AgencyValue(
        status=Status.OPEN,
        id="",
        name=text,
        rule=text,
        confidence=0.5,
        written=text,
        candidates=(text,),
    )
    metadata = Metadata(written, written, written, written, written, written, written)
    document = Document(make.text, f"{text}.docx", flags=(f"encoding:{text}",))
    plan = make.plan((task,), metadata=metadata, document=document)
    return replace(plan, values={part.entity: value})


@pytest.fixture
def page(open_page: Open, tmp_path: Path) -> Page:
    data = PageData()
    for text in PLANTED:
        data.add(planted(text))
        data.add_failure(Failure(f"{text}.pdf", text))
    path = tmp_path / "planted.html"
    path.write_text(render(data), encoding="utf-8")
    return open_page(path)


def test_planted_script_is_text(page: Page) -> None:
    for view in VIEWS:
        go(page, view)
        for lang in ("en", "vi"):
            page.click(f"[data-lang={lang}]")
        assert page.evaluate("window.harmed") is None, view
        assert page.locator("img, iframe, svg[onload], [onerror], [onmouseover]").count() == 0
        assert page.locator("script:not([type])").count() == 1
        targets = page.evaluate(
            "[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))"
        )
        assert [each for each in targets if each and not each.startswith("#")] == []


def test_planted_script_is_read_as_it_is_written(page: Page) -> None:
    for text in (PLANTED[0], PLANTED[2], PLANTED[7]):
        page.fill("#query", text)
        expect(page.locator("#tasks .rows td.task").first).to_contain_text(f"Sở {text} tổ chức")
        page.locator("#tasks .rows td.task .words").first.click()
        expect(page.locator(".paper")).to_contain_text(f"tổ chức {text}")
        page.hover(".paper mark")
        expect(page.locator(".paper mark").first).to_have_text(f"Sở {text}")
        go(page, "#/tasks")
    page.fill("#agency", "window")
    expect(page.locator("#agency-list [role=option]").first).to_contain_text("window.harmed")


def test_the_policy_stops_a_slip_of_the_script(browser: Browser, examples: Path) -> None:
    """Were the script to take a text for markup, the browser would refuse it."""
    page = browser.new_page()
    page.goto(examples.as_uri())
    stopped = page.evaluate(
        """() => {
          try { document.body.innerHTML = "<b>x</b>"; } catch (error) { return error.name; }
          return "nothing";
        }"""
    )
    page.close()
    assert stopped == "TypeError"


def test_fifteen_thousand_tasks_are_few_elements(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    path.write_text(made_page(500, tasks=15_000), encoding="utf-8")
    page = open_page(path)
    for view in ("#/tasks", "#/charts", "#/plans", "#/plan/1"):
        go(page, view)
        for share in (0.5, 1):
            page.evaluate("share => scrollTo(0, share * document.body.scrollHeight)", share)
            page.wait_for_timeout(60)
            assert page.evaluate(COUNT_NODES) <= MAX_NODES, view
    go(page, "#/tasks/500/30")
    expect(page.locator("#tasks .rows tr:focus-within")).to_have_attribute("aria-rowindex", "15001")
