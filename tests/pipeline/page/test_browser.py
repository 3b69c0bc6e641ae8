"""The page as a person uses it, in Chromium: reading, keyboard, languages, phones, paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import PHONE, Open, choose, column, go, shown
from playwright.sync_api import Page, expect

from pipeline import Plan

VIEWS = ("#/tasks", "#/charts", "#/plans", "#/plan/1", "#/plan/1/3")
VIETNAMESE = re.compile(r"\w*[ăđơưĂĐƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\w*")


@pytest.fixture
def page(open_page: Open, examples: Path) -> Page:
    return open_page(examples)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_from_a_task_to_its_place_in_the_text_and_back(page: Page, plans: list[Plan]) -> None:
    task = plans[1].tasks[3]
    page.fill("#query", task.text)
    page.locator("#tasks .rows td.task").first.click()
    piece = page.locator(".task.selected")
    expect(piece.first).to_be_in_viewport()
    assert squeezed("".join(piece.all_inner_texts())) == squeezed(task.text)
    expect(page.locator("#detail .words")).to_contain_text(task.text)

    page.click("#detail .button.main")
    row = page.locator("#tasks .rows tr:focus-within")
    expect(row).to_be_in_viewport()
    expect(row.locator(".words")).to_have_text(task.text)


def test_the_mark_of_a_task_in_the_text_leads_to_its_row_past_all_filters(page: Page) -> None:
    page.fill("#query", "không có gì như thế")
    assert shown(page) == 0
    go(page, "#/plan/2")
    page.locator(".badge").nth(4).click()
    expect(page.locator("#tasks .rows tr:focus-within a")).to_have_attribute("href", "#/plan/2/5")
    assert shown(page) == 99


def test_the_browsers_way_back_leads_to_the_same_place(page: Page) -> None:
    page.evaluate("scrollTo(0, 2500)")
    page.wait_for_timeout(100)
    before, address = page.evaluate(
        """() => {
          const top = (row) => row.getBoundingClientRect().top;
          const rows = [...document.querySelectorAll("#tasks .rows tr")];
          const row = rows.find((each) => top(each) > 100);
          const before = scrollY;
          row.querySelector("td.due").click();
          return [before, row.querySelector("a").getAttribute("href")];
        }"""
    )
    expect(page.locator("#view-plan")).to_be_visible()
    assert page.url.endswith(address)
    page.go_back()
    expect(page.locator("#view-tasks")).to_be_visible()
    expect(page.locator(f"#tasks a[href='{address}']")).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - before) < 50


def test_every_plan_is_shown_whole_with_all_its_tasks(page: Page, plans: list[Plan]) -> None:
    for number, plan in enumerate(plans, 1):
        go(page, f"#/plan/{number}")
        text, tasks = page.evaluate(
            """() => {
              const pieces = {};
              for (const piece of document.querySelectorAll(".paper .task")) {
                (pieces[piece.dataset.task] ??= []).push(piece.textContent);
              }
              const copy = document.querySelector(".paper").cloneNode(true);
              copy.querySelectorAll(".badge, .zone").forEach((each) => each.remove());
              return [copy.textContent, Object.values(pieces).map((each) => each.join(""))];
            }"""
        )
        whole = "".join(node.span.of(plan.document.text) for node in plan.outline)
        assert squeezed(text) == squeezed(whole), plan.document.name
        assert [squeezed(each) for each in tasks] == [
            squeezed(task.span.of(plan.document.text)) for task in plan.tasks
        ]


def test_the_language_switches_in_every_view(page: Page) -> None:
    for view in VIEWS:
        go(page, view)
        assert page.title() == "Bảng theo dõi nhiệm vụ"
        page.click("[data-lang=en]")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.title() == "Task register"
        own = own_words(page)
        assert VIETNAMESE.findall(own.replace("Tiếng Việt", "")) == [], view
        assert re.findall(r"\b(?:page|kind|flag|zone|style)\.[a-z]+", own) == [], view
        page.click("[data-lang=vi]")


def own_words(page: Page) -> str:
    """What is read on the page apart from what documents say."""
    return page.evaluate(
        """() => {
          const copy = document.body.cloneNode(true);
          const theirs = ".rows [lang=vi], .paper, aside [lang=vi], h2, .facts dd, .file, small, "
            + "svg, .summary, .numbers td";
          const unread = `[hidden], script, noscript, ${theirs}`;
          copy.querySelectorAll(unread).forEach((each) => each.remove());
          return copy.innerText;
        }"""
    )


def test_the_table_is_used_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.locator("#tasks .rows td").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("#tasks [data-index='1'] td.lead")).to_be_focused()
    page.keyboard.press("Control+End")
    last = page.locator("#tasks [data-index='98'] td.plan")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#view-plan")).to_be_visible()
    expect(page.locator(".task.selected").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#tasks [data-index='98'] td.task")).to_be_focused()
    assert page.locator("#tasks [tabindex='0']").count() == 1


def test_the_list_of_agencies_is_used_by_keyboard(page: Page) -> None:
    field = page.locator("#agency")
    field.focus()
    page.keyboard.type("tai chinh")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = page.locator(f"[id='{field.get_attribute('aria-activedescendant')}'] span")
    expect(active).to_contain_text("Sở Tài chính")
    name = active.inner_text()
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value(name)
    assert 0 < shown(page) < 99
    field.fill("")
    page.keyboard.press("Tab")
    assert shown(page) == 99


def test_the_table_tells_its_size_and_place_to_those_who_hear_it(page: Page) -> None:
    expect(page.locator("#tasks")).to_have_attribute("aria-rowcount", "100")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#tasks .rows tr").last).to_have_attribute("aria-rowindex", "100")


def test_every_control_has_a_name(page: Page) -> None:
    for view in VIEWS:
        go(page, view)
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("input, select, button, a, svg, table[role]")]
              .filter((each) => each.checkVisibility())
              .filter((each) => !(each.labels?.length || each.ariaLabel || each.innerText?.trim()))
              .map((each) => each.outerHTML)"""
        )
        assert nameless == []


def test_a_bar_of_a_chart_filters_the_table(page: Page) -> None:
    go(page, "#/charts")
    bar = page.locator("#chart-leads a.bar").first
    name, _, count = (bar.get_attribute("aria-label") or "").rpartition(": ")
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#view-tasks")).to_be_visible()
    expect(page.locator("#agency")).to_have_value(name)
    assert shown(page) == int(count.split()[0])


def test_a_stretch_of_the_timeline_filters_the_table(page: Page) -> None:
    go(page, "#/charts")
    bar = page.locator("#chart-deadlines a.bar").last
    bar.click()
    expect(page.locator("#view-tasks")).to_be_visible()
    start, end = page.input_value("#from"), page.input_value("#to")
    assert start < end
    assert 0 < shown(page) < 99


def test_on_a_phone_nothing_is_wider_than_it_and_fields_open(
    open_page: Open, examples: Path
) -> None:
    page = open_page(examples, "", PHONE)
    for view in reversed(VIEWS):
        go(page, view)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], view
    expect(page.locator("#kind")).to_be_hidden()
    page.click("#more")
    expect(page.locator("#more")).to_have_attribute("aria-expanded", "true")
    page.select_option("#kind", "specific")
    expect(page.locator("#more")).to_have_text("Bộ lọc (1)")
    page.select_option("#sort", "due")
    page.select_option("#order", "descending")
    expect(column(page, "due").first).to_contain_text("2028")


def test_dark_and_light(page: Page) -> None:
    def ground() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    page.emulate_media(color_scheme="dark")
    assert ground() < 150
    page.select_option("#theme", "light")
    assert ground() > 600
    page.emulate_media(color_scheme="light")
    page.select_option("#theme", "dark")
    assert ground() < 150


def test_a_print_holds_every_row_and_no_field(page: Page) -> None:
    assert page.locator("#tasks .rows tr").count() < 60
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#tasks .rows tr").count() == 99
    for hidden in ("#fields", ".views", ".settings", ".hint"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("#printed")).to_contain_text("99 / 99 nhiệm vụ")
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == (
        "table-header-group"
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#tasks .rows tr").count() < 60


def test_a_print_says_what_it_was_filtered_by(page: Page) -> None:
    choose(page, "plan", "2214/KH-BCT")
    page.emulate_media(media="print")
    expect(page.locator("#printed")).to_contain_text("Văn bản: 2214/KH-BCT")
