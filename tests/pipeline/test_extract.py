"""From a source to its plan: what may go in, and what holds of all that comes out."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from cases import cases
from mini_plans import document

from annotations import ARGUMENTS, Entity, Label, Span
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Plan, Written
from pipeline.readers import Source

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 15/KH-UBND
Sông Lam, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Phát triển chợ nông thôn năm 2024
Căn cứ Quyết định số 210/QĐ-TTg ngày 05/02/2023 của Thủ tướng Chính phủ về phát triển chợ;
I. NHIỆM VỤ
1. Nâng cấp chợ trung tâm các huyện theo mô hình của Nhật Bản
- Cơ quan chủ trì: Sở Công Thương.
- Cơ quan phối hợp: Sở Xây dựng, UBND các huyện.
- Thời gian: Quý III/2024.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Bố trí kinh phí trước ngày 30/6/2024.
2. Giao Công an tỉnh bảo đảm an ninh trật tự.
Nơi nhận:
- Như trên.
CHỦ TỊCH
Trần Văn Mẫu
"""


def essence(plan: Plan) -> Plan:
    """A plan without the name of its file."""
    return replace(plan, document=replace(plan.document, name=""))


def test_a_path_a_source_and_a_document_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes(PLAN.encode())
    plans = [
        extract(path),
        extract(str(path)),
        extract(Source("plan.txt", PLAN.encode())),
        extract(Document(PLAN)),
    ]
    assert all(essence(plan) == essence(plans[0]) for plan in plans)
    assert len(plans[0].tasks) == 3


def test_it_is_deterministic() -> None:
    first = extract(Document(PLAN))
    extract(Document("I. NỘI DUNG\n1. Giao Sở Y tế mua thuốc.\n"))
    assert extract(Document(PLAN)) == first


def test_the_text_is_untouched() -> None:
    text = f"\ufeff{PLAN}".replace("\n", "\r\n")
    assert extract(Document(text)).document.text == text


def written(plan: Plan) -> list[Written]:
    """Every field that a plan gives as written."""
    metadata = plan.metadata
    fields = [metadata.number, metadata.type, metadata.issuer, metadata.place, metadata.date,
              metadata.title, metadata.signer, *metadata.legal_bases]  # fmt: skip
    for task in plan.tasks:
        fields += [
            task.lead,
            task.partner,
            task.time,
            task.deliverable,
            task.funding,
            *task.content,
        ]
        fields += [part.cue for part in task.assignments]
    return [field for field in fields if field is not None]


TEXTS = {
    "as it is": PLAN,
    "with carriage returns": PLAN.replace("\n", "\r\n"),
    "with a byte order mark": f"\ufeff{PLAN}",
    "decomposed": unicodedata.normalize("NFD", PLAN),
    "with blanks of other widths": PLAN.replace(" ", "\u00a0"),
    "with marks without width": PLAN.replace("Sở", "S\u200bở").replace("Quý", "\u2060Quý"),
    "behind other planes": f"😀 \U00020000\n{PLAN}",
}


@pytest.mark.parametrize("text", cases(TEXTS))
def test_offsets_are_of_the_text_of_the_document(text: str) -> None:
    plan = extract(Document(text))
    source = plan.document.text
    assert source == text

    def read(span: Span) -> str:
        visible = "".join(sign for sign in span.of(source) if sign not in "\u200b\u2060\ufeff")
        return " ".join(unicodedata.normalize("NFC", visible).split())

    for task in plan.tasks:
        assert read(task.span) == task.text
    for field in written(plan):
        assert read(field.span) == " ".join(field.text.split())
    found = {(one.label, read(one.span)) for one in plan.entities}
    assert {
        (Label.AGENCY, "Sở Công Thương"),
        (Label.DATE, "Quý III/2024"),
        (Label.COUNTRY, "Nhật Bản"),
        (Label.DOCREF, "Quyết định số 210/QĐ-TTg"),
    } <= found


SAME_TASKS = {name: text for name, text in TEXTS.items() if name != "as it is"}


@pytest.mark.parametrize("text", cases(SAME_TASKS))
def test_how_a_text_is_encoded_changes_no_task(text: str) -> None:
    plain, other = extract(Document(PLAN)), extract(Document(text))
    assert [task.text for task in other.tasks] == [task.text for task in plain.tasks]


def test_results_are_well_formed() -> None:
    plan = extract(
        document(f"{PLAN.split('Nơi')[0]}| TT | Nội dung | Chủ trì |\n| 1 | Xây kho | Sở Y tế |\n")
    )
    entities = plan.entities
    assert [one.span for one in entities] == sorted(one.span for one in entities)
    assert not any(one.span.overlaps(after.span) for one, after in pairwise(entities))
    assert not any(one.span.overlaps(after.span) for one, after in pairwise(plan.tasks))
    for relation in plan.annotation().relations:
        assert (relation.head.label, relation.tail.label) == ARGUMENTS[relation.role]
        assert relation.tail in entities
    spans = [one.span for one in (*entities, *plan.tasks)]
    assert all(
        span.of(plan.document.text) == span.of(plan.document.text).strip() != "" for span in spans
    )
    assert all(one.source.startswith("rule:") for one in entities)
    assert all(part.rule.startswith("rule:") for task in plan.tasks for part in task.assignments)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\ufeff", "---", "|", "Không phải kế hoạch.", "1", "12345 " * 2000]
)
def test_texts_that_are_no_plan(text: str) -> None:
    plan = extract(Document(text))
    assert plan.tasks == ()
    assert plan.document.text == text


@dataclass(frozen=True)
class Double:
    """A tagger that knows some names."""

    names: dict[str, Label]
    score: float = 0.9

    def tag(self, text: str) -> Sequence[Entity]:
        """The first place of each name in ``text``."""
        return [
            Entity(label, Span(at, at + len(name)), "model:double", self.score)
            for name, label in self.names.items()
            if (at := text.find(name)) >= 0
        ]


TAGGED = "II. NỘI DUNG\n1. Giao Nhà  Sáng chế và Sở Y\ntế mở hội thi.\n"


def test_entities_of_a_tagger_join_those_of_the_rules() -> None:
    plan = extract(Document(TAGGED), tagger=Double({"Nhà Sáng chế": Label.AGENCY}, score=0.99))
    text = plan.document.text
    (model,) = [one for one in plan.entities if one.source.startswith("model:")]
    assert model.span.of(text) == "Nhà  Sáng chế"
    assert model.score == 0.99
    (task,) = plan.tasks
    assert [part.entity.span.of(text) for part in task.assignments] == ["Nhà  Sáng chế", "Sở Y\ntế"]


def test_where_they_overlap_there_is_one() -> None:
    plan = extract(Document(TAGGED), tagger=Double({"Sở Y tế mở hội thi": Label.AGENCY}))
    spans = [one.span for one in plan.entities]
    assert not any(one.overlaps(after) for one, after in pairwise(spans))
    assert "Sở Y\ntế" in [span.of(plan.document.text) for span in spans]


def test_a_tagger_that_finds_nothing_changes_nothing() -> None:
    assert extract(Document(PLAN), tagger=Double({})) == extract(Document(PLAN))


def test_given_entities_are_used_instead_of_any_that_are_found() -> None:
    text = "II. NỘI DUNG\n1. Giao Nhà Sáng chế mở hội thi cùng Sở Y tế.\n"
    at = text.index("Nhà Sáng chế")
    given = Entity(Label.AGENCY, Span(at, at + len("Nhà Sáng chế")))
    plan = extract(Document(text), entities=[given])
    assert plan.entities == (given,)
    assert [part.entity for task in plan.tasks for part in task.assignments] == [given]


HEAVY = ("accelerate", "datasets", "lxml", "numpy", "pyarrow", "pypdfium2", "spacy", "torch",
         "transformers", "xlsxwriter")  # fmt: skip


def test_reading_text_loads_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(PLAN.encode())
    code = (
        "import sys, pipeline\n"
        f"heavy = set({HEAVY!r})\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "pipeline.extract(sys.argv[1])\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]
