"""The fields of a task: what the plan says of it, as it is written."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

from collections.abc import Callable

import pytest
from cases import cases
from mini_plans import document, reading

from annotations import Role
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Basis, Kind, Style, Task, Written

PLAN = """
    IV. NHIỆM VỤ, GIẢI PHÁP
    1. Phát triển hạ tầng
    1.1. {1 Nâng cấp chợ trung tâm huyện theo mô hình của Nhật Bản}
    - Nội dung: Cải tạo mái che, hệ thống thoát nước theo Quyết định số 12/QĐ-UBND.
    - Cơ quan chủ trì: [L1 Sở Công Thương].
    - Cơ quan phối hợp: [P1 Sở Xây dựng], các doanh nghiệp.
    - Thời gian thực hiện: Thường xuyên.
    - Sản phẩm: 05 chợ đạt chuẩn.
    - Kinh phí: 2 tỷ đồng từ ngân sách huyện.
    1.2. {2 Xây dựng kho lạnh}
    - Thời gian: Trước [T2 ngày 30/6/2024].
    2. Xúc tiến thương mại
    | TT | Nội dung | Chủ trì | Phối hợp | Thời gian | Sản phẩm | Kinh phí |
    | 3 | {3 Tổ chức hội chợ tại Lào} | [L3 Sở Công Thương], nghệ nhân | Các chủ gian hàng | Thường xuyên | Hội chợ | 300 triệu đồng |
    | 4 | {4 Xuất bản cẩm nang} | Các hộ kinh doanh | | | | |
    V. TỔ CHỨC THỰC HIỆN
    1. [L5,6 Sở Tài chính]
    a) {5 Bố trí kinh phí};
    b) Thanh quyết toán:
    - {6 Báo cáo UBND tỉnh}.
    {7 Trên đây là Kế hoạch phát triển chợ, yêu cầu [L7 các sở, ban, ngành] thực hiện}./.
    """


@pytest.fixture(scope="module")
def tasks() -> tuple[Task, ...]:
    plan = reading(PLAN)
    assert plan.read == plan.said
    return plan.tasks


def texts(values: tuple[Written, ...]) -> list[str]:
    return [value.text for value in values]


def written(value: Written | None) -> str | None:
    return value.text if value is not None else None


FIELDS: dict[str, tuple[Callable[[Task], object], list[object]]] = {
    "style": (
        lambda task: task.style,
        [
            Style.LABELLED,
            Style.LABELLED,
            Style.TABLE,
            Style.TABLE,
            Style.DUTY,
            Style.DUTY,
            Style.SENTENCE,
        ],
    ),
    "number in the outline, or in the row": (
        lambda task: task.number,
        ["IV.1.1", "IV.1.2", "3", "4", "V.1.a", "V.1.b"],
    ),
    "the lead as it is written, also where no agency is found in it": (
        lambda task: written(task.lead),
        [
            "Sở Công Thương",
            None,
            "Sở Công Thương, nghệ nhân",
            "Các hộ kinh doanh",
            "Sở Tài chính",
            "Sở Tài chính",
            None,
        ],
    ),
    "the partner as it is written": (
        lambda task: written(task.partner),
        ["Sở Xây dựng, các doanh nghiệp", None, "Các chủ gian hàng", None, None, None, None],
    ),
    "the time as it is written, also where it is no date": (
        lambda task: written(task.time),
        ["Thường xuyên", "Trước ngày 30/6/2024", "Thường xuyên", None, None, None, None],
    ),
    "deliverable": (
        lambda task: written(task.deliverable),
        ["05 chợ đạt chuẩn", None, "Hội chợ", None, None, None, None],
    ),
    "funding": (
        lambda task: written(task.funding),
        ["2 tỷ đồng từ ngân sách huyện", None, "300 triệu đồng", None, None, None, None],
    ),
    "content": (
        lambda task: texts(task.content),
        [
            ["Cải tạo mái che, hệ thống thoát nước theo Quyết định số 12/QĐ-UBND"],
            [],
            [],
            [],
            [],
            [],
            [],
        ],
    ),
    "flags": (
        lambda task: task.flags,
        [(), ("no-lead",), (), ("no-lead",), (), (), ()],
    ),
    "kind": (
        lambda task: task.kind,
        [*[Kind.SPECIFIC] * 5, Kind.REPORTING, Kind.GENERAL],
    ),
}


@pytest.mark.parametrize("case", cases(FIELDS))
def test_fields(
    tasks: tuple[Task, ...], case: tuple[Callable[[Task], object], list[object]]
) -> None:
    field, expected = case
    assert [field(task) for task in tasks[: len(expected)]] == expected


def test_headings_stand_outermost_first(tasks: tuple[Task, ...]) -> None:
    assert [task.headings for task in (tasks[0], tasks[4])] == [
        ("IV. NHIỆM VỤ, GIẢI PHÁP", "1. Phát triển hạ tầng"),
        ("V. TỔ CHỨC THỰC HIỆN", "1. Sở Tài chính"),
    ]


def test_countries_and_documents_are_those_of_the_task_and_its_content(
    tasks: tuple[Task, ...],
) -> None:
    text = reading(PLAN).plan.document.text
    assert [[one.span.of(text) for one in task.countries] for task in tasks[:3]] == [
        ["Nhật Bản"],
        [],
        ["Lào"],
    ]
    assert [[one.span.of(text) for one in task.documents] for task in tasks[:3]] == [
        ["Quyết định số 12/QĐ-UBND"],
        [],
        [],
    ]


def test_what_is_written_is_in_the_text(tasks: tuple[Task, ...]) -> None:
    text = reading(PLAN).plan.document.text
    for task in tasks:
        values = (task.lead, task.partner, task.time, task.deliverable, task.funding, *task.content)
        for value in values:
            if value is not None:
                assert " ".join(value.span.of(text).split()) == value.text
        assert " ".join(task.span.of(text).split()) == task.text


def test_basis_says_what_part_of_the_text_gives_a_role(tasks: tuple[Task, ...]) -> None:
    leads = [[part.basis for part in task.having(Role.LEAD)] for task in tasks]
    assert leads[0] == [Basis.LABEL]
    assert leads[2] == [Basis.CELL]
    assert leads[4] == [Basis.HEADING]
    assert leads[6] == [Basis.SENTENCE]


CUES = {
    "an order": ("1. Giao Sở Y tế tổ chức hội thao.", Role.LEAD, "giao"),
    "a request": ("1. Đề nghị Công an tỉnh tổ chức hội thao.", Role.LEAD, "đề nghị"),
    "a verb behind the subject": ("1. Sở Y tế chủ trì tổ chức hội thao.", Role.LEAD, "chủ trì"),
    "a duty behind the subject": (
        "1. Sở Y tế có trách nhiệm tổ chức hội thao.",
        Role.LEAD,
        "có trách nhiệm",
    ),
    "a partner": (
        "1. Giao Sở Y tế phối hợp với Công an tỉnh tổ chức hội thao.",
        Role.PARTNER,
        "phối hợp với",
    ),
}


@pytest.mark.parametrize("case", cases(CUES))
def test_cue_is_the_word_that_gives_a_role(case: tuple[str, Role, str]) -> None:
    text, role, cue = case
    plan = reading(f"II. NỘI DUNG\n{text}").plan
    (part,) = plan.tasks[0].having(role)
    assert part.cue is not None
    assert part.cue.text.strip().lower() == cue
    assert part.cue.span.of(plan.document.text).strip().lower() == cue


CUES_OF_LABELS = {
    "lead": ("- Cơ quan chủ trì: Sở Y tế.", Role.LEAD, "chủ trì"),
    "partner": (
        "- Cơ quan chủ trì: Sở Nội vụ.\n- Cơ quan phối hợp: Sở Y tế.",
        Role.PARTNER,
        "phối hợp",
    ),
}


@pytest.mark.parametrize("case", cases(CUES_OF_LABELS))
def test_cue_of_a_label_is_in_the_label(case: tuple[str, Role, str]) -> None:
    text, role, cue = case
    (part,) = reading(f"II. NỘI DUNG\n1. Hội thao\n{text}").tasks[0].having(role)
    assert part.cue is not None
    assert cue in part.cue.text.lower()


KINDS = {
    "work": ("Tổ chức tập huấn cho cán bộ cơ sở", Kind.SPECIFIC),
    "work that ends in a report": (
        "Xây dựng mô hình điểm, báo cáo kết quả về UBND tỉnh",
        Kind.SPECIFIC,
    ),
    "a report": ("Báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15/12", Kind.REPORTING),
    "a recurrent report": ("Định kỳ hằng quý tổng hợp kết quả, báo cáo UBND tỉnh", Kind.REPORTING),
}


@pytest.mark.parametrize("case", cases(KINDS))
def test_kind_of_a_duty(case: tuple[str, Kind]) -> None:
    text, kind = case
    (task,) = reading(f"V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- {text}.").tasks
    assert task.kind is kind


GENERAL = {
    "the plan is at hand": "Trên đây là Kế hoạch phòng, chống dịch, yêu cầu các sở, ban, ngành triển khai thực hiện.",
    "difficulties": "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo về Sở Y tế để tổng hợp.",
    "who answers for a decision": "Giám đốc các sở, Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này.",
}


@pytest.mark.parametrize("text", cases(GENERAL))
def test_kind_of_a_closing_formula(text: str) -> None:
    (task,) = reading(f"V. TỔ CHỨC THỰC HIỆN\n{text}").tasks
    assert task.kind is Kind.GENERAL


def test_place_is_page_and_cell() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Sở Y tế\n- Tổ chức hội thao.\n"
        "| TT | Nội dung | Chủ trì |\n| 1 | Mua thuốc | Sở Y tế |\n"
    )
    made = document(text)
    paged = Document(text, tables=made.tables, page_starts=(0, text.index("- Tổ chức")))
    duty, row = extract(paged).tasks
    assert (duty.place.page, duty.place.paragraph, duty.place.table) == (2, 3, None)
    assert (row.place.page, row.place.table, row.place.row, row.place.column) == (2, 1, 2, 2)


def test_tasks_of_a_page_read_by_ocr_are_flagged() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Mua thuốc.\n- Mua vắc xin.\n"
    page = text.index("- Mua vắc xin")
    plan = extract(Document(text, page_starts=(0, page), flags=("ocr:2",)))
    assert [task.flags for task in plan.tasks] == [(), ("ocr",)]
    assert plan.flags == ("ocr:2",)
