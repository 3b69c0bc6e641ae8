"""From a plan to the values of its entities: what the plan adds to the words of a mention."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import Entity, Label, Span, brat
from annotations.values import values as written_values
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Plan
from pipeline.values.normalise import normalise
from pipeline.values.types import VALUE_TYPES, Status

EXAMPLES = Path(__file__).parents[3] / "examples"

LETTERHEAD = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: {number}
Nghệ An, ngày {day} tháng {month} năm {year}
KẾ HOẠCH
{title}
I. NHIỆM VỤ
"""


def plan(
    body: str,
    *,
    number: str = "15/KH-UBND",
    day: str = "12/3/2024",
    title: str = "Phát triển du lịch cộng đồng",
    letterhead: str = LETTERHEAD,
) -> Plan:
    """The plan of an office with this text below its title."""
    days, months, year = day.split("/")
    head = letterhead.format(number=number, day=days, month=months, year=year, title=title)
    return extract(Document(f"{head}{body}\n"))


def ids(made: Plan, *labels: Label, after: str = "I. NHIỆM VỤ") -> list[str]:
    """The identifiers below the title, in text order; "?" where one stays open."""
    start = made.document.text.index(after)
    return [
        made.values[entity].id or "?"
        for entity in made.entities
        if entity.label in labels and entity.span.start >= start
    ]


def test_every_entity_has_a_value_of_its_kind_that_says_what_is_written() -> None:
    made = plan("1. Sở Du lịch\n- Học tập Nhật Bản theo Quyết định số 9/QĐ-TTg trước ngày 20/5.")
    assert list(made.values) == list(made.entities)
    for entity, value in made.values.items():
        assert type(value) is VALUE_TYPES[entity.label]
        assert value.written == " ".join(entity.span.of(made.document.text).split())
        assert value.rule.startswith("value:")
        assert 0 <= value.confidence <= 1
        assert (value.status is Status.OPEN) == (value.id == "")


def test_the_issuer_fills_the_province() -> None:
    assert ids(plan("1. Sở Du lịch\n- Xây dựng đề án."), Label.AGENCY) == ["so-du-lich@nghe-an"]


def test_a_name_with_a_province_keeps_it() -> None:
    made = plan("1. Giao Sở Du lịch phối hợp với Sở Du lịch tỉnh Hà Tĩnh tổ chức hội chợ.")
    assert ids(made, Label.AGENCY) == ["so-du-lich@nghe-an", "so-du-lich@ha-tinh"]


@pytest.mark.parametrize(
    ("day", "province"), [("12/12/2024", "thua-thien-hue"), ("12/3/2025", "hue")]
)
def test_the_province_in_force_on_the_plans_day_is_taken(day: str, province: str) -> None:
    letterhead = LETTERHEAD.replace("TỈNH NGHỆ AN", "TỈNH THỪA THIÊN HUẾ").replace(
        "Nghệ An,", "Thừa Thiên Huế,"
    )
    if province == "hue":
        letterhead = LETTERHEAD.replace("TỈNH NGHỆ AN", "THÀNH PHỐ HUẾ").replace("Nghệ An", "Huế")
    made = plan("1. Sở Ngoại vụ\n- Đón đoàn.", day=day, letterhead=letterhead)
    assert ids(made, Label.AGENCY) == [f"so-ngoai-vu@{province}"]


def test_an_abbreviation_that_the_plan_defines_is_read_out() -> None:
    made = plan(
        "1. Giao Sở Văn hóa và Thể thao (sau đây gọi tắt là SVHTT) chủ trì.\n"
        "2. SVHTT\n- Báo cáo kết quả."
    )
    assert set(ids(made, Label.AGENCY)) == {"so-van-hoa-va-the-thao@nghe-an"}


def test_a_date_without_year_is_of_the_year_the_title_names() -> None:
    body = "1. Sở Du lịch\n- Xây dựng đề án trước ngày 20/5."
    assert ids(plan(body, day="20/12/2024", title="Phát triển du lịch năm 2025"), Label.DATE) == [
        "../2025-05-20"
    ]
    assert ids(plan(body), Label.DATE) == ["../2024-05-20"]


def test_what_bounds_a_date_may_stand_on_the_line_above() -> None:
    made = plan("1. Sở Du lịch\n- Hoàn thành đề án và trình phê duyệt trước\nngày 20/5/2024.")
    assert ids(made, Label.DATE) == ["../2024-05-20"]


@pytest.mark.parametrize(
    ("time", "written", "id", "end"),
    [
        (
            "trong thời gian 15 ngày kể từ ngày ban hành Kế hoạch này",
            "trong thời gian 15 ngày kể từ ngày ban hành Kế hoạch này",
            "../P15D",
            "2024-03-27",
        ),
        (
            "chậm nhất 02 tháng kể từ\nngày ký ban hành",
            "chậm nhất 02 tháng kể từ ngày ký ban hành",
            "../P2M",
            "2024-05-12",
        ),
    ],
)
def test_a_limit_that_counts_from_the_plan_comes_with_its_task(
    time: str, written: str, id: str, end: str
) -> None:
    made = plan(f"1. Xây dựng đề án\n- Chủ trì: Sở Du lịch.\n- Thời gian: {time}.")
    (task,) = made.tasks
    (limit,) = made.deadlines[task.span]
    assert (limit.value.id, limit.value.end) == (id, end)
    assert limit.written.text == written
    assert " ".join(limit.written.span.of(made.document.text).split()) == written


@pytest.mark.parametrize(
    "time", ["trong 10 ngày kể từ khi nhận đủ hồ sơ", "trước ngày 20/5/2024", "Thường xuyên"]
)
def test_other_times_are_no_such_limit(time: str) -> None:
    made = plan(f"1. Xây dựng đề án\n- Chủ trì: Sở Du lịch.\n- Thời gian: {time}.")
    assert len(made.tasks) == 1
    assert made.deadlines == {}


def test_states_have_codes() -> None:
    made = plan("1. Sở Du lịch\n- Mở tuyến sang Thái Lan và Cộng hòa Dân chủ Nhân dân Lào.")
    assert ids(made, Label.COUNTRY) == ["TH", "LA"]


def test_a_plan_that_says_nothing_of_itself_leaves_the_place_out() -> None:
    made = extract(Document("Giao Sở Du lịch chủ trì, hoàn thành trước ngày 20/5.\n"))
    (date,) = (value for entity, value in made.values.items() if entity.label is Label.DATE)
    assert date.id == "../XXXX-05-20"
    agencies = [value for entity, value in made.values.items() if entity.label is Label.AGENCY]
    assert all("@" not in value.id for value in agencies)


def test_nothing_has_no_values() -> None:
    assert extract(Document("Công văn thường.\n")).values == {}


def test_it_depends_on_the_plan_alone() -> None:
    made = plan("1. Sở Du lịch\n- Xây dựng đề án trước ngày 20/5.")
    assert normalise(made) == made.values


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_identifiers_have_the_form_that_annotators_write(path: Path) -> None:
    annotation = extract(path).annotation()
    standoff = brat.dumps(annotation)
    told = written_values(brat.loads(standoff, annotation.text))
    assert len(told) == len({entity.key for entity in annotation.entities}) - sum(
        1 for _ in annotation.labelled(Label.TASK)
    )


def test_entities_that_are_given_have_values_though_no_task_needs_them() -> None:
    text = LETTERHEAD.format(number="1/KH-UBND", day=1, month=2, year=2024, title="Du lịch")
    text += "Các đơn vị nắm tình hình.\n"
    start = text.index("Các đơn vị")
    given = [Entity(Label.AGENCY, Span(start, start + len("Các đơn vị")))]
    made = extract(Document(text), entities=given)
    assert {entity.key: value.id for entity, value in made.values.items()} == {
        given[0].key: "*don-vi"
    }
