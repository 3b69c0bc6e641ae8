"""How many elements the page of `kehoach report` holds, and how soon a filter answers.

python -m benchmarks.page [--plans N] [--tasks N] [--rounds N] [--chromium PATH]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from annotations import Entity, Label, Role, Span
from benchmarks.timing import against, spread
from pipeline.document import Document
from pipeline.page.data import PageData
from pipeline.page.markup import render
from pipeline.plan import Assignment, Basis, Kind, Metadata, Node, Plan, Style, Task, Written, Zone
from pipeline.values.types import DateValue, Status, Value

MAX_NODES = 3000
MAX_MILLISECONDS = 100

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

COUNT_NODES = """() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  let count = 1;
  while (walker.nextNode()) count += 1;
  return count;
}"""
"""Elements, texts and comments alike."""

TIME_FILTER = """([id, value, event]) => {
  const field = document.getElementById(id);
  const start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event(event, { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""
"""Milliseconds until the rows of another choice are laid out."""

CHOOSE_AGENCY = """() => {
  const field = document.getElementById("agency");
  field.focus();
  field.click();
  const start = performance.now();
  document.querySelector("#agency-list [role=option]").click();
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""

_BODIES = (
    "Sở Ngoại vụ", "Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng", "Công an tỉnh",
    "Sở Du lịch", "Văn phòng UBND tỉnh", "Đài Phát thanh và Truyền hình tỉnh", "Báo tỉnh",
)  # fmt: skip
_WORK = (
    "Rà soát, bổ sung quy hoạch các khu dân cư ven sông và phương án di dời khi có lũ lớn",
    "Tổ chức hội nghị xúc tiến đầu tư, giới thiệu tiềm năng của tỉnh với doanh nghiệp",
    "Xây dựng cơ sở dữ liệu về lao động đi làm việc ở nước ngoài theo hợp đồng",
    "Tuyên truyền, vận động nhân dân phân loại rác thải sinh hoạt tại nguồn",
)
_FILLER = "Các nội dung phải cụ thể, rõ người, rõ việc, rõ thời gian và rõ kết quả. " * 6


def main() -> None:
    """Measure what the options ask for and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--tasks", type=int, default=15_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser")
    options = parser.parse_args()
    if options.chromium is None:
        print("skipped: no chromium here (apt-get install chromium)")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        start = time.process_time()
        path.write_text(made_page(options.plans, tasks=options.tasks), encoding="utf-8")
        seconds = time.process_time() - start
        size = path.stat().st_size / 1e6
        print(f"{options.plans} plans, {options.tasks} tasks: {size:.1f} MB in {seconds:.1f} s")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=options.chromium, args=list(CHROMIUM_OPTIONS)
            )
            page = browser.new_page(viewport={"width": 1366, "height": 900})
            start = time.perf_counter()
            page.goto(path.as_uri())
            page.wait_for_selector("#tasks .rows tr")
            print(f"opened in {time.perf_counter() - start:.2f} s by the clock")
            report_nodes(page)
            report_filters(page, rounds=options.rounds)
            browser.close()


def report_nodes(page: Page) -> None:
    """The most nodes over all views, scrolled through."""
    most = 0
    for view in ("#/tasks", "#/charts", "#/plans", "#/plan/1", "#/plan/1/20"):
        page.evaluate("hash => { location.hash = hash }", view)
        for share in (0, 0.3, 0.6, 1):
            page.evaluate("share => scrollTo(0, share * document.body.scrollHeight)", share)
            page.wait_for_timeout(80)
            most = max(most, page.evaluate(COUNT_NODES))
    print(f"nodes, the most of all views: {most}; {against(most, MAX_NODES)}")
    page.evaluate("location.hash = '#/tasks'")
    page.wait_for_timeout(80)


def report_filters(page: Page, *, rounds: int) -> None:
    """The time from a choice to the rows that follow from it."""
    choices: dict[str, tuple[str, str, str]] = {
        "text, without marks": ("query", "quy hoach", "input"),
        "text, many hits": ("query", "t", "input"),
        "role": ("role", "partner", "input"),
        "deadline from": ("from", "2024-06-01", "input"),
        "kind": ("kind", "reporting", "input"),
        "flag": ("flag", "no-lead", "input"),
    }
    worst = 0.0
    for name, (field, value, event) in choices.items():
        times: list[float] = []
        for _ in range(rounds):
            times.append(page.evaluate(TIME_FILTER, [field, value, event]))
            times.append(page.evaluate(TIME_FILTER, [field, "", event]))
        worst = max(worst, median(times))
        print(f"filter by {name}: {median(times):.1f} ms ({spread(times)})")
    times = []
    for _ in range(rounds):
        times.append(page.evaluate(CHOOSE_AGENCY))
        page.click("#reset")
    worst = max(worst, median(times))
    print(f"filter by agency: {median(times):.1f} ms ({spread(times)})")
    print(f"slowest filter: {worst:.1f} ms; {against(worst, MAX_MILLISECONDS)}")


def made_page(plans: int, *, tasks: int) -> str:
    """The page of plans that look like those of many offices."""
    data = PageData()
    for number in range(plans):
        share = tasks * (number + 1) // plans - tasks * number // plans
        data.add(made_plan(number, tasks=share))
    return render(data)


def made_plan(number: int, *, tasks: int) -> Plan:
    """A plan with as many tasks, and the days of its deadlines."""
    lines = _Lines()
    title = lines.add(f"Thực hiện công tác trọng tâm của huyện số {number} năm 2024", Zone.TITLE)
    lines.add("I. NHIỆM VỤ", Zone.BODY)
    made: list[Task] = []
    values: dict[Entity, Value] = {}
    for index in range(tasks):
        work = _WORK[(number + index) % len(_WORK)]
        body = f"{_BODIES[index % len(_BODIES)]} huyện số {number % 150}"
        partner = _BODIES[(index + 3) % len(_BODIES)]
        day = f"2024-{1 + index % 12:02d}-{1 + number % 28:02d}"
        span = lines.add(f"{index + 1}. {work}", Zone.BODY)
        lead = lines.entity(Label.AGENCY, "- Chủ trì: ", body)
        other = lines.entity(Label.AGENCY, "- Phối hợp: ", partner)
        due = lines.entity(Label.DATE, "- Thời gian: trước ngày ", day)
        lines.add(_FILLER, Zone.BODY)
        values[due] = DateValue(
            status=Status.RESOLVED,
            id=f"../{day}",
            name=day,
            rule="value:made",
            confidence=1.0,
            written=day,
            end=day,
        )
        made.append(
            Task(
                Span(span.start + len(f"{index + 1}. "), span.end),
                work,
                Style.LABELLED,
                "rule:made",
                number=f"I.{index + 1}",
                headings=("I. NHIỆM VỤ",),
                assignments=tuple(_parts(lead if index % 9 else None, other, due)),
                kind=Kind.REPORTING if index % 7 == 0 else Kind.SPECIFIC,
                flags=() if index % 9 else ("no-lead",),
            )
        )
    text = "".join(lines.texts)
    return Plan(
        document=Document(text, f"plans/{number:04d}.txt"),
        metadata=Metadata(
            number=Written(f"{number}/KH-UBND", Span(0, 0)),
            title=Written(title.of(text), title),
        ),
        outline=tuple(lines.nodes),
        entities=tuple(lines.entities),
        tasks=tuple(made),
        citations=(),
        values=values,
    )


def _parts(lead: Entity | None, partner: Entity, due: Entity) -> Iterator[Assignment]:
    if lead is not None:
        yield Assignment(Role.LEAD, lead, Basis.LABEL, None, "rule:made")
    yield Assignment(Role.PARTNER, partner, Basis.LABEL, None, "rule:made")
    yield Assignment(Role.TIME, due, Basis.LABEL, None, "rule:made")


class _Lines:
    """A text that grows line by line, with its outline."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.nodes: list[Node] = []
        self.entities: list[Entity] = []
        self._length = 0

    def add(self, line: str, zone: Zone) -> Span:
        """Add a line and return where it stands."""
        span = Span(self._length, self._length + len(line))
        self.texts.append(line + "\n")
        self._length += len(line) + 1
        heading = line.isupper()
        self.nodes.append(Node(span, "", 0 if heading else 1, heading, zone))
        return span

    def entity(self, label: Label, before: str, text: str) -> Entity:
        """Add a line with an entity at its end."""
        span = self.add(before + text, Zone.BODY)
        entity = Entity(label, Span(span.start + len(before), span.end), "rule:made")
        self.entities.append(entity)
        return entity


if __name__ == "__main__":
    main()
