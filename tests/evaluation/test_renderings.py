"""Markdown and HTML show every figure and error, and believe no text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from annotated import Annotated, gold_plan, without
from noise import noisy

from annotations import Label, Role, Span
from evaluation import markdown, page
from evaluation.excerpts import excerpts, sentence, shortened
from evaluation.gate import judge
from evaluation.items import Item
from evaluation.report import Report, evaluate
from evaluation.tables import tables

HOSTILE = 'Giao <script>alert("x")</script> & [Sở](http://a.b) |Y tế| *chủ trì* `x`.'


def report(seed: int = 3) -> Report:
    gold = {name: gold_plan() for name in "abc"}
    found = {name: noisy(gold[name], seed=seed + number) for number, name in enumerate("abc")}
    return evaluate(gold, found, given=found, styles={"a": "duties"}, training=gold)


def texts() -> dict[str, str]:
    return {name: gold_plan().text for name in "abc"}


def hostile() -> tuple[Report, dict[str, str]]:
    plan = Annotated(HOSTILE)
    plan.mark(Label.AGENCY, HOSTILE[5:-1])
    return evaluate({"a|<b>": plan.annotation}, {}), {"a|<b>": HOSTILE}


class Outline(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(key, value or "") for key, value in attrs]


@pytest.mark.parametrize("render", [markdown.render, page.render])
def test_every_table_is_shown(render: Callable[[Report, dict[str, str]], str]) -> None:
    shown = render(report(), texts())
    names = [table.title for table in tables(report())]
    assert {"By style", "By plan", "Entity strings seen in training"} <= set(names)
    assert [name for name in names if name not in shown] == []


def test_the_page_has_one_row_for_each_error() -> None:
    scores = report()
    errors = sum(len(plan.errors) for plan in scores.primary.plans)
    shown = page.render(scores, texts())
    assert errors > 5
    assert shown.count("<tr data-name=") == errors


def test_the_page_needs_nothing_beside_itself() -> None:
    outline = Outline(page.render(report(), texts()))
    assert not {"link", "img", "iframe", "base", "object"} & set(outline.tags)
    assert not {"src", "href", "srcset"} & {key for key, _ in outline.attributes}


def test_no_text_becomes_markup() -> None:
    scores, plans = hostile()
    shown = page.render(scores, plans)
    assert Outline(shown).tags.count("script") == 1
    assert "&lt;script&gt;alert" in shown
    assert "<b>" not in markdown.render(scores, plans)


def test_markdown_cells_stay_cells() -> None:
    rows = [line for line in markdown.render(*hostile()).splitlines() if line.startswith("|")]
    plan_row = next(row for row in rows if "a\\|" in row)
    header = next(row for row in rows if row.startswith("| plan"))
    assert len(re.findall(r"(?<!\\)\|", plan_row)) == len(re.findall(r"(?<!\\)\|", header))


def test_markdown_fits_into_the_body_of_a_pull_request() -> None:
    text = "Sở Y tế họp. " * 400
    plan = Annotated(text)
    for start in range(0, len(text), 13):
        plan.start = start
        plan.mark(Label.AGENCY, "Sở Y tế")
    gold = {f"plan-{number}": plan.annotation for number in range(40)}
    now, before = evaluate(gold, {}), evaluate(gold, gold)
    shown = markdown.render(now, {name: text for name in gold}, gate=judge(now, baseline=before))
    assert len(shown) <= markdown.LONGEST
    assert "lost: and " in shown


def test_a_closed_gate_says_why_at_the_top() -> None:
    now, before = (
        report(),
        evaluate({n: gold_plan() for n in "abc"}, {n: gold_plan() for n in "abc"}),
    )
    gate = judge(now, baseline=before)
    assert not gate.passed
    for shown in (
        markdown.render(now, texts(), gate=gate, baseline=before),
        page.render(now, texts(), gate=gate, baseline=before),
    ):
        assert "Gate: failed" in shown
        assert "F1 before" in shown
        assert shown.index(gate.failures[0].split(";")[0]) < shown.index("95 % interval")


TEXT = "Căn cứ Luật.\n- Sở Y tế chủ\ntrì thực hiện; báo cáo.\n- Sở Tài chính cấp kinh phí."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("Sở Y tế", "- Sở Y tế chủ\ntrì thực hiện;", id="a soft line break"),
        pytest.param("báo cáo", "báo cáo.", id="a clause"),
        pytest.param("Tài chính", "- Sở Tài chính cấp kinh phí.", id="the last item"),
        pytest.param("thực hiện; báo", "- Sở Y tế chủ\ntrì thực hiện; báo cáo.", id="over two"),
    ],
)
def test_the_sentence_of_a_span(words: str, shown: str) -> None:
    start = TEXT.index(words)
    assert sentence(TEXT, Span(start, start + len(words))).of(TEXT) == shown


def test_the_marks_of_a_relation() -> None:
    gold = gold_plan()
    partner = next(r for r in gold.relations if r.role is Role.PARTNER)
    (pieces,) = excerpts(gold.text, Item.of_relation(partner))
    assert [(piece.mark, piece.text) for piece in pieces if piece.mark] == [
        ("head", "Phối hợp với "),
        ("tail", "Công an tỉnh"),
        ("head", " tổ chức tập huấn trong quý II/2024"),
    ]
    lead = next(r for r in gold.relations if r.role is Role.LEAD)
    assert len(excerpts(gold.text, Item.of_relation(lead))) == 2


def test_a_long_passage_is_shown_by_its_ends() -> None:
    text = "Sở " * 1000 + "Y"
    ((piece,),) = excerpts(text, Item("TASK", Span(0, len(text))))
    assert " … " in piece.text
    assert len(piece.text) < 500


def test_an_item_in_one_line() -> None:
    text = "Rà soát\n  quy hoạch do Sở Xây dựng"
    relation = Item("LEAD", Span(0, 19), Span(23, 34))
    assert shortened(text, relation, width=12) == 'LEAD "Rà soát quy…" → "Sở Xây dựng"'


def test_nothing_to_show_is_no_error() -> None:
    gold = {"a": without(gold_plan(), *Label)}
    assert "<p>None.</p>" in page.render(evaluate(gold, gold), texts())
    assert "Kinds of error" not in markdown.render(evaluate(gold, gold), texts())
