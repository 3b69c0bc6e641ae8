"""Pages: the document found in them, laid out as a browser shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.readers.html import read
from pipeline.readers.registry import Source

PORTALS = Path(__file__).parent / "portals"

TASK = "<p>Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành thực hiện Kế hoạch này.</p>"


def page(body: str | bytes) -> Document:
    return read(Source("page.html", body.encode() if isinstance(body, str) else body))


def rows(document: Document, table: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.span.of(document.text))
        for cell in document.tables[table].cells
    ]


# ----------------------------------------------------------------- the document in a portal's page

PORTAL_PAGES = [
    (
        "library",
        "ỦY BAN NHÂN DÂN",
        "Lê Thị Hạnh",
        [
            "Sông Lam, ngày 12 tháng 4 năm 2024",
            "I. MỤC ĐÍCH",
            "2. Giảm 30% rác thải nhựa tại các khu, điểm du lịch vào năm 2028.",
            "- Lưu: VT, KGVX.",
        ],
        ["Đăng nhập", "Facebook", "Lưu trữ", "Quảng cáo", "liên quan", "Bản án", "cookie"],
        3,
    ),
    (
        "items",
        "BỘ XÂY DỰNG",
        "Phạm Quang Dũng",
        [
            "KẾ HOẠCH",
            "Căn cứ Nghị định số 95/2024/NĐ-CP ngày 24 tháng 7 năm 2024 của Chính phủ;",
            "1. Vụ Khoa học công nghệ và môi trường chủ trì, phối hợp với Viện Kiến trúc quốc gia "
            "rà soát QCVN 04:2021/BXD trước ngày 30/6/2025.",
        ],
        ["Đang theo dõi", "Bình luận", "Hotline", "tra cứu", "Xem nhiều", "đăng nhập"],
        1,
    ),
    (
        "layout",
        "UBND TỈNH ĐỒNG VÂN",
        "Trần Đình Phúc",
        ["KẾ HOẠCH", "- Chủ trì: Phòng Cải cách hành chính.", "II. KINH PHÍ", "- Lưu: VT."],
        ["Trang chủ", "CƠ QUAN BAN HÀNH", "Bản in", "Bản quyền"],
        2,
    ),
    (
        "article",
        "KẾ HOẠCH",
        "Nơi nhận: UBND tỉnh; các phòng, ban; UBND các xã, thị trấn.",
        [
            "I. MỤC TIÊU",
            "2. 80% cấp xã có tổ công nghệ số cộng đồng.",
            "II. NHIỆM VỤ",
            "1. Phòng Văn hóa và Thông tin:",
            "b. Báo cáo kết quả trước ngày 15 tháng 12 năm 2025.",
            "- Từ nguồn xã hội hóa.",
        ],
        ["Giới thiệu", "Chia sẻ", "Từ khóa", "Các tin khác", "Thời tiết", "Trụ sở", "Tải về"],
        0,
    ),
    (
        "breaks",
        "ỦY BAN NHÂN DÂN XÃ HÒA BÌNH",
        "Thanh niên, Hội Phụ nữ xã tổ chức thực hiện.",
        ["KẾ HOẠCH", "trường dịp Tết Nguyên đán, Ủy ban nhân dân xã ban hành kế hoạch ra quân"],
        ["Trang tin"],
        0,
    ),
]


@pytest.mark.parametrize(
    ("name", "first", "last", "lines", "absent", "tables"),
    PORTAL_PAGES,
    ids=[name for name, *_ in PORTAL_PAGES],
)
def test_portals(
    name: str, first: str, last: str, lines: list[str], absent: list[str], tables: int
) -> None:
    path = PORTALS / f"{name}.html"
    document = read(Source(path.name, path.read_bytes()))
    shown = document.text.split("\n")
    assert (shown[0], shown[-1]) == (first, last)
    assert [line for line in lines if line not in shown] == []
    assert [words for words in absent if words.lower() in document.text.lower()] == []
    assert len(document.tables) == tables
    assert document.wrapped is (name == "breaks")
    assert document.flags == ()


def test_a_task_table_of_a_portal() -> None:
    path = PORTALS / "library.html"
    document = read(Source(path.name, path.read_bytes()))
    assert rows(document, 1) == [
        (0, 0, 1, 1, "TT"),
        (0, 1, 1, 1, "Nhiệm vụ"),
        (0, 2, 1, 1, "Cơ quan chủ trì"),
        (0, 3, 1, 1, "Cơ quan phối hợp"),
        (0, 4, 1, 1, "Thời gian"),
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, "Xây dựng bộ tiêu chí du lịch xanh"),
        (1, 2, 2, 1, "Sở Du lịch"),
        (1, 3, 1, 1, "Sở Tài nguyên và Môi trường;\nHiệp hội Du lịch"),
        (1, 4, 1, 1, "Quý III/2024"),
        (2, 0, 1, 1, "2"),
        (2, 1, 1, 1, "Tập huấn cho 500 lao động"),
        (2, 3, 1, 1, ""),
        (2, 4, 1, 1, "Hằng năm"),
    ]


LETTERHEAD = (
    "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p><p>KẾ HOẠCH</p>"
)
BODY = "".join(
    f"<p>{number}. Sở Y tế chủ trì, phối hợp với Sở Tài chính thực hiện nhiệm vụ thứ {number}.</p>"
    for number in range(1, 7)
)
SIGNATURE = "<p>Nơi nhận:<br>- Lưu: VT.</p><p>TM. ỦY BAN NHÂN DÂN</p><p>Lê Văn Tám</p>"
CHROME = "<p>Cổng thông tin của tỉnh ghi nhận mọi ý kiến đóng góp của bạn đọc gần xa.</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{CHROME}</div><div>{LETTERHEAD}{BODY}{SIGNATURE}</div><div>{CHROME}</div>",
        f"<div>{CHROME}</div><div><div>{LETTERHEAD}</div><div>{BODY}</div><div>{SIGNATURE}</div>"
        "</div>",
        f"<table><tr><td>{CHROME}<td>{LETTERHEAD}{BODY}{SIGNATURE}</table>",
        f"<div class='content-with-sidebar'>{LETTERHEAD}{BODY}{SIGNATURE}</div>"
        f"<div class='sidebar'>{CHROME}</div>",
        f"<div style='display: none'>{LETTERHEAD}{BODY}{SIGNATURE}</div>",
        f"<article><header>{LETTERHEAD}</header>{BODY}<footer>{SIGNATURE}</footer></article>",
        f"<div>{LETTERHEAD}{BODY}{SIGNATURE}</div><div>SOCIALIST REPUBLIC OF VIETNAM"
        "<p>The Department of Health shall lead this work in the year.</p></div>",
        f"<div>{LETTERHEAD}{BODY}{SIGNATURE}<h3>Văn bản liên quan:</h3>{CHROME}</div>",
        f"<div><p>Tải về | In văn bản</p>{LETTERHEAD}{BODY}{SIGNATURE}<p>Xem thêm »</p></div>",
    ],
    ids=[
        "beside the site's text",
        "in parts",
        "in a layout table",
        "names that lie",
        "hidden by a style that a script lifts",
        "in the elements of chrome",
        "beside its translation",
        "before a list of others",
        "between buttons",
    ],
)
def test_all_of_the_document_and_no_more(body: str) -> None:
    lines = page(f"<html><body>{body}").text.split("\n")
    assert lines == re.sub(r"</?p>|<br>", "\n", LETTERHEAD + BODY + SIGNATURE).split("\n")[
        1:-1
    ] or lines == [line for line in re.split(r"</?p>|<br>", LETTERHEAD + BODY + SIGNATURE) if line]


def test_a_decision_and_the_plan_that_it_issues_are_one_document() -> None:
    decision = f"<div>{LETTERHEAD.replace('KẾ HOẠCH', 'QUYẾT ĐỊNH')}<p>Điều 1. Ban hành.</p></div>"
    document = page(f"<div>{decision}<div><p>KẾ HOẠCH</p>{BODY}{SIGNATURE}</div></div>")
    assert "Điều 1. Ban hành." in document.text
    assert "Lê Văn Tám" in document.text


def test_legal_bases_that_are_links_stay() -> None:
    bases = "".join(f"<p><a href='/{n}'>Căn cứ Luật số {n}/2020/QH14;</a></p>" for n in range(3))
    document = page(f"<div>{LETTERHEAD}<div>{bases}</div>{BODY}{SIGNATURE}</div>")
    assert document.text.count("Căn cứ Luật") == 3


def test_marks_are_found_across_the_line_ends_of_the_source() -> None:
    letterhead = LETTERHEAD.replace("HÒA XÃ", "HÒA\nXÃ").replace("Độc lập", "Độc\r\n lập")
    document = page(f"<div>{CHROME * 3}</div><div>{letterhead}{BODY}{SIGNATURE}</div>")
    assert document.text.startswith("CỘNG HÒA XÃ HỘI")


@pytest.mark.parametrize(
    "note",
    [
        "<span style='display:none'>Sửa đổi bởi Điều 2</span>",
        "<span hidden>Sửa đổi bởi Điều 2</span>",
        "<a class='d-none note' href='#'>Sửa đổi bởi Điều 2</a>",
        "<span class='tip'><i>Đang theo dõi</i></span>",
    ],
)
def test_what_a_portal_sets_beside_words_is_left_out(note: str) -> None:
    assert page(f"<p>Sở Y tế {note}chủ trì.</p>").text == "Sở Y tế chủ trì."


def test_a_page_without_marks_of_a_document() -> None:
    document = page(f"<div><a href='/'>Trang chủ</a></div><div>{TASK}{TASK}</div>")
    assert document.text.count("Sở Nội vụ") == 2
    assert document.flags == ("no-document-mark",)


# --------------------------------------------------------------------------------------- encodings

REFERENCES = "<p>S&#7903; Y t&#7871; ch&#7911; trì k&#7871; ho&#7841;ch phòng b&#7879;nh</p>"


@pytest.mark.parametrize(
    ("data", "text", "flags"),
    [
        (f'<meta charset="windows-1252">{TASK}'.encode(), TASK[3:-4], ()),
        (f"\ufeff{TASK}".encode(), TASK[3:-4], ()),
        (f'<meta charset="utf-8">{TASK}'.encode("utf-16"), TASK[3:-4], ("encoding:utf-16",)),
        (
            f'<?xml version="1.0" encoding="utf-8"?><html><body>{TASK}</body></html>'.encode(),
            TASK[3:-4],
            (),
        ),
        (
            REFERENCES.encode("cp1252"),
            "Sở Y tế chủ trì kế hoạch phòng bệnh",
            ("encoding:windows-1252",),
        ),
        (
            "<p>Së Y tÕ chñ tr×, phèi hîp víi Së Tµi chÝnh thùc hiÖn".encode("cp1252"),
            "Sở Y tế chủ trì, phối hợp với Sở Tài chính thực hiện",
            ("encoding:tcvn3",),
        ),
        (
            b'<meta http-equiv=X content="text/html; charset=iso-8859-1"><p>Caf\xe9 noir',
            "Café noir",
            ("encoding:windows-1252",),
        ),
        (
            TASK.encode().replace(b"p></p", b"p></p") + b"<p>\xff</p>",
            f"{TASK[3:-4]}\n\ufffd",
            ("encoding-damaged",),
        ),
    ],
)
def test_encodings(data: bytes, text: str, flags: tuple[str, ...]) -> None:
    document = page(data)
    assert document.text == text
    assert document.flags == (*flags, "no-document-mark")


# ------------------------------------------------------------------------------------ broken pages


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><head><script>load()</script></head><body><div id=app></div></body>", "no text"),
        (b"<!-- ghi -->", "empty"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"<p>Caf\xe9 noir et bien serr\xe9", "neither Unicode"),
        (b"<div>" * 5000 + TASK.encode(), "nests elements or tables too deep"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as raised:
        page(data)
    assert str(raised.value).startswith("page.html: ")
    assert "\n" not in str(raised.value)


def test_tags_that_are_never_closed_lose_nothing() -> None:
    document = page("<p><b><font size=2>Sở Y tế thực hiện nhiệm vụ được giao" * 2000)
    assert document.text.count("nhiệm vụ") == 2000


def test_nothing_outside_the_page_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    document = page(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body>'
        f'<p>&x; kế hoạch của tỉnh</p><iframe src="{secret.as_uri()}"></iframe></body></html>'
    )
    assert "bí mật" not in document.text
    assert "&x; kế hoạch của tỉnh" in document.text


@given(st.text(st.sampled_from("<>/abdtrpl \"'=!-&;#x0\n"), max_size=60))
def test_any_markup_is_read_or_refused(source: str) -> None:
    try:
        document = page(f"<p>kế hoạch</p>{source}")
    except ReadError:
        return
    assert document.text.strip()
