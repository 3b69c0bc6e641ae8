"""What dates stand for: their own words, the words around them, the plan (VALUES, DATE)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Span
from pipeline.plan import Metadata, Written
from pipeline.values import dates as module
from pipeline.values.dates import NO_FRAME, Frame, date_value, plan_frame
from pipeline.values.types import DateValue, Status

PLAN = Frame(issued=date(2022, 9, 19))


def in_line(line: str, *, frame: Frame = PLAN) -> DateValue:
    """The value of the date that stands in brackets in ``line``."""
    before, _, rest = line.partition("[")
    text, _, after = rest.partition("]")
    return date_value(text, before=before, after=after, frame=frame)


@pytest.mark.parametrize(
    ("text", "value", "start", "end"),
    [
        ("ngày 25 tháng 5 năm 2022", "2022-05-25", "2022-05-25", "2022-05-25"),
        ("NGÀY 05/01/2022", "2022-01-05", "2022-01-05", "2022-01-05"),
        ("ngày 24-5-2025", "2025-05-24", "2025-05-24", "2025-05-24"),
        ("tháng 02/2024", "2024-02", "2024-02-01", "2024-02-29"),
        ("Tháng 10 năm 2011", "2011-10", "2011-10-01", "2011-10-31"),
        ("quý II năm 2022", "2022-34", "2022-04-01", "2022-06-30"),
        ("Quí IV-2025", "2025-36", "2025-10-01", "2025-12-31"),
        ("quý 1/2026", "2026-33", "2026-01-01", "2026-03-31"),
        ("Năm 2022", "2022", "2022-01-01", "2022-12-31"),
        ("2023", "2023", "2023-01-01", "2023-12-31"),
        ("giai đoạn 2021 - 2025", "2021/2025", "2021-01-01", "2025-12-31"),
        ("Giai đoạn năm 2021–2025", "2021/2025", "2021-01-01", "2025-12-31"),
        ("nhiệm kỳ 2021-26", "2021/2026", "2021-01-01", "2026-12-31"),
        ("năm học 2023 - 2024", "2023/2024", "2023-01-01", "2024-12-31"),
        ("20/01/1950-20/01/2020", "1950-01-20/2020-01-20", "1950-01-20", "2020-01-20"),
        ("13 - 16/4/2023", "2023-04-13/2023-04-16", "2023-04-13", "2023-04-16"),
        ("15/4 - 15/5/2026", "2026-04-15/2026-05-15", "2026-04-15", "2026-05-15"),
        ("tháng 8 - 12/2020", "2020-08/2020-12", "2020-08-01", "2020-12-31"),
        ("Tháng 11 - tháng 02/2024", "2023-11/2024-02", "2023-11-01", "2024-02-29"),
        ("Quý II-III/2026", "2026-34/2026-35", "2026-04-01", "2026-09-30"),
        ("năm 2023, năm 2024", "2023, 2024", "2023-01-01", "2024-12-31"),
        ("Ngày 14 và 15 tháng 3 năm 2024", "2024-03-14, 2024-03-15", "2024-03-14", "2024-03-15"),
        ("ngày tháng năm 2025", "2025", "2025-01-01", "2025-12-31"),
        ("ngày … tháng 11 năm 2025", "2025-11", "2025-11-01", "2025-11-30"),
    ],
)
def test_a_date_says_a_point_or_a_stretch(text: str, value: str, start: str, end: str) -> None:
    found = date_value(text)
    assert (found.id, found.start, found.end) == (value, start, end)
    assert (found.status, found.written) == (Status.RESOLVED, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hằng năm", "R/P1Y"),
        ("hàng quý", "R/P3M"),
        ("mỗi tháng", "R/P1M"),
        ("hằng tuần", "R/P1W"),
        ("Hằng ngày", "R/P1D"),
        ("định kỳ 6 tháng", "R/P6M"),
        ("Định kỳ 06 tháng một lần", "R/P6M"),
        ("định kì 12 tháng", "R/P1Y"),
        ("Định kỳ hai năm một lần", "R/P2Y"),
        ("ba năm một lần", "R/P3Y"),
        ("06 tháng/lần", "R/P6M"),
        ("hai lần một năm", "R/P6M"),
        ("02 lần/ngày", "R/PT12H"),
        ("02 lần/tháng", "R/P0.5M"),
        ("định kỳ (hằng năm)", "R/P1Y"),
        ("định kỳ 6 tháng, năm", "R/P6M, R/P1Y"),
        ("Định kỳ hằng quý, hằng năm", "R/P3M, R/P1Y"),
        ("Mỗi học kỳ một lần", "R/P6M"),
        ("mỗi năm học", "R/P1Y"),
        ("ngày 20 hằng tháng", "R/XXXX-XX-20/P1M"),
        ("Định kỳ ngày 20 hằng tháng", "R/XXXX-XX-20/P1M"),
        ("Tháng 12 hằng năm", "R/XXXX-12/P1Y"),
        ("Quý II hằng năm", "R/XXXX-34/P1Y"),
        ("ngày 30 tháng 6 hàng năm", "R/XXXX-06-30/P1Y"),
        ("ngày 10/6 và 05/12 hằng năm", "R/XXXX-06-10/P1Y, R/XXXX-12-05/P1Y"),
        ("tháng 6 - tháng 11 hằng năm", "R/XXXX-06/XXXX-11/P1Y"),
        ("ngày 15 tháng cuối quý", "R/XXXX-03-15/P3M"),
        ("ngày 05 tháng đầu quý sau", "R/XXXX-01-05/P3M"),
        ("ngày 05 của tháng kế tiếp", "R/XXXX-XX-05/P1M"),
    ],
)
def test_what_comes_again_is_a_repeating_interval(text: str, value: str) -> None:
    found = date_value(text, frame=PLAN)
    assert (found.id, found.recurrence, found.end) == (value, value, "")
    assert found.status is Status.RESOLVED


@pytest.mark.parametrize(
    ("line", "value", "end"),
    [
        ("Trước [ngày 25/5/2022]", "../2022-05-25", "2022-05-25"),
        ("chậm nhất là [ngày 05/12/2022])", "../2022-12-05", "2022-12-05"),
        ("chậm nhất trong [tháng 9/2023]", "../2023-09", "2023-09-30"),
        ("Xong trước: [30/9/2022]", "../2022-09-30", "2022-09-30"),
        ("trước 17 giờ 00 [ngày 25/5/2022]", "../2022-05-25", "2022-05-25"),
        ("trước thứ Sáu, [ngày 27/5/2022]", "../2022-05-27", "2022-05-27"),
        ("tầm nhìn đến [năm 2030]", "../2030", "2030-12-31"),
        ("đến hết [tháng 3 năm 2026]", "../2026-03", "2026-03-31"),
        ("đến cuối [năm 2021]", "../2021", "2021-12-31"),
        ("hoàn thành trước [năm 2027]", "../2027", "2026-12-31"),
        ("xong trước [tháng 9/2026]", "../2026-09", "2026-08-31"),
        ("kể từ [ngày 01/7/2025]", "2025-07-01/..", ""),
        ("Bắt đầu từ [tháng 5 năm 2023]", "2023-05/..", ""),
        ("thí điểm từ sau [năm 2027]", "2027/..", ""),
        ("hoàn thành trong [năm 2025]", "2025", "2025-12-31"),
        ("Thời hạn: [Quý III/2024]", "2024-35", "2024-09-30"),
        ("liên quan đến [năm 2024]", "2024", "2024-12-31"),
        ("6 tháng đầu [năm 2022]", "2022-40", "2022-06-30"),
        ("sáu tháng cuối [năm 2022]", "2022-41", "2022-12-31"),
        ("đến [giai đoạn 2026 - 2030]", "2026/2030", "2030-12-31"),
    ],
)
def test_the_words_in_front_bound_a_date(line: str, value: str, end: str) -> None:
    found = in_line(line)
    assert (found.id, found.end) == (value, end)


def test_what_is_after_a_bound_begins_the_day_after() -> None:
    assert in_line("mở rộng sau [năm 2028]").start == "2029-01-01"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Từ [tháng 3] đến tháng 8/2024", "2024-03/.."),
        ("Từ [tháng 11] đến tháng 02/2024", "2023-11/.."),
        ("từ [ngày 08] đến ngày 10 tháng 12 năm 2025", "2025-12-08/.."),
        ("Từ tháng 10/2024 đến [tháng 02]", "../2025-02"),
        ("[Quý II] và quý III năm 2021", "2021-34"),
        ("[quý I], quý II và quý IV năm 2021", "2021-33"),
        ("Thí điểm [tháng 3], nhân rộng tháng 7/2026", "2026-03"),
        ("trước [ngày 20/6] và ngày 15/12/2021", "../2021-06-20"),
        ("trước ngày 25/6/2021 và [ngày 25/11/2021]", "../2021-11-25"),
    ],
)
def test_a_missing_part_comes_from_the_other_end_of_the_range_or_list(
    line: str, value: str
) -> None:
    found = in_line(line)
    assert (found.id, found.flags) == (value, () if "ngày 25/11" in line else ("inferred-year",))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("trước [ngày 25/5]", "../2022-05-25"),
        ("Từ tháng 5 đến hết [tháng 10]", "../2022-10"),
        ("từ [tháng 10] đến tháng 4 năm sau", "2022-10/.."),
        ("từ tháng 10 đến [tháng 4] năm sau", "../2023-04"),
        ("chậm nhất [ngày 31 tháng 01] của năm tài chính kế tiếp", "../2023-01-31"),
        ("tính từ [ngày 15 tháng 12] năm trước", "2021-12-15/.."),
        ("từ [quý III] đến năm 2027", "2022-35/.."),
        ("khởi công [quý I]", "2022-33"),
        ("Ngày Môi trường thế giới ([05/6])", "2022-06-05"),
    ],
)
def test_a_year_that_nothing_tells_is_the_plans_and_flagged(line: str, value: str) -> None:
    found = in_line(line)
    assert (found.id, found.flags) == (value, ("inferred-year",))
    assert found.confidence < 1


def test_the_year_that_the_plan_is_for_goes_before_that_of_its_day() -> None:
    frame = Frame(issued=date(2025, 11, 28), period=(2026, 2026))
    assert in_line("trước [ngày 25/5]", frame=frame).id == "../2026-05-25"
    several = Frame(issued=date(2025, 11, 28), period=(2026, 2030))
    assert in_line("trước [ngày 25/5]", frame=several).id == "../2025-05-25"


def test_incomplete_stays_incomplete_without_a_plan() -> None:
    found = in_line("trước [ngày 25/5]", frame=NO_FRAME)
    assert (found.id, found.end, found.flags) == ("../XXXX-05-25", "", ())
    assert in_line("vào [ngày 18]").id == "XXXX-XX-18"
    assert in_line("[Quý IV]", frame=NO_FRAME).id == "XXXX-36"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Định kỳ hằng năm (trước [ngày 15 tháng 12])", "R/XXXX-12-15/P1Y"),
        ("Hàng năm, trước [ngày 25 tháng 12], các đơn vị báo cáo", "R/XXXX-12-25/P1Y"),
        ("Hằng tháng, báo cáo UBND tỉnh trước [ngày 25]", "R/XXXX-XX-25/P1M"),
        ("Từ [tháng 3] đến tháng 11 hằng năm", "R/XXXX-03/P1Y"),
        ("từ [ngày 21] đến ngày 23 tháng 12 hằng năm", "R/XXXX-12-21/P1Y"),
        ("trước [ngày 15 hằng tháng]", "R/XXXX-XX-15/P1M"),
        ("[hằng năm], giai đoạn 2021 - 2025", "R/2021/2025/P1Y"),
        ("Định kỳ 6 tháng (trước [ngày 25/5])", "../2022-05-25"),
        ("hằng tháng gửi điện báo cáo, [ngày 05/12] gửi báo cáo năm", "2022-12-05"),
    ],
)
def test_a_day_takes_the_recurrence_that_it_stands_in(line: str, value: str) -> None:
    assert in_line(line).id == value


@pytest.mark.parametrize(
    "text", ["ngày 31/02/2024", "ngày 31/9", "30 tháng 02", "ngày 29/02/2023", "15/13/2024"]
)
def test_a_day_that_cannot_exist_is_flagged(text: str) -> None:
    found = date_value(text, frame=Frame(issued=date(2023, 1, 1)))
    assert (found.status, found.id) == (Status.OPEN, "")
    assert "no-such-date" in found.flags


def test_a_leap_day_needs_its_year() -> None:
    assert in_line("[ngày 29/02]", frame=NO_FRAME).id == "XXXX-02-29"
    assert in_line("[ngày 29/02]", frame=Frame(issued=date(2024, 1, 5))).id == "2024-02-29"
    assert in_line("[ngày 29/02]", frame=Frame(issued=date(2023, 1, 5))).id == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày l7 tháng 9 năm 2020", "2020-09-17"),
        ("ngày 3l tháng l0 năm 2024", "2024-10-31"),
        ("ngày 2O/5/2022", "2022-05-20"),
        ("Tháng l1 năm 2020", "2020-11"),
        ("ngày lO tháng 8 năm 2022", "2022-08-10"),
    ],
)
def test_letters_that_a_scan_took_for_digits_are_mended_and_flagged(text: str, value: str) -> None:
    found = date_value(text)
    assert (found.id, found.flags) == (value, ("repaired",))


@pytest.mark.parametrize("text", ["mồng 10 tháng Ba", "mùng 2 tháng Giêng"])
def test_lunar_days_stay_open(text: str) -> None:
    found = date_value(text, frame=PLAN)
    assert (found.status, found.flags) == (Status.OPEN, ("lunar",))


def test_words_behind_a_day_make_it_lunar() -> None:
    assert in_line("tết Trung thu ([ngày 15 tháng 8] âm lịch)").flags == ("lunar",)


def test_what_is_no_date_stays_open() -> None:
    assert date_value("thường xuyên").status is Status.OPEN


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Hoạt động đối ngoại năm 2023", (2023, 2023)),
        ("Phát triển du lịch giai đoạn 2021 - 2025, tầm nhìn đến năm 2030", (2021, 2025)),
        ("Chuyển đổi số đến năm 2030", None),
        ("Triển khai Quyết định số 06/QĐ-TTg ngày 02 tháng 01 năm 2025", None),
        ("AN TOÀN TRƯỜNG HỌC NĂM HỌC 2024 - 2025", (2024, 2025)),
        ("Thi hành Luật Thủ đô", None),
    ],
)
def test_the_title_tells_the_years_that_the_plan_is_for(
    title: str, period: tuple[int, int] | None
) -> None:
    metadata = Metadata(title=Written(title, Span(0, len(title))))
    assert plan_frame(metadata, None).period == period


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@given(days)
def test_a_day_comes_back_however_it_is_written(day: date) -> None:
    for text in (
        f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
        f"{day.day}/{day.month:02d}/{day.year}",
        f"NGÀY {day.day}-{day.month}-{day.year}",
    ):
        assert date_value(text).id == day.isoformat()


@given(days)
def test_a_month_and_a_year_come_back(day: date) -> None:
    assert date_value(f"tháng {day.month} năm {day.year}").id == f"{day.year}-{day.month:02d}"
    assert date_value(f"năm {day.year}").id == str(day.year)


@given(days, st.integers(min_value=1, max_value=60))
def test_both_ends_of_a_range_come_back(day: date, length: int) -> None:
    end = day + timedelta(days=length)
    text = f"{day.day}/{day.month}/{day.year} - {end.day}/{end.month}/{end.year}"
    found = date_value(text)
    assert (found.start, found.end) == (day.isoformat(), end.isoformat())


@given(days)
def test_start_and_end_hold_what_the_identifier_says(day: date) -> None:
    for text in (f"quý {(day.month + 2) // 3}/{day.year}", f"tháng {day.month}/{day.year}"):
        found = date_value(text)
        assert found.start <= day.isoformat() <= found.end
        assert re.fullmatch(r"\d{4}-\d\d", found.id)


def test_no_value_depends_on_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clockless(date):
        @classmethod
        def today(cls) -> Clockless:
            raise AssertionError("asked for today's date")

    monkeypatch.setattr(module, "date", Clockless)
    texts = ["ngày 25/5", "Hằng năm", "quý III", "ngày 25", "năm 2022", "tháng 10"]
    for number, text in enumerate(texts):
        line = f"trước lần thứ {number}"  # nothing of it is kept from other tests
        found = [date_value(text, before=line, frame=frame) for frame in (NO_FRAME, PLAN)]
        assert all(value.status is Status.RESOLVED for value in found)
