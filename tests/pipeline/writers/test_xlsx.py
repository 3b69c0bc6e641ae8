"""The workbook that an official opens."""

# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sample_plans import empty_plan, long_plan, rich_plan, valued_plan
from workbooks import Rows, column, read_workbook, sheet_xml
from xlsxwriter.workbook import Workbook

from pipeline.document import Place
from pipeline.errors import OutputError
from pipeline.plan import Plan
from pipeline.records import Failure
from pipeline.values.types import DateValue
from pipeline.wording import Lang
from pipeline.writers import open_writer

EPOCH = date(1899, 12, 30)
"""The day that Excel counts from."""


def write(path: Path, *plans: Plan, lang: Lang = Lang.VI) -> dict[str, Rows]:
    with open_writer(path, lang=lang) as writer:
        for plan in plans:
            writer.plan(plan)
        writer.failure(Failure("hỏng.pdf", "the file is empty"))
    return read_workbook(path)


def test_sheets_and_headers_are_vietnamese(tmp_path: Path) -> None:
    sheets = write(tmp_path / "t.xlsx", rich_plan())
    assert list(sheets) == ["Nhiệm vụ", "Văn bản", "Văn bản viện dẫn", "Lỗi"]
    assert sheets["Nhiệm vụ"][0][:7] == [
        "STT",
        "Số kế hoạch",
        "Mục",
        "Nhiệm vụ",
        "Chủ trì",
        "Phối hợp",
        "Thời gian",
    ]


def test_sheets_headers_and_values_are_english_on_request(tmp_path: Path) -> None:
    sheets = write(tmp_path / "t.xlsx", rich_plan(), lang=Lang.EN)
    assert list(sheets) == ["Tasks", "Plans", "Cited documents", "Failures"]
    assert column(sheets["Tasks"], "Kind") == [
        "specific",
        "specific",
        "specific",
        "reporting",
        "general",
    ]


@pytest.mark.parametrize("lang", Lang)
def test_every_column_has_a_header_in_words(tmp_path: Path, lang: Lang) -> None:
    for rows in write(tmp_path / "t.xlsx", rich_plan(), lang=lang).values():
        headers = [str(header) for header in rows[0]]
        assert len(set(headers)) == len(headers)
        assert not [header for header in headers if "_" in header or header.islower()]


def test_a_task_is_a_row(tmp_path: Path) -> None:
    tasks = write(tmp_path / "t.xlsx", rich_plan(), empty_plan())["Nhiệm vụ"]
    assert len(tasks) == 6
    first = dict(zip(tasks[0], tasks[1], strict=True))
    assert first["STT"] == 1
    assert first["Số kế hoạch"] == "15/KH-UBND"
    assert first["Nhiệm vụ"] == "Xây dựng bộ tài liệu hướng dẫn đón khách"
    assert first["Phối hợp"] == "Sở Giáo dục và Đào tạo\nHội Nông dân tỉnh"
    assert first["Cơ sở xác định chủ trì"] == "nhãn"
    assert first["Vị trí"] == "Trang 1; đoạn 11"
    assert first["Loại nhiệm vụ"] == "cụ thể"


def test_days_are_days_and_values_have_columns(tmp_path: Path) -> None:
    tasks = write(tmp_path / "t.xlsx", valued_plan())["Nhiệm vụ"]
    first, second = (dict(zip(tasks[0], row, strict=True)) for row in tasks[1:3])
    days = [EPOCH + timedelta(float(first[key] or 0)) for key in ("Từ ngày", "Hạn hoàn thành")]
    assert days == [date(2024, 4, 1), date(2024, 7, 15)]
    with ZipFile(tmp_path / "t.xlsx") as archive:
        assert b"dd/mm/yyyy" in archive.read("xl/styles.xml")
    assert second["Hạn hoàn thành"] is None
    assert first["Chủ trì (mã)"] == "so-du-lich@song-lam"
    assert first["Thời gian (EDTF)"] == "2024-34\n../2024-07-15"
    assert first["Mã quốc gia"] == "JP"
    assert first["Chưa xác định được"] == "Sở Giáo dục và Đào tạo"


def test_a_day_before_excels_calendar_is_a_text(tmp_path: Path) -> None:
    plan = valued_plan()
    early = {
        entity: replace(value, end="1890-05-19") if isinstance(value, DateValue) else value
        for entity, value in plan.values.items()
    }
    tasks = write(tmp_path / "t.xlsx", replace(plan, values=early, deadlines={}))["Nhiệm vụ"]
    assert dict(zip(tasks[0], tasks[1], strict=True))["Hạn hoàn thành"] == "1890-05-19"


def test_a_task_without_lead_is_marked_and_keeps_its_time_in_words(tmp_path: Path) -> None:
    tasks = write(tmp_path / "t.xlsx", rich_plan())["Nhiệm vụ"]
    second = dict(zip(tasks[0], tasks[2], strict=True))
    assert second["Chủ trì"] is None
    assert second["Lưu ý"] == "Chưa rõ chủ trì"
    assert second["Thời gian"] == "Thường xuyên"


def test_a_plan_is_a_row_with_its_counts_and_flags(tmp_path: Path) -> None:
    plans = write(tmp_path / "t.xlsx", rich_plan("a.docx"))["Văn bản"]
    row = dict(zip(plans[0], plans[1], strict=True))
    assert row["Cơ quan ban hành"] == "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM"
    assert (row["Số nhiệm vụ"], row["Chưa rõ chủ trì"]) == (5, 1)
    assert row["Lưu ý"] == "Trang 2 nhận dạng từ ảnh quét, cần đối chiếu"
    assert row["Tệp văn bản thô"] == "t.texts/a.txt"


def test_citations_and_failures_have_their_sheets(tmp_path: Path) -> None:
    sheets = write(tmp_path / "t.xlsx", rich_plan())
    assert sheets["Văn bản viện dẫn"][1][2:5] == [
        "Quyết định số 210/QĐ-TTg",
        "ngày 05/02/2023",
        "Thủ tướng Chính phủ",
    ]
    assert sheets["Lỗi"][1:] == [[1, "hỏng.pdf", "the file is empty"]]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 là mã vùng",
        "-5 độ",
        "@nguoidung",
        "http://example.org",
        "internal:Sheet1!A1",
        "<r>đậm</r>",
        "a & b < c",
        "_x0041_",
        "chuông\x07",
        "  đầu và cuối  ",
        "đông 😀",
    ],
)
def test_a_text_stays_that_text(tmp_path: Path, text: str) -> None:
    plan = rich_plan()
    plan = replace(plan, tasks=(replace(plan.tasks[0], text=text),))
    tasks = write(tmp_path / "t.xlsx", plan)["Nhiệm vụ"]
    (cell,) = column(tasks, "Nhiệm vụ")
    assert str(cell).replace("_x005F_", "_").rstrip() == text.rstrip()


@pytest.mark.parametrize("characters", [32_767, 32_768, 100_000])
def test_no_text_is_too_long(tmp_path: Path, characters: int) -> None:
    plan = long_plan(characters)
    tasks = write(tmp_path / "t.xlsx", plan)["Nhiệm vụ"]
    cells = [str(cell) for cell in column(tasks, "Nhiệm vụ")]
    mark = "… (xem tiếp hàng dưới)"
    assert all(cell.endswith(mark) for cell in cells[:-1])
    assert "".join(cell.removesuffix(mark) for cell in cells) == plan.tasks[0].text
    assert len(cells) == 1 + (characters > 32_767) + (characters > 90_000) * 2
    assert set(column(tasks, "Tệp")) == {"dai.txt"}


def test_a_place_in_a_table_is_named_by_its_cell(tmp_path: Path) -> None:
    plan = rich_plan()
    task = replace(plan.tasks[0], place=Place(2, 14, table=1, row=3, column=2))
    tasks = write(tmp_path / "t.xlsx", replace(plan, tasks=(task,)))["Nhiệm vụ"]
    assert column(tasks, "Vị trí") == ["Trang 2; bảng 1, hàng 3, cột 2"]


def test_a_full_disk_at_the_end_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Workbook) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workbook, "_store_workbook", full)
    with pytest.raises(OutputError, match=r"t\.xlsx: cannot be written: .*No space left"):
        write(tmp_path / "t.xlsx", rich_plan())
    assert list(tmp_path.iterdir()) == []


def test_the_header_is_frozen_and_filters(tmp_path: Path) -> None:
    write(tmp_path / "t.xlsx", rich_plan())
    for number in (1, 2, 3, 4):
        xml = sheet_xml(tmp_path / "t.xlsx", number)
        assert 'state="frozen"' in xml
        assert "<autoFilter" in xml
